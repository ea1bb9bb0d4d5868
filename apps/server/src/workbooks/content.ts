/** What is kept of a workbook's version and of a filling, as JSON that this program wrote. */
import type { CellPlace, FigureData, WantedFigure } from "@lianzhang/contract";
import { cellAtSchema, figureSchema, labelSchema, list, wantedSchema } from "@lianzhang/contract";
import type { Label, MissingReason } from "@lianzhang/kernel";
import { REASONS } from "@lianzhang/kernel";
import type { WorkbookMapping } from "@lianzhang/report";
import { z } from "zod";
import { same } from "../present.ts";
import { mappingSchema } from "./mapping.ts";

/** A cell of an earlier blank without a sure place in the one there is. */
export interface Unplaced {
  readonly id: string;
  readonly want: WantedFigure;
  readonly was: CellPlace;
  readonly state: "gone" | "doubtful";
  /** The sheet whose title differs: a person may say that it is the same one. */
  readonly sheet: string | null;
  readonly why: Label;
  /** The version whose mapping has the cell with its words. */
  readonly from: number;
}

export interface VersionContent {
  readonly mapping: WorkbookMapping;
  readonly unplaced: readonly Unplaced[];
}

export interface KeptCell {
  readonly id: string;
  readonly at: CellPlace;
  readonly trace: string | null;
  readonly written: string;
  readonly changed: boolean | null;
  readonly signed: boolean;
  readonly figure: FigureData;
}

export interface KeptGap {
  readonly id: string;
  readonly at: CellPlace;
  readonly reason: Exclude<MissingReason, "present"> | null;
  readonly holder: Label | null;
  readonly figure: FigureData | null;
}

export interface FillingContent {
  /** What was known on this day; null: everything there was. */
  readonly known: string | null;
  readonly demo: boolean;
  readonly assumed: readonly Label[];
  readonly cells: readonly KeptCell[];
  readonly gaps: readonly KeptGap[];
  /** Cells without a sure place, or that could not be written. */
  readonly left: readonly string[];
  /** The filling that changes are told against. */
  readonly against: string | null;
  /** Whose eyes it was filled with. */
  readonly saw: {
    readonly extent: "all" | "scope" | "own";
    readonly rows: string;
    readonly hidden: readonly string[];
  };
  /** The last day of release among its figures. */
  readonly released: string | null;
}

const version: z.ZodType<VersionContent> = z.object({
  mapping: mappingSchema,
  unplaced: list(
    z.object({
      id: z.string(),
      want: wantedSchema,
      was: cellAtSchema,
      state: z.enum(["gone", "doubtful"]),
      sheet: z.string().nullable(),
      why: labelSchema,
      from: z.int(),
    }),
  ),
});

const filling: z.ZodType<FillingContent> = z.object({
  known: z.string().nullable(),
  demo: z.boolean(),
  assumed: list(labelSchema),
  cells: list(
    z.object({
      id: z.string(),
      at: cellAtSchema,
      trace: z.string().nullable(),
      written: z.string(),
      changed: z.boolean().nullable(),
      signed: z.boolean(),
      figure: figureSchema,
    }),
  ),
  gaps: list(
    z.object({
      id: z.string(),
      at: cellAtSchema,
      reason: z.enum(REASONS).exclude(["present"]).nullable(),
      holder: labelSchema.nullable(),
      figure: figureSchema.nullable(),
    }),
  ),
  left: list(z.string()),
  against: z.string().nullable(),
  saw: z.object({ extent: z.enum(["all", "scope", "own"]), rows: z.string(), hidden: list(z.string()) }),
  released: z.string().nullable(),
});

const PURGED_VERSION: VersionContent = {
  mapping: { version: 1, label: same(""), month: "2000-01", book: [], sheets: [], cells: [] },
  unplaced: [],
};
const PURGED_FILLING: FillingContent = {
  known: null,
  demo: false,
  assumed: [],
  cells: [],
  gaps: [],
  left: [],
  against: null,
  saw: { extent: "own", rows: "", hidden: [] },
  released: null,
};

/** As they were written by this program; nothing of them is left after a purge. Throw for anything else. */
export const readVersion = (text: string): VersionContent =>
  text === "" ? PURGED_VERSION : version.parse(JSON.parse(text));
export const readFilling = (text: string): FillingContent =>
  text === "" ? PURGED_FILLING : filling.parse(JSON.parse(text));
