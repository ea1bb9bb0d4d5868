/** Figures and targets as flat records: the columns of the files and of `--json`. */
import type { Model } from "@lianzhang/definitions";
import type { ComputeRequest, Figure, TargetResult } from "@lianzhang/engine";
import { calibreJson, calibreOf } from "@lianzhang/engine";
import { decimalText, formatPeriod, PERCENT } from "@lianzhang/kernel";
import { codeLabel, written } from "./words.ts";

export interface FigureRow {
  readonly indicator: string;
  readonly label: string;
  readonly period: string;
  readonly subject: string | null;
  /** `county=511402+park=ganmei`; empty for the total, an empty code for the unknown. */
  readonly group: string;
  readonly group_label: string;
  /** Exact decimal in `unit`. */
  readonly value: string | null;
  readonly unit: string;
  readonly reason: string | null;
  readonly population: number | null;
  readonly expected: number | null;
  readonly reported: number | null;
  readonly used: number | null;
  readonly unknown: number | null;
  readonly additive: boolean;
  readonly assumed: boolean;
  /** 口径 (calibre.ts of the engine): the split the total is over, membership, prices, growth, whom it counts. */
  readonly partition: string | null;
  readonly counting: string | null;
  readonly membership_basis: string | null;
  readonly membership_month: string | null;
  readonly price_basis: string | null;
  readonly growth_basis: string | null;
  readonly known: string | null;
  readonly counted: string | null;
}

/** What a request decides of a figure's 口径. */
export type RowRequest = Pick<ComputeRequest, "known" | "basis">;

export function figureRow(model: Model, f: Figure, request: RowRequest): FigureRow {
  const indicator = model.indicators.get(f.indicator);
  const grouping = f.group.map((g) => g.key);
  const calibre = indicator
    ? calibreJson(calibreOf(model, indicator, { ...request, period: f.period, grouping }))
    : null;
  return {
    indicator: f.indicator,
    label: indicator?.label.zh ?? f.indicator,
    period: formatPeriod(f.period),
    subject: f.subject,
    group: f.group.map((g) => `${g.key}=${g.code ?? ""}`).join("+"),
    group_label: f.group.map((g) => codeLabel(model, g.key, g.code).zh).join("+"),
    value: f.value === null || !indicator ? null : decimalText(f.value, written(indicator)),
    unit: indicator?.unit.text ?? "",
    reason: f.reason,
    population: f.counters?.population ?? null,
    expected: f.counters?.expected ?? null,
    reported: f.counters?.reported ?? null,
    used: f.counters?.used ?? null,
    unknown: f.counters?.unknown ?? null,
    additive: f.additive,
    assumed: indicator?.assumed ?? false,
    partition: calibre?.partition ?? null,
    counting: calibre?.counting ?? null,
    membership_basis: calibre?.membership_basis ?? null,
    membership_month: calibre?.membership_month ?? null,
    price_basis: calibre?.price_basis ?? null,
    growth_basis: calibre?.growth_basis ?? null,
    known: calibre?.known ?? null,
    counted: calibre?.population?.zh ?? null,
  };
}

export interface TargetJson {
  readonly target: string;
  readonly label: string;
  readonly clause: string;
  readonly indicator: string | null;
  readonly by: number;
  readonly bound: string;
  readonly bound_value: string | null;
  readonly unit: string | null;
  readonly value: string | null;
  readonly reason: string | null;
  /** Where path and pace ask the figure to be. */
  readonly path_value: string | null;
  /** % a year for levels, points for percentages. */
  readonly achieved: string | null;
  readonly needed: string | null;
  readonly status: string;
  readonly assumed: boolean;
}

const percentText = (v: bigint | null): string | null =>
  v === null ? null : decimalText(v, { numeric: "ratio", unit: PERCENT });

export function targetRow(model: Model, t: TargetResult): TargetJson {
  const indicator = model.indicators.get(t.target.indicator ?? "");
  const text = (v: bigint | null): string | null =>
    v === null || !indicator ? null : decimalText(v, written(indicator));
  return {
    target: t.target.id,
    label: t.target.label.zh,
    clause: t.target.clause,
    indicator: t.target.indicator,
    by: t.target.by,
    bound: t.target.bound.text,
    bound_value: text(t.bound),
    unit: indicator?.unit.text ?? null,
    value: text(t.figure?.value ?? null),
    reason: t.figure?.reason ?? null,
    path_value: text(t.expected),
    achieved: percentText(t.achieved),
    needed: percentText(t.needed),
    status: t.status,
    assumed: t.target.assumed,
  };
}
