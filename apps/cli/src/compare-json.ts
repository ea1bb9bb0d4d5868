/** A comparison as one JSON document: every figure that is not the same, with both sides. */
import type {
  Change,
  Comparison,
  Figure,
  FigureDifference,
  IndicatorMoves,
  TargetChange,
} from "@lianzhang/engine";
import { addressOf } from "@lianzhang/engine";
import { decimalText, formatDay, formatPeriod, PERCENT } from "@lianzhang/kernel";
import { targetRow } from "./figure-row.ts";
import type { Edge } from "./compare-text.ts";
import { changeValue, crossings } from "./compare-text.ts";
import { codeLabel } from "./words.ts";

function changeJson(comparison: Comparison, c: Change): Record<string, string | number> {
  const { file, line, column } = c.place;
  return { address: addressOf(c), value: changeValue(comparison.model, c, "en"), file, line, column };
}

function movedJson(comparison: Comparison, i: IndicatorMoves, m: FigureDifference): Record<string, unknown> {
  const { model } = comparison;
  const unit = model.indicators.get(i.indicator)?.unit;
  const text = (v: bigint | null | undefined): string | null =>
    v === null || v === undefined || !unit ? null : decimalText(v, { numeric: i.numeric, unit });
  const f: Figure | null = m.after ?? m.before;
  return {
    state: m.state,
    subject: f?.subject ?? null,
    group: (f?.group ?? []).map((g) => `${g.key}=${g.code ?? ""}`).join("+"),
    group_label: (f?.group ?? []).map((g) => codeLabel(model, g.key, g.code).zh).join("+"),
    before: text(m.before?.value),
    before_reason: m.before?.reason ?? null,
    after: text(m.after?.value),
    after_reason: m.after?.reason ?? null,
    by: text(m.by),
    percent: m.percent === null ? null : decimalText(m.percent, { numeric: "ratio", unit: PERCENT }),
  };
}

function indicatorJson(comparison: Comparison, i: IndicatorMoves): Record<string, unknown> {
  const indicator = comparison.model.indicators.get(i.indicator);
  return {
    indicator: i.indicator,
    label: indicator?.label.zh ?? i.indicator,
    unit: indicator?.unit.text ?? "",
    ...i.counts,
    moved: i.moved.map((m) => movedJson(comparison, i, m)),
  };
}

const targetJson = (comparison: Comparison, t: TargetChange): Record<string, unknown> => ({
  target: t.before.target.id,
  label: t.before.target.label.zh,
  status_before: t.before.status,
  status_after: t.after.status,
  value_before: targetRow(comparison.model, t.before).value,
  value_after: targetRow(comparison.model, t.after).value,
  unit: targetRow(comparison.model, t.after).unit,
});

export function comparisonJson(
  comparison: Comparison,
  edges: readonly Edge[],
  stored: boolean,
  diagnostics: readonly unknown[],
): Record<string, unknown> {
  const { scenario, before } = comparison;
  const { request, key } = before;
  return {
    decision: comparison.model.id,
    scenario: {
      name: scenario.name,
      note: scenario.note,
      hold: [...scenario.hold].toSorted(),
      changes: scenario.changes.map((c) => changeJson(comparison, c)),
    },
    period: formatPeriod(request.period),
    known: request.known === null ? null : formatDay(request.known),
    basis: request.basis,
    groupings: request.groupings,
    key: { ...key, known: key.known === null ? null : formatDay(key.known) },
    baseline: stored ? "stored" : "computed",
    indicators: comparison.indicators.map((i) => indicatorJson(comparison, i)),
    crossings: edges.map((e) => ({ indicator: e.indicator, edge: e.text, ...crossings(comparison, e) })),
    targets: comparison.targets.map((t) => targetJson(comparison, t)),
    diagnostics,
  };
}
