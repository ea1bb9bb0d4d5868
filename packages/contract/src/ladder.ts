/** GET /api/ladder, /api/ladder/firms and /api/ladder/firms/:code: where firms stand on the ladder and what they lack. */
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

const clauseSchema = z.object({ id: z.string(), heading: z.string() }).readonly().nullable();

/** 持有, 已达标, 差一两项, 差三项以上, 数据待补; a watch has those at its edge. */
export const stageSchema = z.enum(["holding", "ready", "near", "far", "open", "risk"]);

export const rungSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    track: z.string(),
    /** A rung is climbed; a watch lists who is at risk of leaving it. */
    kind: z.enum(["rung", "watch"]),
    clause: clauseSchema,
    source: z.string().nullable(),
    note: labelSchema.nullable(),
    marks: list(markSchema),
    /** Who holds its title at the end of the period; null: no title of the ledger says so. */
    holding: z.number().int().nullable(),
    /** Recognised in the period. */
    recognised: z.number().int().nullable(),
    /** Holders whose title ends within a year from the end of the period. */
    expiring: z.number().int().nullable(),
    /** Holders who do not meet the rule now. */
    short: z.number().int().nullable(),
    /** Firms whose next rung it is; of a watch, those at risk. */
    candidates: z.number().int(),
    ready: z.number().int(),
    near: z.number().int(),
    far: z.number().int(),
    open: z.number().int(),
  })
  .readonly();

/** A target of the clause with the same count by group, where the decision has one. */
const ladderTargetSchema = z
  .object({
    label: labelSchema,
    bound: labelSchema,
    by: z.number().int(),
    clause: clauseSchema,
    now: figureSchema.nullable(),
    group: figureSchema.nullable(),
    marks: list(markSchema),
  })
  .readonly();

export const ladderSchema = z
  .object({
    asOf: asOfSchema,
    /** Years it can be made for, newest first. */
    periods: list(z.string()),
    rungs: list(rungSchema),
    targets: list(ladderTargetSchema),
    /** What cannot be decided for want of data: who holds it, which figures, for how many candidates. */
    missing: list(
      z.object({ holder: labelSchema, figures: list(labelSchema), firms: z.number().int() }).readonly(),
    ),
    limited: z.boolean(),
  })
  .readonly();

/** One condition of a rule as it is for one firm. */
export const askedConditionSchema = z
  .object({
    label: labelSchema,
    status: z.enum(["met", "unmet", "unknown"]),
    comparison: z.enum(["=", "!=", "<", "<=", ">", ">="]).nullable(),
    /** The figure that is asked for; null for a yes or no. */
    value: figureSchema.nullable(),
    need: figureValueSchema.nullable(),
    /** From the value to what is needed; null where it is met or not known. */
    gap: figureValueSchema.nullable(),
    /** The document the threshold stands in. */
    source: z.string().nullable(),
    assumed: z.boolean(),
    /** Who holds the data. */
    holders: list(labelSchema),
  })
  .readonly();

/** Ways to meet one line of a rule; the first is the nearest. */
const lineSchema = z
  .object({
    status: z.enum(["met", "unmet", "unknown"]),
    ways: list(list(askedConditionSchema)),
  })
  .readonly();

const titleSchema = z
  .object({
    label: labelSchema,
    rung: z.string(),
    batch: z.string().nullable(),
    number: z.string().nullable(),
    recognised: z.string().nullable(),
    until: z.string().nullable(),
    review: z.string().nullable(),
    valid: z.boolean(),
  })
  .readonly();

const placeSchema = z.object({ code: z.string(), label: labelSchema }).readonly().nullable();

const firmFields = {
  code: z.string(),
  name: z.string(),
  county: placeSchema,
  chain: placeSchema,
  marks: list(markSchema),
};

export const ladderRowSchema = z
  .object({
    ...firmFields,
    rung: referenceSchema,
    stage: stageSchema,
    /** Valid titles, the highest first. */
    titles: list(titleSchema),
    unmet: z.number().int(),
    unknown: z.number().int(),
    /** What is not met or not known, on the nearest way, the smallest gap first. */
    lacking: list(askedConditionSchema),
    score: figureSchema.nullable(),
  })
  .readonly();

const choiceSchema = z.object({ code: z.string(), label: labelSchema, count: z.number().int() }).readonly();

export const ladderFirmsSchema = z
  .object({
    asOf: asOfSchema,
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    rows: list(ladderRowSchema),
    facets: z
      .object({
        rung: list(choiceSchema),
        state: list(choiceSchema),
        county: list(choiceSchema),
        chain: list(choiceSchema),
      })
      .readonly(),
    limited: z.boolean(),
  })
  .readonly();

const firmRungSchema = z
  .object({
    rung: rungSchema
      .unwrap()
      .pick({
        id: true,
        label: true,
        track: true,
        kind: true,
        clause: true,
        source: true,
        note: true,
        marks: true,
      })
      .readonly(),
    held: titleSchema.nullable(),
    /** The rung the firm would climb next. */
    next: z.boolean(),
    stage: stageSchema,
    unmet: z.number().int(),
    unknown: z.number().int(),
    lines: list(lineSchema),
    score: figureSchema.nullable(),
    /** Where points are lost: those had, and the most there are. */
    points: list(
      z.object({ label: labelSchema, points: figureSchema, max: z.string().nullable() }).readonly(),
    ),
  })
  .readonly();

export const ladderFirmSchema = z
  .object({
    asOf: asOfSchema,
    ...firmFields,
    titles: list(titleSchema),
    rungs: list(firmRungSchema),
    demo: z.boolean(),
    limited: z.boolean(),
  })
  .readonly();

export type Stage = z.infer<typeof stageSchema>;
export type Rung = z.infer<typeof rungSchema>;
export type LadderAnswer = z.infer<typeof ladderSchema>;
export type AskedCondition = z.infer<typeof askedConditionSchema>;
export type LadderTitle = z.infer<typeof titleSchema>;
export type LadderRow = z.infer<typeof ladderRowSchema>;
export type LadderFirms = z.infer<typeof ladderFirmsSchema>;
export type LadderFirm = z.infer<typeof ladderFirmSchema>;
