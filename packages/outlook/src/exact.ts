/** Exact arithmetic of estimates: fractions of bigints, rounded once, at the end. */
import type { Rational } from "@lianzhang/kernel";
import { quotient, rational, RATIO_ONE } from "@lianzhang/kernel";

/** `num / den` rounded half away from zero; `den` above 0. */
export function rounded(num: bigint, den: bigint): bigint {
  const size = num < 0n ? -num : num;
  const whole = (size * 2n + den) / (den * 2n);
  return num < 0n ? -whole : whole;
}

/** A value times a fraction, in whole minor units. */
export const times = (value: bigint, by: Rational): bigint => rounded(value * by.num, by.den);

const lower = (a: Rational, b: Rational): number => {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** The median of fractions, exactly: of an even number the mean of the middle two; null of none. */
export function medianOf(values: readonly Rational[]): Rational | null {
  const sorted = values.toSorted(lower);
  const half = sorted.length >> 1;
  const upper = sorted[half];
  if (upper === undefined) return null;
  const below = sorted[half - 1];
  if (sorted.length % 2 === 1 || below === undefined) return upper;
  return rational(upper.num * below.den + below.num * upper.den, 2n * upper.den * below.den);
}

/** A fraction in units of 10^-8. */
export const inUnits = (a: Rational): bigint => rounded(a.num * RATIO_ONE, a.den);

const PERCENT = rational(100);
/** `now` over `prior` less one, in 10^-8 of a percent, by the one quantiser; null without a positive base. */
export const growthOf = (now: bigint, prior: bigint): bigint | null =>
  prior > 0n ? quotient(now - prior, prior, PERCENT) : null;

/** A part of a whole in 10^-8 of a percent; null of nothing. */
export const partOf = (part: bigint, whole: bigint): bigint | null =>
  whole > 0n ? rounded(part * 100n * RATIO_ONE, whole) : null;

const remainderOf = (a: bigint, b: bigint): bigint => ((a % b) + b) % b;

/**
 * Divides `total` in proportion to `weights`, in whole units that add up to it exactly: each part is rounded down, and
 * what is left goes to the largest remainders, of equal ones to the earlier part. Weights may be below zero; their sum
 * may not be 0 where `total` is not.
 */
export function apportion(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) {
    if (total !== 0n) throw new RangeError("apportion: weights that sum to 0 divide nothing but 0");
    return weights.map(() => 0n);
  }
  return apportionOf(
    total,
    weights.map((w) => (sum < 0n ? -w : w) * total),
    sum < 0n ? -sum : sum,
  );
}

/**
 * Whole units near `numerators[i] / denominator` that add up to `total` exactly, by largest remainders. `total` may
 * differ from the sum of the fractions by a rounding: points and a growth that was quantised by itself.
 */
export function apportionOf(total: bigint, numerators: readonly bigint[], denominator: bigint): bigint[] {
  const parts = numerators.map((n) => (n - remainderOf(n, denominator)) / denominator);
  let left = total - parts.reduce((a, b) => a + b, 0n);
  if (parts.length === 0) return parts;
  const order = numerators
    .map((n, i) => ({ i, rest: remainderOf(n, denominator) }))
    .toSorted((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : a.i - b.i));
  const step = left < 0n ? -1n : 1n;
  const turn = left < 0n ? order.toReversed() : order;
  for (let k = 0; left !== 0n; k = (k + 1) % turn.length) {
    const at = turn[k]?.i ?? 0;
    parts[at] = (parts[at] ?? 0n) + step;
    left -= step;
  }
  return parts;
}

/** Mean of integers, rounded half away from zero; null of none. */
export const meanOf = (values: readonly bigint[]): bigint | null =>
  values.length === 0
    ? null
    : rounded(
        values.reduce((a, b) => a + b, 0n),
        BigInt(values.length),
      );

export const absolute = (v: bigint): bigint => (v < 0n ? -v : v);
export const sumOf = (values: Iterable<bigint>): bigint => {
  let sum = 0n;
  for (const v of values) sum += v;
  return sum;
};
/** Largest first; of equal ones the earlier code. */
export const bySizeThenCode = (
  a: { readonly code: string; readonly size: bigint },
  b: { readonly code: string; readonly size: bigint },
): number => (a.size > b.size ? -1 : a.size < b.size ? 1 : a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
