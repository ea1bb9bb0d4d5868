/**
 * Pieces every answer is made of. Types are derived from the schemas (`z.infer`), which is why this package
 * turns `isolatedDeclarations` off. Arrays are readonly, so that the server can pass a Model's lists on.
 */
import { REASONS } from "@lianzhang/kernel";
import { z } from "zod";

/** A list that neither side may change. */
export const list = <T extends z.ZodType>(item: T): z.ZodReadonly<z.ZodArray<T>> => z.array(item).readonly();

/** Text in both languages, so that switching the language asks the server nothing. */
export const labelSchema = z.object({ zh: z.string(), en: z.string() }).readonly();

/** Bytes as base64, of any length: the pattern of `z.base64` runs out of stack on some megabytes. */
export const bytesSchema = z
  .string()
  .refine((text) => text.length % 4 === 0 && /^[0-9A-Za-z+/]*={0,2}$/.test(text), "not base64");

const missingReason = z.enum(REASONS).exclude(["present"]);

/**
 * One number. `text` is the exact decimal in `unit` (all digits the value has, `-` for minus, no separators,
 * no exponent): exact values converted from minor units, ratios with their 8 digits, trailing zeros cut.
 * `text` is null exactly when `reason` is not. `decimals` is what the definition asks to show.
 */
export const figureValueSchema = z
  .object({
    text: z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .nullable(),
    unit: z.string(),
    numeric: z.enum(["exact", "ratio"]),
    decimals: z.number().int(),
    reason: missingReason.nullable(),
  })
  .readonly();

/** As `Counters` of packages/formula: 应有 (expected), 已报 (reported), 采用 (used), 未知 (unknown). */
export const countersSchema = z
  .object({
    population: z.number().int(),
    expected: z.number().int(),
    reported: z.number().int(),
    used: z.number().int(),
    unknown: z.number().int(),
  })
  .readonly();

/** `demo`: made-up data (演示). `assumed`: definition or parameter to be confirmed (暂定口径). */
export const markSchema = z.enum(["demo", "assumed"]);

/** One key of a cell; `code` null means that the attribute is unknown (show 未知). */
export const groupKeySchema = z
  .object({ key: z.string(), keyLabel: labelSchema, code: z.string().nullable(), label: labelSchema })
  .readonly();

/** An indicator in one cell: what the page's Figure component draws. */
export const figureSchema = z
  .object({
    indicator: z.string(),
    label: labelSchema,
    value: figureValueSchema,
    /** As `parsePeriod` reads it: `2025`, `2025-01..09`. */
    period: z.string(),
    /** Row indicators: the subject's code and name. */
    subject: z.object({ code: z.string(), name: z.string() }).readonly().nullable(),
    /** [] is the whole city. */
    group: list(groupKeySchema),
    counters: countersSchema.nullable(),
    marks: list(markSchema),
    /** The day of its release, where a calendar says it: `2024-06-17`. */
    releasedOn: z.string().optional(),
  })
  .readonly();

/** What an answer was computed from; the page shows it as 数据截至 and 核算批次. */
export const asOfSchema = z
  .object({
    period: z.string(),
    /** `2026-02-10`; null: everything known. */
    known: z.string().nullable(),
    /** Short id of the run key. */
    run: z.string(),
    /** Event number that the registers people keep were taken at; null: they come from files. */
    registers: z.string().nullable(),
  })
  .readonly();

export const referenceSchema = z.object({ id: z.string(), label: labelSchema }).readonly();

/** Every answer with status 4xx or 5xx. `code` is from docs/diagnostics.md (`LZ6004`). */
export const errorSchema = z
  .object({ code: z.string(), message: labelSchema, hint: labelSchema.nullable() })
  .readonly();

export type FigureValue = z.infer<typeof figureValueSchema>;
export type FigureData = z.infer<typeof figureSchema>;
export type FigureCounters = z.infer<typeof countersSchema>;
export type Mark = z.infer<typeof markSchema>;
export type GroupKey = z.infer<typeof groupKeySchema>;
export type AsOf = z.infer<typeof asOfSchema>;
export type Reference = z.infer<typeof referenceSchema>;
export type ApiError = z.infer<typeof errorSchema>;
