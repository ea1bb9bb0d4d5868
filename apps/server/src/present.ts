/** From the engine's integers to the contract's figures: exact decimals, labels, counters, marks. */
import type { FigureData, FigureValue, GroupKey, Mark, Reference } from "@lianzhang/contract";
import type { Bound, Indicator, Model } from "@lianzhang/definitions";
import { keyLabel, releasedOn } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import type { Core } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { Label, MissingReason, Unit } from "@lianzhang/kernel";
import { decimalText, formatDay, formatPeriod, isExactDimension, PERCENT, unit } from "@lianzhang/kernel";

export interface ValueType {
  readonly numeric: "exact" | "ratio";
  readonly unit: Unit;
  readonly decimals: number;
}

export const typeOf = (indicator: Indicator): ValueType => ({
  numeric: indicator.body?.type.numeric ?? (isExactDimension(indicator.unit.dimension) ? "exact" : "ratio"),
  unit: indicator.unit,
  decimals: indicator.decimals,
});

const trimmed = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** Every digit the value has, trailing zeros cut. */
export function figureValue(
  value: bigint | null,
  type: ValueType,
  reason: MissingReason | null = null,
): FigureValue {
  return {
    text: value === null ? null : trimmed(decimalText(value, type)),
    unit: type.unit.text,
    numeric: type.numeric,
    decimals: type.decimals,
    reason: value === null ? (reason ?? "incomplete") : null,
  };
}

const POINTS = unit("百分点");
/** A change a year: 10^-8 of % for levels, of a point for percentages. */
export const changeValue = (
  value: bigint | null,
  points: boolean,
  reason: MissingReason = "base_not_positive",
): FigureValue =>
  figureValue(value, { numeric: "ratio", unit: points ? POINTS : PERCENT, decimals: 1 }, reason);

export const same = (text: string): Label => ({ zh: text, en: text });
export const reference = (id: string, l: Label | undefined): Reference => ({ id, label: l ?? same(id) });

/** The classification whose codes a grouping's cells are; null for flags. */
export function keyClassification(model: Model, key: string): string | null {
  for (const m of model.memberships.values())
    if (m.id === key || m.primaryAs === key) return m.classification;
  for (const r of model.registers.values()) {
    const type = r.attributes.get(key)?.type;
    if (type?.kind === "code") return type.classification;
  }
  return null;
}

export const UNKNOWN: Label = { zh: "未知", en: "Unknown" };
const FLAGS: Readonly<Record<string, Label>> = {
  true: { zh: "是", en: "Yes" },
  false: { zh: "否", en: "No" },
};

export function codeLabel(model: Model, classification: string | null, code: string | null): Label {
  if (code === null) return UNKNOWN;
  if (classification === null) return FLAGS[code] ?? same(code);
  return model.classifications.get(classification)?.codes.find((c) => c.code === code)?.label ?? same(code);
}

export const groupKeys = (model: Model, group: Figure["group"]): GroupKey[] =>
  group.map((g) => ({
    key: g.key,
    keyLabel: keyLabel(model, g.key),
    code: g.code,
    label: codeLabel(model, keyClassification(model, g.key), g.code),
  }));

function parameters(core: Core, into: Set<string>): Set<string> {
  if (core.op === "parameter") into.add(core.parameter);
  for (const child of children(core)) parameters(child, into);
  return into;
}

/** Whether a form or register of the closure holds made-up rows: published figures and fixed lists never do. */
function restsOnDemo(model: Model, indicator: Indicator): boolean {
  return indicator.touches.some((id) => {
    const [owner = ""] = id.split(".");
    const form = model.forms.get(owner);
    if (form) return form.input !== "published";
    const register = model.registers.get(owner);
    return register !== undefined && register.fixed === null;
  });
}

/** 演示 on what rests on made-up rows, 暂定口径 where the definition or a parameter is assumed. */
export function marksOf(model: Model, demo: boolean, indicator: Indicator): Mark[] {
  const assumed =
    indicator.assumed ||
    (indicator.body !== null &&
      [...parameters(indicator.body, new Set())].some((p) => model.parameters.get(p)?.assumed === true));
  return [
    ...(demo && restsOnDemo(model, indicator) ? (["demo"] as const) : []),
    ...(assumed ? (["assumed"] as const) : []),
  ];
}

export interface Presenting {
  readonly model: Model;
  readonly demo: boolean;
}

export function figureData(
  p: Presenting,
  indicator: Indicator,
  f: Figure,
  subject: { readonly code: string; readonly name: string } | null = null,
): FigureData {
  return {
    indicator: indicator.id,
    label: indicator.label,
    value: figureValue(f.value, typeOf(indicator), f.reason),
    period: formatPeriod(f.period),
    subject: subject ?? (f.subject === null ? null : { code: f.subject, name: f.subject }),
    group: groupKeys(p.model, f.group),
    counters: f.counters,
    marks: marksOf(p.model, p.demo, indicator),
    ...releaseOf(p.model, indicator, f.period),
  };
}

/** The day of the figure's release, where the calendar of its forms knows the period. */
function releaseOf(model: Model, indicator: Indicator, period: Figure["period"]): { releasedOn?: string } {
  const day = releasedOn(model, indicator, period);
  return day === null ? {} : { releasedOn: formatDay(day) };
}

/** A figure that cannot be: with its reason, so that the page shows — and why. */
export const absent = (
  p: Presenting,
  indicator: Indicator,
  period: Figure["period"],
  reason: MissingReason,
  group: Figure["group"] = [],
): FigureData =>
  figureData(p, indicator, {
    indicator: indicator.id,
    period,
    subject: null,
    group,
    value: null,
    reason,
    counters: null,
    additive: true,
  });

export function clauseReference(
  model: Model,
  id: string | null,
): { readonly id: string; readonly heading: string } | null {
  if (id === null) return null;
  return { id, heading: model.clauses.get(id)?.heading ?? "" };
}

/** The bound as the definition says it; a reference in words: 高于四川省. */
export function boundText(model: Model, bound: Bound): Label {
  if (bound.kind !== "reference") return same(bound.text);
  const place =
    [...model.registers.values()].map((r) => r.fixed?.get(bound.subject)).find((l) => l !== undefined) ??
    same(bound.subject);
  return bound.comparator === ">"
    ? { zh: `高于${place.zh}`, en: `above ${place.en}` }
    : { zh: `不低于${place.zh}`, en: `at least ${place.en}` };
}
