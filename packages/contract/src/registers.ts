/** Registers that people keep: what they are, lists, records, history, changes, tables in and out. */
import { z } from "zod";
import { labelSchema, list } from "./base.ts";

/** How a field is written and shown; codes carry their labels so that a form needs nothing else. */
const fieldTypeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text") }).readonly(),
  z.object({ kind: z.literal("boolean") }).readonly(),
  z.object({ kind: z.literal("date") }).readonly(),
  z.object({ kind: z.literal("number"), unit: z.string(), whole: z.boolean() }).readonly(),
  z
    .object({
      kind: z.literal("code"),
      codes: list(
        z.object({ code: z.string(), label: labelSchema, parent: z.string().nullable() }).readonly(),
      ),
    })
    .readonly(),
  z.object({ kind: z.literal("subject"), register: z.string(), label: labelSchema }).readonly(),
]);

export const fieldSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    type: fieldTypeSchema,
    required: z.boolean(),
    /** Who holds the data, and on what it rests. */
    holder: labelSchema.nullable(),
    basis: z.string(),
  })
  .readonly();

/** What the one who asks may do with the register. */
const registerMaySchema = z
  .object({ open: z.boolean(), change: z.boolean(), import: z.boolean(), export: z.boolean() })
  .readonly();

export const registerSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    identity: z.enum(["uscc", "code"]),
    /** The field that names a record; null: its code does. */
    name: z.string().nullable(),
    fields: list(fieldSchema),
    may: registerMaySchema,
    /** The procedure its records go through. */
    procedure: z.object({ id: z.string(), label: labelSchema }).readonly().nullable(),
    complete: z.boolean(),
  })
  .readonly();

export const registersSchema = z
  .object({
    registers: list(
      z
        .object({
          id: z.string(),
          label: labelSchema,
          records: z.number().int(),
          holder: labelSchema.nullable(),
          may: registerMaySchema,
          procedure: z.object({ id: z.string(), label: labelSchema }).readonly().nullable(),
        })
        .readonly(),
    ),
    month: z.string(),
  })
  .readonly();

/** Values as people write them, in the field's own unit; a field that is not there is not known. */
const valuesSchema = z.record(z.string(), z.string()).readonly();
/** Names of the records that links point at: by register, by code. */
const namesSchema = z.record(z.string(), z.record(z.string(), z.string()).readonly()).readonly();

export const recordRowSchema = z
  .object({ id: z.string(), code: z.string(), version: z.string(), values: valuesSchema })
  .readonly();

export const recordsSchema = z
  .object({
    month: z.string(),
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    rows: list(recordRowSchema),
    names: namesSchema,
  })
  .readonly();

export const recordSpellSchema = z
  .object({ since: z.string().nullable(), until: z.string().nullable(), values: valuesSchema })
  .readonly();

export const recordSchema = z
  .object({
    id: z.string(),
    register: z.string(),
    code: z.string(),
    version: z.string(),
    spells: list(recordSpellSchema),
    names: namesSchema,
  })
  .readonly();

export const historySchema = z
  .object({
    entries: list(
      z
        .object({
          event: z.string(),
          at: z.string(),
          who: z.string(),
          onBehalfOf: z.string().nullable(),
          unit: z.string().nullable(),
          purpose: z.string(),
          /** Null: the content was purged. */
          version: z
            .object({
              number: z.string(),
              act: z.enum(["open", "change", "correct", "close", "restate", "import"]),
              reason: z.string(),
              changes: list(
                z
                  .object({
                    field: z.string(),
                    since: z.string().nullable(),
                    until: z.string().nullable(),
                    before: z.string().nullable(),
                    after: z.string().nullable(),
                  })
                  .readonly(),
              ),
            })
            .readonly()
            .nullable(),
        })
        .readonly(),
    ),
    /** Asks for the next page; null: there is none. */
    before: z.string().nullable(),
  })
  .readonly();

const written = z.record(z.string().max(64), z.union([z.string().max(20_000), z.boolean(), z.null()]));
const monthText = z.string().regex(/^\d{4}-\d{2}$/);
const reason = z.string().trim().min(1).max(2000);

export const openRecordBody = z.object({
  code: z.string().max(64),
  since: monthText,
  values: written,
  reason,
});

export const changeRecordBody = z.object({
  version: z.string().regex(/^\d{1,18}$/),
  edit: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("change"), from: monthText, values: written }),
    z.object({
      kind: z.literal("correct"),
      since: monthText.nullable(),
      until: monthText.nullable(),
      values: written,
    }),
    z.object({ kind: z.literal("close"), from: monthText }),
  ]),
  reason,
});

/** A fault as words, at its field. */
export const faultSchema = z
  .object({
    code: z.string(),
    field: z.string().nullable(),
    record: z.string().nullable(),
    row: z.number().int().nullable(),
    column: z.number().int().nullable(),
    message: labelSchema,
    hint: labelSchema,
  })
  .readonly();

/** What became of a change. Nothing but `kept` changed anything. */
export const outcomeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("kept"), record: recordSchema }).readonly(),
  z.object({ kind: z.literal("unchanged"), record: recordSchema }).readonly(),
  z.object({ kind: z.literal("refused"), faults: list(faultSchema) }).readonly(),
  z
    .object({
      kind: z.literal("conflict"),
      /** The record as it stands; a change made on its version will be taken. */
      current: recordSchema,
      fields: list(
        z
          .object({
            field: z.string(),
            since: z.string().nullable(),
            until: z.string().nullable(),
            base: z.string().nullable(),
            theirs: z.string().nullable(),
            mine: z.string().nullable(),
            clash: z.boolean(),
          })
          .readonly(),
      ),
    })
    .readonly(),
]);

/** One condition of a list, as `where` carries it in JSON. */
export const conditionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("any"), field: z.string(), of: z.array(z.string()).min(1).max(100) }),
  z.object({ kind: z.literal("contains"), field: z.string(), text: z.string().max(200) }),
  z.object({
    kind: z.literal("between"),
    field: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  z.object({ kind: z.literal("missing"), field: z.string() }),
]);

export const recordsQuery = z.object({
  month: monthText.optional(),
  q: z.string().max(100).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
  /** A field or `code`, `-` before it for descending. */
  sort: z.string().max(65).optional(),
  /** JSON of a list of conditions, all of which hold. */
  where: z.string().max(8000).optional(),
});

export const historyQuery = z.object({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

/** The file is the body as it is; these say what is to be done with it. */
export const importQuery = z.object({
  name: z.string().max(200),
  month: monthText,
  reason: z.string().max(2000).default(""),
  apply: z.enum(["look", "all", "good"]).default("look"),
  /** Event of the export the table was made from. */
  exported: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

export const importReportSchema = z
  .object({
    applied: z.boolean(),
    new: list(z.string()),
    changed: list(z.string()),
    unchanged: z.number().int(),
    refused: list(faultSchema),
    refusedTotal: z.number().int(),
  })
  .readonly();

export const registerExportQuery = z.object({
  format: z.enum(["csv", "xlsx"]).default("xlsx"),
});

export type RegisterField = z.infer<typeof fieldSchema>;
export type RegisterAnswer = z.infer<typeof registerSchema>;
export type RegistersAnswer = z.infer<typeof registersSchema>;
export type RecordRow = z.infer<typeof recordRowSchema>;
export type RecordsAnswer = z.infer<typeof recordsSchema>;
export type RecordAnswer = z.infer<typeof recordSchema>;
export type RecordHistory = z.infer<typeof historySchema>;
export type OpenRecordBody = z.infer<typeof openRecordBody>;
export type ChangeRecordBody = z.infer<typeof changeRecordBody>;
export type ChangeOutcome = z.infer<typeof outcomeSchema>;
export type ChangeFault = z.infer<typeof faultSchema>;
export type RecordCondition = z.infer<typeof conditionSchema>;
export type RecordsQuery = z.input<typeof recordsQuery>;
export type ImportReportAnswer = z.infer<typeof importReportSchema>;
export type ImportQuery = z.input<typeof importQuery>;
