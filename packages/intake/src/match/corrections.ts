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

/** The cells that show a merged cell's text: a block to its right and below. */
function shownIn(sheet: Sheet, row: number, column: number): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  const shows = (r: number, c: number): boolean => {
    const of = sheet.rows[r - 1]?.[c - 1]?.of;
    return of !== undefined && of[0] === row && of[1] === column;
  };
  for (let r = row; r === row || shows(r, column); r++)
    for (let c = column; (r === row && c === column) || shows(r, c); c++)
      if (r !== row || c !== column) found.push([r, c]);
  return found;
}

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
    for (const [r, c] of shownIn(sheet, row, column)) {
      const below = [...(rows[r - 1] ?? [])];
      below[c - 1] = { text, kind: "text", of: [row, column], was };
      rows[r - 1] = below;
    }
  }
  return { ...sheet, rows };
}
