/** The rows of a head: the row that has the words only heads have, with the levels above and below it. */
import type { Sheet } from "../grid/sheet.ts";
import type { Filled } from "./cells.ts";
import { cellAt, filled, isBlank, isMergedInto, isNumeric, looksLikeData, looksLikeUscc } from "./cells.ts";
import { periodIn } from "./context.ts";
import { wholeUnit } from "./units.ts";
import { canonical, isNote, isOrdinal, isStructural, isTotal, timeWords } from "./words.ts";

export interface Band {
  readonly from: number;
  readonly to: number;
  /** The row with the telling words. */
  readonly anchor: number;
  /** Rows under the heads that number the columns, or give their codes. */
  readonly ordinals: readonly number[];
  readonly codes: readonly number[];
  /** Columns whose head tells a subject, a period or an item. */
  readonly structural: ReadonlySet<number>;
}

/** First letters of the telling words: most cells of a large sheet need no closer look. */
const FIRST = new Set("统社信单企法纳税代编地行园公用户名区县报时所期月年序指项科财主№#cunpmyi统法");
const mayTell = (text: string): boolean => {
  const plain = text.trimStart();
  const first = plain[0];
  return first !== undefined && plain.length <= 40 && FIRST.has(first.toLowerCase());
};

/** A head's word without its unit and star. */
export const bareHead = (text: string): string => text.replace(/\((?!区|县)[^()]*\)$/, "");
export const tells = (text: string): boolean => isStructural(text) || isStructural(bareHead(text));

function hasTellingWord(sheet: Sheet, row: number): boolean {
  for (const cell of sheet.rows[row - 1] ?? [])
    if (cell.text !== "" && mayTell(cell.text) && tells(canonical(cell.text))) return true;
  return false;
}

const nextFilledRow = (sheet: Sheet, row: number): Filled[] => {
  for (let r = row + 1; r <= Math.min(sheet.rows.length, row + 3); r++) {
    const cells = filled(sheet, r);
    if (cells.length > 0) return cells;
  }
  return [];
};

const isTimeOnly = (text: string): boolean => timeWords(text).rest === "" && text !== "";

/** Words that a row of data may have too: 企业 as a kind of unit, 地区, 项目. */
const WEAK = new Set("企业 单位 公司 名称 地区 园区 月份 年份 年度 时期 期间 项目 科目 指标 编号".split(" "));
const isWeak = (text: string): boolean => WEAK.has(text);

const isLabel = (cell: Filled | undefined): boolean =>
  cell !== undefined && !isNumeric(cell.text) && !tells(cell.text);

/** Whether a row holds a figure or a code: titles and notes do not. */
export const holdsFigures = (sheet: Sheet, row: number): boolean =>
  filled(sheet, row).some((c) => isNumeric(c.text) || looksLikeUscc(c.text));

/** Whether the row is the telling row of a head. */
export function isAnchor(sheet: Sheet, row: number): boolean {
  if (!hasTellingWord(sheet, row)) return false;
  const cells = filled(sheet, row);
  if (cells.length < 2 || new Set(cells.map((c) => c.text)).size < 2) return false;
  if (cells.some((c) => looksLikeData(c.text) || c.text.length > 60)) return false;
  // codes stand beside each other; a figure beside a label is its value
  if (cells.some((c, i) => isNumeric(c.text) && isLabel(cells[i - 1]))) return false;
  if (
    row > 1 &&
    cells.every((c) => !tells(c.text) || isWeak(bareHead(c.text))) &&
    holdsFigures(sheet, row - 1)
  )
    return false;
  const [first, second] = cells;
  if (cells.length > 2 || !first || !second) return true;
  // 报告期 | 2024年5月 and 单位 | 千元 are labels with their values
  if (periodIn(second.text) !== null || wholeUnit(second.text) !== null) return false;
  const below = nextFilledRow(sheet, row)[0];
  // labels with their values go on in the rows around
  const around = [below, ...(row > 1 ? filled(sheet, row - 1).slice(0, 1) : [])];
  return !around.some((c) => c !== undefined && c.column === first.column && tells(c.text));
}

/** Where no row has a telling word: texts over figures. */
export function isPlainHead(sheet: Sheet, row: number): boolean {
  const cells = filled(sheet, row);
  const time = cells.length > 0 && cells.every((c) => isTimeOnly(c.text));
  // two texts over two columns are labels with their values, unless they say the time
  if (!time && (cells.length < 3 || new Set(cells.map((c) => c.text)).size < 3)) return false;
  const told = (c: Filled): boolean =>
    isNumeric(c.text) || looksLikeData(c.text) || /[::]/.test(c.text) || c.text.length > 40;
  if (cells.some(told)) return false;
  const below = nextFilledRow(sheet, row);
  return below.some((c) => isNumeric(c.text) && cells.some((h) => h.column === c.column));
}

const structuralColumns = (sheet: Sheet, row: number): ReadonlySet<number> =>
  new Set(
    filled(sheet, row)
      .filter((c) => tells(c.text))
      .map((c) => c.column),
  );

/** Cells a row has of its own: not shown from a merge that begins above. */
const own = (sheet: Sheet, row: number): Filled[] =>
  filled(sheet, row).filter((c) => !(c.cell.of !== undefined && c.cell.of[0] < row));

/** `甲 乙 1 2 3` under the heads. */
function isOrdinalRow(cells: readonly Filled[], structural: ReadonlySet<number>): boolean {
  const numbers = cells.filter((c) => /^\(?\d/.test(c.text)).map((c) => Number(c.text.replace(/\D/g, "")));
  const begins = cells[0]?.text === "甲" || cells[0]?.text === "栏次";
  const clear = cells.every((c) => !structural.has(c.column) || !/^\d/.test(c.text));
  const rising = numbers.every((n, i) => (i === 0 ? n === 1 : n === (numbers[i - 1] ?? 0) + 1));
  return (
    cells.every((c) => isOrdinal(c.text)) &&
    rising &&
    numbers.length > 0 &&
    clear &&
    (begins || numbers.length > 1)
  );
}

/** `301 302 309` under the heads: what their items are called on the form. */
function isCodeRow(cells: readonly Filled[], structural: ReadonlySet<number>): boolean {
  const codes = cells.filter((c) => !structural.has(c.column));
  const labels = cells.filter((c) => structural.has(c.column));
  if (codes.length < 2 || !labels.every((c) => /^(?:指标)?代码$|^-$|^[甲乙丙丁]$/.test(c.text))) return false;
  return codes.every((c, i) => {
    const before = codes[i - 1]?.text ?? "";
    return /^[a-z]{0,3}\d{2,3}(?:-\d{1,2})?(?:\.\d{1,2})?$/.test(c.text) && before < c.text;
  });
}

const isMark = (text: string): boolean => /^[-/…*.]+$/.test(text);

function isContinuation(sheet: Sheet, row: number, top: number, structural: ReadonlySet<number>): boolean {
  const cells = own(sheet, row);
  if (cells.length === 0)
    return filled(sheet, row).some(
      (c) => c.cell.of !== undefined && c.cell.of[0] >= top && c.cell.of[0] < row,
    );
  if (structural.size === 0) return cells.every((c) => wholeUnit(c.text) !== null);
  // 合计 beside 1月, 2月 is a head
  const months = cells.some((c) => isTimeOnly(c.text));
  return cells.every(
    (c) =>
      !structural.has(c.column) &&
      !isNumeric(c.text) &&
      !looksLikeData(c.text) &&
      !isMark(c.text) &&
      (months || !isTotal(c.text)) &&
      !isNote(c.text),
  );
}

/** How many columns a merged cell covers in its row. */
function spanOf(sheet: Sheet, row: number, column: number): number {
  let width = 1;
  while (isMergedInto(cellAt(sheet, row, column + width), row, column + width)) {
    const of = cellAt(sheet, row, column + width).of;
    if (of?.[0] !== row || of[1] !== column) break;
    width++;
  }
  return width;
}

/** Whether a row above the telling row is a level of the head, and no title or note of the sheet. */
function isGroupRow(sheet: Sheet, row: number, anchor: number, structural: ReadonlySet<number>): boolean {
  const cells = filled(sheet, row);
  if (cells.length === 0 || cells.some((c) => looksLikeData(c.text) || /[::]/.test(c.text))) return false;
  const heads = filled(sheet, anchor);
  const left = heads[0]?.column ?? 1;
  const right = heads.at(-1)?.column ?? 1;
  return cells.some((c) => {
    const span = spanOf(sheet, row, c.column);
    const over = Array.from({ length: span }, (_, i) => c.column + i);
    if (over.some((column) => structural.has(column)) || c.column < left || c.column > right) return false;
    const mergedDown = isMergedInto(cellAt(sheet, anchor, c.column), anchor, c.column);
    const below = canonical(cellAt(sheet, row + 1, c.column).text);
    return span > 1 || mergedDown || (isTimeOnly(below) && wholeUnit(c.text) === null);
  });
}

/** The head around a telling row, not above `limit`. */
export function bandAt(sheet: Sheet, anchor: number, limit: number): Band {
  const structural = structuralColumns(sheet, anchor);
  let from = anchor;
  while (from - 1 >= limit && isGroupRow(sheet, from - 1, anchor, structural)) from--;
  const [ordinals, codes]: [number[], number[]] = [[], []];
  let to = anchor;
  for (let row = anchor + 1; row <= sheet.rows.length; row++) {
    const cells = own(sheet, row);
    if (cells.length > 0 && isOrdinalRow(cells, structural)) ordinals.push(row);
    else if (cells.length > 0 && isCodeRow(cells, structural)) codes.push(row);
    else if (ordinals.length > 0 || !isContinuation(sheet, row, from, structural)) break;
    to = row;
  }
  return { from, to, anchor, ordinals, codes, structural };
}

/** A head without any telling word is looked for among these rows only. */
const FIRST_ROWS = 200;

/** Every head of the sheet, from top to bottom. */
export function bandsOf(sheet: Sheet): Band[] {
  const bands: Band[] = [];
  let limit = 1;
  const scan = (is: (sheet: Sheet, row: number) => boolean, rows: number): void => {
    for (let row = 1; row <= rows; row++) {
      if (!is(sheet, row)) continue;
      const band = bandAt(sheet, row, limit);
      bands.push(band);
      row = band.to;
      limit = band.to + 1;
      if (is === isPlainHead) return;
    }
  };
  scan(isAnchor, sheet.rows.length);
  if (bands.length === 0) scan(isPlainHead, Math.min(sheet.rows.length, FIRST_ROWS));
  return bands;
}

/** Whether two heads read the same, column by column. */
export function sameHead(sheet: Sheet, a: Band, b: Band): boolean {
  const text = (row: number): string =>
    filled(sheet, row)
      .map((c) => `${c.column}:${c.text}`)
      .join("|");
  return text(a.anchor) === text(b.anchor);
}

/** Whether a column has no head in any row of the band. */
export const isHeadless = (sheet: Sheet, band: Band, column: number): boolean => {
  for (let row = band.from; row <= band.to; row++)
    if (!band.ordinals.includes(row) && !isBlank(cellAt(sheet, row, column))) return false;
  return true;
};
