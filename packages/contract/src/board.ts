/** The board of a chain (链长): one page for a meeting, from figures, posts, cases and what people typed on it. */
import { z } from "zod";
import { asOfSchema, figureSchema, figureValueSchema, labelSchema, list, referenceSchema } from "./base.ts";
import { targetSchema } from "./overview.ts";

export const boardWork = z
  .object({
    id: z.string(),
    procedure: z.string(),
    code: z.string(),
    name: z.string(),
    state: labelSchema,
    /** Derived lists it stands in: 批而未开 ... */
    lists: list(labelSchema),
    due: z.string().nullable(),
    /** Who has it in hand: the lead department, else the park, else the county. */
    unit: labelSchema.nullable(),
    overdueDays: z.number().int(),
  })
  .readonly();

/** Null rows: this person's posts do not show such records. */
export const workListSchema = z
  .object({ open: z.number().int(), overdue: z.number().int(), rows: list(boardWork) })
  .readonly()
  .nullable();

export const chainBoardSchema = z
  .object({
    asOf: asOfSchema,
    chain: referenceSchema,
    /** The code under which firms belong to it. */
    code: z.string(),
    clause: z.string(),
    demo: z.boolean(),
    /** Event number of the registers the figures are from; null: from the data folders. */
    event: z.string().nullable(),
    today: z.string(),
    /** In the order of the page; nobody: not entered yet. */
    people: list(
      z
        .object({
          what: z.enum(["total_chief", "chain_chief", "deputy", "department", "parks", "task_force"]),
          persons: list(z.string()),
        })
        .readonly(),
    ),
    /** The record that says who answers for the chain; null: none yet. */
    duty: z.string().nullable(),
    mayDuty: z.boolean(),
    figures: list(
      z
        .object({
          what: z.enum(["output", "growth", "contribution", "volume", "price", "capacity"]),
          /** Null: no indicator measures it yet; `holder` has the data. */
          figure: figureSchema.nullable(),
          holder: labelSchema.nullable(),
        })
        .readonly(),
    ),
    target: targetSchema.nullable(),
    /** What is lacking to the target's bound; null where there is none, or it is reached. */
    gap: figureValueSchema.nullable(),
    moved: list(
      z
        .object({
          code: z.string(),
          name: z.string(),
          output: figureSchema,
          change: figureValueSchema,
          /** Points of the chain's own growth. */
          contribution: figureValueSchema,
          reason: z.string().nullable(),
        })
        .readonly(),
    ),
    projects: workListSchema,
    requests: workListSchema,
    tasks: workListSchema,
    asks: list(
      z
        .object({ id: z.string(), version: z.string(), text: z.string(), settled: z.string().nullable() })
        .readonly(),
    ),
    mayAsk: z.boolean(),
    mayReason: z.boolean(),
  })
  .readonly();

export const chainBoardsSchema = z
  .object({
    asOf: asOfSchema,
    chains: list(
      z
        .object({
          chain: referenceSchema,
          chief: list(z.string()),
          output: figureSchema.nullable(),
          growth: figureSchema.nullable(),
          stuck: z.number().int().nullable(),
          asks: z.number().int(),
        })
        .readonly(),
    ),
  })
  .readonly();

export const askBody = z.object({ text: z.string().trim().min(1).max(500) });
export const boardReasonBody = z.object({
  enterprise: z.string().max(64),
  period: z.string().max(40),
  text: z.string().trim().min(1).max(500),
});

export type ChainBoardAnswer = z.infer<typeof chainBoardSchema>;
export type ChainBoards = z.infer<typeof chainBoardsSchema>;
export type BoardWork = z.infer<typeof boardWork>;
