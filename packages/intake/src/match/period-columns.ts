/** Columns that say the period of each row: one, or the year and the month each in its own. */
import type { CellText } from "../values/said.ts";
import type { Head } from "../tables/table.ts";
import { canonical } from "../tables/words.ts";

const YEARS: ReadonlySet<string> = new Set(["年份", "年度", "年", "year", "统计年份"]);
const MONTHS: ReadonlySet<string> = new Set(["月份", "月", "month", "统计月份"]);

const leafOf = (head: Head): string => canonical(head.path.at(-1) ?? "").replace(/\([^()]*\)$/, "");
const isYear = (head: Head): boolean => YEARS.has(leafOf(head));
const isMonth = (head: Head): boolean => MONTHS.has(leafOf(head));

/** Whether two heads are the year and the month of one period. */
export const isYearAndMonth = (heads: readonly Head[]): boolean =>
  heads.length === 2 && heads.some((h) => isYear(h)) && heads.some((h) => isMonth(h));

export interface PeriodColumns {
  readonly period: Head | null;
  /** The year's own column; null: it stands with the period, on the sheet, or nowhere. */
  readonly year: Head | null;
}

export function periodColumns(heads: readonly Head[]): PeriodColumns {
  const [first] = heads;
  if (!isYearAndMonth(heads)) return { period: first ?? null, year: null };
  return { period: heads.find((h) => isMonth(h)) ?? null, year: heads.find((h) => isYear(h)) ?? null };
}

/** A bare 5 in a column of months is 5月; everything else stays as it is written. */
export function monthCell(head: Head, cell: CellText): CellText {
  const text = cell.text.normalize("NFKC").trim();
  return isMonth(head) && /^0?[1-9]$|^1[0-2]$/.test(text)
    ? { text: `${Number(text)}月`, kind: "text" }
    : cell;
}
