/**
 * The estimate of one firm for one month from what was known on one day. An answer is taken first; without one the firm
 * is carried on from its own past, then from its group's growth, then from its level of the last months.
 */
import type { Day, Month, Rational } from "@lianzhang/kernel";
import { monthsIn, ONE, rational } from "@lianzhang/kernel";
import type { Returning } from "./calendar.ts";
import { coveredBy, estimateDay, lastDue } from "./calendar.ts";
import type { Correction, Pair } from "./correction.ts";
import { correctedBy, correctionOf } from "./correction.ts";
import { medianOf, times } from "./exact.ts";
import type { FirmPast, Flow } from "./past.ts";

/**
 * `reported`: the firm's answer. `carried_own`: the same month last year times the median of its own last known monthly
 * growths. `carried_group`: times that of its group. `carried_level`: the median of its last known months, each moved by
 * the step its group made last year between the two months. `none`: nothing is known of it.
 */
export const METHODS = ["reported", "carried_own", "carried_group", "carried_level", "none"] as const;
export type Method = (typeof METHODS)[number];

/** Whether expectations are taken as the firms said them or corrected by their record. */
export type Mode = "as_said" | "corrected";

/** The median of three months is moved by no single one of them. */
const GROWTHS = 3;
/** How far back, in returns, last known months may lie. */
const BACK = 6;
/** Firms behind a group's growth; a smaller group takes the next wider one. */
const GROUP = 5;
/** Past months of a firm's own record. */
const RECORD = 12;

export interface FirmEstimate {
  readonly method: Method;
  readonly value: bigint | null;
  /** The same period of the year before, over the same firm as it is today; null: not known. */
  readonly prior: bigint | null;
  /** Of an answer that was corrected. */
  readonly correction: Correction | null;
}

const NOTHING: FirmEstimate = { method: "none", value: null, prior: null, correction: null };
/** Not reduced: it is compared and multiplied, and rounded in the end. */
const over = (now: bigint, then: bigint): Rational | null => (then > 0n ? rational(now, then) : null);

/** Firms by the group whose growth they may take, month by month: the same whatever was known of their returns. */
export class Likeness {
  readonly #pasts: readonly FirmPast[];
  readonly #months = new Map<Month, ReadonlyMap<string, readonly FirmPast[]>>();
  constructor(pasts: readonly FirmPast[]) {
    this.#pasts = pasts;
  }
  of(like: string, m: Month): readonly FirmPast[] {
    let known = this.#months.get(m);
    if (known === undefined) this.#months.set(m, (known = this.#grouped(m)));
    return known.get(like) ?? [];
  }
  #grouped(m: Month): Map<string, FirmPast[]> {
    const found = new Map<string, FirmPast[]>();
    for (const past of this.#pasts) {
      const { here, like } = past.firm.standing(m);
      if (!here) continue;
      for (const key of like) {
        const list = found.get(key);
        if (list === undefined) found.set(key, [past]);
        else list.push(past);
      }
    }
    return found;
  }
}

export class Knowledge {
  readonly pasts: readonly FirmPast[];
  readonly returning: Returning;
  readonly day: Day;
  readonly #kept = new Map<string, Rational | null>();
  readonly #flows = new Map<Month, Map<FirmPast, Flow | null>>();
  readonly #groups: Likeness;

  constructor(
    pasts: readonly FirmPast[],
    returning: Returning,
    day: Day,
    groups: Likeness = new Likeness(pasts),
  ) {
    this.#groups = groups;
    this.pasts = pasts;
    this.returning = returning;
    this.day = day;
  }

  /** Output of a firm in the months that the return of `m` covers, where it is known. */
  actual(past: FirmPast, m: Month): Flow | null {
    let known = this.#flows.get(m);
    if (known === undefined) this.#flows.set(m, (known = new Map<FirmPast, Flow | null>()));
    const found = known.get(past);
    if (found !== undefined) return found;
    const flow = past.actual(m, this.day);
    known.set(past, flow);
    return flow;
  }

  /** Known months of a firm among the last returns before one, latest first. */
  #recent(past: FirmPast, m: Month): { readonly month: Month; readonly flow: Flow }[] {
    return lastDue(this.returning, m, BACK).flatMap((k) => {
      const flow = this.actual(past, k);
      return flow === null ? [] : [{ month: k, flow }];
    });
  }

  #members(like: string, m: Month): readonly FirmPast[] {
    return this.#groups.of(like, m);
  }

  #once(key: string, work: () => Rational | null): Rational | null {
    const found = this.#kept.get(key);
    if (found !== undefined) return found;
    const made = work();
    this.#kept.set(key, made);
    return made;
  }

  /** Comparable growth of a group in one month, as a factor; null with too few firms. */
  #growthIn(like: string, m: Month, k: Month): Rational | null {
    return this.#once(`growth|${like}|${m}|${k}`, () => {
      let [now, then, firms] = [0n, 0n, 0];
      for (const past of this.#members(like, m)) {
        const flow = this.actual(past, k);
        if (flow?.prior == null) continue;
        now += flow.value;
        then += flow.prior;
        firms++;
      }
      return firms < GROUP ? null : over(now, then);
    });
  }

  /** Median of a group's last known monthly growths. */
  #groupGrowth(like: string, m: Month): Rational | null {
    return this.#once(`growth|${like}|${m}`, () => {
      const growths = lastDue(this.returning, m, BACK).flatMap((k) => this.#growthIn(like, m, k) ?? []);
      return medianOf(growths.slice(0, GROWTHS));
    });
  }

  /** The step a group made last year from one month to another, over the firms that have both. */
  #stepIn(like: string, m: Month, k: Month): Rational | null {
    return this.#once(`step|${like}|${m}|${k}`, () => {
      let [to, from, firms] = [0n, 0n, 0];
      for (const past of this.#members(like, m)) {
        const [there, here] = [this.actual(past, m - 12), this.actual(past, k - 12)];
        if (there === null || here === null) continue;
        to += there.value;
        from += here.value;
        firms++;
      }
      return firms < GROUP ? null : over(to, from);
    });
  }

  #first(past: FirmPast, m: Month, of: (like: string) => Rational | null): Rational | null {
    for (const like of past.firm.standing(m).like) {
      const found = of(like);
      if (found !== null) return found;
    }
    return null;
  }

  /**
   * The same period of last year as this year's returns restate it: the stored figure times the median restatement of
   * the last known months. Null where it is not stored, or was nothing.
   */
  #base(past: FirmPast, m: Month): bigint | null {
    const stored = this.actual(past, m - 12);
    if (stored === null || stored.value <= 0n) return null;
    const restated = this.#recent(past, m).flatMap(({ month, flow }): Rational[] => {
      const then = this.actual(past, month - 12);
      const ratio = flow.prior === null || then === null ? null : over(flow.prior, then.value);
      return ratio === null ? [] : [ratio];
    });
    return times(stored.value, medianOf(restated.slice(0, GROWTHS)) ?? ONE);
  }

  /** Median of the firm's own last known monthly growths; null where there are too few. */
  #ownGrowth(past: FirmPast, m: Month): Rational | null {
    const growths = this.#recent(past, m).flatMap(({ flow }): Rational[] => {
      const growth = flow.prior === null ? null : over(flow.value, flow.prior);
      return growth === null ? [] : [growth];
    });
    return growths.length < GROWTHS ? null : medianOf(growths.slice(0, GROWTHS));
  }

  /** Without an answer. */
  carried(past: FirmPast, m: Month): FirmEstimate {
    const prior = this.#base(past, m);
    if (prior === null) return this.#level(past, m);
    const grown = (method: Method, by: Rational): FirmEstimate => ({
      method,
      value: times(prior, by),
      prior,
      correction: null,
    });
    const own = this.#ownGrowth(past, m);
    if (own !== null) return grown("carried_own", own);
    const group = this.#first(past, m, (like) => this.#groupGrowth(like, m));
    return group === null ? this.#level(past, m) : grown("carried_group", group);
  }

  #level(past: FirmPast, m: Month): FirmEstimate {
    const recent = this.#recent(past, m).slice(0, GROWTHS);
    if (recent.length === 0) return NOTHING;
    const steps = recent.map(({ month, flow }) => {
      const plain = rational(
        monthsIn(coveredBy(this.returning, m)),
        monthsIn(coveredBy(this.returning, month)),
      );
      return { flow, step: this.#first(past, m, (like) => this.#stepIn(like, m, month)) ?? plain };
    });
    const at = (of: (flow: Flow) => bigint | null): bigint | null => {
      const moved = steps.flatMap(({ flow, step }): Rational[] => {
        const v = of(flow);
        return v === null ? [] : [{ num: v * step.num, den: step.den }];
      });
      const median = medianOf(moved);
      return median === null ? null : times(1n, median);
    };
    const value = at((f) => f.value);
    return { method: "carried_level", value, prior: at((f) => f.prior), correction: null };
  }

  /** What the firm expected in past months, each as known when it was asked, and what came as known on this day. */
  pairs(past: FirmPast, m: Month): Pair[] {
    return lastDue(this.returning, m, RECORD)
      .toReversed()
      .flatMap((k) => {
        const said = past.said(k, Math.min(estimateDay(this.returning, k), this.day));
        const actual = said === null ? null : this.actual(past, k);
        return said === null || actual === null ? [] : [{ expected: said.value, actual: actual.value }];
      });
  }

  estimate(past: FirmPast, m: Month, mode: Mode): FirmEstimate {
    const said = past.said(m, this.day);
    if (said === null) return this.carried(past, m);
    const correction = mode === "corrected" ? correctionOf(this.pairs(past, m)) : null;
    return {
      method: "reported",
      value: correction === null ? said.value : correctedBy(said.value, correction.ratio),
      prior: said.prior ?? this.#base(past, m),
      correction,
    };
  }

  /** What is known of a month, or else what it would be carried on to. */
  filled(past: FirmPast, m: Month): Flow | null {
    const known = this.actual(past, m);
    if (known !== null) return known;
    const { value, prior } = this.carried(past, m);
    return value === null ? null : { value, prior };
  }
}
