/** What a cell says: numbers, the marks for none and withheld, dates, yes and no. */
import type { MissingReason } from "./missing.ts";
import { inRange } from "./number.ts";
import type { Day, Month, Period } from "./period.ts";
import { parseDay, parsePeriod } from "./period.ts";
import type { Rational } from "./rational.ts";
import { multiply, parseDecimal, rational } from "./rational.ts";

export type CellValue =
  | { readonly kind: "value"; readonly value: bigint }
  | { readonly kind: "missing"; readonly reason: MissingReason }
  | {
      readonly kind: "bad";
      readonly reason: "invalid" | "out_of_range";
      readonly code: string;
      readonly expected: string;
    };

/** Full-width forms folded, every kind of blank out. */
export const fold = (text: string): string => text.normalize("NFKC").replace(/[\s\u200b\ufeff]/g, "");

const NOT_APPLICABLE = new Set(["-", "--", "—", "——", "–", "不适用", "无此项", "N/A", "n/a"]);
const SUPPRESSED = /^(…+|\.{3,}|\*{2,})$/;

/** Note marks and powers that folding would turn into digits: 12① is not 121, 12² is not 122. */
const RAISED =
  /[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u215f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]/;
export const hasRaisedDigits = (text: string): boolean => RAISED.test(text);

/** `1,234.50`, `12.5%`, `1.2e5`, `(300)` is refused: brackets mean different things to different senders. */
function readNumber(text: string): { number: Rational; percent: boolean } | null {
  const percent = /[%]$/.test(text);
  let body = (percent ? text.slice(0, -1) : text).replace(/^[−﹣]/, "-").replace(/^[¥]/, "");
  if (body.includes(",")) {
    if (!/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(body)) return null;
    body = body.replaceAll(",", "");
  }
  const scientific = /^([+-]?\d+(?:\.\d+)?)[eE]([+-]?\d{1,3})$/.exec(body);
  if (scientific) {
    const mantissa = parseDecimal(scientific[1] ?? "");
    const exponent = Number(scientific[2]);
    if (!mantissa || Math.abs(exponent) > 40) return null;
    const power = 10n ** BigInt(Math.abs(exponent));
    return { number: multiply(mantissa, exponent < 0 ? rational(1n, power) : rational(power)), percent };
  }
  const number = parseDecimal(body.startsWith(".") ? `0${body}` : body);
  return number ? { number, percent } : null;
}

export interface NumberColumn {
  /** Stored integers in one of the head's unit. */
  readonly factor: Rational;
  /** Stored integers in 1 % ; null where the field is no pure number and a percent sign is wrong. */
  readonly percentFactor: Rational | null;
  /** For messages: 万元. */
  readonly unit: string;
}

/** One cell as an integer of the column's minor unit, exactly or not at all. */
export function readCell(raw: string, column: NumberColumn): CellValue {
  const text = fold(raw);
  if (text === "") return { kind: "missing", reason: "blank" };
  if (NOT_APPLICABLE.has(text)) return { kind: "missing", reason: "not_applicable" };
  if (SUPPRESSED.test(text)) return { kind: "missing", reason: "suppressed" };
  const read = hasRaisedDigits(raw) ? null : readNumber(text);
  if (!read)
    return { kind: "bad", reason: "invalid", code: "LZ4020", expected: `a number in ${column.unit}` };
  if (read.percent && !column.percentFactor)
    return {
      kind: "bad",
      reason: "invalid",
      code: "LZ4020",
      expected: `a number in ${column.unit}, not a percentage`,
    };
  const exact = multiply(
    read.number,
    read.percent && column.percentFactor ? column.percentFactor : column.factor,
  );
  if (exact.den !== 1n)
    return {
      kind: "bad",
      reason: "invalid",
      code: "LZ4021",
      expected: `no more digits than the smallest unit kept (1/${printable(column.factor)} ${column.unit})`,
    };
  if (!inRange(exact.num))
    return {
      kind: "bad",
      reason: "out_of_range",
      code: "LZ4022",
      expected: "at most 18 digits in the smallest unit kept",
    };
  return { kind: "value", value: exact.num };
}

const printable = (factor: Rational): string =>
  factor.den === 1n ? String(factor.num) : `${factor.num}/${factor.den}`;

/** Reads the spellings of `parsePeriod` and 2025年5月, 2025年1-5月, 202505, 2025/5, 2025年二季度's digits form 2025Q2. */
export function readPeriod(raw: string): Period | null {
  const text = fold(raw).replace(/[—–~至]/g, "-");
  const span = /^(\d{4})年(\d{1,2})月?-(\d{1,2})月$/.exec(text);
  if (span) return parsePeriod(`${span[1]}-${span[2]}..${span[3]}`);
  const chinese = /^(\d{4})年(?:(\d{1,2})月)?$/.exec(text);
  if (chinese) return parsePeriod(chinese[2] === undefined ? `${chinese[1]}` : `${chinese[1]}-${chinese[2]}`);
  const compact = /^(\d{4})(\d{2})$/.exec(text) ?? /^(\d{4})[/.](\d{1,2})$/.exec(text);
  if (compact) return parsePeriod(`${compact[1]}-${compact[2]}`);
  const day = parseDay(text);
  if (day !== null) return parsePeriod(text.slice(0, text.lastIndexOf("-")));
  return parsePeriod(text);
}

/** A day: 2025-03-10, 2025/3/10, 20250310, 2025年3月10日. */
export function readDay(raw: string): Day | null {
  const text = fold(raw.replace(/[T ]\d{2}:\d{2}.*$/, ""));
  const m = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return m ? parseDay(`${m[1]}-${m[2]}-${m[3]}`) : null;
}

/** The month a spell begins or ends with: a month, or the first month of a longer period. */
export const readMonth = (raw: string): Month | null => readPeriod(raw)?.from ?? null;

const YES = new Set(["1", "是", "true", "TRUE", "True", "√", "✓", "Y", "y", "yes", "有"]);
const NO = new Set(["0", "否", "false", "FALSE", "False", "×", "✗", "N", "n", "no", "无"]);
export function readBoolean(raw: string): boolean | null {
  const text = fold(raw);
  return YES.has(text) ? true : NO.has(text) ? false : null;
}
