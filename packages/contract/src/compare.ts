/** POST /api/compare: what a scenario changes. Nothing is stored. */
import { z } from "zod";
import { asOfSchema, figureValueSchema, groupKeySchema, labelSchema, list, referenceSchema } from "./base.ts";

/**
 * `scenario`: the file of docs/scenarios.md as YAML text, or as the same in JSON (places of mistakes then count the
 * lines of that JSON written out with two blanks a level). `by`: groupings, each a list of keys; the whole is always
 * there. `limit`: how many moves of each indicator are listed; the counts are of all.
 */
export const compareBody = z.object({
  scenario: z.union([z.string().max(900_000), z.record(z.string(), z.unknown())]),
  period: z.string().min(4).optional(),
  known: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  /** Default: every indicator that has figures of groups. */
  indicators: z.array(z.string().max(200)).max(2000).optional(),
  by: z
    .array(z.array(z.string().max(200)).max(3))
    .max(8)
    .default([]),
  targets: z.boolean().default(true),
  limit: z.number().int().min(0).max(10_000).default(20),
});

const stateSchema = z.enum(["changed", "entered", "left"]);

/** `before` null: entered; `after` null: left. `by` is null unless both have a value; `percent` in %. */
export const moveSchema = z
  .object({
    state: stateSchema,
    subject: z.string().nullable(),
    group: list(groupKeySchema),
    before: figureValueSchema.nullable(),
    after: figureValueSchema.nullable(),
    by: figureValueSchema.nullable(),
    percent: figureValueSchema.nullable(),
  })
  .readonly();

export const compareSchema = z
  .object({
    asOf: asOfSchema,
    scenario: z
      .object({
        name: z.string(),
        note: z.string().nullable(),
        hold: list(z.enum(["bases", "cuts", "population"])),
        /** Addresses of what is changed, in their order. */
        changes: list(z.string()),
      })
      .readonly(),
    indicators: list(
      z
        .object({
          indicator: referenceSchema,
          same: z.number().int(),
          changed: z.number().int(),
          entered: z.number().int(),
          left: z.number().int(),
          /** Largest first. */
          moved: list(moveSchema),
        })
        .readonly(),
    ),
    targets: list(
      z
        .object({
          target: referenceSchema,
          before: z.string(),
          after: z.string(),
        })
        .readonly(),
    ),
  })
  .readonly();

/** Status 400 with code LZ6105: the scenario has mistakes; all of them are listed. */
export const compareErrorSchema = z
  .object({
    code: z.string(),
    message: labelSchema,
    hint: labelSchema.nullable(),
    diagnostics: list(
      z
        .object({
          line: z.number().int(),
          column: z.number().int(),
          code: z.string(),
          message: z.string(),
          hint: z.string().nullable(),
        })
        .readonly(),
    ),
  })
  .readonly();

export type CompareBody = z.output<typeof compareBody>;
export type CompareAnswer = z.infer<typeof compareSchema>;
export type CompareMove = z.infer<typeof moveSchema>;
export type CompareError = z.infer<typeof compareErrorSchema>;
