/**
 * How far off estimates were: each past month estimated again from what was known on its own day, against what came
 * later. Both are summed over the firms that have both, so that a missing return is no error.
 */
import type { Day, Month } from "@lianzhang/kernel";
import type { Returning } from "./calendar.ts";
import { estimateDay, lastDue } from "./calendar.ts";
import type { Correction, Errors } from "./correction.ts";
import { correctionOf, errorOf, errorsOf } from "./correction.ts";
import { growthOf } from "./exact.ts";
import { divided } from "./groups.ts";
import type { Method, Mode } from "./knowledge.ts";
import { Knowledge, Likeness } from "./knowledge.ts";
import type { FirmPast } from "./past.ts";

/** One past month. */
export interface Scored {
  readonly month: Month;
  /** The day whose knowledge the estimate rested on. */
  readonly day: Day;
  readonly firms: number;
  readonly estimate: bigint;
  readonly actual: bigint;
  /** 10^-8 of a percent of what came. */
  readonly error: bigint | null;
  /** Growth estimated and as it came, 10^-8 of a percent. */
  readonly growth: bigint | null;
  readonly grown: bigint | null;
}

export interface Track {
  readonly months: readonly Scored[];
  readonly level: Errors;
  /** In 10^-8 of a point of growth. */
  readonly growth: Errors;
}

export interface FirmRecord extends Errors {
  readonly code: string;
  readonly name: string;
  /** What is made of it this month; null: its answers are taken as said. */
  readonly correction: Correction | null;
}

export interface PastErrors {
  readonly whole: Readonly<Record<Mode, Track>>;
  readonly groups: ReadonlyMap<string, readonly { readonly code: string | null; readonly track: Track }[]>;
  readonly methods: Readonly<Record<Method, Errors>>;
  /** Firms that answered, largest mean error first. */
  readonly firms: readonly FirmRecord[];
}

/** Knowledge of each day, made once. */
export class Days {
  readonly #pasts: readonly FirmPast[];
  readonly #returning: Returning;
  readonly #made = new Map<Day, Knowledge>();
  readonly #groups: Likeness;
  constructor(pasts: readonly FirmPast[], returning: Returning) {
    this.#groups = new Likeness(pasts);
    this.#pasts = pasts;
    this.#returning = returning;
  }
  on(day: Day): Knowledge {
    const found = this.#made.get(day) ?? new Knowledge(this.#pasts, this.#returning, day, this.#groups);
    this.#made.set(day, found);
    return found;
  }
}

interface Sum {
  firms: number;
  estimate: bigint;
  actual: bigint;
  readonly growth: { estimate: bigint; base: bigint; actual: bigint; prior: bigint };
}
const empty = (): Sum => ({
  firms: 0,
  estimate: 0n,
  actual: 0n,
  growth: { estimate: 0n, base: 0n, actual: 0n, prior: 0n },
});

/** One firm's estimate and what came, with the bases where both are known. */
interface Came {
  readonly estimate: bigint;
  readonly actual: bigint;
  readonly bases: { readonly estimate: bigint; readonly actual: bigint } | null;
}

function add(sum: Sum, { estimate, actual, bases }: Came): void {
  sum.firms++;
  sum.estimate += estimate;
  sum.actual += actual;
  if (bases === null) return;
  sum.growth.estimate += estimate;
  sum.growth.base += bases.estimate;
  sum.growth.actual += actual;
  sum.growth.prior += bases.actual;
}

function scored(month: Month, day: Day, sum: Sum): Scored {
  const { firms, estimate, actual, growth } = sum;
  return {
    month,
    day,
    firms,
    estimate,
    actual,
    error: errorOf(estimate, actual),
    growth: growthOf(growth.estimate, growth.base),
    grown: growthOf(growth.actual, growth.prior),
  };
}

function trackOf(months: readonly Scored[]): Track {
  const growths = months.map((s) => (s.growth === null || s.grown === null ? null : s.growth - s.grown));
  return { months, level: errorsOf(months.map((s) => s.error)), growth: errorsOf(growths) };
}

interface MonthSums {
  readonly month: Month;
  readonly day: Day;
  readonly whole: Record<Mode, Sum>;
  readonly methods: Record<Method, Sum>;
  readonly groups: Map<string, Map<string | null, Sum>>;
}

function addToGroups(groups: MonthSums["groups"], past: FirmPast, m: Month, came: Came): void {
  for (const [key, parts] of past.firm.standing(m).parts) {
    const codes = groups.get(key) ?? new Map<string | null, Sum>();
    groups.set(key, codes);
    const [estimates, actuals] = [divided(came.estimate, parts), divided(came.actual, parts)];
    const [bases, priors] = [
      came.bases && divided(came.bases.estimate, parts),
      came.bases && divided(came.bases.actual, parts),
    ];
    parts.forEach(({ code }, i) => {
      const sum = codes.get(code) ?? empty();
      codes.set(code, sum);
      add(sum, {
        estimate: estimates[i] ?? 0n,
        actual: actuals[i] ?? 0n,
        bases: bases && priors ? { estimate: bases[i] ?? 0n, actual: priors[i] ?? 0n } : null,
      });
    });
  }
}

/** One past month, estimated on its day and compared with what `now` knows of it. */
function sumsOf(days: Days, returning: Returning, now: Knowledge, month: Month): MonthSums {
  const day = Math.min(estimateDay(returning, month), now.day);
  const then = days.on(day);
  const methods = {
    reported: empty(),
    carried_own: empty(),
    carried_group: empty(),
    carried_level: empty(),
    none: empty(),
  };
  const sums: MonthSums = {
    month,
    day,
    whole: { as_said: empty(), corrected: empty() },
    methods,
    groups: new Map(),
  };
  for (const past of now.pasts) {
    if (!past.firm.standing(month).here) continue;
    const actual = now.actual(past, month);
    if (actual === null) continue;
    const corrected = then.estimate(past, month, "corrected");
    const asSaid = corrected.correction === null ? corrected : then.estimate(past, month, "as_said");
    for (const [mode, e] of [["as_said", asSaid] as const, ["corrected", corrected] as const]) {
      if (e.value === null) continue;
      const bases =
        e.prior === null || actual.prior === null ? null : { estimate: e.prior, actual: actual.prior };
      const came: Came = { estimate: e.value, actual: actual.value, bases };
      add(sums.whole[mode], came);
      if (mode === "as_said") continue;
      add(methods[e.method], came);
      addToGroups(sums.groups, past, month, came);
    }
  }
  return sums;
}

const byMeanError = (a: FirmRecord, b: FirmRecord): number => {
  const [x, y] = [a.meanAbsolute ?? -1n, b.meanAbsolute ?? -1n];
  return x > y ? -1 : x < y ? 1 : a.code < b.code ? -1 : 1;
};

/** The record of the months before one, as it is known on a day; groups and methods are those of corrected answers. */
export function pastErrors(
  days: Days,
  returning: Returning,
  m: Month,
  day: Day,
  count: number = 12,
): PastErrors {
  const now = days.on(day);
  const months = lastDue(returning, m, count)
    .toReversed()
    .map((k) => sumsOf(days, returning, now, k))
    .filter((s) => s.whole.corrected.firms > 0);
  const track = (of: (s: MonthSums) => Sum | undefined): Track =>
    trackOf(
      months.flatMap((s) => {
        const sum = of(s);
        return sum === undefined || sum.firms === 0 ? [] : [scored(s.month, s.day, sum)];
      }),
    );
  const keys = [...new Set(months.flatMap((s) => [...s.groups.keys()]))];
  const groups = keys.map((key) => {
    const codes = [...new Set(months.flatMap((s) => [...(s.groups.get(key)?.keys() ?? [])]))];
    const tracks = codes.map((code) => ({ code, track: track((s) => s.groups.get(key)?.get(code)) }));
    return [key, tracks] as const;
  });
  const ofMethod = (method: Method): Errors => track((s) => s.methods[method]).level;
  const firms = now.pasts.flatMap((past): FirmRecord[] => {
    const pairs = now.pairs(past, m);
    if (pairs.length === 0) return [];
    const errors = errorsOf(pairs.map((p) => errorOf(p.expected, p.actual)));
    return [{ code: past.firm.code, name: past.firm.name, ...errors, correction: correctionOf(pairs) }];
  });
  return {
    whole: { as_said: track((s) => s.whole.as_said), corrected: track((s) => s.whole.corrected) },
    groups: new Map(groups),
    methods: {
      reported: ofMethod("reported"),
      carried_own: ofMethod("carried_own"),
      carried_group: ofMethod("carried_group"),
      carried_level: ofMethod("carried_level"),
      none: ofMethod("none"),
    },
    firms: firms.toSorted(byMeanError),
  };
}
