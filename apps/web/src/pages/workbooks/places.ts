/** A sheet as rows of drawn cells: what a merged area covers is not drawn again. */
import type { GridCell, GridSheet } from "@lianzhang/contract";

export interface Drawn {
  readonly row: number;
  readonly column: number;
  /** Null: an empty cell. */
  readonly cell: GridCell | null;
}

export interface DrawnRow {
  readonly row: number;
  readonly cells: readonly Drawn[];
}

const key = (row: number, column: number): string => `${row},${column}`;

/** The first cell of the merged area around a place, or the place itself. */
export type FirstOf = (row: number, column: number) => readonly [row: number, column: number];

export function drawn(sheet: GridSheet): { readonly rows: readonly DrawnRow[]; readonly firstOf: FirstOf } {
  const cells = new Map(sheet.cells.map((c) => [key(c.row, c.column), c]));
  const covered = new Map<string, readonly [number, number]>();
  for (const c of sheet.cells)
    for (let r = c.row; r < c.row + c.rows; r++)
      for (let k = c.column; k < c.column + c.columns; k++)
        if (r !== c.row || k !== c.column) covered.set(key(r, k), [c.row, c.column]);
  const rows = Array.from({ length: sheet.rows }, (_, r) => ({
    row: r + 1,
    cells: Array.from({ length: sheet.columns }, (_unused, c) => c + 1)
      .filter((column) => !covered.has(key(r + 1, column)))
      .map((column) => ({ row: r + 1, column, cell: cells.get(key(r + 1, column)) ?? null })),
  }));
  return { rows, firstOf: (row, column) => covered.get(key(row, column)) ?? [row, column] };
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Where an arrow leads from a cell: over the whole of a merged area; null: no arrow. */
export function stepped(
  sheet: GridSheet,
  firstOf: FirstOf,
  at: { readonly row: number; readonly column: number },
  name: string,
): { readonly row: number; readonly column: number } | null {
  const step = STEPS[name];
  if (step === undefined) return null;
  const here = sheet.cells.find((c) => c.row === at.row && c.column === at.column);
  const [down, right] = [
    step[0] > 0 ? (here?.rows ?? 1) : step[0],
    step[1] > 0 ? (here?.columns ?? 1) : step[1],
  ];
  const row = Math.min(Math.max(at.row + down, 1), sheet.rows);
  const column = Math.min(Math.max(at.column + right, 1), sheet.columns);
  const [first, left] = firstOf(row, column);
  return { row: first, column: left };
}
