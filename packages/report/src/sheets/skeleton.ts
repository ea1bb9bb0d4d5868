/** The words of a sheet with their places, and nothing else: what a mapping keeps, and what cells are found by. */
import type { Cell, Sheet } from "@lianzhang/intake";
import { wordsOf } from "./labels.ts";

/** A word: [row, column, text] and, where it is merged, [.., rows, columns] it covers. 1-based. */
export type PlacedWord = readonly [
  row: number,
  column: number,
  text: string,
  rows?: number,
  columns?: number,
];

export interface Area {
  readonly top: number;
  readonly left: number;
  bottom: number;
  right: number;
}

/** A word and the area it covers. */
export interface Word extends Readonly<Area> {
  readonly text: string;
}

/** Merged areas by their first cell, `row,column`. */
function areasOf(sheet: Sheet): Map<string, Area> {
  const areas = new Map<string, Area>();
  for (const [r, cells] of sheet.rows.entries())
    for (const [c, cell] of cells.entries()) {
      if (cell?.of === undefined) continue;
      const [top, left] = cell.of;
      const key = `${top},${left}`;
      const area = areas.get(key) ?? { top, left, bottom: top, right: left };
      area.bottom = Math.max(area.bottom, r + 1);
      area.right = Math.max(area.right, c + 1);
      areas.set(key, area);
    }
  return areas;
}

/** The words of a sheet. */
export function wordsIn(sheet: Sheet): Word[] {
  const areas = areasOf(sheet);
  const words: Word[] = [];
  const take = (cell: Cell | undefined, row: number, column: number): void => {
    if (cell === undefined || cell.of !== undefined) return;
    const text = wordsOf(cell);
    if (text === null) return;
    const area = areas.get(`${row},${column}`);
    words.push({ top: row, left: column, bottom: area?.bottom ?? row, right: area?.right ?? column, text });
  };
  for (const [r, cells] of sheet.rows.entries())
    for (const [c, cell] of cells.entries()) take(cell, r + 1, c + 1);
  return words;
}

export const packed = (words: readonly Word[]): PlacedWord[] =>
  words.map(({ top, left, bottom, right, text }): PlacedWord =>
    bottom === top && right === left
      ? [top, left, text]
      : [top, left, text, bottom - top + 1, right - left + 1],
  );

export const unpackedWords = (words: readonly PlacedWord[]): Word[] =>
  words.map(([top, left, text, rows = 1, columns = 1]) => ({
    top,
    left,
    bottom: top + rows - 1,
    right: left + columns - 1,
    text,
  }));
