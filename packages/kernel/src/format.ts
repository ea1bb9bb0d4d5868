/** Exact decimal text of stored integers, for pages and for machines. No value passes through a float. */
import type { Language } from "./label.ts";
import type { Rational } from "./rational.ts";
import { multiply, rational } from "./rational.ts";
import { RATIO_ONE } from "./number.ts";
import type { Unit } from "./unit.ts";

/** U+202F: a thin space at which no line breaks. */
export const THIN_SPACE = "\u202f";
export const MINUS = "−";

/** The parts of a number's type that say what its integer stands for. */
export interface Written {
  readonly numeric: "exact" | "ratio";
  /** The unit shown; for `ratio` also the one the integer counts 10^-8 of. */
  readonly unit: Unit;
}

export interface FormatOptions {
  /** Decimals shown, rounded half away from zero; absent: all digits there are. */
  readonly decimals?: number;
  /** `+` before positive numbers, for changes. */
  readonly signed?: boolean;
  /** The unit after the number; default true. */
  readonly showUnit?: boolean;
  /** Thousands apart by a thin space, from five digits on; default true. */
  readonly grouped?: boolean;
  readonly language?: Language;
}

/** A quotient whose decimals never end (亩 as 平方米) is cut here where no decimals are asked for. */
const MOST_DECIMALS = 8;

/** One integer step in the shown unit. */
const stepIn = (type: Written): Rational =>
  type.numeric === "ratio" ? rational(1n, RATIO_ONE) : rational(type.unit.toMinor.den, type.unit.toMinor.num);

/** Decimals after which `1/den` ends, or null when it never does. */
function decimalsNeeded(den: bigint): number | null {
  let [rest, twos, fives] = [den, 0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? Math.max(twos, fives) : null;
}

interface Digits {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

const digitsOf = (value: bigint, type: Written, decimals: number | undefined): Digits =>
  digitsIn(multiply(rational(value), stepIn(type)), decimals);

function digitsIn(v: Rational, decimals: number | undefined): Digits {
  const places = decimals ?? decimalsNeeded(v.den) ?? MOST_DECIMALS;
  const size = v.num < 0n ? -v.num : v.num;
  const scaled = (size * 10n ** BigInt(places) * 2n + v.den) / (v.den * 2n);
  const text = scaled.toString().padStart(places + 1, "0");
  const cut = text.length - places;
  return { negative: v.num < 0n && scaled !== 0n, whole: text.slice(0, cut), fraction: text.slice(cut) };
}

const groups = (whole: string): string =>
  whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);

const plain = (d: Digits): string =>
  `${d.negative ? "-" : ""}${d.whole}${d.fraction === "" ? "" : `.${d.fraction}`}`;

/** Plain ASCII decimal (`-1234.5`) for files and machines; every digit unless decimals are given. */
export const decimalText = (value: bigint, type: Written, decimals?: number): string =>
  plain(digitsOf(value, type, decimals));

/** A fraction as a plain decimal, rounded half away from zero where decimals are given or its own never end. */
export const rationalText = (value: Rational, decimals?: number): string => plain(digitsIn(value, decimals));

/** English names of units on pages; symbols (%, t, kWh) are the same in both languages. */
const ENGLISH: ReadonlyMap<string, string> = new Map([
  ["百分点", "pp"],
  ["亿元", "100 million yuan"],
  ["万元", "10,000 yuan"],
  ["千元", "1,000 yuan"],
  ["元", "yuan"],
  ["万亿元", "trillion yuan"],
  ["亿美元", "100 million USD"],
  ["万美元", "10,000 USD"],
  ["美元", "USD"],
  ["亩", "mu"],
  ["万亩", "10,000 mu"],
  ["平方公里", "km²"],
  ["公顷", "ha"],
  ["平方米", "m²"],
  ["人", "persons"],
  ["万人", "10,000 persons"],
  ["户", "enterprises"],
  ["家", "enterprises"],
  ["个", ""],
  ["项", ""],
  ["件", ""],
  ["吨", "t"],
  ["万吨", "10,000 t"],
  ["亿千瓦时", "100 GWh"],
  ["万千瓦时", "10 MWh"],
  ["千瓦时", "kWh"],
  ["吨标准煤", "tce"],
  ["倍", "times"],
  ["得分", "points"],
  ["年", "year"],
  ["月", "month"],
]);

/** What is counted, in brackets: `tce(等价)`. */
const ENGLISH_TAGS: ReadonlyMap<string, string> = new Map([
  ["当量", "calorific"],
  ["等价", "equivalent"],
]);

function inEnglish(part: string): string {
  const [, stem = part, tag] = /^(.+?)[(（](.+)[)）]$/.exec(part) ?? [];
  const words = ENGLISH.get(stem) ?? stem;
  return tag === undefined ? words : `${words} (${ENGLISH_TAGS.get(tag) ?? tag})`;
}

/** The unit in words of the language: `万元/亩/年` is `10,000 yuan/mu/year` in English. */
export const unitText = (unit: Unit, language: Language): string =>
  language === "zh" ? unit.text : unit.text.split("/").map(inEnglish).join("/");

/** The unit's text with what joins it to the number; a pure number has none. */
function suffix(unit: Unit, language: Language): string {
  if (unit.text === "1") return "";
  if (unit.text === "%" || unit.text === "‰") return unit.text;
  const words = unitText(unit, language);
  return words === "" ? "" : `${language === "zh" ? THIN_SPACE : " "}${words}`;
}

/**
 * A value as pages show it: real minus sign, thousands by a thin space, per cent without a space, rounded
 * half away from zero only where `decimals` asks. `-0.04` at one decimal is `0.0`, never `−0.0`.
 */
export function formatValue(value: bigint, type: Written, options: FormatOptions = {}): string {
  const d = digitsOf(value, type, options.decimals);
  const zero = /^0*$/.test(d.whole + d.fraction);
  const sign = d.negative ? MINUS : options.signed === true && !zero ? "+" : "";
  const whole = options.grouped === false ? d.whole : groups(d.whole);
  const after = options.showUnit === false ? "" : suffix(type.unit, options.language ?? "zh");
  return `${sign}${whole}${d.fraction === "" ? "" : `.${d.fraction}`}${after}`;
}
