/**
 * The estimate of a month (预估): every firm of the population, those that have not answered carried on. It is made
 * elsewhere; this is what the page takes of it, and how it leads back to what each firm said.
 */
import type { EstimateCell, EstimateTrace, FigureData } from "@lianzhang/contract";
import { ESTIMATE_FIGURE } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import type { Group } from "@lianzhang/formula";
import type { Day, Label, Month } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { monthEstimate } from "../month/estimate.ts";
import { METHOD_LABELS } from "../month/out.ts";
import type { GroupOut, MonthEstimate } from "../month/types.ts";
import { groupKeys, marksOf } from "../present.ts";
import { hides } from "../sight/sight.ts";

/** As known on the day; null: nothing can be estimated for the month. */
export type EstimateOf = (context: Context, month: Month, day: Day) => Promise<MonthEstimate | null>;

/** From the store, once a month and day; answers as their past errors correct them. */
export const storedEstimate: EstimateOf = (context, month, day) =>
  context.whole.once(`estimate|${month}|${day}`, async () => {
    const { model, runner } = context;
    const period = { from: month, to: month };
    const made = await monthEstimate(model, runner, { period, known: day, mode: "corrected" });
    return made.ok ? made.estimate : null;
  });

const LABEL: Label = { zh: "预估产值", en: "Estimated output" };
/** Firms listed by name; the rest is counted. */
const NAMED = 20;

type Cell = Omit<GroupOut, "code" | "label">;

/** The dimension of a key: a list is grouped under its own name, by the primary code. */
const dimensionOf = ({ memberships }: Pick<Model, "memberships">, key: string): string =>
  [...memberships.values()].find((m) => m.primaryAs === key)?.name ?? key;

function cellIn(model: Model, estimate: MonthEstimate | null, [at]: Group): Cell | null {
  if (estimate === null) return null;
  if (at === undefined) return estimate.whole;
  const id = dimensionOf(model, at.key);
  return estimate.groups.find((g) => g.id === id)?.rows.find((r) => r.code === at.code) ?? null;
}

function figureOf(
  { model, instance }: Context,
  estimate: MonthEstimate,
  cell: Cell,
  group: Group,
): FigureData {
  const indicator = model.indicators.get(estimate.indicator.id);
  return {
    indicator: ESTIMATE_FIGURE,
    label: LABEL,
    value: cell.value,
    period: estimate.period,
    subject: null,
    group: groupKeys(model, group),
    counters: null,
    marks: indicator === undefined ? [] : marksOf(model, instance.demo, indicator),
  };
}

/** The cell of a group, [] the whole; null: the grouping has no such code. */
export function estimateCell(
  context: Context,
  estimate: MonthEstimate | null,
  group: Group,
): EstimateCell | null {
  const cell = cellIn(context.model, estimate, group);
  if (cell === null || estimate === null) return null;
  const { firms, growth, points, answered } = cell;
  return { figure: figureOf(context, estimate, cell, group), firms, growth, pull: points, answered };
}

/** What the estimate of a cell is made of: its firms by method, each with what it rests on, and how far off it used to be. */
export function estimateTrace(
  context: Context,
  estimate: MonthEstimate | null,
  group: Group,
): EstimateTrace | null {
  const { model, sight } = context;
  const cell = cellIn(model, estimate, group);
  if (cell === null || estimate === null) return null;
  const [at] = group;
  const id = at === undefined ? null : dimensionOf(model, at.key);
  const inside = estimate.firms.filter((f) => id === null || f.groups[id] === at?.code);
  const size = (text: string | null): number => Number(text ?? 0);
  const named = inside
    .filter((f) => !hides(sight, f.code))
    .toSorted((a, b) => size(b.value.text) - size(a.value.text) || (a.code < b.code ? -1 : 1))
    .slice(0, NAMED);
  const { growth, points, prior, answered, actual, by, past } = cell;
  const errors = new Map(estimate.methods.map((m) => [m.method, m.past]));
  return {
    figure: figureOf(context, estimate, cell, group),
    known: estimate.known,
    indicator: estimate.indicator,
    growth,
    prior,
    pull: points,
    answered,
    actual: actual === null ? null : { value: actual.value, growth: actual.growth },
    firms: cell.firms,
    methods: by.flatMap(({ method, firms, value, share }) => {
      const found = errors.get(method);
      if (firms === 0 || found === undefined) return [];
      return [{ method, label: METHOD_LABELS[method], firms, value, share, past: found }];
    }),
    past: past.level,
    months:
      at === undefined
        ? estimate.past.corrected.months.map(({ period, estimate: said, actual: came, error }) => ({
            period,
            estimate: said,
            actual: came,
            error,
          }))
        : [],
    named: named.map((f) => ({
      code: f.code,
      name: f.name,
      method: f.method,
      label: METHOD_LABELS[f.method],
      value: f.value,
      prior: f.prior,
      growth: f.growth,
      correction: f.correction?.ratio ?? null,
    })),
  };
}
