/** What requests about returns are made of: one bound for each. */
import { z } from "zod";

export const id = z.string().max(64);
export const version = z.string().regex(/^\d{1,18}$/);
/** As `parsePeriod` reads it: `2025-05`. */
export const period = z.string().min(4).max(40);
export const reason = z.string().trim().min(1).max(2000);
/** `三月.xlsx`; within an archive its path there. */
export const fileName = z.string().min(1).max(1000);
export const sheetName = z.string().max(255).nullable();
export const at = z.number().int().min(1).max(1_048_576);
export const count = z.number().int().min(0);
