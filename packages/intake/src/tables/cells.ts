/** Cells of a sheet by row and column. */
import type { Cell, Sheet } from "../grid/sheet.ts";
import { canonical } from "./words.ts";

const NOTHING: Cell = { text: "", kind: "text" };

/** 1-based; a cell the file does not have is empty. */
export const cellAt = (sheet: Sheet, row: number, column: number): Cell =>
  sheet.rows[row - 1]?.[column - 1] ?? NOTHING;

export const isBlank = (cell: Cell | undefined): boolean =>
  cell === undefined || cell.text === "" || cell.text.trim() === "";

/** Shows another cell's text: it was merged into it. */
export const isMergedInto = (cell: Cell, row: number, column: number): boolean =>
  cell.of !== undefined && (cell.of[0] !== row || cell.of[1] !== column);

export interface Filled {
  readonly column: number;
  readonly cell: Cell;
  readonly text: string;
}

/** The filled cells of a row within columns, canonical, merged ones once. */
export function filled(sheet: Sheet, row: number, from = 1, to: number = Infinity): Filled[] {
  const cells = sheet.rows[row - 1] ?? [];
  const found: Filled[] = [];
  for (let column = from; column <= Math.min(to, cells.length); column++) {
    const cell = cells[column - 1];
    if (cell === undefined || isBlank(cell)) continue;
    if (isMergedInto(cell, row, column) && cell.of?.[0] === row && cell.of[1] >= from) continue;
    found.push({ column, cell, text: canonical(cell.text) });
  }
  return found;
}

/** Digits of a figure, with sign, separators, decimals or a percent sign. */
export const isNumeric = (text: string): boolean => /^[-+(¥]?\d[\d,. ]*(?:\.\d*)?%?\)?$|^\.\d+$/.test(text);

/** 18 characters of a unified social credit code, or nearly: for telling what a column holds, not for reading it. */
export const looksLikeUscc = (text: string): boolean =>
  text.length >= 15 && text.length <= 20 && /^[0-9a-z]{15,20}$/i.test(text) && /\d{6}/.test(text);

/** What no head says: a figure, a code, a firm. */
export const looksLikeData = (text: string): boolean =>
  (isNumeric(text) && text.replace(/\D/g, "").length > 3) ||
  /^-?\d+\.\d+%?$/.test(text) ||
  looksLikeUscc(text) ||
  /(?:公司|厂|集团|合作社|管委会|局)(?:\(.*\))?$/.test(text);
