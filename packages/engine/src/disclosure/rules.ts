/** When a sum tells too much about one subject: too few contributors, or a few that are nearly all of it. */
import type { Model } from "@lianzhang/definitions";
import type { Day, Period } from "@lianzhang/kernel";
import { RATIO_ONE } from "@lianzhang/kernel";
import { parameterEntry } from "@lianzhang/definitions";

export interface DisclosureRules {
  /** Least number of subjects with a value other than zero. */
  readonly threshold: number;
  /** The largest `n` may hold at most `share` of the sum; 10^-8 of one per cent. */
  readonly dominance: { readonly n: number; readonly share: bigint };
  /** Whether a parameter is our own reading (暂定口径). */
  readonly assumed: boolean;
}

export const RULE_PARAMETERS = {
  threshold: "disclosure_threshold",
  n: "disclosure_dominance_n",
  share: "disclosure_dominance_share",
} as const;

/** A parameter that publishing needs and the decision does not have, or has no value of at the period. */
export class NoDisclosureRule extends Error {
  readonly parameter: string;
  constructor(parameter: string) {
    super(`the decision has no value of the parameter ${parameter} at this period`);
    this.parameter = parameter;
  }
}

/** The rules of a decision in force at a period. Throws NoDisclosureRule: nothing is published without a rule. */
export function rulesOf(model: Model, period: Period, known: Day | null): DisclosureRules {
  const read = (id: string): bigint => {
    const parameter = model.parameters.get(id);
    const entry = parameter ? parameterEntry(parameter, period, known) : null;
    if (!entry) throw new NoDisclosureRule(id);
    return entry.value;
  };
  const whole = (id: string): number => Number(read(id) / (exact(model, id) ? 1n : RATIO_ONE));
  return {
    threshold: whole(RULE_PARAMETERS.threshold),
    dominance: { n: whole(RULE_PARAMETERS.n), share: read(RULE_PARAMETERS.share) },
    assumed: Object.values(RULE_PARAMETERS).some((id) => model.parameters.get(id)?.assumed ?? false),
  };
}

const exact = (model: Model, id: string): boolean => model.parameters.get(id)?.type.numeric === "exact";

export type Sensitivity = "threshold" | "dominance";

const size = (v: bigint): bigint => (v < 0n ? -v : v);

/**
 * Why a sum over these contributions is withheld, or null. Contributions of zero are no contributors; sums of losses
 * and profits are judged by size. A sum without any used subject has nothing to hide; one of zeros only says each is
 * zero and falls under the threshold.
 */
export function sensitivity(contributions: readonly bigint[], rules: DisclosureRules): Sensitivity | null {
  if (contributions.length === 0) return null;
  const sizes = contributions.map(size).filter((v) => v > 0n);
  if (sizes.length < rules.threshold) return "threshold";
  const total = sizes.reduce((a, b) => a + b, 0n);
  const largest = sizes.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)).slice(0, rules.dominance.n);
  const held = largest.reduce((a, b) => a + b, 0n);
  return held * 100n * RATIO_ONE > rules.dominance.share * total ? "dominance" : null;
}
