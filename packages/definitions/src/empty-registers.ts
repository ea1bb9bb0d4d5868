/** Counts over a list that nobody has begun are withheld: none entered is not none there. */
import type { Core } from "@lianzhang/formula";
import { hasPart } from "@lianzhang/formula";
import type { Indicator, Model } from "./model.ts";

const counts = (core: Core, empty: ReadonlySet<string>): boolean =>
  hasPart(core, (c) => c.op === "aggregate" && empty.has(c.subject));

/**
 * The model without the formulas that aggregate over a register without any subject, unless it is declared complete.
 * The engine answers for them `no_rows`.
 */
export function withholdEmpty(model: Model, empty: ReadonlySet<string>): Model {
  const begun = new Set([...empty].filter((id) => model.registers.get(id)?.complete === false));
  if (begun.size === 0) return model;
  const indicators = new Map(
    [...model.indicators].map(([id, i]): [string, Indicator] => [
      id,
      i.body !== null && counts(i.body, begun) ? { ...i, body: null, withheld: "no_rows" } : i,
    ]),
  );
  return { ...model, indicators };
}
