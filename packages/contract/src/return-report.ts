/** What was read of a return: the report, and windows of its sheets for the mending grid. */
import { z } from "zod";
import { labelSchema, list } from "./base.ts";

const count = z.number().int().min(0);
const cellPlace = { file: z.string(), sheet: z.string().nullable() };

/** `refused`: a cell or row could not be understood; the others are checks. */
export const findingStrength = z.enum(["refused", "must", "explain", "note"]);

export const headRoleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("code") }),
  z.object({ kind: z.literal("name") }),
  z.object({ kind: z.literal("period") }),
  /** `unit` null: the field's own. */
  z.object({ kind: z.literal("field"), field: z.string().max(64), unit: z.string().max(40).nullable() }),
  /** Not needed. */
  z.object({ kind: z.literal("other") }),
]);

export const returnHeadSchema = z
  .object({
    column: z.number().int(),
    /** The item's row, where items stand down the rows. */
    row: z.number().int().nullable(),
    path: list(z.string()),
    unit: z.string().nullable(),
    role: headRoleSchema.readonly().nullable(),
    certainty: z.number(),
    /** Whether its cells are read. */
    settled: z.boolean(),
    reasons: list(labelSchema),
  })
  .readonly();

export const returnTableSchema = z
  .object({
    ...cellPlace,
    /** Which of the sheet's tables, from 0. */
    index: count,
    layout: z.enum(["rows", "items"]),
    form: z.string().nullable(),
    certainty: z.number(),
    certain: z.boolean(),
    reasons: list(labelSchema),
    remembered: z.enum(["none", "fits", "changed"]),
    heads: list(returnHeadSchema),
    /** Required fields without a head. */
    lacking: list(z.object({ field: z.string(), label: labelSchema }).readonly()),
    rows: count,
    /** First and last row of head and data. */
    from: z.number().int(),
    to: z.number().int(),
    /** How many rows were left out, by why. */
    skipped: z.record(z.string(), count).readonly(),
  })
  .readonly();

export const returnFindingSchema = z
  .object({
    strength: findingStrength,
    code: z.string(),
    ...cellPlace,
    row: z.number().int().nullable(),
    column: z.number().int().nullable(),
    field: z.string().nullable(),
    subject: z.string().nullable(),
    message: labelSchema,
    hint: labelSchema,
    check: z.string().nullable(),
    /** Findings that ask for an explanation: whether a remark is given. */
    explained: z.boolean(),
    /** Whether it stands in a row of the return, which can be set aside; one of the head cannot. */
    inRow: z.boolean(),
  })
  .readonly();

export const namedSchema = z.object({ code: z.string(), name: z.string() }).readonly();
const namedList = z.object({ count, first: list(namedSchema) }).readonly();

export const returnReportSchema = z
  .object({
    id: z.string(),
    version: z.string(),
    /** Version of the reader. */
    reader: z.number().int(),
    sheets: list(
      z
        .object({
          ...cellPlace,
          hidden: z.boolean(),
          rows: count,
          columns: count,
        })
        .readonly(),
    ),
    tables: list(returnTableSchema),
    counts: z
      .object({
        rows: count,
        ready: count,
        waiting: count,
        refused: count,
        must: count,
        explain: count,
        /** Of `explain`, those without a remark. */
        unexplained: count,
        note: count,
      })
      .readonly(),
    /** The heaviest first, at most 500; `findingsTotal` counts all. */
    findings: list(returnFindingSchema),
    findingsTotal: count,
    conflicts: list(
      z
        .object({
          subject: z.string(),
          /** Its name in the files; null: they have none. */
          name: z.string().nullable(),
          period: z.string(),
          field: z.string(),
          label: labelSchema,
          places: list(
            z
              .object({
                ...cellPlace,
                row: z.number().int(),
                column: z.number().int(),
                text: z.string(),
              })
              .readonly(),
          ),
        })
        .readonly(),
    ),
    /** Rows somebody set aside, at most 500. */
    aside: z
      .object({
        count,
        first: list(
          z
            .object({
              ...cellPlace,
              row: z.number().int(),
              code: z.string().nullable(),
              name: z.string().nullable(),
              reason: z.string(),
              by: z.string(),
              on: z.string(),
            })
            .readonly(),
        ),
      })
      .readonly(),
    /** 催报: of those expected; null where nobody in particular is waited for. At most 500 names each. */
    chase: z
      .object({
        unanswered: namedList,
        partly: z
          .object({
            count,
            first: list(
              z.object({ code: z.string(), name: z.string(), lacking: list(labelSchema) }).readonly(),
            ),
          })
          .readonly(),
        twice: namedList,
        complete: count,
        unexpected: count,
      })
      .readonly()
      .nullable(),
    /** Records: how their rows met the register. At most 500 unsure rows. */
    match: z
      .object({
        rows: count,
        byCode: count,
        byName: count,
        ambiguous: count,
        unmatched: count,
        otherName: count,
        absent: count,
        unsure: list(
          z
            .object({
              file: z.string().nullable(),
              sheet: z.string().nullable(),
              row: z.number().int(),
              code: z.string().nullable(),
              name: z.string().nullable(),
              candidates: list(namedSchema),
              why: labelSchema,
            })
            .readonly(),
        ),
      })
      .readonly()
      .nullable(),
  })
  .readonly();

/** `rows` from row `from` on. */
export const returnCellsQuery = z.object({
  file: z.string().min(1).max(1000),
  /** Absent: the file has no sheets (csv, pasted). */
  sheet: z.string().max(255).optional(),
  from: z.coerce.number().int().min(1).default(1),
  rows: z.coerce.number().int().min(1).max(500).default(100),
});
export const returnCellSchema = z
  .object({
    text: z.string(),
    kind: z.enum(["text", "number", "date", "boolean", "percent", "error"]),
    /** The file's own text under a correction. */
    was: z.string().optional(),
    /** A merged cell: [row, column] of the first. */
    of: z.tuple([z.number().int(), z.number().int()]).readonly().optional(),
  })
  .readonly();
export const returnCellsSchema = z
  .object({
    ...cellPlace,
    from: z.number().int(),
    /** Rows and columns the sheet has. */
    rows: count,
    columns: count,
    /** Row `from` is cells[0]; rows may be of different lengths. */
    cells: list(list(returnCellSchema)),
    /** Of rows in the window, and of the whole sheet (row null). */
    findings: list(returnFindingSchema),
  })
  .readonly();

export type ReturnReportAnswer = z.infer<typeof returnReportSchema>;
export type ReturnTable = z.infer<typeof returnTableSchema>;
export type ReturnHead = z.infer<typeof returnHeadSchema>;
export type HeadRole = z.infer<typeof headRoleSchema>;
export type ReturnFinding = z.infer<typeof returnFindingSchema>;
export type ReturnCellsQuery = z.input<typeof returnCellsQuery>;
export type ReturnCell = z.infer<typeof returnCellSchema>;
export type ReturnCellsAnswer = z.infer<typeof returnCellsSchema>;
