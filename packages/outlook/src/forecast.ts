/**
 * What a seasonal model says beside the estimate, with its own record (rolling origin: each past month from what was
 * known on its day). A model's figure (模型测算): binary floats in minor units, never added to exact figures.
 */
import type { Day, Month } from "@lianzhang/kernel";
import type { Returning } from "./calendar.ts";
import { dueIn, estimateDay, lastDue } from "./calendar.ts";
import { divided } from "./groups.ts";
import type { Knowledge } from "./knowledge.ts";
import type { Days } from "./record.ts";
import { holtWinters } from "./smoothing.ts";

/**
 * `seasonal_naive`: the same month last year. `last_growth`: that times the last known month over its own of last year.
 * `holt_winters`: multiplicative Holt-Winters with a damped trend, fitted to the series.
 */
export const MODELS = ["seasonal_naive", "last_growth", "holt_winters"] as const;
export type ModelName = (typeof MODELS)[number];

/** The next value of a series by each model; null where it is too short. `period`: returns a year. */
export function modelled(y: readonly number[], period: number): Readonly<Record<ModelName, number | null>> {
  const naive = y.at(-period) ?? null;
  const [last, lastYear] = [y.at(-1), y.at(-1 - period)];
  const grown =
    naive === null || last === undefined || lastYear === undefined || !(lastYear > 0)
      ? null
      : naive * (last / lastYear);
  return { seasonal_naive: naive, last_growth: grown, holt_winters: holtWinters(y, period, 1) };
}

export interface ModelRecord {
  /** Of the month asked, minor units; null: too short a series. */
  readonly value: number | null;
  /** Past months it was tried on, in order: what it said on the month's own day, and what came. */
  readonly tried: readonly { readonly month: Month; readonly said: number; readonly came: number }[];
  /** How many, mean error and mean absolute error in percent of what came. */
  readonly months: number;
  readonly bias: number | null;
  readonly meanAbsolute: number | null;
}

export interface Forecast {
  readonly code: string | null;
  readonly models: Readonly<Record<ModelName, ModelRecord>>;
}

/** Series by grouping and code; the whole stands under "" and null. */
type Series = ReadonlyMap<string, ReadonlyMap<string | null, readonly number[]>>;

const WHOLE_KEY = "";

/** Totals of one month by grouping and code. */
type Row = ReadonlyMap<string, ReadonlyMap<string | null, bigint>>;

/** Totals of a month with a return, over whoever was of the population then; firms not yet known are carried on. */
function rowOf(known: Knowledge, keys: readonly string[], m: Month): Row {
  const found = new Map<string, Map<string | null, bigint>>(
    [WHOLE_KEY, ...keys].map((key) => [key, new Map()]),
  );
  const add = (key: string, code: string | null, value: bigint): void => {
    const codes = found.get(key);
    codes?.set(code, (codes.get(code) ?? 0n) + value);
  };
  for (const past of known.pasts) {
    const { here, parts } = past.firm.standing(m);
    const flow = here ? known.filled(past, m) : null;
    if (flow === null) continue;
    add(WHOLE_KEY, null, flow.value);
    for (const key of keys) {
      const codes = parts.get(key) ?? [];
      const values = divided(flow.value, codes);
      for (const [i, { code }] of codes.entries()) add(key, code, values[i] ?? 0n);
    }
  }
  return found;
}

/** Months before one that its total may depend on: carrying on looks at a year ago and some months before that. */
const DEPENDS = 24;

/** Totals by month as known on a day; a month that nothing new is known of since is read from what is known now. */
class Rows {
  readonly #now: Knowledge;
  readonly #keys: readonly string[];
  readonly #rows = new Map<Month, Row>();
  /** The last day, up to the one asked, on which a return of the month changed. */
  readonly #changed = new Map<Month, Day>();

  constructor(now: Knowledge, keys: readonly string[]) {
    this.#now = now;
    this.#keys = keys;
    for (const past of now.pasts)
      for (const { month, day } of past.changes(now.day))
        if (day > (this.#changed.get(month) ?? 0)) this.#changed.set(month, day);
  }

  on(then: Knowledge, m: Month): Row {
    for (let k = m - DEPENDS; k <= m; k++)
      if ((this.#changed.get(k) ?? 0) > then.day) return rowOf(then, this.#keys, m);
    let row = this.#rows.get(m);
    if (row === undefined) this.#rows.set(m, (row = rowOf(this.#now, this.#keys, m)));
    return row;
  }

  series(then: Knowledge, months: readonly Month[]): Series {
    const rows = months.map((m) => this.on(then, m));
    const of = (key: string): ReadonlyMap<string | null, readonly number[]> => {
      const codes = new Set(rows.flatMap((r) => [...(r.get(key)?.keys() ?? [])]));
      return new Map(
        [...codes].map((code) => [code, started(rows.map((r) => r.get(key)?.get(code) ?? 0n)).map(Number)]),
      );
    };
    return new Map([WHOLE_KEY, ...this.#keys].map((key) => [key, of(key)]));
  }
}

/** From the first month there is anything of: nothing is known before. */
const started = (series: readonly bigint[]): readonly bigint[] =>
  series.slice(
    Math.max(
      0,
      series.findIndex((v) => v !== 0n),
    ),
  );

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;

export interface ForecastOrder {
  readonly days: Days;
  readonly returning: Returning;
  readonly month: Month;
  /** What is known of the past, for the forecast itself and for what came. */
  readonly now: Knowledge;
  /** The first month of the series. */
  readonly first: Month;
  /** Groupings forecast by. */
  readonly by: readonly string[];
  /** Past months tried. */
  readonly count?: number;
}

export interface Forecasts {
  readonly whole: Forecast | null;
  readonly groups: ReadonlyMap<string, readonly Forecast[]>;
}

interface Tried {
  readonly month: Month;
  readonly past: Series;
  readonly came: Series;
}

/** The next month of one series, and how each model did in the past months. */
function forecastOf(
  y: readonly number[],
  key: string,
  code: string | null,
  period: number,
  tried: readonly Tried[],
): Forecast {
  const next = modelled(y, period);
  const past = tried.flatMap((t) => {
    const came = t.came.get(key)?.get(code)?.[0] ?? 0;
    const said = modelled(t.past.get(key)?.get(code) ?? [], period);
    return came > 0 ? [{ month: t.month, came, said }] : [];
  });
  const recordOf = (name: ModelName): ModelRecord => {
    const scored = past.flatMap(({ month, came, said: { [name]: said } }) =>
      said === null ? [] : [{ month, said, came }],
    );
    const errors = scored.map(({ said, came }) => ((said - came) / came) * 100);
    return {
      value: next[name],
      tried: scored,
      months: errors.length,
      bias: mean(errors),
      meanAbsolute: mean(errors.map(Math.abs)),
    };
  };
  return {
    code,
    models: {
      seasonal_naive: recordOf("seasonal_naive"),
      last_growth: recordOf("last_growth"),
      holt_winters: recordOf("holt_winters"),
    },
  };
}

/** Forecasts of a month, of the whole and of the codes of each grouping asked. */
export function forecasts(order: ForecastOrder): Forecasts {
  const { days, returning, month, now, first, by, count = 12 } = order;
  const period = returning.months.length;
  const rows = new Rows(now, by);
  const series = rows.series(now, dueIn(returning, first, month - 1));
  const tried = lastDue(returning, month, count)
    .toReversed()
    .map((k): Tried => {
      const then = days.on(Math.min(estimateDay(returning, k), now.day));
      return {
        month: k,
        past: rows.series(then, dueIn(returning, first, k - 1)),
        came: rows.series(now, [k]),
      };
    });
  const of = (key: string): Forecast[] =>
    [...(series.get(key) ?? [])].map(([code, y]) => forecastOf(y, key, code, period, tried));
  return { whole: of(WHOLE_KEY)[0] ?? null, groups: new Map(by.map((key) => [key, of(key)])) };
}
