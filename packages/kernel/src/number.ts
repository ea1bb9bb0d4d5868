/**
 * The two kinds of number and the one quantiser (docs/decisions/0003-numbers.md).
 *
 * - `exact`: an integer count of the minor unit of its dimension (分 for money).
 * - `ratio`: an integer count of 10^-8 of its declared unit.
 *
 * Both are integers of at most 18 digits. Every value that leaves that range is missing with the reason
 * `out_of_range`; no value is ever a binary float. Floats live only inside `quantise`.
 */
import type { Rational } from "./rational.ts";
import { toDouble } from "./rational.ts";

export const RATIO_SCALE = 8;
export const RATIO_ONE = 100_000_000n;

/** Values are strictly between -LIMIT and LIMIT: 18 digits. */
export const LIMIT: bigint = 10n ** 18n;

/** A quotient of this size or larger has no 10^-8 digits left in a double and becomes `out_of_range`. */
export const QUANTISE_LIMIT = 9e7;

export const inRange = (v: bigint): boolean => v < LIMIT && v > -LIMIT;
/** The value itself, or null (`out_of_range`) when it has more than 18 digits. */
export const checked = (v: bigint): bigint | null => (inRange(v) ? v : null);

/**
 * The one quantiser: `floor(abs(x) * 1e8 + 0.5)` with the sign put back; null when `|x| >= 9e7` or x is
 * not finite. The SQL emitter writes the same steps in the same order.
 */
export function quantise(x: number): bigint | null {
  if (!(Math.abs(x) < QUANTISE_LIMIT)) return null;
  const n = BigInt(Math.floor(Math.abs(x) * 1e8 + 0.5));
  return x < 0 ? -n : n;
}

/** `quantise(a / b * factor)`; null when b is 0 (reason `zero_denominator`) or out of range. */
export function quotient(a: bigint, b: bigint, factor: Rational): bigint | null {
  if (b === 0n) return null;
  return quantise((Number(a) / Number(b)) * toDouble(factor));
}

/** `quantise(a * b * factor)`; null when out of range. */
export function product(a: bigint, b: bigint, factor: Rational): bigint | null {
  return quantise(Number(a) * Number(b) * toDouble(factor));
}

/** What the quantiser gives is smaller than this many units of 10^-8. */
export const QUANTISED_LIMIT: bigint = 9n * 10n ** 15n;

/** `fixed * factor` in units of 10^-8, where that is a whole number other than 0; else null. */
export function wholeMultiple(fixed: bigint, factor: Rational): bigint | null {
  const exact = fixed * factor.num * RATIO_ONE;
  return exact !== 0n && exact % factor.den === 0n ? exact / factor.den : null;
}

/**
 * A product with a written number or a parameter of the period, whose other side is only counted: exact, without the
 * quantiser. Null at the size where the quantiser stops, so that both kinds of product are there or missing alike.
 */
export function exactMultiple(a: bigint, by: bigint): bigint | null {
  const v = a * by;
  return v < QUANTISED_LIMIT && v > -QUANTISED_LIMIT ? v : null;
}

/** A yearly root of this size or larger is `out_of_range`: nothing grows a hundredfold every year. */
export const YEARLY_LIMIT = 100;

/**
 * The yearly growth that leads from b to a: `root = (a / b) ^ (1 / years)` rounded to 10^-8, then
 * `quantise((root - 1) * factor)`; null when out of range. Both must be positive. 1.728 over three years is
 * 20.000000 %. The root is rounded first, and bounded, because a power is the one operation here whose last bit
 * depends on the mathematical library: below the bound that bit is 10^-6 of the last digit that is kept.
 */
export function yearlyGrowth(a: bigint, b: bigint, years: number, factor: Rational): bigint | null {
  if (a <= 0n || b <= 0n) return null;
  const root = (Number(a) / Number(b)) ** (1 / years);
  if (!(root < YEARLY_LIMIT)) return null;
  return quantise(((Math.floor(root * 1e8 + 0.5) - 1e8) / 1e8) * toDouble(factor));
}

/** `quantise(a * factor)`: an exact value written as a ratio of a coarser unit. */
export const asRatio = (a: bigint, factor: Rational): bigint | null => quantise(Number(a) * toDouble(factor));
