/** The SQL of a request, for people: every statement with what it is for, every step with why it is there. */
import type { Indicator, Model } from "@lianzhang/definitions";
import { FOREVER, formatPeriod } from "@lianzhang/kernel";
import type { AggregateNeed } from "./need.ts";
import { aggregateKey, groupNeeds } from "./need.ts";
import { planRequest } from "./plan-request.ts";
import type { PlannedStatement } from "./planned.ts";
import { periodProblem } from "./question.ts";
import type { ComputeRequest } from "./result.ts";
import { planRows } from "./row-figures.ts";
import { printStatement } from "./sql/duckdb.ts";

interface Piece {
  readonly comments: readonly string[];
  readonly sql: string;
}

/** Which indicators ask for an aggregate, by its key. */
function askers(
  indicators: readonly Indicator[],
  request: ComputeRequest,
): ReadonlyMap<string, { readonly need: AggregateNeed; readonly ids: readonly string[] }> {
  const found = new Map<string, { readonly need: AggregateNeed; readonly ids: string[] }>();
  for (const { id, body } of indicators) {
    if (body === null) continue;
    for (const need of groupNeeds(body, request.period, false, request.horizon ?? null).aggregates) {
      const key = aggregateKey(need.node, need.period);
      const known = found.get(key) ?? { need, ids: [] };
      if (!known.ids.includes(id)) known.ids.push(id);
      found.set(key, known);
    }
  }
  return found;
}

function groupPiece(planned: PlannedStatement, by: ReturnType<typeof askers>): Piece {
  const groupings = planned.groupings.map((g, i) => {
    const keys = g.map((k) => (k.kind === "membership" ? `${k.key} (a list)` : k.key));
    return `${i} ${keys.length === 0 ? "the total" : keys.join(" + ")}`;
  });
  const measures = planned.measures.map((m) => {
    const asked = by.get(m.key);
    const period = asked ? `, ${formatPeriod(asked.need.period)}` : "";
    return `  ${m.columns.value}: ${m.node.fn}${period}, for ${asked?.ids.join(", ") ?? "none"}`;
  });
  return {
    comments: [
      `register ${planned.register}, grouping_no: ${groupings.join("; ")}`,
      "columns of the values:",
      ...measures,
    ],
    sql: printStatement(planned.statement),
  };
}

/**
 * What `compute` would run for a request, as SQL text. Nothing is run; `horizon` is the first month that anything
 * is known of, for formulas that look back without a limit. Figures of single subjects (a published figure of a
 * region) and the formulas over the aggregates are not SQL: the scalar evaluator makes them.
 */
export function planText(model: Model, request: ComputeRequest): string {
  const indicators = request.indicators.flatMap((id) => model.indicators.get(id) ?? []);
  const asked = indicators.filter((i) => periodProblem(i, request.period) === null);
  const groups = asked.filter((i) => i.of === null);
  const plan = planRequest(
    model,
    groups.flatMap((i) => i.body ?? []),
    request,
    request.horizon ?? null,
  );
  const by = askers(groups, request);
  const rows = asked.flatMap((indicator): Piece[] => {
    const statement = planRows(model, [indicator], request);
    if (statement === null) return [];
    const comments = [`${indicator.id}: one figure for each of register ${indicator.of ?? ""}`];
    return [{ comments, sql: printStatement(statement) }];
  });
  const pieces = [...plan.statements.map((s) => groupPiece(s, by)), ...rows];
  const { from, to } = request.period;
  const legend = [
    `-- ${pieces.length} statements for ${asked.length} indicators, ${formatPeriod(request.period)}`,
    `-- months are counted from January of the year 0: ${from === to ? to : `${from} to ${to}`} is ${formatPeriod(request.period)}`,
    `-- days are counted from 1970-01-01; known_to = ${FOREVER}: no later return has replaced the row`,
  ];
  const texts = pieces.map(({ comments, sql }, i) => {
    const head = [`statement ${i + 1} of ${pieces.length}`, ...comments].map((c) => `-- ${c}`);
    return `${head.join("\n")}\n${sql};`;
  });
  return [legend.join("\n"), ...texts].join("\n\n");
}
