/** A table found on a sheet: where it stands, what is written about it, and what each place of values is called. */
import type { Sheet } from "../grid/sheet.ts";

/** A text and where it stands, 1-based; row and column null: it is the sheet's name. */
export interface TextAt {
  readonly text: string;
  readonly row: number | null;
  readonly column: number | null;
}

/** What is written around a table. Texts as found; nothing is decided here. */
export interface TableContext {
  readonly title: TextAt | null;
  /** 单位:千元; several where the sheet names several. */
  readonly units: readonly TextAt[];
  /** The words of the period, `2024年1-5月`; `5月` alone has no year. */
  readonly period: TextAt | null;
  /** 填报单位. */
  readonly sender: TextAt | null;
  /** 统一社会信用代码 above or beside the table: the whole table is about one subject. */
  readonly code: TextAt | null;
  /** 表号, as `B204-1`. */
  readonly number: TextAt | null;
}

/** What a head says of time. */
export interface Marks {
  /** Which year its figures are of, against the year the table is about. */
  readonly year: "this" | "last" | "earlier" | null;
  readonly span: "month" | "cumulative" | null;
  /** A growth rate, not a level. */
  readonly growth: boolean;
  /** 年初数, 期初数: a stock at the beginning. */
  readonly start: boolean;
}

/** One place that holds values: a column; or, where items stand down the rows, one cell. */
export interface Head extends Marks {
  /** 1-based. */
  readonly column: number;
  /** The item's row, 1-based; null: the head is of a whole column. */
  readonly row: number | null;
  /** Levels from the top, as typed; empty: values under no head. */
  readonly path: readonly string[];
  /** The path without unit, blanks, months and years: the same next month. Unique in the table only where heads are. */
  readonly key: string;
  /** What is left of each level when time words and units are taken out. */
  readonly stems: readonly string[];
  /** The unit written in the head, its own row or the unit column. */
  readonly unit: TextAt | null;
  /** The period in digits that the head itself says: `2024年1-5月`, `5月`. */
  readonly period: string | null;
  /** Item codes beside or under the head. */
  readonly codes: readonly string[];
}

export type SkipReason = "total" | "note" | "section" | "repeated_head" | "outside";

/** A row that holds no subject's figures, and why it was left out. */
export interface SkippedRow {
  readonly row: number;
  readonly reason: SkipReason;
  readonly text: string;
}

export interface FoundTable {
  readonly file: string;
  readonly sheet: string | null;
  /** Which of the sheet's tables, from 0. */
  readonly index: number;
  /** `rows`: a subject a row; `items`: one subject, its items down the rows. */
  readonly layout: "rows" | "items";
  /** Rows and columns, 1-based, both ends in. */
  readonly head: { readonly from: number; readonly to: number };
  readonly columns: { readonly from: number; readonly to: number };
  readonly context: TableContext;
  readonly heads: readonly Head[];
  /** Rows of data, 1-based, in the sheet's order. */
  readonly rows: readonly number[];
  readonly skipped: readonly SkippedRow[];
  /** The sheet itself: cells are not copied. */
  readonly of: Sheet;
}
