/**
 * Firms that always expect too much or too little: the median ratio of what came to what they expected, drawn towards 1,
 * and used only where using it would have been nearer in the past.
 */
import type { Rational } from "@lianzhang/kernel";
import { rational, RATIO_ONE } from "@lianzhang/kernel";
import { absolute, inUnits, meanOf, medianOf, rounded, sumOf } from "./exact.ts";

/** What a firm expected of a month and what came. */
export interface Pair {
  readonly expected: bigint;
  readonly actual: bigint;
}

/** Fewer past months say nothing about a habit. */
const LEAST = 3;
/** Past months that weigh as much as no habit at all: with four, a median of 1.10 is taken as 1.05. */
const PULL = 4n;

/** The tries must be nearer by a tenth in sum: half of all firms without a habit would be nearer by a little. */
const WORTH = rational(9, 10);

export interface Correction {
  /** What the expectation is multiplied by, 10^-8. */
  readonly ratio: bigint;
  /** Past months it rests on. */
  readonly months: number;
  /** Error of these months as said and corrected, each by what was known before it, in minor units. */
  readonly asSaid: bigint;
  readonly corrected: bigint;
}

/** The median ratio drawn towards 1 by `PULL` months, 10^-8; null over too short a past. */
export function shrunken(pairs: readonly Pair[]): bigint | null {
  const ratios = pairs.flatMap((p): Rational[] => (p.expected > 0n ? [rational(p.actual, p.expected)] : []));
  if (ratios.length < LEAST) return null;
  const median = medianOf(ratios);
  if (median === null) return null;
  const n = BigInt(ratios.length);
  return inUnits(rational(n * median.num + PULL * median.den, (n + PULL) * median.den));
}

export const correctedBy = (value: bigint, ratio: bigint): bigint => rounded(value * ratio, RATIO_ONE);

/**
 * The correction of a firm, or null where there is none to make. `pairs` are its past months in order; each is tried
 * with the ratio of those before it only, and at least `LEAST` tries must be nearer in sum.
 */
export function correctionOf(pairs: readonly Pair[]): Correction | null {
  const ratio = shrunken(pairs);
  if (ratio === null) return null;
  const tried = pairs.flatMap((p, i) => {
    const then = shrunken(pairs.slice(0, i));
    return then === null
      ? []
      : [
          {
            asSaid: absolute(p.expected - p.actual),
            corrected: absolute(correctedBy(p.expected, then) - p.actual),
          },
        ];
  });
  if (tried.length < LEAST) return null;
  const asSaid = sumOf(tried.map((t) => t.asSaid));
  const corrected = sumOf(tried.map((t) => t.corrected));
  return corrected * WORTH.den < asSaid * WORTH.num
    ? { ratio, months: pairs.length, asSaid, corrected }
    : null;
}

/** How far one estimate was off: 10^-8 of a percent of what came, above 0 when too high; null over nothing. */
export const errorOf = (estimate: bigint, actual: bigint): bigint | null =>
  actual > 0n ? rounded((estimate - actual) * 100n * RATIO_ONE, actual) : null;

export interface Errors {
  readonly count: number;
  /** Mean error and mean absolute error, 10^-8 of a percent; null over none. */
  readonly bias: bigint | null;
  readonly meanAbsolute: bigint | null;
}

export function errorsOf(errors: readonly (bigint | null)[]): Errors {
  const there = errors.flatMap((e) => (e === null ? [] : [e]));
  return { count: there.length, bias: meanOf(there), meanAbsolute: meanOf(there.map(absolute)) };
}
