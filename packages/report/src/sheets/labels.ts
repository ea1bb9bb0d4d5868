/** Words on a sheet: which cells are words and not figures, and how a word reads when its months are told from the month reported. */
import type { Cell } from "@lianzhang/intake";
import { canonical } from "@lianzhang/intake";
import type { Month } from "@lianzhang/kernel";
import { monthOfYear, yearOf } from "@lianzhang/kernel";

/** The words of a cell; null: a figure, a day, a mark, nothing. A month shown as a head (2025-05) is words. */
export function wordsOf(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  if (cell.kind === "text") return /\p{L}/u.test(cell.text) ? cell.text : null;
  const date = cell.kind === "date" ? /^(\d{4})-(\d{2})$/.exec(cell.text) : null;
  return date ? `${date[1]}年${Number(date[2])}月` : null;
}

const from = (n: number): string => (n === 0 ? "" : n > 0 ? `+${n}` : String(n));

/**
 * A text in which years and months in digits are told from the month reported: 2025年1-5月 of May 2025 and 2025年1-6月 of
 * June 2025 are the same text. Widths, blanks and line breaks do not count.
 */
export function relative(text: string, reported: Month): string {
  const [year, month] = [yearOf(reported), monthOfYear(reported)];
  return canonical(text)
    .replace(/(?<!\d)((?:19|20)\d{2})年/g, (_, y: string) => `Y${from(Number(y) - year)}年`)
    .replace(/(?<!\d)1月?[-至到](\d{1,2})月/g, (_, m: string) => `1-M${from(Number(m) - month)}月`)
    .replace(/(?<![\d-])(\d{1,2})月/g, (_, m: string) => `M${from(Number(m) - month)}月`);
}

/** A text without its digits of time: to tell a head of another month from one that is gone. */
export const timeless = (text: string): string =>
  canonical(text)
    .replace(/(?<!\d)(?:19|20)\d{2}年/g, "年")
    .replace(/\d{1,2}月?[-至到]\d{1,2}月/g, "1-月")
    .replace(/\d{1,2}月/g, "月");

const ASIDE =
  /^[(\s]*(?:计量|金额|货币|数据)?\s*单\s*位\s*[::]|^(?:制表|填报|报送|填表|编报|报出|统计|审核|复核|联系|单位负责|表\s*号|制定|批准|有效)[^::]{0,8}[::]|^(?:注|附注|说明|备注)[::]/;

/** 单位:亿元, 制表单位:, 注: stand beside heads and are none. */
export const isAside = (text: string): boolean => ASIDE.test(text.normalize("NFKC").trim());
