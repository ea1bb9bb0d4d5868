/** Small cities for tests: firms with monthly outputs, written as cumulative returns and answers of the survey. */
import type { Day, Month } from "@lianzhang/kernel";
import { FOREVER, month, monthOfYear, monthPeriod, lastDay } from "@lianzhang/kernel";
import type { Returning } from "../calendar.ts";
import { coveredBy, dueIn } from "../calendar.ts";
import type { Firm, Part, Version } from "../past.ts";
import { FirmPast } from "../past.ts";

/** Industry: no January return; the survey is in by the 22nd. */
export const RETURNING: Returning = { months: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], askedBy: 22 };

export interface Written {
  readonly code: string;
  /** Output of single months, by month; missing months have no return. */
  readonly output: ReadonlyMap<Month, bigint>;
  /** What the same-period column says of a month; default: the output a year earlier. */
  readonly prior?: ReadonlyMap<Month, bigint>;
  /** Answers to the survey. */
  readonly answers?: ReadonlyMap<Month, { readonly value: bigint; readonly prior: bigint | null }>;
  /** On the list from this month on; default: always. */
  readonly since?: Month;
  readonly until?: Month;
  readonly parts?: ReadonlyMap<string, readonly Part[]>;
  readonly like?: readonly string[];
  /** Day of the next month on which a return is known; default 15. */
  readonly day?: number;
  /** Other versions of cumulatives: later ones end earlier ones. */
  readonly restated?: readonly { readonly month: Month; readonly value: bigint; readonly from: Day }[];
}

const dayOf = (m: Month, day: number): Day => lastDay(monthPeriod(m)) + day;

function returnsOf(w: Written): Version[] {
  const months = [...w.output.keys()].toSorted((a, b) => a - b);
  const [first = 0, last = -1] = [months[0], months.at(-1)];
  const found: Version[] = [];
  for (const m of dueIn(RETURNING, first, last)) {
    let [value, prior]: [bigint | null, bigint | null] = [0n, 0n];
    for (let k = m - monthOfYear(m) + 1; k <= m; k++) {
      const [now, then] = [w.output.get(k), w.prior?.get(k) ?? w.output.get(k - 12)];
      value = value === null || now === undefined ? null : value + now;
      prior = prior === null || then === undefined ? null : prior + then;
    }
    if (value === null) continue;
    const from = dayOf(m, w.day ?? 15);
    const later = (w.restated ?? []).filter((r) => r.month === m).toSorted((a, b) => a.from - b.from);
    const all = [{ value, from }, ...later];
    for (const [i, v] of all.entries())
      found.push({ month: m, value: v.value, prior, from: v.from, until: all[i + 1]?.from ?? FOREVER });
  }
  return found;
}

export function firmOf(w: Written): Firm {
  const [since, until] = [w.since ?? 0, w.until ?? month(9999, 12)];
  const parts = w.parts ?? new Map();
  const answers = [...(w.answers ?? [])].map(([m, a]): Version => {
    // Answers come in by the 20th of their own month.
    return { month: m, ...a, from: dayOf(m - 1, 20), until: FOREVER };
  });
  return {
    code: w.code,
    name: `演示·${w.code}`,
    returns: returnsOf(w),
    answers,
    standing: (m) => ({ here: m >= since && m < until, parts, like: w.like ?? ["all"] }),
  };
}

export const pastOf = (w: Written): FirmPast => new FirmPast(firmOf(w), RETURNING);

/** A series from a month on. */
export const monthly = (from: Month, values: readonly (bigint | number)[]): Map<Month, bigint> =>
  new Map(values.map((v, i) => [from + i, BigInt(v)]));

/** Every month from one to another at one level, grown by `percent` a year. */
export function steady(from: Month, to: Month, level: number, percent: number): Map<Month, bigint> {
  const found = new Map<Month, bigint>();
  for (let m = from; m <= to; m++) {
    const years = Math.floor((m - from) / 12);
    found.set(m, BigInt(Math.round(level * (1 + percent / 100) ** years)));
  }
  return found;
}

export const monthsCovered = (m: Month): number => {
  const { from, to } = coveredBy(RETURNING, m);
  return to - from + 1;
};
