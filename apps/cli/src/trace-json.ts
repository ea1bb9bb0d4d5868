/** A trace as JSON: values as exact decimals in their unit, periods and days as text. */
import type { Trace } from "@lianzhang/engine";
import { decimalText, formatDay, formatPeriod, parseUnit } from "@lianzhang/kernel";

function decimal(value: bigint | null, unit: string | null, numeric: Trace["numeric"]): string | null {
  if (value === null) return null;
  const parsed = parseUnit(unit ?? "1");
  return parsed.ok
    ? decimalText(value, { numeric: numeric ?? "exact", unit: parsed.unit })
    : value.toString();
}

export function traceJson(trace: Trace): Record<string, unknown> {
  return {
    kind: trace.kind,
    id: trace.id,
    text: trace.text,
    side: trace.side,
    period: trace.period === null ? null : formatPeriod(trace.period),
    subject: trace.subject,
    value: decimal(trace.value, trace.unit, trace.numeric),
    unit: trace.unit,
    truth: trace.truth,
    reason: trace.reason,
    counters: trace.counters,
    source: trace.source,
    inForce: trace.inForce && {
      for: trace.inForce.for && formatPeriod(trace.inForce.for),
      since: trace.inForce.since === null ? null : formatDay(trace.inForce.since),
      until: trace.inForce.until === null ? null : formatDay(trace.inForce.until),
      published: trace.inForce.published === null ? null : formatDay(trace.inForce.published),
    },
    share: trace.share === null ? null : trace.share / 100,
    origins: trace.origins.map((o) => ({ ...o, received: formatDay(o.received) })),
    children: trace.children.map((c) => traceJson(c)),
    rest:
      trace.rest === null
        ? null
        : { count: trace.rest.count, value: decimal(trace.rest.value, trace.unit, trace.numeric) },
    incident: trace.incident,
  };
}
