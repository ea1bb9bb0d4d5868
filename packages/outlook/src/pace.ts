/**
 * 序时进度 of an amount to be reached within a year, by the indicator's own seasonal curve. Targets over several years
 * with their paths are judged by `targetStanding` of the engine, which takes this curve as its pace.
 */
import type { TargetStatus } from "@lianzhang/engine";
import type { Month } from "@lianzhang/kernel";
import { doubleMedian, monthOfYear, RATIO_ONE, yearOf } from "@lianzhang/kernel";
import { rounded } from "./exact.ts";

/** January to each month of a year with a return, minor units. */
export interface PastYear {
  readonly year: number;
  /** By month of the year (1..12). December must be there and above 0. */
  readonly through: ReadonlyMap<number, bigint>;
}

export interface Curve {
  /** Share of the year reached by the end of each month, 10^-8: January first, December all. As `Target["pace"]`. */
  readonly shares: readonly bigint[];
  /** The least and the most of the past years. */
  readonly low: readonly bigint[];
  readonly high: readonly bigint[];
  readonly years: readonly number[];
}

const LEAST_YEARS = 3;
const MOST_YEARS = 5;

/** The share of one year by each month; a month without a return lies on the line between those beside it. */
function sharesOf({ through }: PastYear): bigint[] | null {
  const whole = through.get(12);
  if (whole === undefined || whole <= 0n) return null;
  const known = [[0, 0n] as const, ...[...through].toSorted(([a], [b]) => a - b)];
  return Array.from({ length: 12 }, (_, i) => {
    const m = i + 1;
    const [low, lowValue] = known.findLast(([k]) => k <= m) ?? [0, 0n];
    const [high, highValue] = known.find(([k]) => k >= m) ?? [12, whole];
    const [span, at] = [BigInt(high - low), BigInt(m - low)];
    const value = span === 0n ? lowValue : (lowValue * (span - at) + highValue * at) / span;
    return rounded(value * RATIO_ONE, whole);
  });
}

/**
 * The median curve of the last three to five whole years before one; null with fewer. Each month's median is taken by
 * itself, and never below the month before.
 */
export function seasonalCurve(years: readonly PastYear[], before: number): Curve | null {
  const used = years
    .filter((y) => y.year < before)
    .toSorted((a, b) => b.year - a.year)
    .flatMap((y) => {
      const shares = sharesOf(y);
      return shares === null ? [] : [{ year: y.year, shares }];
    })
    .slice(0, MOST_YEARS);
  if (used.length < LEAST_YEARS) return null;
  const at = (i: number): bigint[] => used.map((y) => y.shares[i] ?? 0n);
  const months = Array.from({ length: 12 }, (_, i) => i);
  let reached = 0n;
  const shares = months.map((i) => {
    const median = rounded(doubleMedian(at(i)), 2n);
    reached = i === 11 ? RATIO_ONE : median > reached ? median : reached;
    return reached;
  });
  return {
    shares,
    low: months.map((i) => at(i).reduce((a, b) => (b < a ? b : a))),
    high: months.map((i) => at(i).reduce((a, b) => (b > a ? b : a))),
    years: used.map((y) => y.year).toSorted((a, b) => a - b),
  };
}

export interface Pace {
  readonly status: TargetStatus;
  /** Where the curve asks the cumulative to be. */
  readonly expected: bigint;
  /** Cumulative less expected: below 0 is what is lacking to 序时进度. */
  readonly ahead: bigint;
  /** The year as it would end by the curve, and by the most favourable of the past years. */
  readonly projected: bigint | null;
  readonly best: bigint | null;
  readonly reached: bigint;
  readonly years: readonly number[];
}

/**
 * 已完成: the year's amount is there. 符合序时进度: at least where the median curve asks. 滞后于序时进度: below it, but a
 * past year with as little by now would still have come to the target. 预计难以完成: not even the year that had the
 * smallest share by this month would.
 */
export function pace(target: bigint, cumulative: bigint, month: Month, curve: Curve): Pace {
  const i = monthOfYear(month) - 1;
  const [share, low] = [curve.shares[i] ?? RATIO_ONE, curve.low[i] ?? RATIO_ONE];
  const expected = rounded(target * share, RATIO_ONE);
  const ahead = cumulative - expected;
  const ended = (by: bigint): bigint | null => (by > 0n ? rounded(cumulative * RATIO_ONE, by) : null);
  const best = ended(low);
  const status: TargetStatus =
    cumulative >= target
      ? "met"
      : ahead >= 0n
        ? "on_course"
        : best !== null && best < target
          ? "will_miss"
          : "behind";
  return { status, expected, ahead, projected: ended(share), best, reached: share, years: curve.years };
}

/** Years of a monthly cumulative, for `seasonalCurve`: only those whose December is there. */
export function pastYears(through: ReadonlyMap<Month, bigint>): PastYear[] {
  const years = new Map<number, Map<number, bigint>>();
  for (const [m, value] of through) {
    const year = years.get(yearOf(m)) ?? new Map<number, bigint>();
    years.set(yearOf(m), year.set(monthOfYear(m), value));
  }
  return [...years].flatMap(([year, of]) => (of.has(12) ? [{ year, through: of }] : []));
}
