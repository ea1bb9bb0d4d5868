/** The estimate of a month (预估): level, growth and contributions of the whole and of its groups, with how it came about. */
import type { Day, Month } from "@lianzhang/kernel";
import { RATIO_ONE } from "@lianzhang/kernel";
import { dueThrough } from "./calendar.ts";
import { absolute, apportionOf, bySizeThenCode, growthOf, partOf, sumOf } from "./exact.ts";
import { divided } from "./groups.ts";
import type { FirmEstimate, Knowledge, Method, Mode } from "./knowledge.ts";
import type { FirmPast, Flow, Part } from "./past.ts";

export interface EstimatedFirm extends FirmEstimate {
  readonly code: string;
  readonly name: string;
  /** On the list now and not a year ago. */
  readonly entered: boolean;
  /** 拉动 (above 0) or 下拉 in 10^-8 of a point of the whole's growth; null where the firm is not in it. */
  readonly points: bigint | null;
  readonly parts: ReadonlyMap<string, readonly Part[]>;
}

/** Output of one method: how many firms, and how much of the level. */
export interface ByMethod {
  readonly firms: number;
  readonly value: bigint;
}

export interface Totals {
  readonly firms: number;
  /** Of every firm with an estimate, minor units. */
  readonly value: bigint;
  /** Of the firms in the growth: both sides over the same firms. */
  readonly comparable: bigint;
  readonly prior: bigint;
  /** 10^-8 of a percent; null without a positive base. */
  readonly growth: bigint | null;
  /** 10^-8 of a point; groups of a grouping without overlap add up to the growth of the whole. */
  readonly points: bigint | null;
  readonly methods: Readonly<Record<Method, ByMethod>>;
  /** January to the month: known months as known, others estimated. */
  readonly cumulative: Sides;
}

/** A level with its base over the same firms. */
export interface Sides {
  readonly value: bigint;
  readonly comparable: bigint;
  readonly prior: bigint;
  readonly growth: bigint | null;
}

export interface Group extends Totals {
  readonly code: string | null;
}

/** A firm that was of the population a year ago and is not now. */
export interface LeftFirm {
  readonly code: string;
  readonly name: string;
  /** Its output in the same period of the year before, as stored; it is in neither side of the growth. */
  readonly stored: bigint | null;
}

/**
 * From last year's stored total to the base of the growth: the parts add up. `left` and `unknown` go out (below 0),
 * `entered` comes in, `restated` is the rest: what this year's same-period column says otherwise of firms in both.
 */
export interface BaseBridge {
  readonly stored: bigint;
  readonly left: bigint;
  readonly entered: bigint;
  readonly restated: bigint;
  readonly comparable: bigint;
}

export interface Estimate {
  readonly month: Month;
  readonly day: Day;
  readonly mode: Mode;
  readonly whole: Totals;
  readonly groups: ReadonlyMap<string, readonly Group[]>;
  /** Largest contribution first, either way; then those that are in no growth. */
  readonly firms: readonly EstimatedFirm[];
  readonly left: readonly LeftFirm[];
  readonly base: BaseBridge;
}

interface Counted {
  readonly past: FirmPast;
  readonly estimate: FirmEstimate;
  readonly year: Flow | null;
  readonly parts: ReadonlyMap<string, readonly Part[]>;
}

interface Sum {
  firms: number;
  value: bigint;
  comparable: bigint;
  prior: bigint;
  points: bigint;
  readonly methods: Record<Method, { firms: number; value: bigint }>;
  readonly year: { value: bigint; comparable: bigint; prior: bigint };
}

const empty = (): Sum => ({
  firms: 0,
  value: 0n,
  comparable: 0n,
  prior: 0n,
  points: 0n,
  methods: {
    reported: { firms: 0, value: 0n },
    carried_own: { firms: 0, value: 0n },
    carried_group: { firms: 0, value: 0n },
    carried_level: { firms: 0, value: 0n },
    none: { firms: 0, value: 0n },
  },
  year: { value: 0n, comparable: 0n, prior: 0n },
});

/** What one firm, or the part of it that counts in a group, adds to a sum. */
interface Share {
  readonly method: Method;
  readonly value: bigint | null;
  readonly prior: bigint | null;
  readonly points: bigint | null;
  readonly year: Flow | null;
}

function add(sum: Sum, s: Share): void {
  sum.firms++;
  sum.methods[s.method].firms++;
  if (s.value !== null) {
    sum.value += s.value;
    sum.methods[s.method].value += s.value;
    if (s.prior !== null) {
      sum.comparable += s.value;
      sum.prior += s.prior;
    }
  }
  sum.points += s.points ?? 0n;
  if (s.year === null) return;
  sum.year.value += s.year.value;
  if (s.year.prior === null) return;
  sum.year.comparable += s.year.value;
  sum.year.prior += s.year.prior;
}

const totals = (sum: Sum, hasGrowth: boolean): Totals => ({
  firms: sum.firms,
  value: sum.value,
  comparable: sum.comparable,
  prior: sum.prior,
  growth: growthOf(sum.comparable, sum.prior),
  points: hasGrowth ? sum.points : null,
  methods: sum.methods,
  cumulative: { ...sum.year, growth: growthOf(sum.year.comparable, sum.year.prior) },
});

/** January to the month of one firm, unknown months estimated; null where one has no estimate. */
function yearOfFirm(known: Knowledge, past: FirmPast, m: Month, estimate: FirmEstimate): Flow | null {
  if (estimate.value === null) return null;
  let [value, prior]: [bigint, bigint | null] = [estimate.value, estimate.prior];
  for (const k of dueThrough(known.returning, m)) {
    if (k === m) continue;
    // A firm that came onto the list during the year counts from its first return on.
    if (!past.firm.standing(k).here) continue;
    const flow = known.filled(past, k);
    if (flow === null) return null;
    value += flow.value;
    prior = prior === null || flow.prior === null ? null : prior + flow.prior;
  }
  return { value, prior };
}

/** Points of each firm of the growth, adding up to it exactly by largest remainders, of equal ones to the earlier code. */
function pointsOf(firms: readonly Counted[]): { growth: bigint | null; points: ReadonlyMap<string, bigint> } {
  const inGrowth = firms
    .flatMap(({ past, estimate: { value, prior } }) =>
      value === null || prior === null ? [] : [{ code: past.firm.code, value, prior }],
    )
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const prior = sumOf(inGrowth.map((f) => f.prior));
  const growth = growthOf(sumOf(inGrowth.map((f) => f.value)), prior);
  if (growth === null) return { growth, points: new Map() };
  const changes = inGrowth.map((f) => (f.value - f.prior) * 100n * RATIO_ONE);
  const points = apportionOf(growth, changes, prior);
  return { growth, points: new Map(inGrowth.map((f, i) => [f.code, points[i] ?? 0n])) };
}

function groupsOf(
  firms: readonly Counted[],
  points: ReadonlyMap<string, bigint>,
  hasGrowth: boolean,
): ReadonlyMap<string, readonly Group[]> {
  const sums = new Map<string, Map<string | null, Sum>>();
  for (const { past, estimate, year, parts } of firms)
    for (const [key, of] of parts) {
      const codes = sums.get(key) ?? new Map<string | null, Sum>();
      sums.set(key, codes);
      const split = (v: bigint | null | undefined): readonly (bigint | null)[] =>
        v == null ? of.map(() => null) : divided(v, of);
      const [values, priors, shares] = [
        split(estimate.value),
        split(estimate.prior),
        split(points.get(past.firm.code)),
      ];
      const [years, yearPriors] = [split(year?.value), split(year?.prior)];
      of.forEach(({ code }, i) => {
        const sum = codes.get(code) ?? empty();
        codes.set(code, sum);
        const all = years[i] ?? null;
        add(sum, {
          method: estimate.method,
          value: values[i] ?? null,
          prior: priors[i] ?? null,
          points: shares[i] ?? null,
          year: all === null ? null : { value: all, prior: yearPriors[i] ?? null },
        });
      });
    }
  const inOrder = (a: Group, b: Group): number =>
    a.code === null ? 1 : b.code === null ? -1 : a.code < b.code ? -1 : 1;
  return new Map(
    [...sums].map(([key, codes]) => [
      key,
      [...codes].map(([code, sum]) => ({ code, ...totals(sum, hasGrowth) })).toSorted(inOrder),
    ]),
  );
}

function baseOf(
  known: Knowledge,
  m: Month,
  firms: readonly Counted[],
): { readonly base: BaseBridge; readonly left: readonly LeftFirm[] } {
  const left = known.pasts.flatMap((past): LeftFirm[] => {
    const { standing, code, name } = past.firm;
    if (standing(m).here || !standing(m - 12).here) return [];
    return [{ code, name, stored: known.actual(past, m - 12)?.value ?? null }];
  });
  const gone = sumOf(left.map((f) => f.stored ?? 0n));
  let [both, entered, comparable] = [0n, 0n, 0n];
  for (const { past, estimate } of firms) {
    const there = past.firm.standing(m - 12).here;
    if (there) both += known.actual(past, m - 12)?.value ?? 0n;
    if (estimate.value === null || estimate.prior === null) continue;
    comparable += estimate.prior;
    if (!there) entered += estimate.prior;
  }
  const base = {
    stored: both + gone,
    left: -gone,
    entered,
    restated: comparable - entered - both,
    comparable,
  };
  return { base, left: left.toSorted((a, b) => sized(a.code, a.stored, b.code, b.stored)) };
}

const sized = (a: string, x: bigint | null, b: string, y: bigint | null): number =>
  bySizeThenCode(
    { code: a, size: x === null ? -1n : absolute(x) },
    { code: b, size: y === null ? -1n : absolute(y) },
  );

/** The estimate of a month with a return, over the firms that are of the population in it. */
export function estimateMonth(known: Knowledge, m: Month, mode: Mode): Estimate {
  const firms = known.pasts.flatMap((past): Counted[] => {
    const { here, parts } = past.firm.standing(m);
    if (!here) return [];
    const estimate = known.estimate(past, m, mode);
    return [{ past, estimate, year: yearOfFirm(known, past, m, estimate), parts }];
  });
  const { growth, points } = pointsOf(firms);
  const all = empty();
  for (const { past, estimate, year } of firms)
    add(all, { ...estimate, points: points.get(past.firm.code) ?? null, year });
  const listed = firms.map(({ past, estimate, parts }): EstimatedFirm => {
    const { code, name, standing } = past.firm;
    const entered = !standing(m - 12).here;
    return { ...estimate, code, name, entered, points: points.get(code) ?? null, parts };
  });
  return {
    month: m,
    day: known.day,
    mode,
    whole: totals(all, growth !== null),
    groups: groupsOf(firms, points, growth !== null),
    firms: listed.toSorted((a, b) => sized(a.code, a.points, b.code, b.points)),
    ...baseOf(known, m, firms),
  };
}

/** Firms that carry the growth up (拉动) and down (下拉), largest first. */
export function movers(
  e: Estimate,
  count: number,
): { readonly up: readonly EstimatedFirm[]; readonly down: readonly EstimatedFirm[] } {
  return {
    up: e.firms.filter((f) => (f.points ?? 0n) > 0n).slice(0, count),
    down: e.firms.filter((f) => (f.points ?? 0n) < 0n).slice(0, count),
  };
}

/** Share of the level that rests on a method, in 10^-8 of a percent. */
export const shareOf = (t: Totals, method: Method): bigint | null => partOf(t.methods[method].value, t.value);
