/** GET /api/decision. */
import { z } from "zod";
import { labelSchema, list } from "./base.ts";
import { statusSchema } from "./overview.ts";

/** What carries a clause: a target, an indicator, a chain. `status` for targets. */
export const carriedSchema = z
  .object({
    kind: z.enum(["target", "indicator", "chain"]),
    id: z.string(),
    label: labelSchema,
    status: statusSchema.nullable(),
  })
  .readonly();

/** A named mechanism, industry or place of the Decision; `carriedBy` empty: nothing yet. */
export const carrierSchema = z
  .object({
    kind: z.enum(["mechanism", "industry", "place", "unit"]),
    name: labelSchema,
    carriedBy: list(z.object({ kind: z.string(), id: z.string(), label: labelSchema.nullable() }).readonly()),
    note: labelSchema.nullable(),
  })
  .readonly();

/** In reading order; `parent` null for parts. `text` only where a city put it beside the folder. */
export const clauseSchema = z
  .object({
    id: z.string(),
    parent: z.string().nullable(),
    number: z.string(),
    heading: z.string(),
    summary: labelSchema.nullable(),
    text: z.string().nullable(),
    carried: list(carriedSchema),
    carriers: list(carrierSchema),
  })
  .readonly();

export const diagnosticSchema = z
  .object({
    severity: z.enum(["error", "warning", "note"]),
    code: z.string(),
    /** Chinese where the finding has it, else the English words in both. */
    message: labelSchema,
    hint: labelSchema.nullable(),
    file: z.string(),
    line: z.number().int(),
    column: z.number().int(),
  })
  .readonly();

export const coverageSchema = z
  .object({
    kind: z.enum(["clause", "target", "mechanism", "industry", "place", "unit"]),
    total: z.number().int(),
    carried: z.number().int(),
  })
  .readonly();

export const decisionSchema = z
  .object({
    title: labelSchema,
    issued: z.string(),
    clauses: list(clauseSchema),
    coverage: list(coverageSchema),
    /** Definitions by kind: `indicator: 61`. */
    counts: list(z.object({ kind: z.string(), count: z.number().int() }).readonly()),
    diagnostics: list(diagnosticSchema),
  })
  .readonly();

export type Carried = z.infer<typeof carriedSchema>;
export type CarrierRow = z.infer<typeof carrierSchema>;
export type ClauseRow = z.infer<typeof clauseSchema>;
export type DiagnosticRow = z.infer<typeof diagnosticSchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type Decision = z.infer<typeof decisionSchema>;
