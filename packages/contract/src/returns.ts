/**
 * Returns (报送): which forms a person has to do with, lists of returns, one return with what may be done to it. Counts are whole
 * numbers; rows and columns are 1-based, as a spreadsheet counts. Errors are `ApiError` with LZ75xx (docs/diagnostics.md).
 */
import { z } from "zod";
import { labelSchema, list } from "./base.ts";
import { id, period, count } from "./return-parts.ts";

export const returnInput = z.enum(["feedback", "own_copy", "survey", "records", "published"]);
export const returnMove = z.enum(["send", "take_back", "accept", "return", "withdraw", "purge"]);
export const returnState = z.enum(["draft", "sent", "returned", "accepted", "withdrawn"]);
export const returnFileKind = z.enum(["file", "paste", "typed"]);
export const senderKind = z.enum(["enterprise", "city", "unit", "county", "park", "department"]);

export const returnSenderSchema = z
  .object({ kind: senderKind, id: z.string(), label: labelSchema })
  .readonly();

/** Whether a return of a form's period is taken today. `opens`: the first day it is; `say` where it is not. */
export const returnOpeningSchema = z
  .object({
    period: z.string(),
    open: z.boolean(),
    because: z.string().nullable(),
    opens: z.string().nullable(),
    say: labelSchema.nullable(),
  })
  .readonly();

export const returnFormSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    input: returnInput,
    every: z.string(),
    /** Months (1 to 12) in which a return's period ends. */
    months: list(z.number().int()),
    /** The official form it follows; null: none. */
    like: z.string().nullable(),
    /** 表号, 制定机关, 批准文号, 有效期 of a survey. */
    mark: z
      .object({
        number: z.string(),
        authority: z.string(),
        approval: z.string(),
        validUntil: z.string(),
        /** No approval stands behind the number yet. */
        assumed: z.boolean(),
      })
      .readonly()
      .nullable(),
    /** What the one who asks may do with returns of the form. */
    deeds: z
      .object({ read: z.boolean(), send: z.boolean(), accept: z.boolean(), lock: z.boolean() })
      .readonly(),
    /** As whom the one who asks may send. */
    senders: list(returnSenderSchema),
    consent: z
      .object({ purposes: list(z.string()), months: z.number().int() })
      .readonly()
      .nullable(),
    /** Of the latest period whose figures can be had. */
    opens: returnOpeningSchema,
    /** By when a return of that period is due; null: no day is set, as on what is given freely. */
    due: z.string().nullable(),
    fields: list(
      z.object({ id: z.string(), label: labelSchema, unit: z.string(), required: z.boolean() }).readonly(),
    ),
  })
  .readonly();
export const returnFormsSchema = z.object({ forms: list(returnFormSchema), today: z.string() }).readonly();

export const returnsQuery = z.object({
  form: id.optional(),
  period: period.optional(),
  state: returnState.optional(),
  /** `enterprise:<code>`, `department:<id>`. */
  sender: z
    .string()
    .regex(/^(enterprise|city|unit|county|park|department):.+$/)
    .max(100)
    .optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});

export const submissionRowSchema = z
  .object({
    id: z.string(),
    form: z.string(),
    formLabel: labelSchema,
    input: returnInput,
    period: z.string(),
    sender: returnSenderSchema,
    state: returnState,
    version: z.string(),
    locked: z.boolean(),
    /** How many files it has. */
    files: count,
    /** Whoever began it. */
    madeBy: z.string(),
    madeAt: z.string(),
    /** Why it was returned or withdrawn. */
    reason: z.string().nullable(),
  })
  .readonly();

/** `states` count what the query finds without its state. */
export const returnsSchema = z
  .object({
    rows: list(submissionRowSchema),
    total: count,
    states: z
      .object({ draft: count, sent: count, returned: count, accepted: count, withdrawn: count })
      .readonly(),
  })
  .readonly();

export const returnFileSchema = z
  .object({
    /** Which of the return's files, as `drop` takes it. */
    place: z.number().int(),
    hash: z.string(),
    name: z.string(),
    kind: returnFileKind,
    /** Bytes. */
    size: z.string(),
  })
  .readonly();

const cellPlace = {
  file: z.string(),
  sheet: z.string().nullable(),
};

export const returnCorrectionSchema = z
  .object({
    id: z.string(),
    ...cellPlace,
    row: z.number().int(),
    column: z.number().int(),
    field: z.string().nullable(),
    /** As the file has it. */
    before: z.string(),
    after: z.string(),
    reason: z.string(),
    by: z.string(),
    at: z.string(),
    /** Number of its event in the audit chain. */
    event: z.string(),
  })
  .readonly();

export const returnRemarkSchema = z
  .object({
    id: z.string(),
    check: z.string(),
    ...cellPlace,
    row: z.number().int().nullable(),
    field: z.string().nullable(),
    subject: z.string().nullable(),
    said: z.string(),
    by: z.string(),
    at: z.string(),
  })
  .readonly();

/** What the one who asks may do to it now, by post, state, window and lock. */
export const returnMaySchema = z
  .object({
    send: z.boolean(),
    accept: z.boolean(),
    takeBack: z.boolean(),
    returnForChange: z.boolean(),
    withdraw: z.boolean(),
    /** By order, for good, whatever its state. */
    purge: z.boolean(),
    /** Files, matching and cells. */
    correct: z.boolean(),
    remark: z.boolean(),
    /** Files come and go; only before it is sent. */
    files: z.boolean(),
  })
  .readonly();

/** An indicator that a field of the form goes into. */
export const returnUseSchema = z
  .object({ indicator: z.string(), label: labelSchema, fields: list(z.string()) })
  .readonly();

/** 统计负责人, 单位负责人; null: nobody is named, and the receipt is signed on paper. */
export const signatoriesSchema = z
  .object({ statisticsHead: z.string().nullable(), unitHead: z.string().nullable() })
  .readonly();

export const returnSchema = z
  .object({
    return: submissionRowSchema,
    files: list(returnFileSchema),
    corrections: list(returnCorrectionSchema),
    remarks: list(returnRemarkSchema),
    may: returnMaySchema,
    uses: list(returnUseSchema),
    opens: returnOpeningSchema,
    /** Own copies: whether a consent is in force today; null for every other input. */
    consented: z.boolean().nullable(),
    /** From which day on its rows are what is known. */
    knownFrom: z.string().nullable(),
    acceptedEvent: z.string().nullable(),
    purged: z.boolean(),
    /** Whoever sent it last, and when. */
    sent: z.object({ by: z.string(), at: z.string() }).readonly().nullable(),
    /** Who moved it on or back, in order. */
    moves: list(
      z.object({ action: returnMove, by: z.string(), at: z.string(), event: z.string() }).readonly(),
    ),
    /** As they were named when it was sent. */
    signatories: signatoriesSchema,
    /** The sender's last accepted return of the form before this period: the one number that may stand beside. */
    last: z.object({ id: z.string(), period: z.string() }).readonly().nullable(),
  })
  .readonly();

export type ReturnInput = z.infer<typeof returnInput>;
export type ReturnState = z.infer<typeof returnState>;
export type ReturnSender = z.infer<typeof returnSenderSchema>;
export type ReturnForm = z.infer<typeof returnFormSchema>;
export type ReturnFormsAnswer = z.infer<typeof returnFormsSchema>;
export type ReturnOpening = z.infer<typeof returnOpeningSchema>;
export type ReturnsQuery = z.input<typeof returnsQuery>;
export type SubmissionRow = z.infer<typeof submissionRowSchema>;
export type ReturnsAnswer = z.infer<typeof returnsSchema>;
export type ReturnAnswer = z.infer<typeof returnSchema>;
export type ReturnMay = z.infer<typeof returnMaySchema>;
export type ReturnFile = z.infer<typeof returnFileSchema>;
export type ReturnUse = z.infer<typeof returnUseSchema>;
export type Signatories = z.infer<typeof signatoriesSchema>;
