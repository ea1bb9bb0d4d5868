/**
 * Where a share of a target stands in its year (目标责任书): what one document asks of the city or of one unit for a
 * year, judged as targets are (`targetStanding`), with the year's own path:
 *
 * - a flow is asked in the seasonal shares of the pace, a twelfth a month without one;
 * - a growth is asked at every month of the year as it is, and is met when the year is over;
 * - anything else runs from last year's figure to what is asked.
 */
import type { AssignedShare, Indicator, Target } from "@lianzhang/definitions";
import type { Period } from "@lianzhang/kernel";
import { samePeriod, yearPeriod } from "@lianzhang/kernel";
import { changesByPoints } from "./target-run.ts";
import type { TargetStanding } from "./targets.ts";
import { targetStanding } from "./targets.ts";

export interface AssignedQuestion {
  readonly share: Pick<AssignedShare, "comparator" | "value" | "year">;
  readonly indicator: Pick<Indicator, "body" | "unit" | "growthBasis">;
  readonly pace: Target["pace"];
  /** January of the share's year to some month of it. */
  readonly period: Period;
  readonly now: bigint | null;
  /** The same months a year earlier. */
  readonly before: bigint | null;
  /** The whole year before. */
  readonly lastYear: bigint | null;
  /** 10^-8 of a pure number; default `HARD_MULTIPLE`. */
  readonly multiple?: bigint;
}

/** Judges one share at one period of its year. Pure; figures in the indicator's representation. */
export function assignedStanding(q: AssignedQuestion): TargetStanding {
  const { share, indicator, period, now, before, lastYear } = q;
  const growth = indicator.growthBasis !== null;
  const start = growth ? share.value : lastYear;
  const path = new Map([
    ...(start === null ? [] : [[share.year - 1, start] as const]),
    [share.year, share.value] as const,
  ]);
  const standing = targetStanding({
    comparator: share.comparator,
    bound: share.value,
    by: share.year,
    path,
    pace: q.pace,
    period,
    now,
    before,
    lastYear: lastYear === null ? null : { year: share.year - 1, value: lastYear },
    time: indicator.body?.type.time.kind ?? "none",
    points: changesByPoints(indicator),
    ...(q.multiple === undefined ? {} : { multiple: q.multiple }),
  });
  const over = samePeriod(period, yearPeriod(share.year));
  return growth && standing.status === "met" && !over ? { ...standing, status: "on_course" } : standing;
}
