/**
 * Where a target stands (docs/engine.md, "Targets"): one rule, stated here, in integers.
 *
 * - 已完成 `met`: the bound holds for the figure. A flow of part of a year cannot meet an upper bound yet.
 * - 符合序时进度 `on_course`: the figure is at least where the yearly path and the seasonal pace ask it to be
 *   at the period's end; without a path: what was achieved a year is at least what is needed a year.
 * - 预计难以完成 `will_miss`: neither, and the yearly change needed is more than `multiple` times the one
 *   achieved, or the target's year is over.
 * - 滞后于序时进度 `behind`: neither, and not that far.
 * - 暂无数据 `no_data`: no figure, no bound, or nothing to judge by.
 */
import type { Comparator, Target } from "@lianzhang/definitions";
import type { NumberType } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import { monthOfYear, quantise, RATIO_ONE, yearOf } from "@lianzhang/kernel";

export const TARGET_STATUSES = ["met", "on_course", "behind", "will_miss", "no_data"] as const;
export type TargetStatus = (typeof TARGET_STATUSES)[number];

/** Needed above this many times achieved is 预计难以完成: assumed, to be confirmed by the city (暂定口径). */
export const HARD_MULTIPLE = 3n;
/** A decision may set its own multiple with a parameter of this id (a pure number). */
export const HARD_MULTIPLE_PARAMETER = "hard_multiple";

export interface TargetQuestion {
  readonly comparator: Comparator;
  /** Bound, figures and path in the indicator's representation: minor units or 10^-8 of its unit. */
  readonly bound: bigint | null;
  readonly by: number;
  readonly path: Target["path"];
  /** Share of the year reached by the end of each month, 10^-8; null: a twelfth a month. */
  readonly pace: Target["pace"];
  readonly period: Period;
  readonly now: bigint | null;
  /** The same period a year earlier. */
  readonly before: bigint | null;
  /** The latest complete year, from which the needed change counts; the period itself when it is a year. */
  readonly lastYear: { readonly year: number; readonly value: bigint } | null;
  readonly time: NumberType["time"]["kind"];
  /** Percentages change by points, everything else by percent. */
  readonly points: boolean;
  /** 10^-8 of a pure number; default `HARD_MULTIPLE`. */
  readonly multiple?: bigint;
}

export interface TargetStanding {
  readonly status: TargetStatus;
  /** 序时进度 at the period's end, in the indicator's representation. */
  readonly expected: bigint | null;
  /** Change a year: 10^-8 of % for levels, 10^-8 of a point for percentages. */
  readonly achieved: bigint | null;
  readonly needed: bigint | null;
}

/** Integer division rounded half away from zero; `b` above 0. */
const divide = (a: bigint, b: bigint): bigint => (a < 0n ? -((-a + b / 2n) / b) : (a + b / 2n) / b);

/** Whether the bound holds. */
export function holds(comparator: Comparator, value: bigint, bound: bigint): boolean {
  switch (comparator) {
    case ">=":
      return value >= bound;
    case ">":
      return value > bound;
    case "<=":
      return value <= bound;
    case "<":
      return value < bound;
    case "=":
      return value === bound;
  }
}

/** The path's value for a year: as given, on the straight line between the years given; null outside them. */
export function pathValue(path: Target["path"], year: number): bigint | null {
  const given = path.get(year);
  if (given !== undefined) return given;
  const years = [...path.keys()].toSorted((a, b) => a - b);
  const before = years.findLast((y) => y < year);
  const after = years.find((y) => y > year);
  const [low, high] = [path.get(before ?? NaN), path.get(after ?? NaN)];
  if (before === undefined || after === undefined || low === undefined || high === undefined) return null;
  return low + divide((high - low) * BigInt(year - before), BigInt(after - before));
}

/** Cumulative share of the year at the end of a month of it (0 before January). */
function paceAt(pace: Target["pace"], monthNumber: number): bigint {
  if (monthNumber <= 0) return 0n;
  return pace?.[monthNumber - 1] ?? divide(RATIO_ONE * BigInt(monthNumber), 12n);
}

/**
 * Where path and pace ask the figure to be at the period's end. A flow: the year's path value times the share
 * of the year that the period covers. Anything else: from last year's path value by the share of the increase.
 */
export function expectedAt(q: Pick<TargetQuestion, "path" | "pace" | "period" | "time">): bigint | null {
  const year = yearOf(q.period.to);
  const end = pathValue(q.path, year);
  if (end === null || yearOf(q.period.from) !== year) return null;
  const reached = paceAt(q.pace, monthOfYear(q.period.to));
  if (q.time === "flow")
    return divide(end * (reached - paceAt(q.pace, monthOfYear(q.period.from) - 1)), RATIO_ONE);
  if (reached === RATIO_ONE) return end;
  const start = pathValue(q.path, year - 1);
  return start === null ? null : start + divide((end - start) * reached, RATIO_ONE);
}

/** The change a year needed to get from `from` to `to` in `years`: 10^-8 of % or of a point; null over no base. */
export function neededAYear(from: bigint, to: bigint, years: number, points: boolean): bigint | null {
  if (years <= 0) return null;
  if (points) return divide(to - from, BigInt(years));
  if (from <= 0n || to <= 0n) return null;
  return quantise((Math.pow(Number(to) / Number(from), 1 / years) - 1) * 100);
}

/** Change of one year: 10^-8 of % or of a point; null without a positive base. */
export const achievedAYear = (now: bigint, before: bigint, points: boolean): bigint | null =>
  points ? now - before : neededAYear(before, now, 1, false);

function direction(comparator: Comparator, now: bigint, bound: bigint): bigint {
  if (comparator === "=") return now <= bound ? 1n : -1n;
  return comparator === ">=" || comparator === ">" ? 1n : -1n;
}

const wholeYear = (p: Period): boolean => yearOf(p.from) === yearOf(p.to) && p.to - p.from === 11;

/** Judges one target at one period. Pure; every comparison is between integers. */
export function targetStanding(q: TargetQuestion): TargetStanding {
  const expected = expectedAt(q);
  const achieved = q.now !== null && q.before !== null ? achievedAYear(q.now, q.before, q.points) : null;
  if (q.now === null || q.bound === null) return { status: "no_data", expected, achieved, needed: null };
  const start = q.lastYear;
  const needed = start === null ? null : neededAYear(start.value, q.bound, q.by - start.year, q.points);
  const standing = (status: TargetStatus): TargetStanding => ({ status, expected, achieved, needed });
  const up = direction(q.comparator, q.now, q.bound);
  const settled = q.time !== "flow" || up === 1n || wholeYear(q.period);
  if (settled && holds(q.comparator, q.now, q.bound))
    return { status: "met", expected, achieved, needed: null };
  if (q.by < yearOf(q.period.to) || (q.by === yearOf(q.period.to) && monthOfYear(q.period.to) === 12))
    return standing("will_miss");
  if (expected !== null && up * (q.now - expected) >= 0n) return standing("on_course");
  if (achieved === null || needed === null) return standing(expected === null ? "no_data" : "behind");
  if (expected === null && up * achieved >= up * needed) return standing("on_course");
  const gained = up * achieved > 0n ? up * achieved : 0n;
  const limit = gained * (q.multiple ?? HARD_MULTIPLE * RATIO_ONE);
  return standing(up * needed * RATIO_ONE > limit ? "will_miss" : "behind");
}
