/** What a target says as a bound of a decision folder: one of its units, exact, or words. */
import type { Rational, Unit } from "@lianzhang/kernel";
import { conversion, multiply, parseDecimal, parseUnit, printDimension } from "@lianzhang/kernel";
import type { ReadTarget } from "../read.ts";

export interface DraftUnit {
  readonly unit: Unit;
  /** Of a unit as written, how many of this one. */
  readonly factor: number;
  /** As the text has it, where it is another word: 条 for 个. */
  readonly written: string | null;
}

const MAGNITUDES: readonly (readonly [string, number])[] = [
  ["万亿", 1e12],
  ["千亿", 1e11],
  ["百亿", 1e10],
  ["亿", 1e8],
  ["千万", 1e7],
  ["百万", 1e6],
  ["万", 1e4],
  ["千", 1e3],
];

const asUnit = (text: string): Unit | null => {
  const read = parseUnit(text);
  return read.ok ? read.unit : null;
};

/** The unit as it is, under a magnitude, or 个 for what is counted by another word; null: none of the product's. */
export function unitOf(target: Pick<ReadTarget, "unit" | "kind">): DraftUnit | null {
  const written = target.unit.replace(/^个(?=百分点)/, "").replace(/人民币$/, "");
  const whole = asUnit(written);
  if (whole) return { unit: whole, factor: 1, written: null };
  const magnitude = MAGNITUDES.find(([word]) => written.startsWith(word));
  const rest = magnitude ? written.slice(magnitude[0].length) : written;
  const under = asUnit(rest);
  if (magnitude && under) return { unit: under, factor: magnitude[1], written: null };
  const counted = target.kind === "count" && !/[/每]/.test(rest) ? asUnit("个") : null;
  return counted ? { unit: counted, factor: magnitude?.[1] ?? 1, written: rest } : null;
}

/** Counting words agree with any thing counted. */
export const fits = (a: Unit, b: Unit): boolean => {
  const [x, y] = [printDimension(a.dimension), printDimension(b.dimension)];
  return x === y || (x.startsWith("count") && y.startsWith("count"));
};

const decimal = (value: number): string =>
  value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 8 });

export const amountText = (value: number, { unit, factor }: DraftUnit): string =>
  unit.text === "%" || unit.text === "‰"
    ? `${decimal(value * factor)}${unit.text}`
    : `${decimal(value * factor)} ${unit.text}`;

const amountIn = (text: string, unit: Unit | null): { value: Rational; unit: Unit } | null => {
  const m = /^\s*([+-]?\d[\d,]*(?:\.\d+)?)\s*(.*?)\s*$/.exec(text);
  const value = m ? parseDecimal((m[1] ?? "").replaceAll(",", "")) : null;
  const own = m?.[2] ? asUnit(m[2]) : unit;
  return value === null || own === null ? null : { value, unit: own };
};

/** Whether two amounts as written are the same quantity. `unit`: of one that has none. */
export function sameAmount(a: string, b: string, unit: Unit | null): boolean {
  const [x, y] = [amountIn(a, unit), amountIn(b, unit)];
  if (!x || !y || !fits(x.unit, y.unit)) return false;
  const turned = multiply(x.value, conversion(x.unit, y.unit));
  return turned.num === y.value.num && turned.den === y.value.den;
}
