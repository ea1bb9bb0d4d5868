/** Dated parameters: found by their declared axis, invisible before they were published. */
import type { Parameter, ParameterValue } from "./model.ts";
import type { Day, Period, Value } from "@lianzhang/kernel";
import { FOREVER, lastDay, missing, present } from "@lianzhang/kernel";

const visible = (v: ParameterValue, known: Day | null): boolean =>
  known === null || v.published === null || v.published <= known;

/**
 * The value in force for a period. `period_end`: the one whose since..until holds the period's last day.
 * `vintage`: the latest vintage not after the period that was published by the knowledge date.
 */
export function parameterEntry(
  parameter: Parameter,
  period: Period,
  known: Day | null,
): ParameterValue | null {
  // of two values for one time the later publication is the revision
  const candidates = parameter.values
    .filter((v) => visible(v, known))
    .toSorted((a, b) => (b.published ?? -Infinity) - (a.published ?? -Infinity));
  if (parameter.axis === "vintage") {
    const earlier = candidates.filter((v) => v.for !== null && v.for.to <= period.to);
    return earlier.reduce<ParameterValue | null>(
      (best, v) => ((v.for?.to ?? 0) > (best?.for?.to ?? -1) ? v : best),
      null,
    );
  }
  const day = lastDay(period);
  return (
    candidates.find((v) =>
      v.for
        ? v.for.from <= period.to && v.for.to >= period.to
        : (v.since ?? -Infinity) <= day && day <= (v.until ?? Infinity),
    ) ?? null
  );
}

/** The values of a parameter found by a date: each with its first and last day, known by then. */
export const parameterSpans = (
  parameter: Parameter,
  known: Day | null,
): readonly { readonly since: Day; readonly until: Day; readonly value: bigint }[] =>
  parameter.values
    .filter((v) => visible(v, known))
    .toSorted((a, b) => (b.published ?? -Infinity) - (a.published ?? -Infinity))
    .flatMap((v) =>
      v.since === null ? [] : [{ since: v.since, until: v.until ?? FOREVER, value: v.value }],
    );

/** The value that a day finds, with its document and dates. */
export const parameterOn = (parameter: Parameter, known: Day | null, on: Day): ParameterValue | null =>
  parameter.values
    .filter((v) => visible(v, known))
    .toSorted((a, b) => (b.published ?? -Infinity) - (a.published ?? -Infinity))
    .find((v) => v.since !== null && v.since <= on && on <= (v.until ?? FOREVER)) ?? null;

/** `on`: the day that finds the value, for parameters found by a date. */
export function parameterValue(
  parameter: Parameter | undefined,
  period: Period,
  known: Day | null,
  on?: Day,
): Value {
  if (parameter && on !== undefined) {
    const found = parameterOn(parameter, known, on);
    return found ? present(found.value) : missing("no_parameter_value");
  }
  const entry = parameter ? parameterEntry(parameter, period, known) : null;
  return entry ? present(entry.value) : missing("no_parameter_value");
}
