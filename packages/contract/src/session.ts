/** GET /api/session and GET /api/search. */
import { z } from "zod";
import { labelSchema, list, referenceSchema } from "./base.ts";

export const periodChoiceSchema = z
  .object({ id: z.string(), length: z.enum(["month", "quarter", "half", "year", "span"]) })
  .readonly();

export const sessionSchema = z
  .object({
    decision: z.object({ id: z.string(), title: labelSchema, issued: z.string() }).readonly(),
    /** The title on screen; default 重点产业链工作平台. */
    platform: labelSchema,
    city: z.object({ code: z.string(), name: labelSchema }).readonly(),
    /** Newest first: years, then this year to date, then months. */
    periods: list(periodChoiceSchema),
    defaultPeriod: z.string(),
    /** Whole-city is not in the list. `id` as the `scope` query takes it: `county:511402`. */
    scopes: list(
      z.object({ id: z.string(), kind: z.string(), kindLabel: labelSchema, label: labelSchema }).readonly(),
    ),
    /** Evaluations of enterprises that the decision has. */
    evaluations: list(referenceSchema),
    /** Whether it has incentives of enterprises. */
    incentives: z.boolean(),
    /** Pages that the decision has content for. */
    pages: z.object({ ladder: z.boolean(), energy: z.boolean() }).readonly(),
    /** Whether any data is made up: the page shows its banner. */
    demo: z.boolean(),
    /** Day of the newest return; null without data. */
    lastKnown: z.string().nullable(),
    /** Days on which returns became known, newest first, for the "as known on" choice. */
    knownDays: list(z.string()),
    languages: list(z.enum(["zh", "en"])),
    version: z.object({ app: z.string(), engine: z.string(), store: z.string() }).readonly(),
    run: z
      .object({
        id: z.string(),
        definitions: z.string(),
        commit: z.number().int(),
        registers: z.string().nullable(),
      })
      .readonly(),
  })
  .readonly();

export const searchHitSchema = z
  .object({
    kind: z.enum(["page", "clause", "target", "indicator", "chain", "enterprise", "record"]),
    /** Of a record: the address of its page. */
    id: z.string(),
    label: labelSchema,
    /** Second line: the clause's heading, the firm's county. */
    detail: labelSchema.nullable(),
  })
  .readonly();
/** At most 30 hits, best first. Firms are found by name and code, the rest by both languages' labels and ids. */
export const searchSchema = z.object({ hits: list(searchHitSchema) }).readonly();

export type Session = z.infer<typeof sessionSchema>;
export type PeriodChoice = z.infer<typeof periodChoiceSchema>;
export type SearchHit = z.infer<typeof searchHitSchema>;
export type SearchAnswer = z.infer<typeof searchSchema>;
