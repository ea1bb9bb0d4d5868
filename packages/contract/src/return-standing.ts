/** How returns stand: what waits to be accepted, who has reported and who has not, templates, the receipt. */
import { z } from "zod";
import { labelSchema, list } from "./base.ts";
import { id, period, count } from "./return-parts.ts";
import { returnState, returnSenderSchema, returnFileSchema, signatoriesSchema } from "./returns.ts";

/** What waits to be accepted by the one who asks, the latest first, with what checks say of it. */
export const waitingSchema = z
  .object({
    total: count,
    /** How many of them were looked at: the sums are of these. */
    counted: count,
    must: count,
    unexplained: count,
    explained: count,
    rows: list(
      z
        .object({
          id: z.string(),
          formLabel: labelSchema,
          period: z.string(),
          sender: returnSenderSchema,
          locked: z.boolean(),
          /** Cells that cannot be read and checks that must be mended. */
          must: count,
          unexplained: count,
          /** Explanations to be read. */
          explained: count,
          /** False: its files are not to be had. */
          readable: z.boolean(),
        })
        .readonly(),
    ),
  })
  .readonly();

export const returnCoverageQuery = z.object({
  form: id,
  from: period.optional(),
  to: period.optional(),
  by: z.enum(["county", "park", "chain"]).default("county"),
});
export const returnCoverageSchema = z
  .object({
    form: z.string(),
    by: z.string(),
    months: list(
      z
        .object({
          period: z.string(),
          locked: z.boolean(),
          groups: list(
            z
              .object({
                /** Null: the whole that the one who asks sees. */
                code: z.string().nullable(),
                label: labelSchema,
                expected: count,
                /** Of those expected, whose return is accepted. */
                reported: count,
                /** Percent of the expected ones' last yearly output that those who reported had; null: not known. */
                outputShare: z.string().nullable(),
              })
              .readonly(),
          ),
        })
        .readonly(),
    ),
  })
  .readonly();

export const returnMissingQuery = z.object({
  form: id,
  period,
  by: z.enum(["county", "park", "chain"]).default("county"),
  /** Absent: all that the one who asks sees. */
  code: z.string().max(64).optional(),
});
/** 催报: whom a return is waited for from, in the order of codes; at most 2000. */
export const returnMissingSchema = z
  .object({
    form: z.string(),
    period: z.string(),
    expected: count,
    total: count,
    rows: list(
      z
        .object({
          code: z.string(),
          name: z.string(),
          /** The return that is under way; null: none was begun. */
          underWay: z.object({ id: z.string(), state: returnState }).readonly().nullable(),
        })
        .readonly(),
    ),
  })
  .readonly();

export const templateQuery = z.object({
  form: id,
  format: z.enum(["xlsx", "csv"]).default("xlsx"),
  period: period.optional(),
});
export const exportReturnQuery = z.object({ format: z.enum(["xlsx", "csv"]).default("xlsx") });
export const descriptionQuery = z.object({ form: id });
/** A form's description as the reader in the browser takes it (`FormDescription` of packages/intake). */
export const returnDescriptionSchema = z.object({ id: z.string(), label: labelSchema }).loose().readonly();

export const receiptSchema = z
  .object({
    number: z.string(),
    id: z.string(),
    form: z.string(),
    formLabel: labelSchema,
    period: z.string(),
    sender: returnSenderSchema,
    /** 填表人: who sent it. */
    filledBy: z.string(),
    signatories: signatoriesSchema,
    files: list(returnFileSchema),
    /** When it was sent. */
    at: z.string(),
    /** The event of the sending, and its hash in the audit chain. */
    event: z.string(),
    hash: z.string().nullable(),
    state: returnState,
  })
  .readonly();

export type WaitingAnswer = z.infer<typeof waitingSchema>;
export type ReturnCoverageQuery = z.input<typeof returnCoverageQuery>;
export type ReturnCoverageAnswer = z.infer<typeof returnCoverageSchema>;
export type ReturnMissingQuery = z.input<typeof returnMissingQuery>;
export type ReturnMissingAnswer = z.infer<typeof returnMissingSchema>;
export type ReceiptAnswer = z.infer<typeof receiptSchema>;
