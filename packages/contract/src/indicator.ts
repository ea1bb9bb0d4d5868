/** GET /api/indicators, /api/indicators/:id and /api/trace. */
import type { MissingReason } from "@lianzhang/kernel";
import { z } from "zod";
import type { FigureCounters, FigureValue } from "./base.ts";
import {
  asOfSchema,
  countersSchema,
  figureSchema,
  figureValueSchema,
  labelSchema,
  list,
  referenceSchema,
} from "./base.ts";
import { besideSchema, calibreSchema } from "./bridge.ts";
import { targetSchema } from "./overview.ts";

export const catalogueRowSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    clause: z.object({ id: z.string(), heading: z.string() }).readonly().nullable(),
    unit: z.string(),
    /** Register of row indicators (`enterprise`); null for group ones. */
    of: z.string().nullable(),
    /** Whether a form measures it. */
    measured: z.boolean(),
    holder: referenceSchema.nullable(),
    assumed: z.boolean(),
    by: list(referenceSchema),
    targets: list(z.string()),
    /** The city's figure of the asked period; null for row indicators and unmeasured ones. */
    figure: figureSchema.nullable(),
  })
  .readonly();

export const catalogueSchema = z
  .object({ asOf: asOfSchema, indicators: list(catalogueRowSchema) })
  .readonly();

/** A name inside the formula; offsets are UTF-16 into `formula`. The page colours by `tokens` and hovers by these. */
export const formulaNameSchema = z
  .object({
    start: z.number().int(),
    end: z.number().int(),
    kind: z.enum(["field", "attribute", "membership", "parameter", "indicator", "register", "code"]),
    id: z.string(),
    label: labelSchema,
    /** Unit, form, holder, value of a parameter: one line to hover. */
    detail: labelSchema.nullable(),
  })
  .readonly();

/** A field or attribute the figure rests on, with who holds it and on what basis. */
export const sourceSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    form: labelSchema.nullable(),
    holder: labelSchema,
    basis: z.string(),
    /** `published`, `survey`, ...; null for attributes. */
    input: z.enum(["feedback", "own_copy", "survey", "records", "published"]).nullable(),
  })
  .readonly();

export const definitionSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    clause: z.object({ id: z.string(), heading: z.string() }).readonly().nullable(),
    of: z.string().nullable(),
    period: z.enum(["month", "quarter", "half", "year"]).nullable(),
    unit: z.string(),
    decimals: z.number().int(),
    formula: z.string().nullable(),
    names: list(formulaNameSchema),
    growthBasis: z.enum(["returned", "stored", "matched"]).nullable(),
    higherIsBetter: z.boolean().nullable(),
    assumed: z.boolean(),
    note: labelSchema.nullable(),
    holder: referenceSchema.nullable(),
    by: list(referenceSchema),
    sources: list(sourceSchema),
    /** File and line of the definition. */
    place: z.string(),
  })
  .readonly();

export const breakdownSchema = z
  .object({
    by: referenceSchema,
    /** Whether the rows add up to the whole; false for many-valued memberships counted whole. */
    additive: z.boolean(),
    /** Name of the partition the rows are of (在地), null where it is none. */
    partition: labelSchema.nullable(),
    rows: list(figureSchema),
    /** Yearly or monthly series by row for small multiples, same order as `rows`. */
    series: list(list(figureSchema)),
  })
  .readonly();

export const indicatorSchema = z
  .object({
    asOf: asOfSchema,
    definition: definitionSchema,
    /** At the asked period and scope. */
    figure: figureSchema,
    calibre: calibreSchema,
    /** When everything it reads exists for the asked period; null: something of it has no calendar. */
    existsOn: z
      .object({ day: z.string(), basis: z.enum(["release", "survey", "window"]), assumed: z.boolean() })
      .readonly()
      .nullable(),
    /** The published figure beside a computed one, or the computed beside a published. */
    beside: besideSchema.nullable(),
    /** Same length of period as the figure's, oldest first (years, or months to date). */
    series: list(figureSchema),
    breakdown: breakdownSchema.nullable(),
    targets: list(targetSchema),
  })
  .readonly();

/** The subjects of a row indicator in its order: best first, those without a value last. */
export const rankedSubjectsSchema = z
  .object({
    asOf: asOfSchema,
    /** Subjects in the scope, and how many have a value. */
    total: z.number().int(),
    valued: z.number().int(),
    /** Firms outside the viewer's scope are left out; places are then among those shown, or not given at all. */
    limited: z.boolean(),
    rows: list(
      z
        .object({
          /** 1 + how many are better in the scope: equal values share a place; null without a value. */
          place: z.number().int().nullable(),
          figure: figureSchema,
          county: labelSchema.nullable(),
          chain: labelSchema.nullable(),
        })
        .readonly(),
    ),
  })
  .readonly();

export interface TraceOrigin {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
  readonly column: string | null;
  readonly head: string | null;
  readonly received: string;
  readonly version: string | null;
  readonly source: string | null;
}

/** `Trace` of packages/engine in JSON: the value as FigureValue (exact decimal in its unit). */
export interface TraceNode {
  readonly kind:
    | "indicator"
    | "formula"
    | "aggregate"
    | "field"
    | "attribute"
    | "parameter"
    | "constant"
    | "condition"
    | "subject";
  readonly id: string | null;
  readonly text: string;
  /** Official label where there is one; else null and the page shows `text`. */
  readonly label: { readonly zh: string; readonly en: string } | null;
  readonly period: string | null;
  readonly subject: string | null;
  readonly value: FigureValue | null;
  readonly truth: boolean | null;
  readonly reason: MissingReason | null;
  readonly counters: FigureCounters | null;
  readonly origins: readonly TraceOrigin[];
  readonly source: string | null;
  /** The dates of a parameter's value: the period or days it is for, and when it was published. */
  readonly inForce: {
    readonly for: string | null;
    readonly since: string | null;
    readonly until: string | null;
    readonly published: string | null;
  } | null;
  /** Per cent of a subject's value that counts in a cell counted by share. */
  readonly share: number | null;
  readonly children: readonly TraceNode[];
  /** Subjects that are not listed; `outside`: firms outside the viewer's scope are among them. */
  readonly rest: {
    readonly count: number;
    readonly value: FigureValue | null;
    readonly outside: boolean;
  } | null;
}

const originSchema: z.ZodType<TraceOrigin> = z.object({
  file: z.string(),
  sheet: z.string().nullable(),
  row: z.number().int(),
  column: z.string().nullable(),
  head: z.string().nullable(),
  received: z.string(),
  version: z.string().nullable(),
  source: z.string().nullable(),
});

export const traceNodeSchema: z.ZodType<TraceNode> = z.lazy(() =>
  z.object({
    kind: z.enum([
      "indicator",
      "formula",
      "aggregate",
      "field",
      "attribute",
      "parameter",
      "constant",
      "condition",
      "subject",
    ]),
    id: z.string().nullable(),
    text: z.string(),
    label: labelSchema.nullable(),
    period: z.string().nullable(),
    subject: z.string().nullable(),
    value: figureValueSchema.nullable(),
    truth: z.boolean().nullable(),
    reason: figureValueSchema.unwrap().shape.reason,
    counters: countersSchema.nullable(),
    origins: list(originSchema),
    source: z.string().nullable(),
    inForce: z
      .object({
        for: z.string().nullable(),
        since: z.string().nullable(),
        until: z.string().nullable(),
        published: z.string().nullable(),
      })
      .nullable(),
    share: z.number().nullable(),
    children: list(traceNodeSchema),
    rest: z
      .object({ count: z.number().int(), value: figureValueSchema.nullable(), outside: z.boolean() })
      .nullable(),
  }),
);

/** `agrees` false is an incident (`LZ5xxx`): the trace's value is not the figure's; the page shows it in red. */
export const traceSchema = z
  .object({ asOf: asOfSchema, figure: figureSchema, agrees: z.boolean(), trace: traceNodeSchema })
  .readonly();

export type CatalogueRow = z.infer<typeof catalogueRowSchema>;
export type Catalogue = z.infer<typeof catalogueSchema>;
export type FormulaName = z.infer<typeof formulaNameSchema>;
export type SourceRow = z.infer<typeof sourceSchema>;
export type Definition = z.infer<typeof definitionSchema>;
export type Breakdown = z.infer<typeof breakdownSchema>;
export type IndicatorAnswer = z.infer<typeof indicatorSchema>;
export type RankedSubjects = z.infer<typeof rankedSubjectsSchema>;
export type TraceAnswer = z.infer<typeof traceSchema>;
