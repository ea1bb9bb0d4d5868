/** Rows as they were read: values in the store's integers, each with its place and what was folded to read it. */
import type { Label, MissingReason, Period } from "@lianzhang/kernel";

export interface ReadCell {
  /** 1-based. */
  readonly column: number;
  /** 1-based; absent: the row's own. Items that stand down the rows have their own. */
  readonly row?: number;
  /** As it stands in the file. */
  readonly text: string;
  /** In the field's integers; null when missing. */
  readonly value: bigint | null;
  readonly missing: MissingReason | null;
  /** What was folded to read it. */
  readonly changed: readonly Label[];
}

export interface ReadRow {
  readonly file: string;
  readonly sheet: string | null;
  /** 1-based, as a spreadsheet counts. */
  readonly row: number;
  /** The subject's code; null when the row has none that could be read. */
  readonly subject: string | null;
  readonly subjectName: string | null;
  /** Where code and name stand; absent: not in a column of their own. */
  readonly subjectColumn?: number | null;
  readonly nameColumn?: number | null;
  readonly period: Period | null;
  /** Where several periods stand beside each other in the row: columns of the others, which are other rows. */
  readonly apart?: ReadonlySet<number>;
  readonly cells: ReadonlyMap<string, ReadCell>;
}
