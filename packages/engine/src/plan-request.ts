/** The statements of a request: what `compute` runs and `compute --plan` prints. */
import type { Model } from "@lianzhang/definitions";
import type { NumberCore } from "@lianzhang/formula";
import type { Month } from "@lianzhang/kernel";
import type { GroupNeeds } from "./need.ts";
import { groupNeeds } from "./need.ts";
import { planAggregates } from "./plan.ts";
import type { PlannedStatement } from "./planned.ts";
import type { GroupingKey } from "./question.ts";
import { basisOf, groupingKey } from "./question.ts";
import type { ComputeRequest } from "./result.ts";
import type { Basis } from "./row-steps.ts";

export interface RequestPlan {
  readonly basis: Basis;
  readonly needs: GroupNeeds;
  /** As asked, and the total where a formula takes a whole. */
  readonly groupings: readonly (readonly GroupingKey[])[];
  readonly statements: readonly PlannedStatement[];
}

/** Plans the aggregates that group formulas need, over every grouping; `horizon` bounds questions about history. */
export function planRequest(
  model: Model,
  cores: readonly NumberCore[],
  request: Omit<ComputeRequest, "indicators">,
  horizon: Month | null,
): RequestPlan {
  const basis = basisOf({ ...request, horizon });
  const all = cores.map((c) => groupNeeds(c, request.period, false, horizon));
  const needs: GroupNeeds = {
    aggregates: all.flatMap((n) => n.aggregates),
    subjects: all.flatMap((n) => n.subjects),
  };
  const asked = request.groupings.map((g) =>
    g.map((id) => groupingKey(model, id) ?? { key: id, kind: "attribute" as const }),
  );
  const totalAsked = asked.some((g) => g.length === 0);
  const groupings = totalAsked || !needs.aggregates.some((a) => a.whole) ? asked : [[], ...asked];
  const statements = planAggregates(model, needs.aggregates, groupings, basis, totalAsked);
  return { basis, needs, groupings, statements };
}
