/** Monthly output of every firm, scaled so that the sums meet the published levels. Money in 千元. */
import type { Month } from "@lianzhang/kernel";
import { month } from "@lianzhang/kernel";
import { PROFILES, SEASON } from "./industries.ts";
import type { Firm, Horizon } from "./population.ts";
import { december, isListed, ramp } from "./population.ts";
import type { IndustryId } from "./published.ts";
import { INDUSTRIES, LAST_YEAR, level, nineMonths, nineMonthsOver, priorLevel } from "./published.ts";
import { random, uniformOf } from "./random.ts";

const THOUSAND_PER_YI = 100_000; // 千元 in one 亿元
const FLOOR = 20_000; // 20 million yuan a year: the threshold of designated size
const REBASED = 31;

/** One firm's output from January of the year before the horizon: index = years * 12 + month - 1. */
export interface Path {
  readonly firm: Firm;
  readonly firstYear: number;
  /** Month values while scaling, in 千元. */
  readonly months: Float64Array;
  /** Output from January to the month, whole 千元. */
  readonly cumulative: Float64Array;
  /** Same period of the year before as returned, whole 千元. */
  readonly prior: Float64Array;
}

const at = (values: Float64Array, i: number): number => values[i] ?? 0;
const add = (values: Float64Array, from: number, to: number): number => {
  let sum = 0;
  for (let i = from; i < to; i++) sum += at(values, i);
  return sum;
};
const index = (p: Path, year: number, m: number): number => (year - p.firstYear) * 12 + m - 1;

/** Output from January to month `m` of `year`, whole 千元. */
export const throughMonth = (p: Path, year: number, m: number): number => at(p.cumulative, index(p, year, m));
export const priorThrough = (p: Path, year: number, m: number): number => at(p.prior, index(p, year, m));
export const outputOfYear = (p: Path, year: number): number => throughMonth(p, year, 12);

/** Sizes of 2025 in 千元: anchors as given, the others share what is left, none above 80 亿元. */
function sizesOf(firms: readonly Firm[], industry: IndustryId): Map<Firm, number> {
  const today = firms.filter((f) => isListed(f, december(LAST_YEAR)));
  const anchored = firms.reduce((sum, f) => sum + (f.anchor ?? 0), 0);
  const rest = Math.max(level(industry, LAST_YEAR) - anchored, 0.1) * THOUSAND_PER_YI;
  let factor = rest / today.reduce((sum, f) => sum + (f.anchor === null ? f.weight : 0), 0);
  const cap = 80 * THOUSAND_PER_YI;
  for (let round = 0; round < 6; round++) {
    const total = today.reduce(
      (sum, f) => sum + (f.anchor === null ? Math.min(cap, f.weight * factor) : 0),
      0,
    );
    factor *= rest / total;
  }
  return new Map(
    firms.map((f) => [f, f.anchor === null ? Math.min(cap, f.weight * factor) : f.anchor * THOUSAND_PER_YI]),
  );
}

function rawPath(firm: Firm, size: number, horizon: Horizon): Path {
  const years = LAST_YEAR - horizon.firstYear + 2;
  const r = random(horizon.seed, 13, firm.serial);
  const months = new Float64Array(years * 12);
  const spread = firm.anchor === null ? 0.14 : 0.05;
  let drift = 0;
  for (let y = years - 1; y >= 0; y--) {
    for (let m = 0; m < 12; m++) {
      const now: Month = month(horizon.firstYear - 1 + y, m + 1);
      months[y * 12 + m] = size * Math.exp(drift + 0.07 * r.normal()) * (SEASON[m] ?? 0) * ramp(firm, now);
    }
    drift += spread * r.normal();
  }
  const empty = (): Float64Array => new Float64Array(years * 12);
  return { firm, firstYear: horizon.firstYear - 1, months, cumulative: empty(), prior: empty() };
}

/** Scales one industry's year to its level and, where published, to its nine months. */
function scaleYear(paths: readonly Path[], industry: IndustryId, year: number): void {
  const from = (year - (paths[0]?.firstYear ?? year)) * 12;
  const counted = (p: Path): boolean => isListed(p.firm, december(year));
  const floorOf = (p: Path): number =>
    FLOOR * activity(p.firm, year) * (1.01 + 0.12 * uniformOf(p.firm.key, year));
  let [floors, excess] = [0, 0];
  for (const p of paths) {
    if (!counted(p)) continue;
    floors += floorOf(p);
    excess += Math.max(0, add(p.months, from, from + 12) - floorOf(p));
  }
  const goal = level(industry, year) * THOUSAND_PER_YI;
  const k = excess > 0 ? Math.max(0, goal - floors) / excess : 0;
  const squeeze = floors > goal ? goal / floors : 1;
  for (const p of paths) {
    const raw = add(p.months, from, from + 12);
    if (raw <= 0) continue;
    const floor = Math.min(floorOf(p), counted(p) ? Infinity : raw);
    const factor = ((floor + k * Math.max(0, raw - floor)) * squeeze) / raw;
    for (let i = from; i < from + 12; i++) p.months[i] = at(p.months, i) * factor;
  }
  bendTo(paths, year, from, [nineMonths(industry, year), goal]);
}

/** Share of the year's output a firm can make: a plant that starts in July makes less than half. */
function activity(firm: Firm, year: number): number {
  return SEASON.reduce((sum, share, m) => sum + share * ramp(firm, month(year, m + 1)), 0);
}

/** Moves output between the first nine months and the last three so that the nine months meet their figure. */
function bendTo(
  paths: readonly Path[],
  year: number,
  from: number,
  [nine, goal]: readonly [number | null, number],
): void {
  if (nine === null) return;
  const counted = paths.filter((p) => isListed(p.firm, december(year)));
  const reported = paths.filter((p) => isListed(p.firm, nineMonthsOver(year)));
  const a = (nine * THOUSAND_PER_YI) / reported.reduce((sum, p) => sum + add(p.months, from, from + 9), 0);
  const first = counted.reduce((sum, p) => sum + add(p.months, from, from + 9), 0) * a;
  const b = (goal - first) / counted.reduce((sum, p) => sum + add(p.months, from + 9, from + 12), 0);
  for (const p of paths) {
    for (let i = 0; i < 12; i++) p.months[from + i] = at(p.months, from + i) * (i < 9 ? a : b);
  }
}

function accumulate(p: Path): void {
  for (let i = 0, sum = 0; i < p.months.length; i++) {
    sum = (i % 12 === 0 ? 0 : sum) + at(p.months, i);
    p.cumulative[i] = Math.round(sum);
  }
}

/** Last year's same period as the firm returns it: its own figure, revised for a few (scope changes). */
function fillPrior(p: Path): void {
  for (let i = 12; i < p.cumulative.length; i++) {
    const year = p.firstYear + Math.floor(i / 12);
    const revised = p.firm.anchor === null && uniformOf(REBASED, p.firm.key, year) < 0.015;
    const factor = revised ? 0.94 + 0.12 * uniformOf(REBASED + 1, p.firm.key, year) : 1;
    p.prior[i] = Math.round(at(p.cumulative, i - 12) * factor);
  }
}

/**
 * Where growth was published, the prior figures of this year's entrants carry the difference (between half and
 * twice their own); what is left is a change of scope of the largest firm that is no anchor.
 */
function settlePrior(paths: readonly Path[], industry: IndustryId, year: number): void {
  const goal = priorLevel(industry, year);
  if (goal === null) return;
  const counted = paths.filter((p) => isListed(p.firm, december(year)));
  const entered = counted.filter((p) => p.firm.listed >= month(year, 1) && p.firm.start === null);
  const sum = (list: readonly Path[]): number => list.reduce((s, p) => s + priorThrough(p, year, 12), 0);
  const missing = (): number => goal * THOUSAND_PER_YI - sum(counted);
  const now = sum(entered);
  if (now > 0) scalePrior(entered, year, Math.min(2, Math.max(0.5, 1 + missing() / now)));
  const largest = counted
    .filter((p) => p.firm.anchor === null && p.firm.listed < month(year - 1, 1))
    .sort((a, b) => priorThrough(b, year, 12) - priorThrough(a, year, 12))[0];
  if (largest) scalePrior([largest], year, Math.max(0.5, 1 + missing() / priorThrough(largest, year, 12)));
}

function scalePrior(paths: readonly Path[], year: number, factor: number): void {
  for (const p of paths) {
    const from = index(p, year, 1);
    for (let i = from; i < from + 12; i++) p.prior[i] = Math.round(at(p.prior, i) * factor);
  }
}

/** Output of all firms of a block. */
export function outputs(firms: readonly Firm[], horizon: Horizon): Path[] {
  return INDUSTRIES.flatMap((industry) => {
    const own = firms.filter((f) => f.industry === industry);
    const sizes = sizesOf(own, industry);
    const paths = own.map((f) => rawPath(f, sizes.get(f) ?? 0, horizon));
    for (let year = horizon.firstYear - 1; year <= LAST_YEAR; year++) scaleYear(paths, industry, year);
    for (const p of paths) accumulate(p);
    for (const p of paths) fillPrior(p);
    for (let year = horizon.firstYear; year <= LAST_YEAR; year++) settlePrior(paths, industry, year);
    return paths;
  });
}

/** The industry's margin of a year, as operating profit over revenue. */
export const marginOf = (industry: IndustryId, year: number): number =>
  PROFILES[industry].margin[Math.min(Math.max(year - 2020, 0), 5)] ?? 0;
