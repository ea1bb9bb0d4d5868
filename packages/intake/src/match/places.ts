/** Findings of tables and heads: words and places. */
import type { Label } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FoundTable, Head } from "../tables/table.ts";

type Said = Pick<Finding, "strength" | "code" | "message" | "hint">;
interface Place {
  readonly row: number | null;
  readonly column: number | null;
  readonly field?: string | null;
}

export const placed = (table: Pick<FoundTable, "file" | "sheet">, at: Place, said: Said): Finding => ({
  ...said,
  file: table.file,
  sheet: table.sheet,
  row: at.row,
  column: at.column,
  field: at.field ?? null,
  subject: null,
});

/** A finding at a head. */
export const atHead = (table: FoundTable, head: Head, field: string | null, said: Said): Finding =>
  placed(table, { row: head.row ?? table.head.to, column: head.column, field }, said);

/** `工业总产值 本月累计`: a head in one line. */
export const headText = (head: Head): string =>
  head.path.map((p) => p.replace(/\s+/g, " ").trim()).join(" ") || "(无表头)";

const LETTERS = 26;
/** `AB`: a column as a spreadsheet calls it. */
export function columnName(column: number): string {
  let [name, n] = ["", column];
  while (n > 0) {
    name = String.fromCharCode(65 + ((n - 1) % LETTERS)) + name;
    n = Math.floor((n - 1) / LETTERS);
  }
  return name;
}

/** `C5`. */
export const cellName = (row: number, column: number): string => `${columnName(column)}${row}`;

export const joined = (labels: readonly Label[]): Label => ({
  zh: labels.map((l) => l.zh).join(";"),
  en: labels.map((l) => l.en).join("; "),
});
