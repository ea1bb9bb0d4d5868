/**
 * Both sides in one representation. A changed formula may make a ratio of what was counted exactly (`sum(output)` and
 * `sum(output) * 1.05`): then both sides are compared as 10^-8 of the indicator's unit.
 */
import type { Indicator, Model } from "@lianzhang/definitions";
import { inRange, RATIO_ONE } from "@lianzhang/kernel";
import type { Figure } from "../result.ts";
import { typeOf } from "./values.ts";

type Numeric = "exact" | "ratio";

const numericOf = (indicator: Indicator | undefined): Numeric =>
  indicator ? typeOf(indicator).numeric : "ratio";

/** Minor units as 10^-8 of the unit, half away from zero; more than 18 digits are out of range. */
function asRatio(f: Figure, indicator: Indicator): Figure {
  if (f.value === null) return f;
  const { num, den } = indicator.unit.toMinor;
  const size = (f.value < 0n ? -f.value : f.value) * RATIO_ONE * den;
  const rounded = (2n * size + num) / (2n * num);
  if (!inRange(rounded)) return { ...f, value: null, reason: "out_of_range" };
  return { ...f, value: f.value < 0n ? -rounded : rounded };
}

export interface Sides {
  readonly before: readonly Figure[];
  readonly after: readonly Figure[];
  /** How an indicator's figures on both sides count. */
  numeric(indicator: string): Numeric;
}

export function comparable(
  model: Model,
  changed: Model,
  before: readonly Figure[],
  after: readonly Figure[],
): Sides {
  const numeric = (id: string): Numeric =>
    numericOf(model.indicators.get(id)) === "exact" && numericOf(changed.indicators.get(id)) === "exact"
      ? "exact"
      : "ratio";
  const side = (of: Model, figures: readonly Figure[]): readonly Figure[] =>
    figures.map((f) => {
      const indicator = of.indicators.get(f.indicator);
      const differs = numericOf(indicator) === "exact" && numeric(f.indicator) === "ratio";
      return indicator && differs ? asRatio(f, indicator) : f;
    });
  return { before: side(model, before), after: side(changed, after), numeric };
}
