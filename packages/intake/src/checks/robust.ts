/** Medians and deviations of integers, exactly. */
import type { Period } from "@lianzhang/kernel";
import { doubleMedian, monthsIn, yearOf } from "@lianzhang/kernel";
import type { FieldDescription } from "../form.ts";
import type { Dated } from "./returns.ts";

const size = (v: bigint): bigint => (v < 0n ? -v : v);

/** 1.4826, which makes the median deviation of a normal sample its standard deviation. */
const NORMAL = 14_826n;
const NORMAL_ONE = 10_000n;
/** A past that hardly moves still allows a twentieth of its median. */
const LEAST = 20n;

export interface Usual {
  /** Twice the median of the past. */
  readonly median2: bigint;
  /** Twice the distance from it that is still usual. */
  readonly width2: bigint;
}

/** What is usual after this past: the median, give or take `beyond` robust deviations. */
export function usual(past: readonly bigint[], beyond: number): Usual {
  const median2 = doubleMedian(past);
  const deviation4 = doubleMedian(past.map((v) => size(2n * v - median2)));
  const robust4 = (deviation4 * NORMAL) / NORMAL_ONE;
  const floor4 = (2n * size(median2)) / LEAST;
  const spread4 = robust4 > floor4 ? robust4 : floor4;
  return { median2, width2: (spread4 * BigInt(Math.round(beyond * 100))) / 200n };
}

export const isUnusual = (v: bigint, u: Usual): boolean => size(2n * v - u.median2) > u.width2;

/** Every number of months up to a year divides it. */
const MONTHS = 27_720n;

/** A month's worth of the value times 27,720, so that it stays whole; levels as they are (times the same). */
function perMonth(value: bigint, months: number): bigint {
  const n = BigInt(months);
  return MONTHS % n === 0n ? value * (MONTHS / n) : (value * MONTHS) / n;
}
export const fromPerMonth = (v: bigint): bigint => v / MONTHS;

/**
 * The value of the period and those before it, made comparable: flows and cumulatives by the month, the latter less what
 * the year had before.
 */
export function comparable(
  field: Pick<FieldDescription, "as">,
  period: Period,
  value: bigint,
  former: readonly Dated[],
): { readonly now: bigint; readonly past: readonly bigint[] } {
  if (field.as !== "flow" && field.as !== "cumulative")
    return { now: value * MONTHS, past: former.map((d) => d.value * MONTHS) };
  if (field.as === "flow")
    return {
      now: perMonth(value, monthsIn(period)),
      past: former.map((d) => perMonth(d.value, monthsIn(d.period))),
    };
  const all = [...former, { period, value }];
  const parts = all.map((d, i) => {
    const earlier = all[i - 1];
    return earlier && yearOf(earlier.period.to) === yearOf(d.period.to)
      ? perMonth(d.value - earlier.value, d.period.to - earlier.period.to)
      : perMonth(d.value, monthsIn(d.period));
  });
  return { now: parts.at(-1) ?? 0n, past: parts.slice(0, -1) };
}
