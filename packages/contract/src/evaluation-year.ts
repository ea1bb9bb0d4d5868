/**
 * GET /api/evaluation/:id/year: the year of an evaluation as it is worked through (办理): where firms stand, what departments have
 * answered, what was decided beside what was computed, and what follows. Nothing decided rewrites what was computed.
 */
import { z } from "zod";
import { asOfSchema, labelSchema, list, markSchema } from "./base.ts";

const count = z.number().int();

export const yearCasesBody = z.object({
  period: z.string().min(4),
  reason: z.string().trim().min(1).max(500),
  /** The last day on which firms may object to the land that is publicised. */
  landUntil: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});

export const evaluationYearSchema = z
  .object({
    asOf: asOfSchema,
    id: z.string(),
    label: labelSchema,
    marks: list(markSchema),
    assumed: z.boolean(),
    /** What it can be made for, newest first. */
    periods: list(z.string()),
    procedure: z.string(),
    /** Firms in a class, and how many of them have no case yet. */
    graded: count,
    without: count,
    mayMake: z.boolean(),
    states: list(
      z.object({ id: z.string(), label: labelSchema, final: z.boolean(), cases: count }).readonly(),
    ),
    /** Of firms under way or decided: what each department said; `awaiting` is no answer, and no answer is not yes. */
    opinions: list(
      z
        .object({ field: z.string(), label: labelSchema, clear: count, veto: count, awaiting: count })
        .readonly(),
    ),
    /** In the order of the classes: as computed today, as computed when the list was made, as decided. */
    classes: list(
      z
        .object({ id: z.string(), label: labelSchema, computed: count, listed: count, decided: count })
        .readonly(),
    ),
    /** Proposed or decided otherwise than computed, with why. */
    regraded: list(
      z
        .object({
          case: z.string(),
          code: z.string(),
          name: z.string(),
          from: labelSchema,
          to: labelSchema,
          reason: z.string(),
          state: labelSchema,
        })
        .readonly(),
    ),
    /** Computed otherwise today than when the list was made: the ledger stays as it is. */
    moved: list(
      z
        .object({
          case: z.string(),
          code: z.string(),
          name: z.string(),
          was: labelSchema,
          now: labelSchema.nullable(),
        })
        .readonly(),
    ),
    /** What follows from decided classes, by department. */
    measures: list(
      z.object({ department: labelSchema, class: labelSchema, text: labelSchema, firms: count }).readonly(),
    ),
  })
  .readonly();

export const yearCasesSchema = z
  .object({
    made: count,
    /** Had a case. */
    same: count,
    refused: list(z.object({ code: z.string(), name: z.string(), message: labelSchema }).readonly()),
    /** Left for another go. */
    left: count,
  })
  .readonly();

export type EvaluationYear = z.infer<typeof evaluationYearSchema>;
export type YearCases = z.infer<typeof yearCasesSchema>;
