/** Row values taken among other subjects: means and sums of a set, ranks, related subjects. */
import type { Period, Value } from "@lianzhang/kernel";
import { missing, present, quotient, RATIO_ONE } from "@lianzhang/kernel";
import type { RowEvaluator } from "./aggregate.ts";
import { aggregate } from "./aggregate.ts";
import type { Link, NumberCore } from "./core.ts";
import type { Group, Leaves, Question } from "./value.ts";

type Among = Extract<NumberCore, { readonly op: "among" }>;
type Rank = Extract<NumberCore, { readonly op: "rank" }>;
type Gather = Extract<NumberCore, { readonly op: "gather" }>;

/** Sets are gone through once, not once a subject. */
function cache<T>(): (leaves: Leaves, node: NumberCore, key: string, make: () => T) => T {
  const all = new WeakMap<Leaves, WeakMap<NumberCore, Map<string, T>>>();
  return (leaves, node, key, make) => {
    const byNode = all.get(leaves) ?? new WeakMap<NumberCore, Map<string, T>>();
    all.set(leaves, byNode);
    const known = byNode.get(node) ?? new Map<string, T>();
    byNode.set(node, known);
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };
}
const aggregates = cache<Value>();
const rankings = cache<Ranking>();

/** The set the subject stands in: its own codes, and the cell of the question; null where a code is unknown. */
function setOf(node: Among | Rank, register: string, leaves: Leaves, question: Question): Group | null {
  const subject = question.subject ?? "";
  const own = node.by.map((key) => {
    const v = leaves.attribute(register, key, subject, question.period);
    return { key, kind: "attribute" as const, code: v === null ? null : String(v) };
  });
  if (own.some((g) => g.code === null)) return null;
  return [...(node.pushed ? (question.within ?? []) : []), ...own];
}

const keyOf = (group: Group, period: Period): string =>
  JSON.stringify([period.from, period.to, group.map((g) => [g.key, g.code])]);

export function among(node: Among, leaves: Leaves, question: Question, rows: RowEvaluator): Value {
  if (question.subject === null) return missing("no_rows");
  const known = leaves.inner?.(node, question);
  if (known) return known;
  const group = setOf(node, node.aggregate.subject, leaves, question);
  if (group === null) return missing("blank");
  const whole: Question = { period: question.period, subject: null, group };
  return aggregates(
    leaves,
    node,
    keyOf(group, question.period),
    () => aggregate(node.aggregate, leaves, whole, rows).value,
  );
}

/** The values of a rank's set, by subject; best first. */
interface Ranking {
  readonly of: ReadonlyMap<string, bigint>;
  readonly rank: ReadonlyMap<bigint, number>;
}

function ranking(
  node: Rank,
  register: string,
  leaves: Leaves,
  group: Group,
  question: Question,
  rows: RowEvaluator,
): Ranking {
  const of = new Map<string, bigint>();
  const collect: RowEvaluator = {
    condition: rows.condition,
    number: (core, l, q) => {
      const v = rows.number(core, l, q);
      if (core === node.argument && v.ok && q.subject !== null) of.set(q.subject, v.value);
      return v;
    },
  };
  aggregate(
    {
      op: "aggregate",
      fn: "sum",
      subject: register,
      argument: node.argument,
      where: node.over,
      factor: node.factor,
      type: node.type,
      span: node.span,
    },
    leaves,
    { period: question.period, subject: null, group },
    collect,
  );
  const best = [...of.values()].toSorted((a, b) =>
    a === b ? 0 : a > b === (node.best === "highest") ? -1 : 1,
  );
  const rank = new Map<bigint, number>();
  for (const [i, v] of best.entries()) if (!rank.has(v)) rank.set(v, i + 1);
  return { of, rank };
}

export function rankOf(node: Rank, leaves: Leaves, question: Question, rows: RowEvaluator): Value {
  const { subject } = question;
  const register = node.argument.type.subject;
  if (subject === null || register === null) return missing("no_rows");
  const known = leaves.inner?.(node, question);
  if (known) return known;
  const group = setOf(node, register, leaves, question);
  if (group === null) return missing("blank");
  const found = rankings(leaves, node, keyOf(group, question.period), () =>
    ranking(node, register, leaves, group, question, rows),
  );
  const own = found.of.get(subject);
  const rank = own === undefined ? undefined : found.rank.get(own);
  if (rank === undefined) return missing("not_a_member");
  if (node.as === "rank") return present(BigInt(rank) * RATIO_ONE);
  if (node.as === "count") return present(BigInt(found.of.size) * RATIO_ONE);
  const part = quotient(BigInt(rank), BigInt(found.of.size), node.factor);
  return part === null ? missing("out_of_range") : present(part);
}

/** The question about the one subject the link names; null without one. */
export function linked(link: Link, leaves: Leaves, question: Question): Question | null {
  if (question.subject === null) return null;
  const code = leaves.attribute(
    link.register,
    link.attribute,
    question.subject,
    question.period,
    question.asOf,
  );
  return code === null || typeof code !== "string" ? null : { ...question, subject: code };
}

export function gather(node: Gather, leaves: Leaves, question: Question, rows: RowEvaluator): Value {
  if (question.subject === null) return missing("no_rows");
  const group: Group = [{ key: node.link.attribute, kind: "attribute", code: question.subject }];
  const { value, counters } = aggregate(
    node.aggregate,
    leaves,
    { period: question.period, subject: null, group },
    rows,
  );
  if (counters.population > 0) return value;
  const { fn } = node.aggregate;
  return node.complete && (fn === "sum" || fn === "count" || fn === "distinct")
    ? present(0n)
    : missing("no_rows");
}
