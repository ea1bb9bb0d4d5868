/** A plan whose sums are not shown to stay in range is refused before it runs, naming the indicator and its place. */
import type { Indicator } from "@lianzhang/definitions";
import type { Diagnostic, Period } from "@lianzhang/kernel";
import type { Proof, UnprovenBound } from "./bounds.ts";
import { provenBounds } from "./bounds.ts";
import { aggregateKey, groupNeeds } from "./need.ts";
import type { PlannedStatement } from "./planned.ts";
import type { Statement } from "./relation.ts";

/** Thrown before anything is run: a statement whose sums are not shown to stay in range, with what to mend. */
export class UnprovenSum extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => `${d.code} ${d.message}`).join("; "));
    this.name = "UnprovenSum";
    this.diagnostics = diagnostics;
  }
}

/** Throws `UnprovenSum` when there is anything to refuse. */
export function requireProven(refused: readonly Diagnostic[]): void {
  if (refused.length > 0) throw new UnprovenSum(refused);
}

const finding = (indicator: Indicator, u: UnprovenBound): Diagnostic => ({
  ...indicator.place,
  severity: "error",
  code: "LZ5010",
  message: `${indicator.id}: ${u.operation} of ${u.column} in step ${u.step} may take in ${u.digits} digits, ${u.allowed} at most are safe`,
  hint: "declare a coarser unit, or divide the formula into indicators of their own: each is brought back to 18 digits",
  zh: {
    message: `${indicator.label.zh}(${indicator.id}):步骤 ${u.step} 的 ${u.column} 可能达到 ${u.digits} 位,最多允许 ${u.allowed} 位`,
    hint: "改用较大的计量单位,或把公式拆成几个指标",
  },
});

/** The measures whose result columns depend on an unproven step; every measure when the step only chooses rows. */
function hit(planned: PlannedStatement, proof: Proof): ReadonlySet<string> {
  const touched = planned.measures.filter((m) =>
    Object.values(m.columns).some((name) => (proof.columns.get(name)?.unproven ?? null) !== null),
  );
  return new Set((touched.length > 0 ? touched : planned.measures).map((m) => m.key));
}

/** Why the planned statements of group indicators must not run; empty when every sum is bounded. */
export function refusedPlans(
  planned: readonly PlannedStatement[],
  indicators: readonly Indicator[],
  period: Period,
): Diagnostic[] {
  return planned.flatMap((p) => {
    const proof = provenBounds(p.statement);
    const [first] = proof.unproven;
    if (!first) return [];
    const keys = hit(p, proof);
    return indicators
      .filter(({ body, of }) => {
        if (body === null || of !== null) return false;
        return groupNeeds(body, period).aggregates.some((a) => keys.has(aggregateKey(a.node, a.period)));
      })
      .map((i) => finding(i, first));
  });
}

/** Why a statement of row indicators must not run: the first of them is named, they stand in one definition. */
export const refusedRows = (statement: Statement, indicators: readonly Indicator[]): Diagnostic[] =>
  provenBounds(statement)
    .unproven.slice(0, 1)
    .flatMap((u) => indicators.slice(0, 1).map((i) => finding(i, u)));
