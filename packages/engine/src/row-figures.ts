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
import { MISSING } from "./lower.ts";
import type { ComputeRequest, Figure } from "./result.ts";
import { tableOf } from "./row-steps.ts";
import { RowRelation } from "./rows.ts";

/** The statement of row indicators of one register: code and a value each, in code order. */
export function planRows(
  model: Model,
  indicators: readonly Indicator[],
  request: Omit<ComputeRequest, "indicators">,
): Statement | null {
  const register = indicators[0]?.of ?? null;
  if (register === null || indicators.some((i) => i.body === null)) return null;
  const rows = new RowRelation(model, register, basisOf(request));
  const values = indicators.map(({ body }) => (body === null ? MISSING : rows.number(body, request.period)));
  return {
    steps: rows.steps("rows"),
    result: {
      rel: "select",
      where: null,
      columns: [{ name: "code", ex: column("code") }, ...values.map((ex, i) => ({ name: `value${i}`, ex }))],
      from: {
        rel: "join",
        from: { rel: "step", name: "rows" },
        legs: [
          {
            kind: "inner",
            to: tableOf(basisOf(request), subjectTable(register)),
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

/** Why a figure is missing: by indicator, then by subject. */
type Reasons = ReadonlyMap<string, ReadonlyMap<string, MissingReason>>;

/** A row indicator with its checked formula, and what its statement answered. */
interface Answered {
  readonly indicator: Indicator;
  readonly body: NumberCore;
  readonly rows: readonly (readonly [code: string, value: bigint | null])[];
}

/**
 * Why subjects have no value. A thousand subjects at a time are loaded, once for all indicators of the register:
 * who lacks one figure often lacks others.
 */
async function reasons(
  model: Model,
  runner: SqlRunner,
  register: string,
  answered: readonly Answered[],
  request: Omit<ComputeRequest, "indicators">,
): Promise<Reasons> {
  const lacking = new Map<string, Answered[]>();
  for (const a of answered)
    for (const [code, value] of a.rows)
      if (value === null) lacking.set(code, [...(lacking.get(code) ?? []), a]);
  const codes = [...lacking.keys()].toSorted();
  const found = new Map(answered.map((a) => [a.indicator.id, new Map<string, MissingReason>()]));
  for (let i = 0; i < codes.length; i += 1000) {
    const subjects = codes.slice(i, i + 1000);
    const cores = [...new Set(subjects.flatMap((s) => lacking.get(s) ?? []))].map((a) => a.body);
    const leaves = await rowLeaves(model, runner, register, cores, request, subjects);
    for (const subject of subjects)
      for (const { indicator, body } of lacking.get(subject) ?? []) {
        const question = { period: request.period, subject, group: [] };
        const { value } = evaluateNumber(body, leaves, question);
        if (!value.ok) found.get(indicator.id)?.set(subject, value.reason);
      }
  }
  return found;
}

/** Why these subjects have no value of a row indicator, by code. */
export async function whyMissing(
  model: Model,
  runner: SqlRunner,
  id: string,
  subjects: readonly string[],
  request: Omit<ComputeRequest, "indicators" | "groupings">,
): Promise<ReadonlyMap<string, MissingReason>> {
  const indicator = model.indicators.get(id);
  if (subjects.length === 0 || !indicator || indicator.body === null || indicator.of === null)
    return new Map();
  const rows = subjects.map((s) => [s, null] as const);
  const answered = [{ indicator, body: indicator.body, rows }];
  const asked = { ...request, groupings: [[]] };
  return (await reasons(model, runner, indicator.of, answered, asked)).get(id) ?? new Map();
}

/** Steps of one evaluation or entitlement read each other and are one statement; other indicators stand alone. */
function byStatement(indicators: readonly Indicator[]): readonly (readonly Indicator[])[] {
  const together = new Map<string, Indicator[]>();
  for (const i of indicators) {
    if (i.of === null || i.body === null) continue;
    const key = i.stepOf ?? `indicator:${i.id}`;
    together.set(key, [...(together.get(key) ?? []), i]);
  }
  return [...together.values()];
}

/** The figures of row indicators, by indicator: one a subject, in code order. */
export async function rowFigures(
  model: Model,
  runner: SqlRunner,
  indicators: readonly Indicator[],
  request: Omit<ComputeRequest, "indicators">,
): Promise<ReadonlyMap<string, readonly Figure[]>> {
  const cores = indicators.flatMap((i) => i.body ?? []);
  const dated = { ...request, horizon: request.horizon ?? (await horizonOf(model, runner, cores)) };
  const byRegister = new Map<string, Answered[]>();
  for (const together of byStatement(indicators)) {
    const statement = planRows(model, together, dated);
    if (statement === null) continue;
    requireProven(refusedRows(statement, together));
    const { rows } = await ask(runner, statement);
    for (const [i, indicator] of together.entries()) {
      const { of, body } = indicator;
      if (of === null || body === null) continue;
      const answers = rows.map(([code, ...values]) => {
        const v = values[i];
        return [String(code), typeof v === "bigint" ? v : null] as const;
      });
      byRegister.set(of, [...(byRegister.get(of) ?? []), { indicator, body, rows: answers }]);
    }
  }
  const figures = new Map<string, Figure[]>();
  for (const [register, answered] of byRegister) {
    const why = await reasons(model, runner, register, answered, dated);
    for (const { indicator, rows } of answered) {
      const missingFor = why.get(indicator.id);
      const figure = (subject: string, v: bigint | null): Figure => {
        const value: Value = v === null ? missing(missingFor?.get(subject) ?? "incomplete") : present(v);
        const question = { period: request.period, subject, group: [] };
        return figureOf(indicator, question, { value, counters: null }, true);
      };
      figures.set(
        indicator.id,
        rows.map(([subject, v]) => figure(subject, v)),
      );
    }
  }
  return figures;
}
