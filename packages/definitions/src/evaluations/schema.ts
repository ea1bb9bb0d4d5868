/** How an evaluation is written. docs/mechanisms.md explains each key to those who write one. */
import { z } from "zod";
import { decimal, labelInput, text, use } from "../common.ts";
import type { EvaluationInput } from "./written.ts";

/** What a criterion is worth where its value is missing, or where it would be divided by zero. Never a default. */
const fate = z
  .union([z.enum(["zero", "full", "group_mean", "open"]), z.strictObject({ points: decimal })])
  .describe("zero, full, group_mean, open (the score stays open), or { points: -3 }");

const band = z.strictObject({
  from: text.optional().describe("from this value on"),
  above: text.optional().describe("above this value, without it"),
  up_to: text.optional().describe("up to and with this value"),
  under: text.optional().describe("below this value, without it"),
  points: decimal.describe("a line with points only is everything else"),
});

const criterion = z.strictObject({
  label: labelInput.optional(),
  of: z
    .string()
    .optional()
    .describe("the indicator that is judged; by default the one with the criterion's id"),
  weight: decimal.optional(),
  ratio_to: z.string().optional().describe("mean, max, or the parameter that holds the base"),
  inverse_ratio_to: z.string().optional().describe("lower is better: half the weight times 2 - value / base"),
  times: decimal.optional().describe("the base is so many times the mean, the greatest or the parameter"),
  min_max: z.strictObject({ floor: decimal }).optional().describe("place between the least and the greatest"),
  between: z.strictObject({ base: text, goal: text }).optional().describe("0 at the base, all at the goal"),
  rank: z.enum(["highest", "lowest"]).optional().describe("by place; who is first has all"),
  bands: z.array(band).min(2).optional(),
  best_of: z
    .array(z.strictObject({ of: z.string(), bands: z.array(band).min(2) }))
    .min(2)
    .optional()
    .describe("several scales, the best one counts"),
  points: text.optional().describe("a formula in 得分"),
  max: decimal.optional().describe("the most there is, where points: does not say it"),
  cap: decimal.optional(),
  missing: fate.optional(),
  when_zero: fate.optional(),
  mean: z.enum(["of_ratios", "of_totals"]).optional(),
  assumed: z.union([z.boolean(), z.array(z.string())]).default(false),
  source: text.optional(),
});

const extra = z.strictObject({
  label: labelInput,
  points: text.describe("a formula in 得分"),
  cap: decimal.optional(),
  missing: fate,
  assumed: z.boolean().default(false),
});

const classRule = z.strictObject({
  label: labelInput.optional(),
  top: text.optional().describe("the first 30%, counted from the best"),
  bottom: text.optional().describe("the last 10%"),
  limit: z.enum(["at_most", "at_least", "nearest"]).optional(),
  from: decimal.optional().describe("a score from this on"),
  when: text.optional().describe("a condition"),
  rest: z.literal(true).optional(),
  ungraded: z.literal(true).optional().describe("those evaluated and not graded"),
  vetoed: z.literal(true).optional().describe("only whom a veto puts there"),
});

const veto = z.strictObject({
  label: labelInput,
  when: text,
  class: z.string(),
  unknown: z.enum(["pending", "no"]),
  assumed: z.boolean().default(false),
});

export const evaluationSchema: z.ZodType<EvaluationInput> = z.strictObject({
  label: labelInput,
  en: z.string().optional(),
  clause: text.optional(),
  source: text.optional().describe("the document the rule stands in"),
  subject: z.string(),
  period: z.enum(["month", "quarter", "half", "year"]),
  uses: use.default("evaluation"),
  population: text.optional().describe("who is evaluated; everyone by default"),
  ungraded: text.optional().describe("who of them gets no class and stands in no denominator"),
  groups: z
    .strictObject({
      by: z.array(z.string()).min(1),
      at_least: z.number().int().min(1).optional(),
      else: z.literal("whole").optional(),
    })
    .optional(),
  score: z
    .strictObject({
      order: z.array(z.enum(["normalise", "cap", "weight", "round", "sum", "bonus"])),
      decimals: z.strictObject({
        item: z.number().int().min(0).max(8).optional(),
        total: z.number().int().min(0).max(8),
      }),
      cap: decimal.optional(),
    })
    .optional(),
  mean: z.enum(["of_ratios", "of_totals"]).optional(),
  missing: fate.optional(),
  when_zero: fate.optional(),
  criteria: z.record(z.string(), criterion).default({}),
  parts: z
    .record(
      z.string(),
      z.strictObject({ label: labelInput, of: z.array(z.string()).min(1), cap: decimal.optional() }),
    )
    .default({}),
  bonus: z.record(z.string(), extra).default({}),
  deductions: z.record(z.string(), extra).default({}),
  bonus_cap: decimal.optional(),
  classes: z.record(z.string(), classRule).default({}),
  ties: z.enum(["up", "down"]).optional(),
  vetoes: z.record(z.string(), veto).default({}),
  assumed: z.boolean().default(false),
  note: labelInput.optional(),
});
