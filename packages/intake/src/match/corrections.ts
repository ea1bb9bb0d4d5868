/** What a person mended, as a layer over a sheet: the file stays as it came. */
import type { Cell, Sheet } from "../grid/sheet.ts";

export interface Correction {
  readonly file: string;
  readonly sheet: string | null;
  /** 1-based. */
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

const NOTHING: Cell = { text: "", kind: "text" };

/**
 * The sheet as it reads with the corrections of its file and name; the last of several for a cell counts. The sheet itself
 * is not changed, rows without a correction are shared with it, and a corrected cell keeps the file's own text in `was`.
 */
export function withCorrections(sheet: Sheet, corrections: readonly Correction[]): Sheet {
  const mine = corrections.filter((c) => c.file === sheet.file && c.sheet === sheet.name);
  if (mine.length === 0) return sheet;
  const rows = [...sheet.rows];
  for (const { row, column, text } of mine) {
    while (rows.length < row) rows.push([]);
    const cells = [...(rows[row - 1] ?? [])];
    while (cells.length < column) cells.push(NOTHING);
    const was = sheet.rows[row - 1]?.[column - 1]?.text ?? "";
    cells[column - 1] = { text, kind: "text", was };
    rows[row - 1] = cells;
  }
  return { ...sheet, rows };
}
