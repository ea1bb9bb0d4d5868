/** A sheet as the page draws it: its words, numbers and merged areas. */
import type { GridCell, GridSheet } from "@lianzhang/contract";
import type { Cell, Sheet } from "@lianzhang/intake";

/** What a page draws at most: sheets that are pointed at are smaller. */
const MOST_ROWS = 400;
const MOST_COLUMNS = 80;

function kindOf(cell: Cell): GridCell["kind"] {
  if (cell.formula === true) return "formula";
  if (cell.text.trim() === "") return "blank";
  return cell.kind === "text" ? "words" : "number";
}

/** How far each merged area reaches, by its first cell. */
function areas(sheet: Sheet): ReadonlyMap<string, readonly [number, number]> {
  const ends = new Map<string, readonly [number, number]>();
  for (const [r, row] of sheet.rows.entries())
    for (const [c, { of }] of row.entries()) {
      if (of === undefined) continue;
      const [bottom, right] = ends.get(of.join()) ?? [0, 0];
      ends.set(of.join(), [Math.max(bottom, r + 1), Math.max(right, c + 1)]);
    }
  return ends;
}

export function gridOf(sheet: Sheet): GridSheet {
  const width = Math.max(0, ...sheet.rows.map((row) => row.length));
  const [rows, columns] = [Math.min(sheet.rows.length, MOST_ROWS), Math.min(width, MOST_COLUMNS)];
  const ends = areas(sheet);
  const cells: GridCell[] = [];
  for (const [r, row] of sheet.rows.slice(0, rows).entries())
    for (const [c, cell] of row.slice(0, columns).entries()) {
      const [at, here] = [[r + 1, c + 1] as const, `${r + 1},${c + 1}`];
      const end = ends.get(here);
      const inner = cell.of !== undefined && cell.of.join() !== here;
      if (inner || (cell.text === "" && end === undefined && cell.formula !== true)) continue;
      cells.push({
        row: at[0],
        column: at[1],
        rows: Math.min(end?.[0] ?? at[0], rows) - at[0] + 1,
        columns: Math.min(end?.[1] ?? at[1], columns) - at[1] + 1,
        text: cell.text,
        kind: kindOf(cell),
      });
    }
  const cut = rows < sheet.rows.length || columns < width;
  return { name: sheet.name ?? "", rows, columns, cut, cells };
}
