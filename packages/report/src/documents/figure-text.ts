/** How a figure reads in a document: exact decimals rounded half away from zero, no blanks inside, signs as asked. */
import type { Rational } from "@lianzhang/kernel";
import { MINUS, parseDecimal } from "@lianzhang/kernel";
import type { DocumentFigure } from "./figure.ts";

export type Format =
  | "数"
  | "单位"
  | "百分数"
  | "百分点"
  | "带符号"
  | "绝对值"
  | "增减"
  | "取整"
  | "一位小数"
  | "两位小数";

/** What a marker may ask after `|`, with the letter that a control keeps it by. */
export const FORMATS: Readonly<Record<Format, { readonly code: string; readonly says: string }>> = {
  数: { code: "n", says: "只写数,不写单位;缺数写“—”(用于表格)" },
  单位: { code: "u", says: "只写单位" },
  百分数: { code: "p", says: "百分数;数据的单位须是 %" },
  百分点: { code: "q", says: "“0.3个百分点”;数据的单位须是 % 或百分点" },
  带符号: { code: "s", says: "正数前写“+”" },
  绝对值: { code: "a", says: "不写正负号" },
  增减: { code: "d", says: "“增长10.7%”“下降3.2%”“持平”" },
  取整: { code: "0", says: "不保留小数" },
  一位小数: { code: "1", says: "保留一位小数" },
  两位小数: { code: "2", says: "保留两位小数" },
};

export const isFormat = (text: string): text is Format => Object.hasOwn(FORMATS, text);
export const FORMAT_NAMES: readonly Format[] = Object.keys(FORMATS).filter(isFormat);

export const formatCodes = (formats: readonly Format[]): string =>
  formats.map((format) => FORMATS[format].code).join("");
export const formatsOfCodes = (codes: string): readonly Format[] =>
  [...codes].flatMap((code) => FORMAT_NAMES.filter((format) => FORMATS[format].code === code));

const PERCENT = new Set(["%", "‰"]);
const POINTS = new Set(["%", "百分点"]);

/** Whether a format makes sense for a unit. */
export function formatFits(format: Format, unit: string): boolean {
  if (format === "百分数") return PERCENT.has(unit);
  if (format === "百分点") return POINTS.has(unit);
  return true;
}

/** `v` with so many decimals, rounded half away from zero, without a sign. */
function digits(v: Rational, decimals: number): string {
  const size = v.num < 0n ? -v.num : v.num;
  const scaled = (size * 10n ** BigInt(decimals) * 2n + v.den) / (v.den * 2n);
  const text = scaled.toString().padStart(decimals + 1, "0");
  return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

function decimalsOf(figure: DocumentFigure, formats: readonly Format[]): number {
  if (formats.includes("取整")) return 0;
  if (formats.includes("一位小数")) return 1;
  if (formats.includes("两位小数")) return 2;
  return figure.decimals;
}

/** -1, 0 or 1 of the figure as it is shown: −0.04 at one decimal is nought. */
export function shownSign(figure: DocumentFigure, formats: readonly Format[] = []): -1 | 0 | 1 {
  const v = figure.value === null ? null : parseDecimal(figure.value);
  if (v === null || /^[0.]*$/.test(digits(v, decimalsOf(figure, formats)))) return 0;
  return v.num < 0n ? -1 : 1;
}

/** The figure as it is shown, as an exact decimal: what differences between shown figures are made of. */
export function shownDecimal(figure: DocumentFigure): Rational | null {
  const v = figure.value === null ? null : parseDecimal(figure.value);
  if (v === null) return null;
  const shown = parseDecimal(digits(v, figure.decimals));
  return shown === null || v.num >= 0n ? shown : { num: -shown.num, den: shown.den };
}

function unitAfter(unit: string, formats: readonly Format[]): string {
  if (formats.includes("数")) return "";
  if (formats.includes("百分点") || unit === "百分点") return "个百分点";
  return unit;
}

/** What a missing figure reads. */
export const missingText = (formats: readonly Format[]): string =>
  formats.includes("数") ? "—" : "暂无数据";

export function shownFigure(figure: DocumentFigure, formats: readonly Format[] = []): string {
  if (formats.includes("单位")) return figure.unit;
  const v = figure.value === null ? null : parseDecimal(figure.value);
  if (v === null) return missingText(formats);
  const sign = shownSign(figure, formats);
  const size = `${digits(v, decimalsOf(figure, formats))}${unitAfter(figure.unit, formats)}`;
  if (formats.includes("增减")) return sign === 0 ? "持平" : `${sign > 0 ? "增长" : "下降"}${size}`;
  if (formats.includes("绝对值") || sign === 0) return size;
  return `${sign < 0 ? MINUS : formats.includes("带符号") ? "+" : ""}${size}`;
}
