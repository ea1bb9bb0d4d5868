/** Who is in the list when: entries, exits, moves. Sizes and places are drawn here, output in output.ts. */
import type { Month } from "@lianzhang/kernel";
import { month } from "@lianzhang/kernel";
import { demoName, demoUscc } from "./identity.ts";
import { BUSINESS, OTHER_CODES, PROFILES } from "./industries.ts";
import type { Site } from "./places.ts";
import { SITES } from "./places.ts";
import type { IndustryId } from "./published.ts";
import { INDUSTRIES, LAST_YEAR, listShare } from "./published.ts";
import type { Random } from "./random.ts";
import { fold, random, weighted } from "./random.ts";

/** A place in a chain a firm may take, from the definitions. */
export interface SegmentChoice {
  readonly id: string | null;
  readonly codes: readonly string[];
  readonly weight: number;
}
export type Segments = Readonly<Record<IndustryId, readonly SegmentChoice[]>>;

export interface Horizon {
  readonly seed: number;
  readonly first: Month;
  readonly last: Month;
  readonly firstYear: number;
}

export interface Move {
  readonly at: Month;
  readonly site: Site;
}

export interface Firm {
  /** Running number in the whole city. */
  readonly serial: number;
  /** Key of everything drawn for it later: seed and number. */
  readonly key: number;
  readonly code: string;
  readonly name: string;
  readonly industry: IndustryId;
  readonly segment: string | null;
  readonly gb: string;
  readonly home: Site;
  readonly move: Move | null;
  /** First month in the register of firms, and the month it leaves it (null: still there). */
  readonly since: Month;
  readonly until: Month | null;
  /** In the official list of designated size: from, until (exclusive). */
  readonly listed: Month;
  readonly delisted: Month | null;
  /** A new plant has no output before it starts; a grown one was below the threshold. */
  readonly start: Month | null;
  /** Weight of its size inside the industry; anchors have their output of 2025 in 亿元 instead. */
  readonly weight: number;
  readonly anchor: number | null;
}

interface Draft {
  readonly industry: IndustryId;
  readonly since: Month;
  readonly listed: Month;
  readonly start: Month | null;
  readonly weight: number;
  readonly anchor: number | null;
  delisted: Month | null;
  until: Month | null;
}

/** Firms of each industry at the end of each year from `firstYear - 1`; they add up to the list. */
function listSizes(firms: number, firstYear: number): Map<IndustryId, number[]> {
  const sizes = new Map<IndustryId, number[]>(INDUSTRIES.map((i) => [i, []]));
  const free = INDUSTRIES.filter((i) => PROFILES[i].growth === null);
  for (let year = firstYear - 1; year <= LAST_YEAR; year++) {
    let rest = Math.round(firms * listShare(year));
    for (const industry of INDUSTRIES) {
      const { growth, firms: of900 } = PROFILES[industry];
      if (growth === null) continue;
      const share = growth[Math.max(0, year - 2019)] ?? 1;
      const n = Math.max(2, Math.round((firms * of900 * share) / 900));
      sizes.get(industry)?.push(n);
      rest -= n;
    }
    let weight = free.reduce((sum, i) => sum + PROFILES[i].firms, 0);
    for (const industry of free) {
      const n = Math.round((rest * PROFILES[industry].firms) / weight);
      sizes.get(industry)?.push(n);
      rest -= n;
      weight -= PROFILES[industry].firms;
    }
  }
  return sizes;
}

interface Cohort {
  readonly industry: IndustryId;
  readonly year: number;
  readonly horizon: Horizon;
  readonly r: Random;
}

function enter(
  { industry, year, horizon, r }: Cohort,
  kind: "initial" | "grown" | "new",
  anchor: number | null,
): Draft {
  const profile = PROFILES[industry];
  const cohort = profile.cohorts[year] ?? 1;
  const weight = Math.exp(1.05 * r.normal()) * cohort;
  const past = month(horizon.firstYear - 1, 1);
  if (kind === "initial") return draft(industry, past, past, null, weight, anchor);
  if (kind === "grown") {
    const listed = month(year, 1);
    // It has just grown past the threshold, so it is among the smallest.
    const small = 0.12 * Math.exp(0.5 * r.normal()) * cohort;
    return draft(industry, Math.max(past, listed - r.int(12, 40)), listed, null, small, anchor);
  }
  const listed = month(year, r.int(3, 11));
  return draft(industry, Math.max(past, listed - r.int(8, 18)), listed, listed - r.int(0, 2), weight, anchor);
}

const draft = (
  industry: IndustryId,
  since: Month,
  listed: Month,
  start: Month | null,
  ...[weight, anchor]: readonly [number, number | null]
): Draft => ({ industry, since, listed, start, weight, anchor, delisted: null, until: null });

/** Takes `n` firms off the list in `year`: small ones first, most in January, a few close in mid-year. */
function leave(drafts: readonly Draft[], n: number, year: number, r: Random): number {
  const candidates = drafts
    .filter((d) => d.anchor === null && d.delisted === null && d.listed < month(year - 1, 2))
    .map((d) => ({ d, rank: d.weight * (0.4 + r.next()) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, n);
  for (const { d } of candidates) {
    const closesMidYear = r.chance(0.15);
    d.delisted = month(year, closesMidYear ? r.int(5, 11) : 1);
    if (closesMidYear || r.chance(0.4)) d.until = d.delisted;
  }
  return candidates.length;
}

function history(industry: IndustryId, sizes: readonly number[], horizon: Horizon, r: Random): Draft[] {
  const drafts: Draft[] = [];
  const { anchors } = PROFILES[industry];
  const due = (year: number): number[] =>
    anchors.filter((a) => Math.max(a.since, horizon.firstYear - 1) === year).map((a) => a.output);
  for (let i = 0; i < sizes.length; i++) {
    const year = horizon.firstYear - 1 + i;
    const cohort: Cohort = { industry, year, horizon, r };
    const large = due(year);
    for (const a of large) drafts.push(enter(cohort, i === 0 ? "initial" : "new", a));
    const target = sizes[i] ?? 0;
    if (i === 0) {
      while (drafts.length < target) drafts.push(enter(cohort, "initial", null));
      continue;
    }
    const before = sizes[i - 1] ?? 0;
    const wanted = Math.max(Math.round(before * PROFILES[industry].exitRate), before + large.length - target);
    const left = leave(drafts, wanted, year, r);
    const entries = target - before + left - large.length;
    for (let k = 0; k < entries; k++) drafts.push(enter(cohort, r.chance(0.55) ? "grown" : "new", null));
  }
  return drafts;
}

function place(d: Draft, r: Random): Site {
  const given = PROFILES[d.industry].anchors.find((a) => a.output === d.anchor)?.park;
  const sites = given === undefined ? SITES : SITES.filter((s) => s.park === given);
  const site = weighted(
    r,
    sites.map((s) => [s, s.weights[d.industry]] as const),
  );
  if (site === null) throw new Error(`no site of park ${given ?? "any"} for ${d.industry}`);
  return site;
}

function moveOf(d: Draft, home: Site, horizon: Horizon, r: Random): Move | null {
  if (d.anchor !== null || !r.chance(0.022)) return null;
  const [from, to] = [Math.max(d.listed, horizon.first) + 6, (d.delisted ?? horizon.last) - 3];
  if (to <= from) return null;
  const inCounty = SITES.filter((s) => s.park !== null && s.park !== home.park && s.county === home.county);
  const site = weighted(
    r,
    inCounty.map((s) => [s, s.weights[d.industry]] as const),
  );
  return site === null ? null : { at: r.int(from, to), site };
}

function finish(d: Draft, serial: number, segments: Segments, horizon: Horizon): Firm {
  const r = random(horizon.seed, 11, serial);
  const home = place(d, r);
  const choice = weighted(
    r,
    segments[d.industry].map((s) => [s, s.weight] as const),
  );
  const codes = choice?.codes ?? OTHER_CODES;
  const segment = choice?.id ?? null;
  return {
    ...d,
    serial,
    key: fold(horizon.seed, serial),
    code: demoUscc(home.county, serial),
    name: demoName(serial, BUSINESS[segment ?? d.industry] ?? BUSINESS[d.industry] ?? "制造"),
    segment,
    gb: codes[r.int(0, codes.length - 1)] ?? "3360",
    home,
    move: moveOf(d, home, horizon, r),
    weight: d.weight * home.scale,
  };
}

/** The firms of one city (or one block of a larger one), numbered from `offset`. */
export function population(firms: number, offset: number, segments: Segments, horizon: Horizon): Firm[] {
  const sizes = listSizes(firms, horizon.firstYear);
  const drafts = INDUSTRIES.flatMap((industry, i) =>
    history(industry, sizes.get(industry) ?? [], horizon, random(horizon.seed, 7, offset, i)),
  );
  return drafts.map((d, i) => finish(d, offset + i, segments, horizon));
}

export const isListed = (f: Firm, m: Month): boolean =>
  m >= f.listed && (f.delisted === null || m < f.delisted);
export const isRegistered = (f: Firm, m: Month): boolean => m >= f.since && (f.until === null || m < f.until);
export const siteAt = (f: Firm, m: Month): Site => (f.move !== null && m >= f.move.at ? f.move.site : f.home);
export const december = (year: number): Month => month(year, 12);
/** New plants start small and reach full output after a year. */
export const ramp = (f: Firm, m: Month): number =>
  f.start === null ? 1 : m < f.start ? 0 : Math.min(1, 0.3 + (0.7 * (m - f.start)) / 9);
