/** One step made for many cases of a procedure (一并办理): each by itself, as if it were made one after the other. */
import { z } from "zod";
import { labelSchema, list } from "./base.ts";
import { writtenValues } from "./cases.ts";

const id = z.string().max(64);

export const moveManyBody = z.object({
  /** Cases in this state. */
  state: id,
  to: id,
  /** What else the list asked for. */
  list: id.optional(),
  q: z.string().max(100).optional(),
  where: z.string().max(8000).optional(),
  /** Written to each; what is left out stays as it stands. */
  values: writtenValues.default({}),
  reason: z.string().max(2000).nullable().default(null),
  /** How many of the first were refused before: they are passed over. */
  skip: z.number().int().min(0).max(1_000_000).default(0),
});

export const moveManySchema = z
  .object({
    moved: z.number().int(),
    /** Stay where they are, with why. */
    refused: list(z.object({ id: z.string(), name: z.string(), message: labelSchema }).readonly()),
    /** Not tried yet. */
    left: z.number().int(),
  })
  .readonly();

export type MoveManyBody = z.input<typeof moveManyBody>;
export type MoveManyAnswer = z.infer<typeof moveManySchema>;
