/** 序时进度 of an amount for the year: the indicator's own curve of past years, and where the year stands against it. */
import type { FigureValue } from "@lianzhang/contract";
import type { Indicator, Model } from "@lianzhang/definitions";
import type { TargetStatus, Versions } from "@lianzhang/engine";
import { compute } from "@lianzhang/engine";
import type { Day, Month, SqlRunner } from "@lianzhang/kernel";
import { formatPeriod, month, monthOfYear, yearOf } from "@lianzhang/kernel";
import { pace, pastYears, seasonalCurve } from "@lianzhang/outlook";
import { changeValue, figureValue, typeOf } from "../present.ts";

/** Years looked back for whole ones. */
const YEARS = 5;
const LAST = 12;

export interface PaceOrder {
  readonly indicator: string;
  /** The amount for the year, in the indicator's integers (minor units, or 10^-8 of its unit). */
  readonly target: bigint;
  /** The year up to this month. */
  readonly month: Month;
  readonly known: Day | null;
}

export interface YearPace {
  /** `2025-01..06` */
  readonly period: string;
  readonly status: TargetStatus;
  readonly target: FigureValue;
  readonly cumulative: FigureValue;
  readonly expected: FigureValue;
  /** Above 0: ahead of the curve. */
  readonly ahead: FigureValue;
  /** The year as it would end by the median curve, and by the past year with the smallest share by this month. */
  readonly projected: FigureValue;
  readonly best: FigureValue;
  /** Share of the year reached by each month, January first, %. */
  readonly curve: readonly FigureValue[];
  readonly years: readonly number[];
}

export type PaceProblem = "unknown_indicator" | "no_yearly_amount" | "no_figure" | "too_few_years";
export type PaceAnswer =
  | { readonly ok: true; readonly pace: YearPace }
  | { readonly ok: false; readonly problem: PaceProblem };

/** A curve is of what adds up through the year: sums of flows, not rates, levels or growth. */
const addsUp = (i: Indicator): boolean =>
  i.of === null && i.body?.type.numeric === "exact" && i.body.type.time.kind === "flow";

/** January to each month, as known; months without a figure are not there. */
async function throughMonths(
  model: Model,
  runner: SqlRunner,
  versions: Versions,
  { indicator, known }: PaceOrder,
  months: readonly Month[],
): Promise<ReadonlyMap<Month, bigint>> {
  const found = new Map<Month, bigint>();
  for (const to of months) {
    const period = { from: month(yearOf(to), 1), to };
    const request = { indicators: [indicator], period, known, groupings: [[]], basis: "end" } as const;
    const value = (await compute(model, runner, request, versions)).figures[0]?.value ?? null;
    if (value !== null) found.set(to, value);
  }
  return found;
}

export async function yearPace(
  model: Model,
  runner: SqlRunner,
  versions: Versions,
  order: PaceOrder,
): Promise<PaceAnswer> {
  const indicator = model.indicators.get(order.indicator);
  if (indicator === undefined) return { ok: false, problem: "unknown_indicator" };
  if (!addsUp(indicator)) return { ok: false, problem: "no_yearly_amount" };
  const { month: to, target } = order;
  const year = yearOf(to);
  const past = Array.from({ length: YEARS * LAST }, (_, i) => month(year - YEARS, 1) + i);
  const curve = seasonalCurve(pastYears(await throughMonths(model, runner, versions, order, past)), year);
  if (curve === null) return { ok: false, problem: "too_few_years" };
  const cumulative = (await throughMonths(model, runner, versions, order, [to])).get(to);
  if (cumulative === undefined) return { ok: false, problem: "no_figure" };
  const stands = pace(target, cumulative, to, curve);
  const value = (v: bigint | null): FigureValue => figureValue(v, typeOf(indicator));
  return {
    ok: true,
    pace: {
      period: formatPeriod({ from: to - monthOfYear(to) + 1, to }),
      status: stands.status,
      target: value(target),
      cumulative: value(cumulative),
      expected: value(stands.expected),
      ahead: value(stands.ahead),
      projected: value(stands.projected),
      best: value(stands.best),
      curve: curve.shares.map((s) => changeValue(s * 100n, false)),
      years: curve.years,
    },
  };
}
