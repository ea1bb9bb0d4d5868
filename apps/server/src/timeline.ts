/** The periods the data has: years, the year to date, single months; and the days on which it became known. */
import type { Model } from "@lianzhang/definitions";
import type { Day, Month, Period, PeriodLength, SqlRunner } from "@lianzhang/kernel";
import {
  FACT,
  factTable,
  formatPeriod,
  month,
  monthOfYear,
  monthPeriod,
  periodLength,
  quote,
  yearOf,
  yearPeriod,
} from "@lianzhang/kernel";

export interface Timeline {
  /** Newest first: years, then this year to date, then months. */
  readonly periods: readonly Period[];
  readonly defaultPeriod: Period;
  /** First and last month of the firms' own (monthly) data; null without any. */
  readonly monthly: { readonly from: Month; readonly to: Month } | null;
  readonly years: { readonly from: number; readonly to: number } | null;
  /** The first month of each form that has rows. */
  readonly starts: ReadonlyMap<string, Month>;
  /** Newest first. */
  readonly knownDays: readonly Day[];
}

interface Ends {
  readonly form: string;
  readonly monthly: boolean;
  readonly from: Month;
  readonly to: Month;
  readonly months: readonly number[];
}

async function endsOf(model: Model, runner: SqlRunner): Promise<Ends[]> {
  const forms = [...model.forms.values()];
  if (forms.length === 0) return [];
  const parts = forms.map(
    (form, i) =>
      `SELECT ${i}::BIGINT, min(${quote(FACT.to)})::BIGINT, max(${quote(FACT.to)})::BIGINT, min(${quote(FACT.from)})::BIGINT FROM ${quote(factTable(form.id))}`,
  );
  const { rows } = await runner.query(`${parts.join(" UNION ALL ")} ORDER BY 1`);
  return rows.flatMap(([place, first, last, start]): Ends[] => {
    const form = forms[Number(place)];
    return form !== undefined &&
      typeof first === "bigint" &&
      typeof last === "bigint" &&
      typeof start === "bigint"
      ? [
          {
            form: form.id,
            monthly: form.every === "month",
            from: Number(start),
            to: Number(last),
            months: form.months,
          },
        ]
      : [];
  });
}

async function knownDaysOf(model: Model, runner: SqlRunner): Promise<Day[]> {
  const parts = [...model.forms.keys()].map(
    (f) => `SELECT DISTINCT ${quote(FACT.knownFrom)}::BIGINT AS day FROM ${quote(factTable(f))}`,
  );
  if (parts.length === 0) return [];
  const { rows } = await runner.query(
    `SELECT DISTINCT day FROM (${parts.join(" UNION ALL ")}) ORDER BY day DESC LIMIT 200`,
  );
  return rows.flatMap((r) => (typeof r[0] === "bigint" ? [Number(r[0])] : []));
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** Reads the fact tables once. Without facts the year of the decision is the only period. */
export async function timelineOf(model: Model, runner: SqlRunner): Promise<Timeline> {
  const ends = await endsOf(model, runner);
  const monthlyEnds = ends.filter((e) => e.monthly);
  const knownDays = await knownDaysOf(model, runner);
  const starts = new Map(ends.map((e) => [e.form, e.from]));
  const issued = Number(model.issued.slice(0, 4));
  if (ends.length === 0)
    return {
      periods: [yearPeriod(issued)],
      defaultPeriod: yearPeriod(issued),
      monthly: null,
      years: null,
      starts,
      knownDays,
    };
  const last = Math.max(...(monthlyEnds.length > 0 ? monthlyEnds : ends).map((e) => e.to));
  const first = Math.min(...ends.map((e) => e.from));
  const lastYear = monthOfYear(last) === 12 ? yearOf(last) : yearOf(last) - 1;
  const years = range(yearOf(first), lastYear).toReversed().map(yearPeriod);
  const toDate: Period[] = monthOfYear(last) === 12 ? [] : [{ from: month(yearOf(last), 1), to: last }];
  const from = Math.min(...monthlyEnds.map((e) => e.from), last);
  const due = new Set(monthlyEnds.flatMap((e) => e.months));
  const months =
    monthlyEnds.length === 0
      ? []
      : range(from, last)
          .filter((m) => due.has(monthOfYear(m)))
          .toReversed()
          .map(monthPeriod);
  return {
    periods: [...years, ...toDate, ...months],
    defaultPeriod: years[0] ?? toDate[0] ?? monthPeriod(last),
    monthly: monthlyEnds.length === 0 ? null : { from, to: last },
    years: { from: yearOf(first), to: lastYear },
    starts,
    knownDays,
  };
}

export const choice = (p: Period): { readonly id: string; readonly length: PeriodLength } => ({
  id: formatPeriod(p),
  length: periodLength(p),
});

/** Months by which periods of this length follow each other; a year to date follows a year later. */
const stepOf = (p: Period): number => {
  switch (periodLength(p)) {
    case "month":
      return 1;
    case "quarter":
      return 3;
    case "half":
      return 6;
    case "year":
    case "span":
      return 12;
  }
};

const MOST = { month: 24, quarter: 12, half: 8, year: 12, span: 6 } as const;

/** Periods of the same length up to the asked one, oldest first, no earlier than the data. */
export function seriesPeriods(timeline: Timeline, p: Period, most: number = MOST[periodLength(p)]): Period[] {
  const step = stepOf(p);
  const first =
    step === 12 ? month(timeline.years?.from ?? yearOf(p.from), 1) : (timeline.monthly?.from ?? p.from);
  const out: Period[] = [];
  for (let i = 0; i < most; i++) {
    const q = { from: p.from - i * step, to: p.to - i * step };
    if (q.from < first && i > 0) break;
    out.unshift(q);
  }
  return out;
}

/** Of these periods, the ones in which at least one of the forms has begun. */
export function sinceForms(
  timeline: Timeline,
  touches: readonly string[],
  periods: readonly Period[],
): Period[] {
  const starts = touches.flatMap((id) => timeline.starts.get(id.split(".")[0] ?? "") ?? []);
  const first = starts.length === 0 ? null : Math.min(...starts);
  return first === null ? [...periods] : periods.filter((p, i) => p.to >= first || i === periods.length - 1);
}
