/** The small pieces of a trace: a node with everything not said absent, the value it shows, what is not listed. */
import type { Counters, NumberCore } from "@lianzhang/formula";
import type { Value } from "@lianzhang/kernel";
import type { Aggregate } from "./need.ts";
import type { Trace } from "./result.ts";

/** A node's fixed parts; everything not said is absent. */
export function node(part: Pick<Trace, "kind" | "text"> & Partial<Trace>): Trace {
  return {
    id: null,
    side: null,
    period: null,
    subject: null,
    value: null,
    unit: null,
    numeric: null,
    truth: null,
    reason: null,
    counters: null,
    origins: [],
    source: null,
    inForce: null,
    share: null,
    children: [],
    rest: null,
    incident: null,
    ...part,
  };
}

export const of = (core: NumberCore, value: Value): Pick<Trace, "value" | "reason" | "unit" | "numeric"> => ({
  value: value.ok ? value.value : null,
  reason: value.ok ? null : value.reason,
  unit: core.type.unit.text,
  numeric: core.type.numeric,
});

/** The two sides of a growth, which the formula names only once: this period and its base. */
export function growthSides(core: NumberCore): readonly NumberCore[] | null {
  if (core.op !== "divide" || core.base !== "positive" || core.left.op !== "subtract") return null;
  return [core.left.left, core.left.right];
}

/** What the listed contributions leave over. */
export function restOf(
  core: Aggregate,
  value: Value,
  counters: Counters | null,
  listed: bigint | null,
  used: number,
  offset: number,
): Trace["rest"] {
  const total = counters?.used ?? 0;
  if (total <= used && offset === 0) return null;
  const adds = core.fn === "sum" || core.fn === "count";
  const left = adds && offset === 0 && value.ok && listed !== null ? value.value - listed : null;
  return { count: Math.max(0, total - used - offset), value: left };
}
