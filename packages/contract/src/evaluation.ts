/** GET /api/evaluation, /api/evaluation/:id/firms and /api/evaluation/:id/firms/:code: who is graded how, and why. */
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

/** 参评, 不参评(暂不评价), 待定. */
export const standingSchema = z.enum(["graded", "ungraded", "pending"]);

const classRuleSchema = z.union([
  z
    .object({
      kind: z.enum(["top", "bottom"]),
      /** Of the graded of a group, decimal text of per cent. */
      share: z.string(),
      limit: z.enum(["at_most", "at_least", "nearest"]),
    })
    .readonly(),
  z.object({ kind: z.literal("from"), score: z.string() }).readonly(),
  z.object({ kind: z.literal("when"), condition: z.string() }).readonly(),
  z.object({ kind: z.enum(["rest", "ungraded", "vetoed"]) }).readonly(),
]);

const gradeClassSchema = z
  .object({ id: z.string(), label: labelSchema, number: z.number().int(), rule: classRuleSchema })
  .readonly();

const criterionSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    /** The most there is before a cap; null where only its formula knows. */
    max: z.string().nullable(),
    assumed: z.boolean(),
  })
  .readonly();

/** What is said of the evaluation itself. */
export const gradingSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    clause: z.object({ id: z.string(), heading: z.string() }).readonly().nullable(),
    source: z.string().nullable(),
    note: labelSchema.nullable(),
    marks: list(markSchema),
    /** Whom it is compared among; null: everybody with everybody. */
    groups: z
      .object({ by: list(labelSchema), atLeast: z.number().int().nullable(), elseWhole: z.boolean() })
      .readonly()
      .nullable(),
    /** Without a score there are classes alone. */
    scored: z.boolean(),
    criteria: list(criterionSchema),
    classes: list(gradeClassSchema),
  })
  .readonly();

export const gradingAnswerSchema = z
  .object({
    asOf: asOfSchema,
    /** The evaluations of enterprises that the decision has. */
    choices: list(referenceSchema),
    /** Null where it has none. */
    grading: gradingSchema.nullable(),
    /** The register in which its year is worked through; null: it has none. */
    year: z.string().nullable(),
    /** What it can be made for, newest first. */
    periods: list(z.string()),
    counts: z
      .object({ graded: z.number().int(), ungraded: z.number().int(), pending: z.number().int() })
      .readonly(),
    /** Firms in each class, in the order of the classes. */
    inClass: list(z.number().int()),
    /** What lies behind the classes: land, taxes ...; parts in the order of the classes. */
    behind: list(
      z.object({ label: labelSchema, total: figureValueSchema, parts: list(figureValueSchema) }).readonly(),
    ),
    /** Scores in steps of one width, with how many of each class, and last those without a class. */
    bins: list(z.object({ from: z.number(), to: z.number(), counts: list(z.number().int()) }).readonly()),
    /** The score of the last in a class, over the groups that are seen: from the lowest to the highest. */
    cuts: list(
      z.object({ class: z.string(), lowest: figureValueSchema, highest: figureValueSchema }).readonly(),
    ),
    limited: z.boolean(),
  })
  .readonly();

/** A value that is not there, and whether the rule gave points all the same. */
const missingSchema = z.object({ label: labelSchema, figure: figureSchema, settled: z.boolean() }).readonly();

const ruledSchema = z
  .object({
    label: labelSchema,
    class: labelSchema,
    figure: figureSchema,
    /** Null: cannot be decided. */
    holds: z.boolean().nullable(),
  })
  .readonly();

const placeSchema = z.object({ code: z.string(), label: labelSchema }).readonly().nullable();

const resultFields = {
  code: z.string(),
  name: z.string(),
  county: placeSchema,
  park: placeSchema,
  standing: standingSchema,
  class: z.object({ id: z.string(), label: labelSchema, number: z.number().int() }).readonly().nullable(),
  /** The figure behind the class: its number. */
  classFigure: figureSchema.nullable(),
  score: figureSchema.nullable(),
  rank: figureSchema.nullable(),
  peers: figureSchema.nullable(),
  missing: list(missingSchema),
  vetoes: list(ruledSchema),
  marks: list(markSchema),
};

export const gradedFirmSchema = z
  .object({
    ...resultFields,
    /** In the order of the criteria. */
    points: list(figureSchema),
  })
  .readonly();

const choiceSchema = z.object({ code: z.string(), label: labelSchema, count: z.number().int() }).readonly();

export const gradedFirmsSchema = z
  .object({
    asOf: asOfSchema,
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    rows: list(gradedFirmSchema),
    /** Choices of the filters with the number of firms in each. */
    facets: z
      .object({ county: list(choiceSchema), class: list(choiceSchema), standing: list(choiceSchema) })
      .readonly(),
    limited: z.boolean(),
  })
  .readonly();

const extraSchema = z.object({ label: labelSchema, figure: figureSchema, deduction: z.boolean() }).readonly();

/** One firm's card. */
export const scorecardSchema = z
  .object({
    asOf: asOfSchema,
    grading: gradingSchema,
    ...resultFields,
    /** Whom it is compared among: 东坡区; null: all who are graded. */
    group: labelSchema.nullable(),
    criteria: list(
      z
        .object({
          id: z.string(),
          label: labelSchema,
          max: z.string().nullable(),
          /** Where its points end: so many times the weight, or so many points. */
          cap: z
            .object({ text: z.string(), of: z.enum(["weight", "points"]) })
            .readonly()
            .nullable(),
          assumed: z.boolean(),
          values: list(figureSchema),
          base: figureSchema.nullable(),
          points: figureSchema,
          /** How the value is made, in words: 实缴税金 ÷ 用地面积; empty where there is no one value. */
          made: labelSchema,
          clause: z.object({ id: z.string(), heading: z.string() }).readonly().nullable(),
          /** Who gives the data. */
          holders: list(labelSchema),
        })
        .readonly(),
    ),
    parts: list(z.object({ label: labelSchema, figure: figureSchema }).readonly()),
    extras: list(extraSchema),
    /** The next better class of the same group: the score of its last, and how far it is; null: none, or the best already. */
    above: z
      .object({ label: labelSchema, lowest: figureValueSchema, gap: figureValueSchema })
      .readonly()
      .nullable(),
    demo: z.boolean(),
    limited: z.boolean(),
  })
  .readonly();

/** The card with where the firm stands in the year's work, as far as the one who asks reads the ledger; null: it has no case there. */
export const scorecardAnswerSchema = scorecardSchema
  .unwrap()
  .extend({
    review: z
      .object({
        case: z.string(),
        state: labelSchema,
        /** Proposed until `decided`. */
        class: labelSchema.nullable(),
        decided: z.boolean(),
        /** Where it is another than the computed one. */
        reason: z.string(),
        meeting: z.string(),
      })
      .readonly()
      .nullable(),
  })
  .readonly();

export type ScorecardAnswer = z.infer<typeof scorecardAnswerSchema>;
export type StandingName = z.infer<typeof standingSchema>;
export type GradeClass = z.infer<typeof gradeClassSchema>;
export type Grading = z.infer<typeof gradingSchema>;
export type GradingAnswer = z.infer<typeof gradingAnswerSchema>;
export type GradedFirm = z.infer<typeof gradedFirmSchema>;
export type GradedFirms = z.infer<typeof gradedFirmsSchema>;
export type Scorecard = z.infer<typeof scorecardSchema>;
