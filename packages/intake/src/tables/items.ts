/** Forms of one subject: items down the rows, figures beside them. */
import type { Sheet } from "../grid/sheet.ts";
import type { Band } from "./bands.ts";
import { tells } from "./bands.ts";
import type { Filled } from "./cells.ts";
import { cellAt, filled, isBlank, isMergedInto, isNumeric, looksLikeData } from "./cells.ts";
import { periodIn } from "./context.ts";
import type { RawHead } from "./heads.ts";
import { headOf, levelsOf } from "./heads.ts";
import type { SkippedRow, TextAt } from "./table.ts";
import {
  canonical,
  CODE_WORDS,
  isNote,
  ITEM_WORDS,
  NAME_WORDS,
  REMARK_WORDS,
  SERIAL_WORDS,
  timeWords,
  UNIT_WORDS,
} from "./words.ts";

/** Where a block of items has its names, units, codes and figures. */
interface Block {
  readonly item: number;
  readonly unit: number | null;
  readonly code: number | null;
  readonly values: readonly number[];
}

const ITEM_CODE = new Set(["代码", "编码", "指标代码", "项目代码"]);

const headText = (sheet: Sheet, band: Band, column: number): string =>
  canonical(cellAt(sheet, band.anchor, column).text);

/** The blocks of a head over items; null: the head is over columns of many subjects. */
export function blocksOf(sheet: Sheet, band: Band, from: number, to: number): Block[] | null {
  const columns = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const texts = columns.map((c) => headText(sheet, band, c));
  const ofSubjects = texts.some(
    (t) => (CODE_WORDS.has(t) && !ITEM_CODE.has(t)) || (NAME_WORDS.has(t) && t !== "单位" && t !== "名称"),
  );
  if (ofSubjects) return null;
  const starts = columns.filter((_, i) => ITEM_WORDS.has(texts[i] ?? ""));
  const onlyTime = texts.every((t) => t === "" || timeWords(t).rest === "");
  if (starts.length === 0 && !onlyTime) return null;
  const items = starts.length > 0 ? starts : [from - 1];
  if ((items[0] ?? 0) < 1) return null;
  return items.map((item, i) => {
    const mine = columns.filter((c) => c > item && c < (items[i + 1] ?? Infinity));
    const where = (words: ReadonlySet<string>): number | null =>
      mine.find((c) => words.has(headText(sheet, band, c))) ?? null;
    const [unit, code] = [where(UNIT_WORDS), where(ITEM_CODE)];
    const out = (c: number): boolean => {
      const text = headText(sheet, band, c);
      return c === unit || c === code || SERIAL_WORDS.has(text) || REMARK_WORDS.has(text);
    };
    return { item, unit, code, values: mine.filter((c) => !out(c)) };
  });
}

export interface Items {
  readonly heads: readonly RawHead[];
  readonly rows: readonly number[];
  readonly skipped: readonly SkippedRow[];
}

/** Reads items in rows `from` to `to`. */
export function itemsIn(sheet: Sheet, band: Band, blocks: readonly Block[], from: number, to: number): Items {
  const heads: RawHead[] = [];
  const rows: number[] = [];
  const skipped: SkippedRow[] = [];
  for (let row = from; row <= to; row++) {
    const cells = filled(sheet, row);
    const [one] = cells;
    if (one === undefined) continue;
    if (isNote(one.text) || (cells.length === 1 && one.text.length > 40)) {
      skipped.push({ row, reason: "note", text: one.cell.text });
      continue;
    }
    const found = blocks.flatMap((block) => headsIn(sheet, band, block, row));
    heads.push(...found);
    if (found.length > 0) rows.push(row);
    else skipped.push({ row, reason: "outside", text: one.cell.text });
  }
  return { heads, rows, skipped };
}

function headsIn(sheet: Sheet, band: Band, block: Block, row: number): RawHead[] {
  const item = cellAt(sheet, row, block.item);
  if (isBlank(item)) return [];
  const beside = (column: number | null): string =>
    column === null ? "" : cellAt(sheet, row, column).text.normalize("NFKC").trim();
  const unitText = beside(block.unit);
  const unit: TextAt | null =
    /^[-—/]?$/.test(unitText) || block.unit === null ? null : { text: unitText, row, column: block.unit };
  const code = canonical(beside(block.code));
  return block.values.map((column) => {
    const over = levelsOf(sheet, band, column, block.item + 1);
    return headOf(
      [{ text: item.text, row, column: block.item }, ...over],
      { column, row },
      code === "" ? [] : [code],
      unit,
    );
  });
}

const isLabel = (cell: Filled): boolean =>
  !isNumeric(cell.text) && !looksLikeData(cell.text) && periodIn(cell.text) === null;

/** 用电量 | 125 | 报告期 | 2024年5月: a label before every value; null: one label with its values. */
function severalPairs(
  cells: readonly Filled[],
): { readonly label: Filled; readonly from: number; readonly to: number }[] | null {
  if (cells.length < 4 || cells.length % 2 === 1) return null;
  const pairs = cells.flatMap((label, i) => {
    const value = cells[i + 1];
    return i % 2 === 1 || value === undefined ? [] : [{ label, from: value.column, to: value.column }];
  });
  return pairs.every((p) => isLabel(p.label)) ? pairs : null;
}

/** Labels with a value beside them, without any head; null: the sheet is no such list. */
export function pairsIn(
  sheet: Sheet,
  to: number,
): (Items & { readonly columns: readonly [number, number] }) | null {
  const heads: RawHead[] = [];
  const rows: number[] = [];
  const skipped: SkippedRow[] = [];
  const pairs: [number, number][] = [];
  for (let row = 1; row <= to; row++) {
    const cells = filled(sheet, row);
    const [label, value] = cells;
    if (label === undefined) continue;
    const beside = label.column + 1;
    const gap = isMergedInto(cellAt(sheet, row, beside), row, beside) ? (value?.column ?? beside) : beside;
    const item = !isNote(label.text) && !isNumeric(label.text) && !looksLikeData(label.text);
    if (!item || !/[^\W\d_]|[\u4e00-\u9fff]/.test(label.text) || (value === undefined && rows.length === 0)) {
      skipped.push({ row, reason: isNote(label.text) ? "note" : "outside", text: label.cell.text });
      continue;
    }
    const last = value === undefined ? gap : (cells.at(-1)?.column ?? gap);
    for (const pair of severalPairs(cells) ?? [{ label, from: gap, to: last }])
      for (let column = pair.from; column <= pair.to; column++)
        if (column === pair.from || !isBlank(cellAt(sheet, row, column)))
          heads.push(
            headOf([{ text: pair.label.cell.text, row, column: pair.label.column }], { column, row }),
          );
    rows.push(row);
    pairs.push([label.column, last]);
  }
  const figures = heads.filter((h) => isNumeric(canonical(cellAt(sheet, h.row ?? 0, h.column).text))).length;
  const [first] = pairs;
  if (first === undefined || rows.length < 2 || figures === 0) return null;
  const columns: readonly [number, number] = [
    Math.min(...pairs.map((p) => p[0])),
    Math.max(...pairs.map((p) => p[1])),
  ];
  return { heads, rows, skipped, columns };
}

/** Whether a telling row is over items although no word says so: 本月, 本月累计 over figures, labels on the left. */
export const isUnheadedItems = (sheet: Sheet, band: Band): boolean =>
  filled(sheet, band.anchor).every((c) => timeWords(c.text).rest === "" && !tells(c.text));
