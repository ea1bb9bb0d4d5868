/**
 * Values among other subjects (means of a set, ranks) for a few subjects, by one statement over the same row
 * relation as the figures: the evaluator reads them as leaves where it has not the whole population.
 */
import type { Model } from "@lianzhang/definitions";
import type { Core, Group, InnerCore, Leaves, Question } from "@lianzhang/formula";
import type { Period, SqlRunner, SqlValue, Value } from "@lianzhang/kernel";
import { missing, present, subjectTable } from "@lianzhang/kernel";
import { ask } from "./ask.ts";
import type { InnerLookup } from "./leaf-request.ts";
import { coreKey, partsAt } from "./need.ts";
import type { GroupingKey } from "./question.ts";
import type { Ex, Output, Statement } from "./relation.ts";
import { column, equals } from "./relation.ts";
import type { Basis } from "./row-steps.ts";
import { tableOf } from "./row-steps.ts";
import { RowRelation } from "./rows.ts";

interface Asked {
  readonly node: InnerCore;
  readonly period: Period;
}

const isInner = (core: Core): core is InnerCore => core.op === "among" || core.op === "rank";

/** Every mean and rank of formulas, with the period it is taken for. */
const innerOf = (cores: readonly Core[], period: Period, horizon: number | null): Asked[] =>
  [...partsAt(cores, period, horizon, isInner)].flatMap(({ core, at }) =>
    isInner(core) ? [{ node: core, period: at }] : [],
  );

/** Asked for once a subject; the text of a node, of a rank among scores many thousand signs, is made once. */
const nodeKeys = new WeakMap<InnerCore, string>();

function keyOf({ node, period }: Asked): string {
  const known = nodeKeys.get(node) ?? coreKey(node);
  nodeKeys.set(node, known);
  return `${known}@${period.from}..${period.to}`;
}

export interface InnerRequest {
  readonly register: string;
  readonly cores: readonly Core[];
  readonly period: Period;
  readonly subjects: readonly string[];
  /** The cell of the aggregate the rows belong to; [] for row formulas. */
  readonly group: Group;
}

function plan(model: Model, basis: Basis, request: InnerRequest, asked: readonly Asked[]): Statement {
  const cell = request.group.map((g): GroupingKey => ({ key: g.key, kind: g.kind }));
  const rows = new RowRelation(model, request.register, basis, { cell });
  const outputs = asked.flatMap(({ node, period }, i): Output[] => {
    const ex = rows.number(node, period);
    const counts = rows.counts(ex);
    const none: Ex = { ex: "missing" };
    return [
      { name: `v${i}`, ex },
      { name: `p${i}`, ex: counts ? column(counts.population) : none },
      {
        name: `u${i}`,
        ex: counts && node.op === "among" && node.aggregate.argument ? column(counts.used) : none,
      },
    ];
  });
  const inCell = request.group.map((g, i): Ex => {
    const key = rows.key(cell[i] ?? { key: g.key, kind: g.kind });
    return g.code === null ? { ex: "absent", argument: key } : equals(key, { ex: "text", value: g.code });
  });
  const codes = {
    kind: "inner" as const,
    to: tableOf(basis, subjectTable(request.register)),
    alias: "subjects",
    on: "subject",
  };
  return {
    steps: rows.steps("rows"),
    result: {
      rel: "select",
      from: { rel: "join", from: { rel: "step", name: "rows" }, legs: [codes] },
      where: {
        ex: "and",
        all: [{ ex: "in", argument: column("code"), values: request.subjects }, ...inCell],
      },
      columns: [{ name: "code", ex: column("code") }, ...outputs],
    },
    orderBy: [{ column: "code", descending: false }],
    limit: null,
  };
}

interface Found {
  readonly value: bigint | null;
  readonly population: bigint | null;
  readonly used: bigint | null;
}

const big = (v: SqlValue | undefined): bigint | null => (typeof v === "bigint" ? v : null);

/** Why a value among others is missing: an own code unknown, nobody in the set, nobody with a value, too large. */
function why(node: InnerCore, found: Found, question: Question, leaves: Leaves): Value {
  const register = node.op === "among" ? node.aggregate.subject : (node.argument.type.subject ?? "");
  const own = node.by.map((k) => leaves.attribute(register, k, question.subject ?? "", question.period));
  if (own.includes(null)) return missing("blank");
  if (node.op === "rank") return missing("not_a_member");
  if ((found.population ?? 0n) === 0n) return missing("no_rows");
  return missing((found.used ?? 0n) === 0n ? "not_reported" : "out_of_range");
}

/** Null when the formulas read nothing among other subjects. */
export async function innerValues(
  model: Model,
  runner: SqlRunner,
  basis: Basis,
  request: InnerRequest,
): Promise<InnerLookup | null> {
  const all = innerOf(request.cores, request.period, basis.horizon ?? null);
  const keyed = new Map(all.map((a) => [keyOf(a), a]));
  const asked = [...keyed.values()];
  if (asked.length === 0 || request.subjects.length === 0) return null;
  const { rows } = await ask(runner, plan(model, basis, request, asked));
  const table = new Map([...keyed.keys()].map((key) => [key, new Map<string, Found>()]));
  for (const r of rows)
    for (const [i, found] of [...table.values()].entries())
      found.set(String(r[0]), {
        value: big(r[1 + i * 3]),
        population: big(r[2 + i * 3]),
        used: big(r[3 + i * 3]),
      });
  return (node, question, leaves) => {
    const found = table.get(keyOf({ node, period: question.period }))?.get(question.subject ?? "");
    if (!found) return missing("not_a_member");
    return found.value === null ? why(node, found, question, leaves) : present(found.value);
  };
}
