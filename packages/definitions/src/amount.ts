/** Amounts as written (`1400 亿元`, `35%`, `20`) as the integers the engine compares with. */
import type { Place, Rational, Unit } from "@lianzhang/kernel";
import {
  conversion,
  declaredFits,
  inRange,
  isExactDimension,
  multiply,
  parseDecimal,
  parseUnit,
  printDimension,
  rational,
  RATIO_ONE,
} from "@lianzhang/kernel";
import type { NumberType } from "@lianzhang/formula";
import type { Loading } from "./loading.ts";
import type { Indicator } from "./model.ts";

const AMOUNT = /^\s*([+-]?\d[\d,]*(?:\.\d+)?)\s*(.*?)\s*$/;

/** How a value of this type counts: minor units when exact, 10^-8 of its unit otherwise. */
export const scaleOf = (type: Pick<NumberType, "numeric" | "unit">): Rational =>
  type.numeric === "exact" ? type.unit.toMinor : rational(RATIO_ONE);

/** How figures of the indicator count. */
export const countedAs = (i: Pick<Indicator, "body" | "unit">): Pick<NumberType, "numeric" | "unit"> => ({
  numeric: i.body?.type.numeric ?? (isExactDimension(i.unit.dimension) ? "exact" : "ratio"),
  unit: i.unit,
});

/** The value as an integer, or null when it is finer than the type counts or has more than 18 digits. */
export function integerOf(value: Rational, type: Pick<NumberType, "numeric" | "unit">): bigint | null {
  const scaled = multiply(value, scaleOf(type));
  return scaled.den === 1n && inRange(scaled.num) ? scaled.num : null;
}

export type AmountResult =
  | { readonly ok: true; readonly value: bigint }
  | {
      readonly ok: false;
      readonly code: "LZ2010" | "LZ2019";
      readonly message: string;
      readonly hint: string | null;
    };

/** Reads an amount (`1400 亿元`, `35%`) in the representation of `type`; a bare number is in its unit. */
export function amountOf(written: string, type: Pick<NumberType, "numeric" | "unit">): AmountResult {
  const wrong = (code: "LZ2010" | "LZ2019", message: string, hint: string | null): AmountResult => ({
    ok: false,
    code,
    message,
    hint,
  });
  const m = AMOUNT.exec(written);
  const value = m ? parseDecimal((m[1] ?? "").replaceAll(",", "")) : null;
  if (!m || value === null)
    return wrong(
      "LZ2019",
      `"${written}" is not an amount`,
      `write a number and a unit, as 1400 ${type.unit.text}`,
    );
  const unit = m[2] ? parseUnit(m[2]) : ({ ok: true, unit: type.unit } as const);
  if (!unit.ok)
    return wrong(
      "LZ2010",
      `"${written}": "${unit.unknown}" is not a unit`,
      `the indicator is in ${type.unit.text}`,
    );
  if (!fits(unit.unit, type.unit)) {
    const [a, b] = [printDimension(unit.unit.dimension), printDimension(type.unit.dimension)];
    return wrong(
      "LZ2019",
      `"${written}" is ${a}, the indicator counts ${b}`,
      `write it in ${type.unit.text}`,
    );
  }
  const whole = integerOf(multiply(value, conversion(unit.unit, type.unit)), type);
  return whole === null
    ? wrong("LZ2019", `"${written}" is finer or larger than ${type.unit.text} is counted`, null)
    : { ok: true, value: whole };
}

/** Reads an amount; mistakes are reported at `place`. */
export function readAmount(
  written: string,
  type: Pick<NumberType, "numeric" | "unit">,
  place: Place,
  loading: Loading,
): bigint | null {
  const read = amountOf(written, type);
  if (read.ok) return read.value;
  loading.add(read.code, place, read.message, read.hint);
  return null;
}

const fits = (a: Unit, b: Unit): boolean => declaredFits(a, b.dimension) || declaredFits(b, a.dimension);
