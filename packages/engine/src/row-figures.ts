/** Row indicators: one figure a subject, computed in SQL; reasons of missing ones by the scalar evaluator. */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { Group, NumberCore } from "@lianzhang/formula";
import { evaluateNumber } from "@lianzhang/formula";
import type { MissingReason, SqlRunner, Value } from "@lianzhang/kernel";
import { missing, present, subjectTable } from "@lianzhang/kernel";
import { ask } from "./ask.ts";
import { MemoryLeaves } from "./leaves.ts";
import { refusedRows, requireProven } from "./bounds-refusal.ts";
import { horizonOf } from "./horizon.ts";
import { innerValues } from "./inner-values.ts";
import { rowNeeds } from "./need.ts";
import { basisOf, figureOf } from "./question.ts";
import type { Statement } from "./relation.ts";
import { column } from "./relation.ts";
import type { ComputeRequest, Figure } from "./result.ts";
import { tableOf } from "./row-steps.ts";
import { RowRelation } from "./rows.ts";

/** The statement of a row indicator: code and value, in code order. */
export function planRows(
  model: Model,
  indicator: Indicator,
  request: Omit<ComputeRequest, "indicators">,
): Statement | null {
  if (indicator.of === null || indicator.body === null) return null;
  const rows = new RowRelation(model, indicator.of, basisOf(request));
  const value = rows.number(indicator.body, request.period);
  return {
    steps: rows.steps("rows"),
    result: {
      rel: "select",
      where: null,
      columns: [
        { name: "code", ex: column("code") },
        { name: "value", ex: value },
      ],
      from: {
        rel: "join",
        from: { rel: "step", name: "rows" },
        legs: [
          {
            kind: "inner",
            to: tableOf(basisOf(request), subjectTable(indicator.of)),
            alias: "subjects",
            on: "subject",
          },
        ],
      },
    },
    orderBy: [{ column: "code", descending: false }],
    limit: null,
  };
}

/** Leaves for some subjects of row formulas, with what the formulas read of linked subjects and among others. */
export async function rowLeaves(
  model: Model,
  runner: SqlRunner,
  register: string,
  cores: readonly NumberCore[],
  request: Omit<ComputeRequest, "indicators" | "groupings">,
  subjects: readonly string[],
  group: Group = [],
): Promise<MemoryLeaves> {
  const horizon = request.horizon ?? (await horizonOf(model, runner, cores));
  const basis = basisOf({ ...request, horizon });
  const { period } = request;
  const needs = cores.map((c) => rowNeeds(c, period, horizon));
  const leaves = await MemoryLeaves.load(
    model,
    runner,
    basis,
    needs.map((n) => ({ register, subjects, ...n })),
  );
  const inner = await innerValues(model, runner, basis, { register, cores, period, subjects, group });
  if (inner) leaves.useInner(inner);
  return leaves;
}

/** Why each of these subjects has no value. Subjects are evaluated a thousand at a time. */
async function reasons(
  model: Model,
  runner: SqlRunner,
  indicator: Indicator,
  request: Omit<ComputeRequest, "indicators">,
  codes: readonly string[],
): Promise<Map<string, MissingReason>> {
  const found = new Map<string, MissingReason>();
  if (indicator.of === null || indicator.body === null) return found;
  for (let i = 0; i < codes.length; i += 1000) {
    const subjects = codes.slice(i, i + 1000);
    const leaves = await rowLeaves(model, runner, indicator.of, [indicator.body], request, subjects);
    for (const subject of subjects) {
      const { value } = evaluateNumber(indicator.body, leaves, {
        period: request.period,
        subject,
        group: [],
      });
      if (!value.ok) found.set(subject, value.reason);
    }
  }
  return found;
}

export async function rowFigures(
  model: Model,
  runner: SqlRunner,
  indicator: Indicator,
  request: Omit<ComputeRequest, "indicators">,
): Promise<Figure[]> {
  const horizon = request.horizon ?? (await horizonOf(model, runner, indicator.body ? [indicator.body] : []));
  const statement = planRows(model, indicator, { ...request, horizon });
  if (!statement) return [];
  requireProven(refusedRows(statement, indicator));
  const { rows } = await ask(runner, statement);
  const empty = rows.filter((r) => r[1] === null).map((r) => String(r[0]));
  const why = await reasons(model, runner, indicator, request, empty);
  return rows.map((r) => {
    const subject = String(r[0]);
    const v = r[1];
    const value: Value = typeof v === "bigint" ? present(v) : missing(why.get(subject) ?? "incomplete");
    return figureOf(
      indicator,
      { period: request.period, subject, group: [] },
      { value, counters: null },
      true,
    );
  });
}
