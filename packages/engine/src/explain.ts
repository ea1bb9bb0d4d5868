/**
 * A figure's trace is its evaluation by the scalar evaluator over its leaves, down to the file, row and column of
 * every cell; see tracer.ts for the steps.
 */
import type { Model } from "@lianzhang/definitions";
import type { Group, Question } from "@lianzhang/formula";
import type { Period, SqlRunner } from "@lianzhang/kernel";
import { lastDay } from "@lianzhang/kernel";
import { groupTables, withAggregates } from "./compute.ts";
import { horizonOf } from "./horizon.ts";
import { Origins } from "./origins.ts";
import { groupingKey } from "./question.ts";
import type { ExplainRequest, Trace } from "./result.ts";
import { rowLeaves } from "./row-figures.ts";
import { Tracer } from "./tracer.ts";

/** The trace of one figure. Null when the indicator is unknown or nothing measures it. */
export async function explain(
  model: Model,
  runner: SqlRunner,
  request: ExplainRequest,
): Promise<Trace | null> {
  const indicator = model.indicators.get(request.indicator);
  if (!indicator || indicator.body === null) return null;
  const group: Group = request.group.map((g) => ({
    ...(groupingKey(model, g.key) ?? { key: g.key, kind: "attribute" as const }),
    code: g.code,
  }));
  const question: Question = { period: request.period, subject: request.subject, group };
  const horizon = await horizonOf(model, runner, [indicator.body]);
  const asked: ExplainRequest = { ...request, horizon };
  const tracer = new Tracer(model, runner, asked);
  let trace: Trace;
  if (indicator.of !== null) {
    const subjects = request.subject === null ? [] : [request.subject];
    const memory = await rowLeaves(model, runner, indicator.of, [indicator.body], asked, subjects);
    trace = await tracer.indicator(indicator, indicator.body, memory, memory, question);
  } else {
    const tables = await groupTables(model, runner, [indicator.body], {
      period: request.period,
      known: request.known,
      basis: request.basis,
      horizon,
      groupings: [group.map((g) => g.key)],
    });
    trace = await tracer.indicator(
      indicator,
      indicator.body,
      withAggregates(tables.leaves, tables.table),
      tables.leaves,
      question,
    );
  }
  const origins = await Origins.load(model, runner, tracer.pending);
  for (const p of tracer.pending) p.into.push(origins.of(p.cell, p.subject));
  return trace;
}

/** The day a period ends, for "as of" lines. */
export const asOf = (period: Period): number => lastDay(period);
