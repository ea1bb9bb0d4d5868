/**
 * Other departments' records beside output: growth of electricity, tax and loans over the firms that have both years,
 * and whether output and electricity lie further apart than they usually do.
 */
import type { Month } from "@lianzhang/kernel";
import { doubleMedian, RATIO_ONE } from "@lianzhang/kernel";
import { lastDue } from "./calendar.ts";
import { absolute, bySizeThenCode, growthOf } from "./exact.ts";
import { divided } from "./groups.ts";
import type { Knowledge, Mode } from "./knowledge.ts";
import type { FirmPast, Flow } from "./past.ts";

/** A record's value over the months that the return of `m` covers, as known on the estimate's day. */
export type RecordOf = (code: string, m: Month) => bigint | null;

export interface Beside {
  readonly code: string | null;
  /** Firms with output and record in both years. */
  readonly firms: number;
  /** 10^-8 of a percent. */
  readonly output: bigint | null;
  readonly record: bigint | null;
  /** Growth of output less growth of the record, 10^-8 of a point. */
  readonly gap: bigint | null;
  /** The median gap of the past months, and how far from it is still usual; null over too short a past. */
  readonly usual: { readonly median: bigint; readonly width: bigint; readonly months: number } | null;
  /** Further from the median gap than usual. */
  readonly apart: boolean;
}

export interface FirmBeside extends Beside {
  readonly name: string;
  readonly value: bigint;
}

/** Robust deviations beyond which a gap is far: three, with a deviation of at least one point. */
const BEYOND = 3n;
const LEAST_WIDTH = RATIO_ONE;
const LEAST_MONTHS = 6;
const MONTHS = 24;
/** 1.4826: makes the median deviation of a normal sample its standard deviation. */
const NORMAL = [14_826n, 10_000n] as const;

interface Sides {
  firms: number;
  now: bigint;
  prior: bigint;
  record: bigint;
  recordPrior: bigint;
}
const none = (): Sides => ({ firms: 0, now: 0n, prior: 0n, record: 0n, recordPrior: 0n });

function add(into: Sides, s: Omit<Sides, "firms">): void {
  into.firms++;
  into.now += s.now;
  into.prior += s.prior;
  into.record += s.record;
  into.recordPrior += s.recordPrior;
}

/** One firm in one month; null unless both years of both are there. */
function sidesOf(past: FirmPast, m: Month, flow: Flow | null, record: RecordOf): Omit<Sides, "firms"> | null {
  const { code } = past.firm;
  const [now, then] = [record(code, m), record(code, m - 12)];
  if (flow?.prior == null || now === null || then === null) return null;
  return { now: flow.value, prior: flow.prior, record: now, recordPrior: then };
}

const gapOf = (s: Sides | undefined): bigint | null => {
  if (s === undefined) return null;
  const [output, record] = [growthOf(s.now, s.prior), growthOf(s.record, s.recordPrior)];
  return output === null || record === null ? null : output - record;
};

/** What gap is usual after these. */
function usualOf(gaps: readonly bigint[]): Beside["usual"] {
  if (gaps.length < LEAST_MONTHS) return null;
  const median2 = doubleMedian(gaps);
  const deviation4 = doubleMedian(gaps.map((g) => absolute(2n * g - median2)));
  const robust = (deviation4 * NORMAL[0]) / (NORMAL[1] * 4n);
  const width = BEYOND * (robust > LEAST_WIDTH ? robust : LEAST_WIDTH);
  return { median: median2 / 2n, width, months: gaps.length };
}

function besideOf(code: string | null, now: Sides, past: readonly (Sides | undefined)[]): Beside {
  const usual = usualOf(past.flatMap((s) => gapOf(s) ?? []));
  const gap = gapOf(now);
  return {
    code,
    firms: now.firms,
    output: growthOf(now.now, now.prior),
    record: growthOf(now.record, now.recordPrior),
    gap,
    usual,
    apart: usual !== null && gap !== null && absolute(gap - usual.median) > usual.width,
  };
}

type ByCode = Map<string | null, Sides>;

interface MonthSides {
  readonly whole: Sides;
  readonly groups: Map<string, ByCode>;
  readonly firms: Map<string, Sides>;
}

function monthSides(
  known: Knowledge,
  m: Month,
  flowOf: (p: FirmPast) => Flow | null,
  record: RecordOf,
): MonthSides {
  const sides: MonthSides = { whole: none(), groups: new Map(), firms: new Map() };
  for (const past of known.pasts) {
    const { here, parts } = past.firm.standing(m);
    const s = here ? sidesOf(past, m, flowOf(past), record) : null;
    if (s === null) continue;
    add(sides.whole, s);
    sides.firms.set(past.firm.code, { firms: 1, ...s });
    for (const [key, of] of parts) {
      const codes = sides.groups.get(key) ?? new Map<string | null, Sides>();
      sides.groups.set(key, codes);
      const [now, prior, used, usedPrior] = [s.now, s.prior, s.record, s.recordPrior].map((v) =>
        divided(v, of),
      );
      of.forEach(({ code }, i) => {
        const into = codes.get(code) ?? none();
        codes.set(code, into);
        add(into, {
          now: now?.[i] ?? 0n,
          prior: prior?.[i] ?? 0n,
          record: used?.[i] ?? 0n,
          recordPrior: usedPrior?.[i] ?? 0n,
        });
      });
    }
  }
  return sides;
}

export interface AgainstRecord {
  /** The month compared: the latest one that the record is there for. */
  readonly month: Month;
  /** Whether its output is the estimate; otherwise what was returned. */
  readonly estimated: boolean;
  readonly whole: Beside;
  readonly groups: ReadonlyMap<string, readonly Beside[]>;
  /** Firms whose output and record lie apart as they do not usually, largest output first. */
  readonly firms: readonly FirmBeside[];
}

/** The latest month, of the asked one and the two returns before it, in which more than half of the firms have a record. */
function latest(known: Knowledge, m: Month, record: RecordOf): Month | null {
  const here = known.pasts.filter((p) => p.firm.standing(m).here);
  const there = (k: Month): number => here.filter((p) => record(p.firm.code, k) !== null).length;
  return [m, ...lastDue(known.returning, m, 2)].find((k) => there(k) * 2 > here.length) ?? null;
}

/** Output against a monthly record (electricity); null where the record is of no recent month. */
export function againstRecord(
  known: Knowledge,
  m: Month,
  mode: Mode,
  record: RecordOf,
): AgainstRecord | null {
  const month = latest(known, m, record);
  if (month === null) return null;
  const estimated = month === m;
  const now = monthSides(
    known,
    month,
    (past) => {
      if (!estimated) return known.actual(past, month);
      const { value, prior } = known.estimate(past, m, mode);
      return value === null ? null : { value, prior };
    },
    record,
  );
  const past = lastDue(known.returning, month, MONTHS).map((k) =>
    monthSides(known, k, (p) => known.actual(p, k), record),
  );
  const groups = [...now.groups].map(([key, codes]) => {
    const list = [...codes]
      .toSorted(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
      .map(([code, s]) =>
        besideOf(
          code,
          s,
          past.map((k) => k.groups.get(key)?.get(code)),
        ),
      );
    return [key, list] as const;
  });
  const firms = known.pasts.flatMap(({ firm: { code, name } }): FirmBeside[] => {
    const s = now.firms.get(code);
    if (s === undefined) return [];
    const beside = besideOf(
      code,
      s,
      past.map((k) => k.firms.get(code)),
    );
    return beside.apart ? [{ ...beside, name, value: s.now }] : [];
  });
  return {
    month,
    estimated,
    whole: besideOf(
      null,
      now.whole,
      past.map((k) => k.whole),
    ),
    groups: new Map(groups),
    firms: firms.toSorted((a, b) =>
      bySizeThenCode({ code: a.code ?? "", size: a.value }, { code: b.code ?? "", size: b.value }),
    ),
  };
}

/** Growth of a record that has no months (tax of a year, loans at a day), over the firms that have both. */
export interface RecordGrowth {
  readonly code: string | null;
  readonly firms: number;
  readonly growth: bigint | null;
}

export function recordGrowth(
  known: Knowledge,
  m: Month,
  values: ReadonlyMap<string, { readonly now: bigint; readonly before: bigint }>,
): { readonly whole: RecordGrowth; readonly groups: ReadonlyMap<string, readonly RecordGrowth[]> } {
  const both = (code: string, k: Month): bigint | null => {
    const v = values.get(code);
    return v === undefined ? null : k === m ? v.now : v.before;
  };
  const sides = monthSides(known, m, () => ({ value: 0n, prior: 0n }), both);
  const growth = (code: string | null, s: Sides): RecordGrowth => ({
    code,
    firms: s.firms,
    growth: growthOf(s.record, s.recordPrior),
  });
  return {
    whole: growth(null, sides.whole),
    groups: new Map([...sides.groups].map(([key, codes]) => [key, [...codes].map(([c, s]) => growth(c, s))])),
  };
}
