/** GET /api/overview. */
import { z } from "zod";
import {
  asOfSchema,
  figureSchema,
  figureValueSchema,
  labelSchema,
  list,
  markSchema,
  referenceSchema,
} from "./base.ts";

/** 已完成, 符合序时进度, 滞后于序时进度, 预计难以完成, 暂无数据(口径待明确). */
export const statusSchema = z.enum(["met", "on_course", "behind", "will_miss", "no_data"]);

export const boundSchema = z
  .object({
    kind: z.enum(["number", "reference", "qualitative"]),
    comparator: z.enum([">=", ">", "<=", "<", "="]).nullable(),
    /** The bound's number; for a reference the other subject's figure now (the province's growth). */
    value: figureValueSchema.nullable(),
    /** As the definition says it: `1400 亿元`, 高于全省. */
    text: labelSchema,
  })
  .readonly();

/** One of the 20 quantified targets (and the qualitative ones, with status `no_data`). */
export const targetSchema = z
  .object({
    id: z.string(),
    order: z.number().int(),
    label: labelSchema,
    clause: z.object({ id: z.string(), heading: z.string() }).readonly(),
    /** Short figure quoted from the Decision. */
    quote: z.string().nullable(),
    indicator: referenceSchema.nullable(),
    by: z.number().int(),
    bound: boundSchema,
    now: figureSchema.nullable(),
    /** Where the path asks the figure to be at the asked period's end (序时进度). */
    expectedNow: figureValueSchema.nullable(),
    status: statusSchema,
    /** Change a year since the last year, in % for levels and points for shares. */
    achieved: figureValueSchema.nullable(),
    /** Change a year needed until `by`, same unit as `achieved`. */
    needed: figureValueSchema.nullable(),
    /** Yearly figures so far, oldest first. */
    series: list(figureSchema),
    /** Yearly path, oldest first. */
    path: list(z.object({ year: z.number().int(), value: figureValueSchema }).readonly()),
    /** Who is to reach it; null: the Decision names none (a lint says so). */
    owner: referenceSchema.nullable(),
    /** Who holds the figure where nothing measures it. */
    holder: referenceSchema.nullable(),
    note: labelSchema.nullable(),
    marks: list(markSchema),
  })
  .readonly();

/** One of the six industries: its bar runs to `target`, the marker stands at `expectedNow`. */
export const industrySchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    chain: z.string().nullable(),
    target: z.string(),
    by: z.number().int(),
    now: figureSchema,
    bound: figureValueSchema,
    expectedNow: figureValueSchema.nullable(),
    growth: figureSchema.nullable(),
    needed: figureValueSchema.nullable(),
    status: statusSchema,
  })
  .readonly();

/** One square of the tile diagram (never an outline): integer column and row from the top left. */
export const tileSchema = z
  .object({
    code: z.string(),
    label: labelSchema,
    /** `county` or a unit reported on its own (a park over counties), drawn apart. */
    kind: z.enum(["county", "unit"]),
    x: z.number().int(),
    y: z.number().int(),
    /** Value of the `scope` query that this square sets. */
    scope: z.string(),
    figure: figureSchema,
  })
  .readonly();

/** What moved: largest change first. */
export const movedSchema = z
  .object({
    kind: z.enum(["indicator", "chain", "county", "enterprise"]),
    label: labelSchema,
    figure: figureSchema,
    /** Against the same period a year earlier; its unit says % or points. */
    change: figureValueSchema,
    /** Points of the whole's growth that this one carries (拉动); null where it makes no sense. */
    contribution: figureValueSchema.nullable(),
  })
  .readonly();

/** The arithmetic said plainly: 1842.7 in 2025 after +10.7 %, 5000 by 2027 needs +64.7 % a year. */
export const arithmeticSchema = z
  .object({
    label: labelSchema,
    target: z.string(),
    now: figureSchema,
    /** Growth of the last year. */
    growth: figureSchema.nullable(),
    growthValue: figureValueSchema.nullable(),
    bound: figureValueSchema,
    by: z.number().int(),
    years: z.number().int(),
    /** % a year from now to the bound. */
    needed: figureValueSchema,
  })
  .readonly();

/** Returns of the period by form: expected and arrived. */
export const reportingSchema = z
  .object({
    form: z.string(),
    label: labelSchema,
    period: z.string(),
    expected: z.number().int(),
    reported: z.number().int(),
  })
  .readonly();

export const overviewSchema = z
  .object({
    asOf: asOfSchema,
    /** Over the quantified targets; the page writes the sentence. */
    counts: z
      .object({
        met: z.number(),
        on_course: z.number(),
        behind: z.number(),
        will_miss: z.number(),
        no_data: z.number(),
      })
      .readonly(),
    arithmetic: arithmeticSchema.nullable(),
    /** The asked scope's own output, growth and industries; null for the whole city. Targets stay the city's. */
    scoped: z
      .object({ label: labelSchema, figures: list(figureSchema) })
      .readonly()
      .nullable(),
    industries: list(industrySchema),
    tiles: z
      .object({ indicator: z.string(), choices: list(referenceSchema), tiles: list(tileSchema) })
      .readonly(),
    moved: list(movedSchema),
    reporting: list(reportingSchema),
    targets: list(targetSchema),
  })
  .readonly();

export type Status = z.infer<typeof statusSchema>;
export type TargetRow = z.infer<typeof targetSchema>;
export type IndustryRow = z.infer<typeof industrySchema>;
export type Tile = z.infer<typeof tileSchema>;
export type Moved = z.infer<typeof movedSchema>;
export type Arithmetic = z.infer<typeof arithmeticSchema>;
export type Reporting = z.infer<typeof reportingSchema>;
export type Overview = z.infer<typeof overviewSchema>;
