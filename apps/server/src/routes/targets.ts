/** Targets as pages show them: bound, path, pace, status, change achieved and needed. */
import type { FigureData, TargetRow } from "@lianzhang/contract";
import type { Indicator, Model, Target } from "@lianzhang/definitions";
import type { Figure, TargetResult } from "@lianzhang/engine";
import { changesByPoints } from "@lianzhang/engine";
import type { Period } from "@lianzhang/kernel";
import { yearOf, yearPeriod } from "@lianzhang/kernel";
import { present } from "../asked.ts";
import type { Asked, Context } from "../context.ts";
import {
  boundText,
  changeValue,
  clauseReference,
  figureValue,
  marksOf,
  reference,
  typeOf,
} from "../present.ts";

/** Years shown in a target's small series. */
const SERIES_YEARS = 6;

function boundOf(model: Model, t: TargetResult, indicator: Indicator | undefined): TargetRow["bound"] {
  const { bound } = t.target;
  const value = indicator && t.bound !== null ? figureValue(t.bound, typeOf(indicator)) : null;
  switch (bound.kind) {
    case "number":
      return { kind: "number", comparator: bound.comparator, value, text: boundText(model, bound) };
    case "reference":
      return {
        kind: "reference",
        comparator: bound.comparator,
        value: value ?? (indicator ? figureValue(null, typeOf(indicator), "not_reported") : null),
        text: boundText(model, bound),
      };
    case "qualitative":
      return { kind: "qualitative", comparator: null, value: null, text: boundText(model, bound) };
  }
}

/** Yearly figures of the targets' indicators up to the asked year, computed together a year. */
async function yearly(
  context: Context,
  asked: Asked,
  targets: readonly Target[],
): Promise<Map<string, FigureData[]>> {
  const ids = [...new Set(targets.flatMap((t) => t.indicator ?? []))];
  const last = asked.period.to % 12 === 11 ? yearOf(asked.period.to) : yearOf(asked.period.to) - 1;
  const first = Math.max(context.instance.timeline.years?.from ?? last, last - SERIES_YEARS + 1);
  const out = new Map<string, FigureData[]>();
  for (let year = first; year <= last; year++) {
    const period: Period = yearPeriod(year);
    const figures = new Map(
      (await context.figures({ ...asked, period }, ids, [[]]))
        .filter((f) => f.group.length === 0 && f.subject === null)
        .map((f): [string, Figure] => [f.indicator, f]),
    );
    for (const id of ids) {
      const indicator = context.model.indicators.get(id);
      const figure = figures.get(id);
      if (indicator && figure && (figure.value !== null || out.has(id)))
        out.set(id, [...(out.get(id) ?? []), present(context, { ...asked, period }, indicator, figure)]);
    }
  }
  return out;
}

/** Every target in order, or those of one indicator. */
export async function targetRows(
  context: Context,
  asked: Asked,
  indicator: string | null = null,
): Promise<TargetRow[]> {
  const all = await context.targets(asked);
  const results = indicator === null ? all : all.filter((t) => t.target.indicator === indicator);
  // Asked for all targets at once, so that every page shares one run a year.
  const series = await yearly(
    context,
    asked,
    all.map((t) => t.target),
  );
  return results.map((t) => targetRow(context, asked, t, series.get(t.target.indicator ?? "") ?? []));
}

function targetRow(
  context: Context,
  asked: Asked,
  t: TargetResult,
  series: readonly FigureData[],
): TargetRow {
  const { model } = context;
  const { target } = t;
  const indicator = model.indicators.get(target.indicator ?? "");
  const points = indicator ? changesByPoints(indicator) : false;
  const holder = indicator && indicator.body === null ? indicator.holder : null;
  const marks = indicator ? marksOf(model, context.instance.demo, indicator) : [];
  return {
    id: target.id,
    order: target.order,
    label: target.label,
    clause: clauseReference(model, target.clause) ?? { id: target.clause, heading: "" },
    quote: target.quote,
    indicator: indicator ? reference(indicator.id, indicator.label) : null,
    by: target.by,
    bound: boundOf(model, t, indicator),
    now: indicator ? present(context, asked, indicator, t.figure ?? undefined) : null,
    expectedNow: indicator && t.expected !== null ? figureValue(t.expected, typeOf(indicator)) : null,
    status: t.status,
    achieved: t.achieved === null ? null : changeValue(t.achieved, points),
    needed: t.needed === null ? null : changeValue(t.needed, points),
    series: [...series],
    path: indicator
      ? [...target.path]
          .toSorted(([a], [b]) => a - b)
          .map(([year, value]) => ({ year, value: figureValue(value, typeOf(indicator)) }))
      : [],
    owner: target.owner === null ? null : reference(target.owner, model.holders.get(target.owner)?.label),
    holder: holder === null ? null : reference(holder, model.holders.get(holder)?.label),
    note: target.note,
    marks: target.assumed && !marks.includes("assumed") ? [...marks, "assumed"] : marks,
  };
}
