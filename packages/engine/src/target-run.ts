/** Every target of a decision judged at one period: the figures it needs, then `targetStanding`. */
import type { Indicator, Model, Target } from "@lianzhang/definitions";
import type { Period, SqlRunner } from "@lianzhang/kernel";
import { monthOfYear, RATIO_ONE, shiftPeriod, yearOf, yearPeriod } from "@lianzhang/kernel";
import { compute } from "./compute.ts";
import type { Versions } from "./compute.ts";
import { parameterValue } from "@lianzhang/definitions";
import { indicatorOf, movedId, withIndicators } from "./reference.ts";
import type { ComputeRequest, Figure } from "./result.ts";
import type { TargetStanding } from "./targets.ts";
import { HARD_MULTIPLE, HARD_MULTIPLE_PARAMETER, targetStanding } from "./targets.ts";

export interface TargetResult extends TargetStanding {
  readonly target: Target;
  /** Null for qualitative targets and for indicators that have no figure of the whole. */
  readonly figure: Figure | null;
  /** The same period a year earlier. */
  readonly before: Figure | null;
  /** The bound in the indicator's representation: for a reference the other subject's figure of the period. */
  readonly bound: bigint | null;
}

type Asked = Pick<ComputeRequest, "period" | "known" | "basis" | "overlay" | "held">;

const isYear = (p: Period): boolean => p.to - p.from === 11 && monthOfYear(p.from) === 1;

/** Percentages and points change by points; levels by percent. */
export const changesByPoints = (indicator: Pick<Indicator, "body" | "unit">): boolean =>
  indicator.body?.type.share === true || /^(%|‰|百分点)$/.test(indicator.unit.text);

/** Targets in order. Figures of the period, of the same period a year earlier and of the last complete year. */
export async function computeTargets(
  model: Model,
  runner: SqlRunner,
  asked: Asked,
  versions: Versions,
): Promise<TargetResult[]> {
  const targets = [...model.targets.values()].toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const references = targets.flatMap((t) =>
    t.bound.kind === "reference" ? (indicatorOf(model, t.bound.indicator, t.bound.subject) ?? []) : [],
  );
  const extended = withIndicators(model, references);
  const ids = [...new Set([...targets.flatMap((t) => t.indicator ?? []), ...references.map((r) => r.id)])];
  const figuresOf = async (period: Period): Promise<Map<string, Figure>> => {
    const result = await compute(
      extended,
      runner,
      { ...asked, period, indicators: ids, groupings: [[]] },
      versions,
    );
    return new Map(
      result.figures.filter((f) => f.subject === null && f.group.length === 0).map((f) => [f.indicator, f]),
    );
  };
  const now = await figuresOf(asked.period);
  const before = await figuresOf(shiftPeriod(asked.period, -12));
  const lastYear = isYear(asked.period) ? yearOf(asked.period.to) : yearOf(asked.period.to) - 1;
  const complete = isYear(asked.period) ? now : await figuresOf(yearPeriod(lastYear));
  const multiple = parameterValue(model.parameters.get(HARD_MULTIPLE_PARAMETER), asked.period, asked.known);
  return targets.map((target) => {
    const indicator = model.indicators.get(target.indicator ?? "");
    const figure = now.get(target.indicator ?? "") ?? null;
    const earlier = before.get(target.indicator ?? "") ?? null;
    const bound = boundValue(target, now);
    const value = complete.get(target.indicator ?? "")?.value ?? null;
    const standing = targetStanding({
      comparator: target.bound.kind === "qualitative" ? ">=" : target.bound.comparator,
      bound,
      by: target.by,
      path: target.path,
      pace: target.pace,
      period: asked.period,
      now: figure?.value ?? null,
      before: earlier?.value ?? null,
      lastYear: value === null ? null : { year: lastYear, value },
      time: indicator?.body?.type.time.kind ?? "none",
      points: indicator ? changesByPoints(indicator) : false,
      multiple: multiple.ok ? multiple.value : HARD_MULTIPLE * RATIO_ONE,
    });
    return { ...standing, target, figure, before: earlier, bound };
  });
}

function boundValue(target: Target, now: ReadonlyMap<string, Figure>): bigint | null {
  switch (target.bound.kind) {
    case "number":
      return target.bound.value;
    case "reference":
      return now.get(movedId(target.bound.indicator, target.bound.subject))?.value ?? null;
    case "qualitative":
      return null;
  }
}
