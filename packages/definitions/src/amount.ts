/** Amounts as written (`1400 亿元`, `35%`, `20`) as the integers the engine compares with. */
import type { Place, Rational, Unit } from "@lianzhang/kernel";
import {
  conversion,
  declaredFits,
  inRange,
  multiply,
  parseDecimal,
  parseUnit,
  printDimension,
  rational,
  RATIO_ONE,
} from "@lianzhang/kernel";
import type { NumberType } from "@lianzhang/formula";
import type { Loading } from "./loading.ts";

const AMOUNT = /^\s*([+-]?\d[\d,]*(?:\.\d+)?)\s*(.*?)\s*$/;

/** How a value of this type counts: minor units when exact, 10^-8 of its unit otherwise. */
export const scaleOf = (type: Pick<NumberType, "numeric" | "unit">): Rational =>
  type.numeric === "exact" ? type.unit.toMinor : rational(RATIO_ONE);

/** The value as an integer, or null when it is finer than the type counts or has more than 18 digits. */
export function integerOf(value: Rational, type: Pick<NumberType, "numeric" | "unit">): bigint | null {
  const scaled = multiply(value, scaleOf(type));
  return scaled.den === 1n && inRange(scaled.num) ? scaled.num : null;
}

/** Reads an amount in the representation of `type`; a bare number is in its unit. Mistakes are reported at `place`. */
export function readAmount(
  written: string,
  type: Pick<NumberType, "numeric" | "unit">,
  place: Place,
  loading: Loading,
): bigint | null {
  const m = AMOUNT.exec(written);
  const value = m ? parseDecimal((m[1] ?? "").replaceAll(",", "")) : null;
  if (!m || value === null) {
    loading.add(
      "LZ2019",
      place,
      `"${written}" is not an amount`,
      `write a number and a unit, as 1400 ${type.unit.text}`,
    );
    return null;
  }
  const unit = m[2] ? parseUnit(m[2]) : ({ ok: true, unit: type.unit } as const);
  if (!unit.ok) {
    loading.add(
      "LZ2010",
      place,
      `"${written}": "${unit.unknown}" is not a unit`,
      `the indicator is in ${type.unit.text}`,
    );
    return null;
  }
  if (!fits(unit.unit, type.unit)) {
    const [a, b] = [printDimension(unit.unit.dimension), printDimension(type.unit.dimension)];
    loading.add(
      "LZ2019",
      place,
      `"${written}" is ${a}, the indicator counts ${b}`,
      `write it in ${type.unit.text}`,
    );
    return null;
  }
  const whole = integerOf(multiply(value, conversion(unit.unit, type.unit)), type);
  if (whole === null)
    loading.add("LZ2019", place, `"${written}" is finer or larger than ${type.unit.text} is counted`);
  return whole;
}

const fits = (a: Unit, b: Unit): boolean => declaredFits(a, b.dimension) || declaredFits(b, a.dimension);
