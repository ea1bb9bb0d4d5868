/** The estimate of a month, from the store to plain JSON. */
import type { Model } from "@lianzhang/definitions";
import type { Day, Month, Period, SqlRunner } from "@lianzhang/kernel";
import { formatDay, formatPeriod, monthPeriod } from "@lianzhang/kernel";
import type {
  AgainstRecord,
  Estimate,
  Forecasts,
  Knowledge,
  Mode,
  PastErrors,
  Sides,
} from "@lianzhang/outlook";
import {
  againstRecord,
  coveredBy,
  Days,
  divided,
  estimateDay,
  estimateMonth,
  forecasts,
  growthOf,
  isDue,
  movers,
  pastErrors,
  recordGrowth,
} from "@lianzhang/outlook";
import { typeOf } from "../present.ts";
import type { MonthInputs, RecordBeside } from "./gather.ts";
import { gatherMonth } from "./gather.ts";
import { percentOf, Writer } from "./out.ts";
import { monthSources } from "./sources.ts";
import type { GroupOut, MonthAnswer, MonthEstimate, SidesOut, TrackOut } from "./types.ts";

export interface MonthOrder {
  /** A month, or January and February where one return covers both. */
  readonly period: Period;
  /** What was known on this day; null: on the day the month's survey is due. */
  readonly known: Day | null;
  readonly mode: Mode;
  /** Firms listed as carrying most, either way. */
  readonly movers?: number;
}

const MOVERS = 10;
const OTHER: Readonly<Record<Mode, Mode>> = { as_said: "corrected", corrected: "as_said" };

/** What is known of a month in full, summed as its estimate is. */
interface Actuals {
  readonly whole: Sides | null;
  readonly groups: ReadonlyMap<string, ReadonlyMap<string | null, Sides>>;
}

function actualsOf(known: Knowledge, m: Month): Actuals {
  const sums = new Map<string, Map<string | null, { value: bigint; comparable: bigint; prior: bigint }>>();
  const add = (key: string, code: string | null, value: bigint, prior: bigint | null): void => {
    const codes =
      sums.get(key) ?? new Map<string | null, { value: bigint; comparable: bigint; prior: bigint }>();
    sums.set(key, codes);
    const sum = codes.get(code) ?? { value: 0n, comparable: 0n, prior: 0n };
    codes.set(code, sum);
    sum.value += value;
    if (prior === null) return;
    sum.comparable += value;
    sum.prior += prior;
  };
  for (const past of known.pasts) {
    const { here, parts } = past.firm.standing(m);
    const flow = here ? known.actual(past, m) : null;
    if (flow === null) continue;
    add("", null, flow.value, flow.prior);
    for (const [key, of] of parts) {
      const values = divided(flow.value, of);
      const priors = flow.prior === null ? [] : divided(flow.prior, of);
      of.forEach(({ code }, i) => add(key, code, values[i] ?? 0n, priors[i] ?? null));
    }
  }
  const sides = (s: { value: bigint; comparable: bigint; prior: bigint }): Sides => ({
    ...s,
    growth: growthOf(s.comparable, s.prior),
  });
  const whole = sums.get("")?.get(null);
  return {
    whole: whole === undefined ? null : sides(whole),
    groups: new Map(
      [...sums].map(([key, codes]) => [key, new Map([...codes].map(([c, s]) => [c, sides(s)]))]),
    ),
  };
}

/** Everything one answer is written from. */
interface Made {
  readonly estimate: Estimate;
  readonly other: Estimate;
  readonly past: PastErrors;
  readonly power: AgainstRecord | null;
  readonly besides: readonly {
    readonly record: RecordBeside;
    readonly growth: ReturnType<typeof recordGrowth>;
  }[];
  readonly forecast: Forecasts;
  readonly actuals: Actuals;
}

function make(inputs: MonthInputs, m: Month, day: Day, mode: Mode): Made {
  const { pasts, sources, dimensions, first } = inputs;
  const { returning } = sources;
  const days = new Days(pasts, returning);
  const now = days.on(day);
  const by = dimensions.filter((d) => d.accounted).map((d) => d.id);
  const record = inputs.power?.(day);
  return {
    estimate: estimateMonth(now, m, mode),
    other: estimateMonth(now, m, OTHER[mode]),
    past: pastErrors(days, returning, m, day),
    power: record === undefined ? null : againstRecord(now, m, mode, record),
    besides: inputs.beside(day).map((b) => ({ record: b, growth: recordGrowth(now, m, b.values) })),
    forecast: forecasts({ days, returning, month: m, now, first, by }),
    actuals: actualsOf(now, m),
  };
}

function groupsOut(inputs: MonthInputs, made: Made, w: Writer): MonthEstimate["groups"] {
  const { estimate, past, power, besides, forecast, actuals } = made;
  return inputs.dimensions.map(({ id, label, labelOf }) => ({
    id,
    label,
    rows: (estimate.groups.get(id) ?? []).map((g): GroupOut => {
      const is = (x: { readonly code: string | null }): boolean => x.code === g.code;
      const track = past.groups.get(id)?.find(is)?.track ?? NO_TRACK;
      const beside = power?.groups.get(id)?.find(is);
      const came = actuals.groups.get(id)?.get(g.code);
      return {
        ...w.totals(g),
        code: g.code,
        label: labelOf(g.code),
        past: { level: w.errors(track.level), growth: w.pointErrors(track.growth) },
        power: beside === undefined ? null : w.beside(beside),
        beside: besides.map((b) => percentOf(b.growth.groups.get(id)?.find(is)?.growth ?? null)),
        models: w.models(forecast.groups.get(id)?.find(is) ?? null),
        actual: came === undefined ? null : w.sides(came),
      };
    }),
  }));
}

const NO_ERRORS = { count: 0, bias: null, meanAbsolute: null };
const NO_TRACK = { months: [], level: NO_ERRORS, growth: NO_ERRORS };

function written(inputs: MonthInputs, made: Made, count: number): MonthEstimate {
  const { sources } = inputs;
  const { estimate, other, past, power, besides, forecast, actuals } = made;
  const w = new Writer(typeOf(sources.indicator), sources);
  const { up, down } = movers(estimate, count);
  const sides: Readonly<Record<Mode, SidesOut>> = {
    as_said: w.sides((estimate.mode === "as_said" ? estimate : other).whole),
    corrected: w.sides((estimate.mode === "corrected" ? estimate : other).whole),
  };
  const track: Readonly<Record<Mode, TrackOut>> = {
    as_said: w.track(past.whole.as_said),
    corrected: w.track(past.whole.corrected),
  };
  const firms = estimate.firms.map((f) => w.firm(f));
  return {
    period: w.period(estimate.month),
    known: formatDay(estimate.day),
    mode: estimate.mode,
    indicator: { id: sources.indicator.id, label: sources.indicator.label },
    whole: {
      ...w.totals(estimate.whole),
      past: { level: track[estimate.mode].level, growth: track[estimate.mode].growth },
      power: power === null ? null : w.beside(power.whole),
      beside: besides.map((b) => percentOf(b.growth.whole.growth)),
      models: w.models(forecast.whole),
      actual: actuals.whole === null ? null : w.sides(actuals.whole),
    },
    modes: sides,
    methods: w.methods(estimate.whole, past.methods),
    groups: groupsOut(inputs, made, w),
    firms,
    up: up.map((f) => w.firm(f)),
    down: down.map((f) => w.firm(f)),
    entered: firms.filter((f) => f.entered),
    left: estimate.left.map((f) => ({ code: f.code, name: f.name, stored: w.ofFirm(f.stored) })),
    base: {
      stored: w.money(estimate.base.stored),
      left: w.money(estimate.base.left),
      entered: w.money(estimate.base.entered),
      restated: w.money(estimate.base.restated),
      comparable: w.money(estimate.base.comparable),
    },
    besides: besides.map(({ record: { form, field, to } }) => ({
      form: form.id,
      field: field.id,
      label: field.label,
      period: formatPeriod(form.every === "year" ? { from: to - 11, to } : monthPeriod(to)),
    })),
    power:
      power === null
        ? null
        : {
            ...w.power(power),
            firms: power.firms
              .slice(0, MOVERS)
              .map((f) => ({ ...w.beside(f), code: f.code ?? "", name: f.name })),
          },
    past: {
      ...track,
      firms: past.firms.map((f) => ({
        ...w.errors(f),
        code: f.code,
        name: f.name,
        corrected: f.correction !== null,
      })),
    },
  };
}

/** The month estimated, or why there is none. The model is the whole one: who may see which firm is settled by who asks. */
export async function monthEstimate(
  model: Model,
  runner: SqlRunner,
  order: MonthOrder,
): Promise<MonthAnswer> {
  const sources = monthSources(model);
  if (sources === null) return { ok: false, problem: "nothing_measures_output" };
  const { returning } = sources;
  const { from, to } = order.period;
  if (!isDue(returning, to)) return { ok: false, problem: from === to ? "not_due" : "not_a_month" };
  if (from !== to && from !== coveredBy(returning, to).from) return { ok: false, problem: "not_a_month" };
  const inputs = await gatherMonth(model, runner, sources, to);
  if (!inputs.pasts.some((p) => p.firm.standing(to).here)) return { ok: false, problem: "no_firms" };
  const made = make(inputs, to, order.known ?? estimateDay(returning, to), order.mode);
  return { ok: true, estimate: written(inputs, made, order.movers ?? MOVERS) };
}
