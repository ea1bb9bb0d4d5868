/** Parameters under a scenario: its values in the place of those in force at the same time. */
import type { Parameter, ParameterValue } from "@lianzhang/definitions";
import type { Day, Period } from "@lianzhang/kernel";
import { lastDay, monthPeriod, samePeriod } from "@lianzhang/kernel";
import type { Change, ParameterTime } from "./change.ts";

type ParameterChange = Extract<Change, { readonly kind: "parameter" }>;
type Since = ParameterChange & { readonly time: Extract<ParameterTime, { readonly kind: "since" }> };

const firstDay = (p: Period): Day => lastDay(monthPeriod(p.from - 1)) + 1;

/** Visible on every day: what if it had always been known. */
const entry = (c: ParameterChange, source: string, more: Partial<ParameterValue>): ParameterValue => ({
  for: null,
  since: null,
  until: null,
  published: null,
  value: c.value,
  source,
  ...more,
});

/** The dated values without the days from `from` to `until`. */
function without(values: readonly ParameterValue[], from: Day, until: Day | null): ParameterValue[] {
  return values.flatMap((v): ParameterValue[] => {
    if (v.since === null) return [v];
    const before = v.since < from;
    const after = until !== null && (v.until === null || v.until > until);
    if ((until !== null && v.since > until) || (v.until !== null && v.until < from)) return [v];
    return [
      ...(before ? [{ ...v, until: from - 1 }] : []),
      ...(after && until !== null ? [{ ...v, since: until + 1 }] : []),
    ];
  });
}

/**
 * A value since a day holds until the next value begins, in the file or in the scenario; a value for a period
 * holds in it and nowhere else; a value for all times takes the place of every value.
 */
export function overlayParameter(
  parameter: Parameter,
  changes: readonly ParameterChange[],
  scenario: string,
): Parameter {
  let values = [...parameter.values];
  const isSince = (c: ParameterChange): c is Since => c.time.kind === "since";
  const since = changes.filter(isSince).toSorted((a, b) => a.time.day - b.time.day);
  for (const c of changes)
    if (c.time.kind === "always") values = values.map((v) => ({ ...v, value: c.value }));
  for (const [i, c] of since.entries()) {
    const begins = [...parameter.values.flatMap((v) => v.since ?? []), since[i + 1]?.time.day ?? Infinity];
    const next = Math.min(...begins.filter((d) => d > c.time.day));
    const until = next === Infinity ? null : next - 1;
    values = [...without(values, c.time.day, until), entry(c, scenario, { since: c.time.day, until })];
  }
  for (const c of changes) {
    if (c.time.kind !== "period") continue;
    const { period } = c.time;
    const [from, until] = [firstDay(period), lastDay(period)];
    const dated = parameter.axis !== "vintage" && parameter.values.some((v) => v.since !== null);
    const rest = without(values, from, until).filter((v) => v.for === null || !samePeriod(v.for, period));
    values = [...rest, entry(c, scenario, dated ? { since: from, until } : { for: period })];
  }
  return { ...parameter, values };
}
