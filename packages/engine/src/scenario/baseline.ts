/** Stored results as the baseline of a scenario. */
import type { Model } from "@lianzhang/definitions";
import { parseDay, parsePeriod, samePeriod } from "@lianzhang/kernel";
import type { Versions } from "../compute.ts";
import { ENGINE_VERSION } from "../compute.ts";
import { groupingKey } from "../question.ts";
import type { ComputeRequest, ComputeResult } from "../result.ts";
import type { RunRecord } from "../runs/record.ts";

/** A question without a scenario of its own. */
export type CompareRequest = Omit<ComputeRequest, "overlay" | "held">;

/** A run record as the result it was made from; null when its period cannot be read. */
export function resultOf(model: Model, record: RunRecord): ComputeResult | null {
  const { request, key } = record;
  const period = parsePeriod(request.period);
  if (period === null) return null;
  const known = request.known === null ? null : parseDay(request.known);
  return {
    request: {
      indicators: request.indicators,
      period,
      known,
      groupings: request.groupings,
      basis: request.basis,
    },
    figures: record.figures.map((f) => ({
      indicator: f.indicator,
      period,
      subject: f.subject,
      group: f.group.map((g) => ({
        ...(groupingKey(model, g.key) ?? { key: g.key, kind: "attribute" }),
        code: g.code,
      })),
      value: f.value === null ? null : BigInt(f.value),
      reason: f.reason,
      counters: f.counters,
      additive: f.additive,
    })),
    key: {
      definitions: key.definitions,
      commit: key.commit,
      known,
      engine: key.engine,
      store: key.store,
    },
  };
}

/** Why a stored result cannot be the baseline of a question; null when it can. In English, for a diagnostic. */
export function baselineProblem(
  model: Model,
  request: CompareRequest,
  versions: Versions,
  stored: ComputeResult,
): string | null {
  const { key, request: asked } = stored;
  const groupings = new Set(asked.groupings.map((g) => g.join("+")));
  const indicators = new Set(asked.indicators);
  if (key.definitions !== model.key) return "it was computed by other definitions";
  if (key.commit !== versions.commit || key.store !== versions.store)
    return "it was computed over other data, or by another version of the store";
  if (key.engine !== ENGINE_VERSION) return "it was computed by another version of the engine";
  if (!samePeriod(asked.period, request.period)) return "it is of another period";
  if (asked.known !== request.known) return "it is of another day of knowledge";
  if (asked.basis !== request.basis) return "it has another membership basis";
  const absent = request.indicators.find((i) => !indicators.has(i));
  if (absent !== undefined) return `it has no ${absent}`;
  const grouping = request.groupings.map((g) => g.join("+")).find((g) => !groupings.has(g));
  return grouping === undefined ? null : `it has no grouping by ${grouping === "" ? "nothing" : grouping}`;
}

/** The figures of a stored result that the question asks for. */
export function within(stored: ComputeResult, request: CompareRequest): ComputeResult {
  const groupings = new Set(request.groupings.map((g) => g.join("+")));
  const asked = new Set(request.indicators);
  const figures = stored.figures.filter(
    (f) =>
      asked.has(f.indicator) &&
      (f.subject !== null || f.reason === "no_form" || groupings.has(f.group.map((g) => g.key).join("+"))),
  );
  return { ...stored, request, figures };
}
