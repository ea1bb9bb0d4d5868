/** What is the same for every row of a table that is being read. */
import type { Period } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import type { ReadCell } from "../row.ts";
import type { Named } from "../subjects.ts";
import { cellAt, isBlank } from "../tables/cells.ts";
import type { FoundTable, Head } from "../tables/table.ts";
import type { AmountColumn } from "../values/amounts.ts";
import { placed } from "./places.ts";

export interface ReadContext {
  /** What the sender said the return is of. */
  readonly period?: Period;
  /** The code of the sender: whom a table without a column of subjects is about. */
  readonly sender?: string;
  /** Names to find subjects by, where the form allows it. */
  readonly register?: readonly Named[];
}

export interface FieldColumn {
  readonly id: string;
  readonly head: Head;
  readonly amounts: AmountColumn;
  /** What an empty cell reads as, one for the column. */
  readonly empty: ReadCell;
}

/** Everything that stays the same from row to row. */
export interface Reader {
  readonly table: FoundTable;
  readonly form: FormDescription;
  readonly context: ReadContext;
  readonly fields: readonly FieldColumn[];
  readonly code: Head | null;
  readonly name: Head | null;
  readonly period: Head | null;
  /** Where year and month stand in two columns: the year's. */
  readonly year: Head | null;
  /** The sheet's own period; null: it has none that can be read. */
  readonly sheetPeriod: Period | null;
  readonly findings: Finding[];
}

/** A finding at a place of the table. */
export const tell = (
  reader: Pick<Reader, "table">,
  at: { readonly row: number | null; readonly column: number | null },
  field: string | null,
  subject: string | null,
  said: Pick<Finding, "strength" | "code" | "message" | "hint">,
): Finding => ({ ...placed(reader.table, { ...at, field }, said), subject });

/** The text of a head's cell in a row; null: empty, or no such head. */
export const textOf = (reader: Reader, head: Head | null, row: number): string | null => {
  if (head === null) return null;
  const cell = cellAt(reader.table.of, head.row ?? row, head.column);
  return isBlank(cell) ? null : cell.text;
};
