/** GET /api/indicators and /api/indicators/:id. */
import type {
  Breakdown,
  Catalogue,
  Definition,
  FigureData,
  IndicatorAnswer,
  SourceRow,
} from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import { groupingKey } from "@lianzhang/engine";
import type { Period } from "@lianzhang/kernel";
import { formatDay, nearest } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { allFiguresIn, asOfOf, figuresIn, keysOf, present, sameCell } from "../asked.ts";
import { besideOf, calibreIn } from "../calibre.ts";
import type { Context } from "../context.ts";
import { badQuery, notFound } from "../errors.ts";
import { formulaNames } from "../formula-names.ts";
import { indicatorExistsOn, keyLabel, writtenIndicators } from "@lianzhang/definitions";
import { absent, clauseReference, reference, same } from "../present.ts";
import { seriesPeriods, sinceForms } from "../timeline.ts";
import { targetRows } from "./targets.ts";

export function indicatorNamed(context: Context, id: string): Indicator {
  const found = context.model.indicators.get(id);
  if (!found)
    throw notFound({ zh: "指标", en: "indicator" }, id, nearest(id, context.model.indicators.keys()));
  return found;
}

const groupings = (context: Context, indicator: Indicator) =>
  indicator.by.map((id) => reference(id, keyLabel(context.model, id)));
const holderOf = (context: Context, id: string | null) =>
  id === null ? null : reference(id, context.model.holders.get(id)?.label);

export async function catalogue(context: Context, frame: Frame): Promise<Catalogue> {
  const all = writtenIndicators(context.model);
  const figures = await figuresIn(context, frame, all);
  return {
    asOf: asOfOf(context, frame),
    indicators: all.map((i) => ({
      id: i.id,
      label: i.label,
      clause: clauseReference(context.model, i.clause),
      unit: i.unit.text,
      of: i.of,
      measured: i.body !== null,
      holder: holderOf(context, i.holder),
      assumed: i.assumed,
      by: groupings(context, i),
      targets: [...context.model.targets.values()].filter((t) => t.indicator === i.id).map((t) => t.id),
      figure: i.of !== null || i.body === null ? null : present(context, frame, i, figures.get(i.id)),
    })),
  };
}

/** A field or attribute of the closure, with holder and legal basis. */
function sources(context: Context, indicator: Indicator): SourceRow[] {
  const { model } = context;
  return indicator.touches.flatMap((id): SourceRow[] => {
    const [owner = "", part = ""] = id.split(".");
    const form = model.forms.get(owner);
    const field = form?.fields.get(part);
    if (form && field)
      return [
        {
          id,
          label: field.label,
          form: form.label,
          holder: model.holders.get(field.holder)?.label ?? same(field.holder),
          basis: field.basis,
          input: form.input,
        },
      ];
    const attribute = model.registers.get(owner)?.attributes.get(part);
    if (attribute)
      return [
        {
          id,
          label: attribute.label,
          form: null,
          holder: model.holders.get(attribute.holder)?.label ?? same(attribute.holder),
          basis: attribute.basis,
          input: null,
        },
      ];
    return [];
  });
}

export function definitionOf(context: Context, i: Indicator): Definition {
  return {
    id: i.id,
    label: i.label,
    clause: clauseReference(context.model, i.clause),
    of: i.of,
    period: i.period,
    unit: i.unit.text,
    decimals: i.decimals,
    formula: i.formula,
    names: formulaNames(context.model, i.formula),
    growthBasis: i.growthBasis,
    higherIsBetter: i.higherIsBetter,
    assumed: i.assumed,
    note: i.note,
    holder: holderOf(context, i.holder),
    by: groupings(context, i),
    sources: sources(context, i),
    place: `${i.place.file}:${i.place.line}`,
  };
}

function existsOnOf(context: Context, i: Indicator, period: Period): IndicatorAnswer["existsOn"] {
  const found = i.body === null ? null : indicatorExistsOn(context.model, i, period);
  return found === null ? null : { ...found, day: formatDay(found.day) };
}

/** Leading periods without data are left off. */
export function sinceFirst(figures: readonly FigureData[]): FigureData[] {
  const first = figures.findIndex((f) => f.value.text !== null);
  return first < 0 ? [] : figures.slice(first);
}

/** One run of the engine a period answers the series and, for the later ones, the rows of the breakdown. */
interface PeriodFigures {
  readonly period: Period;
  readonly figure: FigureData;
  readonly cells: readonly Figure[];
}

/** The keys of a breakdown's cells: the scope, without the key that is broken down, then that key. */
const insideOf = (frame: Frame, by: string): Frame["scope"] => frame.scope.filter((g) => g.key !== by);

async function overPeriods(
  context: Context,
  frame: Frame,
  i: Indicator,
  by: string | undefined,
): Promise<PeriodFigures[]> {
  const { timeline } = context.instance;
  const periods = sinceForms(timeline, i.touches, seriesPeriods(timeline, frame.period));
  const inside = by === undefined ? [] : insideOf(frame, by);
  const out: PeriodFigures[] = [];
  for (const period of periods) {
    const at = { ...frame, period };
    const grouping = by === undefined ? null : [...keysOf(inside), by];
    const figure = (await figuresIn(context, at, [i], grouping)).get(i.id);
    const all = grouping === null ? [] : await allFiguresIn(context, at, [i], grouping);
    const cells = all.filter(
      (f) =>
        f.group.length === inside.length + 1 &&
        f.group.at(-1)?.key === by &&
        sameCell(f.group.slice(0, -1), inside),
    );
    out.push({ period, figure: present(context, at, i, figure), cells });
  }
  return out;
}

/** Largest first, the unknown last, then by code: the order of rows is the same for every request. */
function compareRows(a: Figure, b: Figure): number {
  const code = (f: Figure): string => f.group.at(-1)?.code ?? "";
  const unknown = (f: Figure): number => (f.group.at(-1)?.code === null ? 1 : 0);
  if (unknown(a) !== unknown(b)) return unknown(a) - unknown(b);
  const [x, y] = [a.value, b.value];
  if (x !== y) return x === null ? 1 : y === null ? -1 : x > y ? -1 : 1;
  return code(a) < code(b) ? -1 : 1;
}

/** Series of a breakdown reach this many periods back. */
const BREAKDOWN_PERIODS = 6;

function checkBreakdown(context: Context, i: Indicator, by: string): void {
  if (!groupingKey(context.model, by)) throw notFound({ zh: "分组", en: "grouping" }, by, nearest(by, i.by));
  if (i.of !== null) throw badQuery({ zh: "户级指标不分组", en: "a figure of one subject has no breakdown" });
}

function breakdown(
  context: Context,
  frame: Frame,
  i: Indicator,
  by: string,
  periods: readonly PeriodFigures[],
): Breakdown {
  const rows = (periods.at(-1)?.cells ?? []).toSorted(compareRows);
  const p = { model: context.model, demo: context.instance.demo };
  const at = (row: Figure, { period, cells }: PeriodFigures): FigureData => {
    const found = cells.find((f) => sameCell(f.group, row.group));
    return found
      ? present(context, { ...frame, period }, i, found)
      : absent(p, i, period, "no_rows", row.group);
  };
  const partition = [...context.model.partitions.values()].find((x) => x.attribute === by);
  return {
    by: reference(by, keyLabel(context.model, by)),
    additive: rows.every((f) => f.additive) && i.body?.type.numeric === "exact",
    partition: partition?.label ?? null,
    rows: rows.map((f) => present(context, frame, i, f)),
    series: rows.map((row) => periods.slice(-BREAKDOWN_PERIODS).map((one) => at(row, one))),
  };
}

export async function indicator(
  context: Context,
  id: string,
  frame: Frame,
  by: string | undefined,
): Promise<IndicatorAnswer> {
  const i = indicatorNamed(context, id);
  if (by !== undefined) checkBreakdown(context, i, by);
  const group = i.body !== null && i.of === null;
  const periods = group ? await overPeriods(context, frame, i, by) : [];
  const figure = periods.at(-1)?.figure ?? present(context, frame, i, undefined);
  return {
    asOf: asOfOf(context, frame),
    definition: definitionOf(context, i),
    figure,
    calibre: calibreIn(context.model, i, frame, figure),
    existsOn: existsOnOf(context, i, frame.period),
    beside: await besideOf(context, frame, i, figure),
    series: sinceFirst(periods.map((p) => p.figure)),
    breakdown: by === undefined || !group ? null : breakdown(context, frame, i, by, periods),
    targets: await targetRows(context, frame, i.id),
  };
}
