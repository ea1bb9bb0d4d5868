/** Small shared pieces of a question: its basis, its grouping keys, its answer. */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { Counters, Question } from "@lianzhang/formula";
import type { MissingReason, Period, Value } from "@lianzhang/kernel";
import type { Figure } from "./result.ts";
import type { Basis, Held, Overlay } from "./row-steps.ts";

/** What a figure is grouped by: a code or flag attribute, the primary code of a membership, or a membership. */
export interface GroupingKey {
  readonly key: string;
  readonly kind: "attribute" | "membership";
}

/** The month whose attributes and population a question uses, and what it knows. */
export function basisOf(request: {
  readonly period: Period;
  readonly known: number | null;
  readonly basis: "end" | "own" | "start";
  readonly overlay?: Overlay | null;
  readonly held?: Basis["held"];
  readonly horizon?: number | null;
}): Basis {
  const { known, overlay = null, held = null, horizon = null } = request;
  const month = request.basis === "start" ? request.period.from : request.period.to;
  const at = (h: Held | null): Held | null => h && { ...h, basis: { ...h.basis, month, known, horizon } };
  const sets = held && { bases: at(held.bases), cuts: at(held.cuts) };
  return { month, known, overlay, held: sets, horizon };
}

/** Whether an id groups: a code or flag attribute, the primary code of a membership, or a membership. */
export function groupingKey(model: Model, id: string): GroupingKey | null {
  for (const m of model.memberships.values()) {
    if (m.id === id) return { key: id, kind: "membership" };
    if (m.primaryAs === id) return { key: id, kind: "attribute" };
  }
  for (const r of model.registers.values()) {
    const attribute = r.attributes.get(id);
    if (attribute && (attribute.type.kind === "code" || attribute.type.kind === "boolean"))
      return { key: id, kind: "attribute" };
  }
  return null;
}

/** A figure from an evaluation. */
export function figureOf(
  indicator: Indicator,
  question: Question,
  result: { readonly value: Value; readonly counters: Counters | null },
  isAdditive: boolean,
): Figure {
  const { value } = result;
  return {
    indicator: indicator.id,
    period: question.period,
    subject: question.subject,
    group: question.group,
    value: value.ok ? value.value : null,
    reason: value.ok ? null : value.reason,
    counters: result.counters,
    additive: isAdditive,
  };
}

/** An incomplete or foreign period for an indicator that states its own. */
export function periodProblem(indicator: Indicator, period: Period): MissingReason | null {
  if (indicator.period === null) return null;
  const months = { month: 1, quarter: 3, half: 6, year: 12 }[indicator.period];
  const length = period.to - period.from + 1;
  if (length === months && period.from % months === 0) return null;
  return length < months ? "incomplete" : "not_at_this_period";
}
