/** Dated parameters: found by their declared axis, invisible before they were published. */
import type { Parameter, ParameterValue } from "@lianzhang/definitions";
import type { Day, Period, Value } from "@lianzhang/kernel";
import { missing, monthOfYear, present, yearOf } from "@lianzhang/kernel";

/** The last day of a period, for `by: period_end`. */
export function lastDay(period: Period): Day {
  return Math.floor(Date.UTC(yearOf(period.to), monthOfYear(period.to), 0) / 86_400_000);
}

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
  const candidates = parameter.values.filter((v) => visible(v, known));
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

export function parameterValue(parameter: Parameter | undefined, period: Period, known: Day | null): Value {
  const entry = parameter ? parameterEntry(parameter, period, known) : null;
  return entry ? present(entry.value) : missing("no_parameter_value");
}
