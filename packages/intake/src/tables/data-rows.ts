/** Which rows under a head are about a subject, and why the others are not. */
import type { Cell, Sheet } from "../grid/sheet.ts";
import { filled, isBlank, isMergedInto, isNumeric, looksLikeUscc } from "./cells.ts";
import type { SkipReason } from "./table.ts";
import { canonical, isNote, isTotal } from "./words.ts";

export interface Columns {
  readonly from: number;
  readonly to: number;
  readonly code: number | null;
  readonly name: number | null;
}

const SECTION = /^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))/;
/** No firm's name is longer. */
const LONGEST_NAME = 60;

/** Digits of a code at its start: letters and figures only, six or more. */
const isCode = (cell: Cell | undefined): boolean => {
  if (cell === undefined || cell.text.length < 6) return false;
  const first = cell.text.charCodeAt(0);
  return first >= 48 && first <= 57 && looksLikeUscc(cell.text.trim());
};

/** What a row is; null: blank. Most rows of a large sheet are told by their code alone. */
export function rowKind(sheet: Sheet, row: number, columns: Columns): "data" | SkipReason | null {
  const cells = sheet.rows[row - 1];
  if (cells === undefined || cells.length < columns.from) return null;
  if (columns.code !== null && isCode(cells[columns.code - 1])) return "data";
  return closerLook(sheet, row, columns);
}

function closerLook(sheet: Sheet, row: number, columns: Columns): "data" | SkipReason | null {
  const first = firstTexts(sheet.rows[row - 1] ?? [], columns);
  const [one] = first;
  if (one === undefined) return null;
  if (first.some((c) => isTotal(c.text))) return "total";
  if (isNote(one.text)) return "note";
  if (!isAlone(sheet.rows[row - 1] ?? [], row, columns)) return "data";
  const [only] = filled(sheet, row, columns.from, columns.to);
  if (only === undefined || isNumeric(only.text)) return "data";
  if (only.text.length > LONGEST_NAME) return "note";
  const across = isMergedInto(sheet.rows[row - 1]?.[only.column] ?? only.cell, row, only.column + 1);
  if (across || SECTION.test(only.text)) return "section";
  return only.column === columns.code || only.column === columns.name ? "data" : "section";
}

/** Whether a row has one filled cell, merged ones once; most rows have a second one soon. */
function isAlone(cells: readonly Cell[], row: number, columns: Columns): boolean {
  let count = 0;
  for (let column = columns.from; column <= Math.min(columns.to, cells.length) && count < 2; column++) {
    const cell = cells[column - 1];
    if (cell === undefined || isBlank(cell)) continue;
    if (!(isMergedInto(cell, row, column) && cell.of?.[0] === row)) count++;
  }
  return count === 1;
}

/** The first three filled texts up to the first figure. */
function firstTexts(cells: readonly Cell[], columns: Columns): { readonly text: string }[] {
  const found: { readonly text: string }[] = [];
  for (
    let column = columns.from;
    column <= Math.min(columns.to, cells.length) && found.length < 3;
    column++
  ) {
    const cell = cells[column - 1];
    if (cell === undefined || isBlank(cell)) continue;
    const text = canonical(cell.text);
    found.push({ text });
    if (isNumeric(text) && column > (columns.name ?? 0) && column > (columns.code ?? 0)) break;
  }
  return found;
}
