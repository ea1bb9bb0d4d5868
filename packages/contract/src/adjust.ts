/**
 * POST /api/evaluation/:id/adjust: an evaluation under changed weights, bases, caps and cuts, one scenario laid over the other;
 * computed and forgotten, never written into the decision.
 */
import { z } from "zod";
import { asOfSchema, figureSchema, figureValueSchema, labelSchema, list, referenceSchema } from "./base.ts";
import { gradingAnswerSchema, gradingSchema } from "./evaluation.ts";

/** What of an evaluation may be tried otherwise; as it is written in the folder. */
const PATH =
  /^(?:criteria\.[^.]{1,64}\.(?:weight|cap|times|ratio_to|inverse_ratio_to)|classes\.[^.]{1,64}\.(?:top|bottom|limit|from)|score\.cap)$/;

const changeSchema = z.object({
  path: z.string().regex(PATH),
  /** Null takes it away. */
  value: z.string().max(64).nullable(),
});

export const adjustBody = z.object({
  period: z.string().min(4).optional(),
  scope: z
    .string()
    .regex(/^[a-z][a-z0-9_]*:[^:]+$/)
    .optional(),
  known: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  /** In their order; each is laid over those before it. */
  scenarios: z.array(z.object({ name: z.string().max(60), changes: z.array(changeSchema).max(80) })).max(6),
  /** A firm to look at more closely. */
  firm: z.string().max(64).nullable(),
});

/** A thing that can be changed, with what stands there in the decision. */
const fieldSchema = z
  .object({
    path: z.string(),
    kind: z.enum(["weight", "cap", "times", "base", "top", "bottom", "from", "limit", "score_cap"]),
    value: z.string().nullable(),
    /** What can be chosen; empty: a number or a share is written. */
    choices: list(referenceSchema),
  })
  .readonly();

const summaryFields = gradingAnswerSchema.unwrap().pick({
  counts: true,
  inClass: true,
  behind: true,
  bins: true,
  cuts: true,
});

const stageSchema = z
  .object({
    name: z.string(),
    /** Null: it cannot be computed, for the problems. */
    summary: summaryFields.readonly().nullable(),
    problems: list(
      z
        .object({
          /** Of what was changed; null: of none of it. */
          path: z.string().nullable(),
          code: z.string(),
          message: labelSchema,
          hint: labelSchema.nullable(),
        })
        .readonly(),
    ),
  })
  .readonly();

const gradedSideSchema = z
  .object({
    class: z.object({ id: z.string(), label: labelSchema, number: z.number().int() }).readonly().nullable(),
    score: figureValueSchema.nullable(),
    rank: figureValueSchema.nullable(),
    /** Score less that of the last in the own class; null: the last class, or none. */
    above: figureValueSchema.nullable(),
    /** Short of the last of the next better class; null: the best already. */
    short: figureValueSchema.nullable(),
  })
  .readonly();

const movedSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    county: labelSchema.nullable(),
    before: gradedSideSchema,
    after: gradedSideSchema,
    /** To a better class; null: into grading or out of it. */
    up: z.boolean().nullable(),
    /** Land, tax ...: in the order of `behind`. */
    behind: list(figureValueSchema),
  })
  .readonly();

/** One figure that would do it alone. */
const waySchema = z
  .object({
    criterion: z.string(),
    label: labelSchema,
    value: figureSchema,
    points: figureValueSchema,
    /** Null: this figure alone cannot. */
    needed: figureValueSchema.nullable(),
  })
  .readonly();

export const adjustSchema = z
  .object({
    asOf: asOfSchema,
    grading: gradingSchema,
    fields: list(fieldSchema),
    /** As decided, then under each scenario with those before it. */
    stages: list(stageSchema),
    /** Of the last scenario that could be computed, against the decided one. */
    moved: z
      .object({
        rows: list(movedSchema),
        up: z.number().int(),
        down: z.number().int(),
        other: z.number().int(),
        /** What lies behind those who go up, and down: land, tax ... */
        behind: list(
          z.object({ label: labelSchema, up: figureValueSchema, down: figureValueSchema }).readonly(),
        ),
      })
      .readonly(),
    firm: z
      .object({
        code: z.string(),
        name: z.string(),
        before: gradedSideSchema,
        after: gradedSideSchema,
        /** The next better class under the last scenario. */
        target: labelSchema.nullable(),
        ways: list(waySchema),
      })
      .readonly()
      .nullable(),
    /** The changes as they would be written in the folder; empty without any. */
    text: z.string(),
    limited: z.boolean(),
  })
  .readonly();

export type AdjustBody = z.input<typeof adjustBody>;
export type AdjustAnswer = z.infer<typeof adjustSchema>;
export type AdjustField = AdjustAnswer["fields"][number];
export type AdjustStage = AdjustAnswer["stages"][number];
export type GradedSide = z.infer<typeof gradedSideSchema>;
