/** From a request to figures: aggregates in SQL, the formulas over them by the scalar evaluator. */
import type { Model } from "@lianzhang/definitions";
import type { Counters, Group, Leaves, NumberCore, Question } from "@lianzhang/formula";
import { evaluateNumber } from "@lianzhang/formula";
import type { SqlRunner, SqlValue, Value } from "@lianzhang/kernel";
import { inRange, missing, present, quotient } from "@lianzhang/kernel";
import { ask } from "./ask.ts";
import { MemoryLeaves } from "./leaves.ts";
import { refusedPlans, requireProven } from "./bounds-refusal.ts";
import { horizonOf } from "./horizon.ts";
import type { Aggregate, AggregateNeed } from "./need.ts";
import { aggregateKey, groupKey, groupNeeds } from "./need.ts";
import { appliesTo } from "./plan.ts";
import { planRequest } from "./plan-request.ts";
import type { PlannedStatement } from "./planned.ts";
import { COUNTERS } from "./planned.ts";
import { figureOf, periodProblem } from "./question.ts";
import type { ComputeRequest, ComputeResult, Figure, RunKey } from "./result.ts";
import { rowFigures } from "./row-figures.ts";

/** Bump when a figure may change for the same definitions and facts. */
export const ENGINE_VERSION = "2";

export interface Versions {
  readonly store: string;
  readonly commit: number;
}

export interface AggregateValue {
  readonly value: Value;
  readonly counters: Counters;
}

/** Aggregate values by measure and cell. */
export type AggregateTable = ReadonlyMap<string, ReadonlyMap<string, AggregateValue>>;

const bigint = (v: SqlValue | undefined): bigint | null =>
  typeof v === "bigint" ? v : typeof v === "number" ? BigInt(v) : null;

function aggregateValue(
  node: Aggregate,
  cells: Record<(typeof COUNTERS)[number], bigint | null>,
): AggregateValue {
  const count = (name: (typeof COUNTERS)[number]): number => Number(cells[name] ?? 0n);
  const counters: Counters = {
    population: count("population"),
    expected: count("expected"),
    reported: count("reported"),
    used: count("used"),
    unknown: count("unknown"),
  };
  if (node.fn === "count") return { value: present(BigInt(counters.population)), counters };
  if (node.fn === "distinct") return { value: present(cells.value ?? 0n), counters };
  if (counters.population === 0) return { value: missing("no_rows"), counters };
  const sum = cells.value;
  if (counters.used === 0 || sum === null) return { value: missing("not_reported"), counters };
  if (!inRange(sum)) return { value: missing("out_of_range"), counters };
  if (node.fn !== "avg") return { value: present(sum), counters };
  const mean = quotient(sum, BigInt(counters.used), node.factor);
  return { value: mean === null ? missing("out_of_range") : present(mean), counters };
}

async function runPlanned(
  runner: SqlRunner,
  planned: PlannedStatement,
  into: Map<string, Map<string, AggregateValue>>,
  cells: Map<string, Group>,
): Promise<void> {
  const { rows, columns } = await ask(runner, planned.statement);
  const at = new Map(columns.map((c, i) => [c, i]));
  for (const row of rows) {
    const get = (name: string): SqlValue | undefined => row[at.get(name) ?? -1];
    const grouping = planned.groupings[Number(get("grouping_no"))] ?? [];
    const group: Group = grouping.map((k, i) => {
      const v = get(`g${i}`) ?? null;
      return { ...k, code: v === null ? null : String(v) };
    });
    const key = groupKey(group);
    cells.set(key, group);
    for (const m of planned.measures) {
      const values = Object.fromEntries(COUNTERS.map((c) => [c, bigint(get(m.columns[c]))]));
      const table = into.get(m.key) ?? new Map<string, AggregateValue>();
      table.set(
        key,
        aggregateValue(m.node, {
          value: null,
          population: null,
          expected: null,
          reported: null,
          used: null,
          unknown: null,
          ...values,
        }),
      );
      into.set(m.key, table);
    }
  }
}

/** Leaves that answer aggregates from computed tables; everything else from memory. */
export function withAggregates(leaves: MemoryLeaves, table: AggregateTable): Leaves {
  return {
    field: (form, field, subject, period) => leaves.field(form, field, subject, period),
    attribute: (register, attribute, subject, period, asOf) =>
      leaves.attribute(register, attribute, subject, period, asOf),
    memberships: (membership, subject, period, asOf) => leaves.memberships(membership, subject, period, asOf),
    countRule: (membership) => leaves.countRule(membership),
    parameter: (parameter, period, on) => leaves.parameter(parameter, period, on),
    horizon: () => leaves.horizon(),
    inner: (node, question) => leaves.inner(node, question),
    population: (register) => leaves.population(register),
    expected: (form, subject, period) => leaves.expected(form, subject, period),
    reported: (form, subject, period) => leaves.reported(form, subject, period),
    aggregate: (node, question) =>
      table.get(aggregateKey(node, question.period))?.get(groupKey(question.group)) ?? emptyCell(node),
  };
}

const NO_COUNTERS: Counters = { population: 0, expected: 0, reported: 0, used: 0, unknown: 0 };
const emptyCell = (node: Aggregate): AggregateValue => ({
  value: node.fn === "count" || node.fn === "distinct" ? present(0n) : missing("no_rows"),
  counters: NO_COUNTERS,
});

export interface GroupTables {
  readonly table: AggregateTable;
  readonly leaves: MemoryLeaves;
  readonly cells: ReadonlyMap<string, Group>;
  readonly statements: readonly PlannedStatement[];
}

/** Computes every aggregate the group formulas need, over every grouping. */
export async function groupTables(
  model: Model,
  runner: SqlRunner,
  cores: readonly NumberCore[],
  request: Omit<ComputeRequest, "indicators">,
): Promise<GroupTables> {
  const horizon = request.horizon ?? (await horizonOf(model, runner, cores));
  const { basis, needs, groupings, statements } = planRequest(model, cores, request, horizon);
  const table = new Map<string, Map<string, AggregateValue>>();
  const cells = new Map<string, Group>();
  if (groupings.some((g) => g.length === 0)) cells.set(groupKey([]), []);
  requireProven(refusedPlans(statements, [...model.indicators.values()], request.period));
  for (const planned of statements) await runPlanned(runner, planned, table, cells);
  const leaves = await MemoryLeaves.load(
    model,
    runner,
    basis,
    needs.subjects.map((s) => ({ register: s.register, subjects: [s.subject], ...s.needs })),
  );
  return { table, leaves, cells, statements };
}

/** Whether the formula's aggregates exist at this grouping. */
function applies(model: Model, needs: readonly AggregateNeed[], group: Group): boolean {
  if (group.length === 0) return true;
  const inner = needs.filter((n) => !n.whole);
  return inner.length > 0 && inner.every((n) => group.every((g) => appliesTo(model, n.node.subject, g)));
}

const additive = (model: Model, group: Group): boolean =>
  group.every((g) => g.kind === "attribute" || model.memberships.get(g.key)?.count !== "whole");

/** What an answer rests on. */
export const keyOf = (model: Model, known: RunKey["known"], versions: Versions): RunKey => ({
  definitions: model.key,
  commit: versions.commit,
  known,
  engine: ENGINE_VERSION,
  store: versions.store,
});

/**
 * Computes figures. Group indicators answer one figure a cell of each grouping that exists for them; row
 * indicators one a subject. Order: indicators as asked, then groupings as asked, then codes.
 */
export async function compute(
  model: Model,
  runner: SqlRunner,
  request: ComputeRequest,
  versions: Versions,
): Promise<ComputeResult> {
  const indicators = request.indicators.flatMap((id) => model.indicators.get(id) ?? []);
  const asked = indicators.filter((i) => i.body !== null && periodProblem(i, request.period) === null);
  const measured = asked.filter((i) => i.of === null);
  const tables = await groupTables(
    model,
    runner,
    measured.flatMap((i) => i.body ?? []),
    request,
  );
  const leaves = withAggregates(tables.leaves, tables.table);
  const ofSubjects = await rowFigures(
    model,
    runner,
    asked.filter((i) => i.of !== null),
    request,
  );
  const figures: Figure[] = [];
  for (const indicator of indicators) {
    // A formula without its checked body is withheld: by default since a clearance it rests on has run out.
    const none = indicator.withheld ?? (indicator.formula === null ? "no_form" : "not_cleared");
    const problem = indicator.body === null ? none : periodProblem(indicator, request.period);
    if (problem !== null || indicator.body === null) {
      const question: Question = { period: request.period, subject: null, group: [] };
      figures.push(figureOf(indicator, question, { value: missing(problem ?? none), counters: null }, true));
      continue;
    }
    if (indicator.of !== null) {
      figures.push(...(ofSubjects.get(indicator.id) ?? []));
      continue;
    }
    const needs = groupNeeds(indicator.body, request.period).aggregates;
    for (const grouping of request.groupings) {
      const cells = [...tables.cells.values()].filter(
        (g) => g.length === grouping.length && g.every((k, i) => k.key === grouping[i]),
      );
      for (const group of cells) {
        if (!applies(model, needs, group)) continue;
        const question: Question = { period: request.period, subject: null, group };
        figures.push(
          figureOf(
            indicator,
            question,
            evaluateNumber(indicator.body, leaves, question),
            additive(model, group),
          ),
        );
      }
    }
  }
  return { request, figures, key: keyOf(model, request.known, versions) };
}
