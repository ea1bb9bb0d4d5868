/**
 * 一数多报: blank workbooks from above, pointed at once and filled every period. GET and POST /api/workbooks (those there
 * are; a new blank), GET /api/workbooks/figures (what can be pointed at), GET /api/workbooks/:id?month (sheets, cells with
 * their figures, fillings, versions), GET …/suggestions, …/proposals, POST …/spread, …/mapping, …/settings, …/blank, …/same,
 * …/fillings, GET …/fillings/:filling/file?which, …/versions/:version/blank and /mapping.
 */
import { REASONS } from "@lianzhang/kernel";
import { z } from "zod";
import { figureSchema, labelSchema, list, referenceSchema } from "./base.ts";

const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const place = z.int().min(1).max(1_048_576);

/** Which figure a cell wants: months are told from the month reported. */
export const wantedSchema = z
  .object({
    figure: z.string(),
    period: z
      .object({ span: z.enum(["month", "cumulative", "year"]), back: z.int().min(0).max(1200) })
      .readonly(),
    of: list(z.object({ by: z.string(), code: z.string() }).readonly()),
    unit: z.string(),
    /** Null: as many as the number format of the cell shows. */
    decimals: z.int().min(0).max(8).nullable(),
  })
  .readonly();

export const cellAtSchema = z.object({ sheet: z.string(), row: place, column: place }).readonly();

export const workbookEvery = z.enum(["month", "quarter", "year"]);

/** `open`: nothing is pointed at yet; `check`: cells of a new blank wait for a person; `off`: none is due in the month. */
export const workbookState = z.enum(["open", "check", "due", "overdue", "filled", "off", "ended", "purged"]);

export const fillingSchema = z
  .object({
    id: z.string(),
    month: z.string(),
    name: z.string(),
    version: z.int(),
    by: z.string(),
    onBehalfOf: z.string().nullable(),
    /** UTC. */
    at: z.string(),
    /** Hash of the signed run; null: the month was open. */
    run: z.string().nullable(),
    cells: z.int(),
    gaps: z.int(),
    /** Cells of the mapping without a sure place, or that could not be written. */
    left: z.int(),
    /** Null: there was nothing to compare with. */
    changed: z.int().nullable(),
    /** Its content and files are gone by a purge. */
    purged: z.boolean(),
  })
  .readonly();

export const workbookRowSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    issuer: z.string(),
    every: workbookEvery,
    dueDay: z.int(),
    ended: z.boolean(),
    /** Whose it is: the city's, a county's. */
    scope: labelSchema,
    version: z.int(),
    /** The blank's name and month. */
    name: z.string(),
    month: z.string(),
    /** Cells with a figure, and those of a new blank that wait for a person. */
    mapped: z.int(),
    unplaced: z.int(),
    state: workbookState,
    /** The day it is due for the month; null: not due in it. */
    due: z.string().nullable(),
    /** The latest of the month that the viewer may see. */
    filling: fillingSchema.nullable(),
    mayFill: z.boolean(),
    /** The blank is gone by a purge: nothing can be done with the workbook any more. */
    purged: z.boolean(),
  })
  .readonly();

export const workbooksSchema = z
  .object({
    month: z.string(),
    months: list(z.string()),
    today: z.string(),
    /** Whose a new workbook would be; null: the viewer keeps none. */
    adds: labelSchema.nullable(),
    rows: list(workbookRowSchema),
  })
  .readonly();

/** GET /api/workbooks/due: what the viewer keeps that is to be filled, since its period is signed. Nothing is sent; it is counted. */
export const dueWorkbooksSchema = z
  .object({
    rows: list(
      z
        .object({
          id: z.string(),
          label: z.string(),
          month: z.string(),
          due: z.string(),
          /** The day has gone by. */
          overdue: z.boolean(),
        })
        .readonly(),
    ),
  })
  .readonly();

/** A cell of a sheet that has words or numbers, or begins a merged area. */
export const gridCellSchema = z
  .object({
    row: place,
    column: place,
    /** How far it reaches. */
    rows: place,
    columns: place,
    text: z.string(),
    kind: z.enum(["words", "number", "formula", "blank"]),
  })
  .readonly();

export const gridSheetSchema = z
  .object({
    name: z.string(),
    rows: z.int(),
    columns: z.int(),
    /** Rows or columns beyond what is drawn. */
    cut: z.boolean(),
    cells: list(gridCellSchema),
  })
  .readonly();

export const sheetNoteSchema = z
  .object({
    strength: z.enum(["refused", "must", "note"]),
    code: z.string(),
    sheet: z.string().nullable(),
    row: z.int().nullable(),
    column: z.int().nullable(),
    id: z.string().nullable(),
    message: labelSchema,
    hint: labelSchema,
  })
  .readonly();

/** A mapped cell and what it comes to in the month asked for. */
export const workbookCellSchema = z
  .object({
    id: z.string(),
    want: wantedSchema,
    /** 规模以上工业总产值 · 东坡区 · 本月 · 亿元. */
    name: labelSchema,
    /** In the blank there is. */
    at: cellAtSchema,
    /** Null: the model no longer has it. */
    figure: figureSchema.nullable(),
    /** From the signed run of the month. */
    signed: z.boolean(),
    /** What would be written; null: a gap, or not to be written. */
    written: z.string().nullable(),
    gap: z
      .object({ reason: z.enum(REASONS).exclude(["present"]).nullable(), holder: labelSchema.nullable() })
      .readonly()
      .nullable(),
    /** Against the last filling; null: the same, or nothing to compare with. */
    was: z.object({ text: z.string().nullable() }).readonly().nullable(),
  })
  .readonly();

/** A cell of an earlier blank without a sure place in this one. */
export const unplacedSchema = z
  .object({
    id: z.string(),
    want: wantedSchema,
    name: labelSchema,
    was: cellAtSchema,
    state: z.enum(["gone", "doubtful"]),
    /** A sheet whose title differs may be said to be the same one. */
    sheet: z.string().nullable(),
    why: labelSchema,
  })
  .readonly();

export const workbookVersionSchema = z
  .object({
    version: z.int(),
    what: z.enum(["upload", "blank", "map", "settings"]),
    by: z.string(),
    onBehalfOf: z.string().nullable(),
    at: z.string(),
    name: z.string(),
    month: z.string(),
    cells: z.int(),
    purged: z.boolean(),
  })
  .readonly();

export const workbookSchema = z
  .object({
    book: workbookRowSchema,
    month: z.string(),
    months: list(z.string()),
    signed: z.object({ hash: z.string(), on: z.string() }).readonly().nullable(),
    demo: z.boolean(),
    assumed: list(labelSchema),
    sheets: list(gridSheetSchema),
    cells: list(workbookCellSchema),
    unplaced: list(unplacedSchema),
    notes: list(sheetNoteSchema),
    /** The filling that changes are told against. */
    against: fillingSchema.nullable(),
    fillings: list(fillingSchema),
    versions: list(workbookVersionSchema),
  })
  .readonly();

export const suggestionSchema = z
  .object({ want: wantedSchema, name: labelSchema, certainty: z.number(), reasons: list(labelSchema) })
  .readonly();
export const suggestionsSchema = z.object({ suggestions: list(suggestionSchema) }).readonly();

/** A cell that something is proposed for. */
export const proposedSchema = z
  .object({
    row: place,
    column: place,
    sheet: z.string(),
    want: wantedSchema,
    name: labelSchema,
    certainty: z.number(),
    reason: labelSchema,
  })
  .readonly();
export const cellProposalsSchema = z
  .object({
    /** From 0.9 on everything over the cell was understood. */
    sure: list(proposedSchema),
    unsure: list(proposedSchema),
  })
  .readonly();

export const workbookFiguresSchema = z
  .object({
    figures: list(
      z
        .object({
          id: z.string(),
          label: labelSchema,
          unit: z.string(),
          by: list(z.string()),
          every: z.enum(["month", "year"]),
        })
        .readonly(),
    ),
    groupings: list(
      z
        .object({
          id: z.string(),
          label: labelSchema,
          members: list(referenceSchema),
        })
        .readonly(),
    ),
  })
  .readonly();

/** The version that was saved. */
export const workbookSavedSchema = z.object({ version: z.int() }).readonly();
/** What was opened or filled. */
export const workbookMadeSchema = z.object({ id: z.string() }).readonly();

const settings = {
  label: z.string().trim().min(1).max(80),
  issuer: z.string().trim().max(80),
  every: workbookEvery,
  dueDay: z.coerce.number().int().min(1).max(31),
};
const fileName = z.string().trim().min(1).max(200);
const version = z.coerce.number().int().min(1);

export const workbooksQuery = z.object({ month: monthText.optional() });
export const newWorkbookQuery = z.object({ name: fileName, month: monthText, ...settings });
export const newBlankQuery = z.object({ name: fileName, month: monthText, version });
const by = z.string().max(60).optional();
export const suggestionsQuery = z.object({
  sheet: z.string().max(200),
  row: z.coerce.number().int().min(1),
  column: z.coerce.number().int().min(1),
  by,
});
export const cellProposalsQuery = z.object({ by });
const MOST_CELLS = 5000;
export const spreadBody = z.object({ at: cellAtSchema, want: wantedSchema });
export const mappingBody = z.object({
  version,
  /** Null: a cell that is new. */
  cells: z
    .array(z.object({ id: z.string().max(20).nullable(), at: cellAtSchema, want: wantedSchema }))
    .max(MOST_CELLS),
  /** Ids of cells that still wait for a place; the others without one are given up. */
  unplaced: z.array(z.string().max(20)).max(MOST_CELLS),
});
export const workbookSettingsBody = z.object({ version, ...settings, ended: z.boolean() });
export const sameSheetBody = z.object({ version, was: z.string().max(200), now: z.string().max(200) });
export const fillBody = z.object({ version, month: monthText });

export type WantedFigure = z.infer<typeof wantedSchema>;
export type CellPlace = z.infer<typeof cellAtSchema>;
export type WorkbookEveryText = z.infer<typeof workbookEvery>;
export type WorkbookState = z.infer<typeof workbookState>;
export type FillingAnswer = z.infer<typeof fillingSchema>;
export type WorkbookRow = z.infer<typeof workbookRowSchema>;
export type DueWorkbooks = z.infer<typeof dueWorkbooksSchema>;
export type WorkbooksAnswer = z.infer<typeof workbooksSchema>;
export type GridCell = z.infer<typeof gridCellSchema>;
export type GridSheet = z.infer<typeof gridSheetSchema>;
export type WorkbookCell = z.infer<typeof workbookCellSchema>;
export type UnplacedCell = z.infer<typeof unplacedSchema>;
export type WorkbookAnswer = z.infer<typeof workbookSchema>;
export type SuggestedFigure = z.infer<typeof suggestionSchema>;
export type SuggestionsAnswer = z.infer<typeof suggestionsSchema>;
export type ProposedCell = z.infer<typeof proposedSchema>;
export type CellProposals = z.infer<typeof cellProposalsSchema>;
export type WorkbookFigures = z.infer<typeof workbookFiguresSchema>;
export type WorkbookSaved = z.infer<typeof workbookSavedSchema>;
export type WorkbookMade = z.infer<typeof workbookMadeSchema>;
export type MappingBody = z.infer<typeof mappingBody>;
