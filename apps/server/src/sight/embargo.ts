/**
 * 发布日前不予显示: what rests on figures fed back is kept from whoever may not know them before their release
 * (field.md 1: unreleased figures carry an embargo).
 */
import type { Indicator, Model } from "@lianzhang/definitions";
import { anyUnreleased, releasedOn } from "@lianzhang/definitions";
import type { Figure, TargetResult } from "@lianzhang/engine";
import type { Period } from "@lianzhang/kernel";
import type { Sight } from "./sight.ts";

/** Whether the figure of the indicator is kept from the viewer until its release. */
export function isEmbargoed(
  model: Pick<Model, "forms">,
  { embargo }: Pick<Sight, "embargo">,
  indicator: Pick<Indicator, "touches" | "body">,
  period: Period,
): boolean {
  if (embargo === null) return false;
  const day = releasedOn(model, indicator, period);
  return day !== null && day > embargo;
}

/** The same by its id; an indicator that the model does not know is kept as well. */
const isKept = (model: Model, sight: Pick<Sight, "embargo">, id: string, period: Period): boolean => {
  const indicator = model.indicators.get(id);
  return indicator === undefined ? sight.embargo !== null : isEmbargoed(model, sight, indicator, period);
};

/** Whether a formula written by the viewer could tell of what is not released: it is judged by nothing else. */
export const mayReadEarly = (model: Model, { embargo }: Pick<Sight, "embargo">): boolean =>
  embargo !== null && anyUnreleased(model, embargo);

/** The figures as the viewer sees them before the release: nothing of them but that they will be. */
export const releasedFigures = (
  model: Model,
  sight: Pick<Sight, "embargo">,
  figures: readonly Figure[],
): readonly Figure[] =>
  sight.embargo === null
    ? figures
    : figures.map((f) =>
        isKept(model, sight, f.indicator, f.period)
          ? { ...f, value: null, reason: "embargoed", counters: null }
          : f,
      );

/** A target before the release of its figure, or of the one it is compared with: it is not judged. */
export function releasedTarget(
  model: Model,
  sight: Pick<Sight, "embargo">,
  t: TargetResult,
  period: Period,
): TargetResult {
  const { bound, indicator } = t.target;
  const own = indicator !== null && isKept(model, sight, indicator, period);
  const other = bound.kind === "reference" && isKept(model, sight, bound.indicator, period);
  if (!own && !other) return t;
  const none = { value: null, reason: "embargoed" as const, counters: null };
  return {
    ...t,
    figure: own && t.figure !== null ? { ...t.figure, ...none } : t.figure,
    bound: other ? null : t.bound,
    status: "no_data",
    achieved: null,
    needed: null,
  };
}
