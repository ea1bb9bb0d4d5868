/** Aggregates by going through the population: value and counters. */
import type { Period, Value } from "@lianzhang/kernel";
import { inRange, missing, present, quotient, shiftPeriod } from "@lianzhang/kernel";
import type { BooleanCore, Core, NumberCore } from "./core.ts";
import { children } from "./core.ts";
import type { Counters, Group, Leaves, Question } from "./value.ts";

type Aggregate = Extract<NumberCore, { readonly op: "aggregate" }>;

/** The evaluator of rows, handed in so that the two files do not need each other. */
export interface RowEvaluator {
  number(core: NumberCore, leaves: Leaves, question: Question): Value;
  condition(core: BooleanCore, leaves: Leaves, question: Question): boolean | null;
}

interface FormAt {
  readonly form: string;
  readonly period: Period;
}

/** Forms the argument reads, each for its (shifted) period. */
function formsOf(core: Core, period: Period): FormAt[] {
  if (core.op === "field") return [{ form: core.form, period }];
  if (core.op === "shift") return formsOf(core.argument, shiftPeriod(period, core.months));
  return children(core).flatMap((c) => formsOf(c, period));
}

const unique = (forms: readonly FormAt[]): FormAt[] => [
  ...new Map(forms.map((f) => [`${f.form}@${f.period.from}..${f.period.to}`, f])).values(),
];

/** An interval of the subject's shares, in 1/10000: what it brings to the cell is value(to) - value(from). */
interface Weight {
  readonly from: bigint;
  readonly to: bigint;
}

const WHOLE: Weight = { from: 0n, to: 10_000n };

/**
 * The weights with which a subject counts in a membership's cell. By share: codes in code order each take the
 * next interval, the value up to a share is cut towards zero, so that the parts add up to the value.
 */
function memberWeights(
  leaves: Leaves,
  key: string,
  code: string | null,
  subject: string,
  period: Period,
): Weight[] {
  const all = leaves
    .memberships(key, subject, period)
    .toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  if (code === null) return all.length === 0 ? [WHOLE] : [];
  const rule = leaves.countRule?.(key) ?? "whole";
  const weights: Weight[] = [];
  let before = 0n;
  for (const m of all) {
    const to = before + BigInt(m.share);
    if (m.code === code && (rule !== "primary" || m.primary))
      weights.push(rule === "share" ? { from: before, to } : WHOLE);
    before = to;
  }
  return weights;
}

/** How the subject counts in the group: once, not at all, or in part. */
function weights(
  node: Aggregate,
  leaves: Leaves,
  group: Group,
  subject: string,
  period: Period,
): readonly Weight[] {
  let found: readonly Weight[] = [WHOLE];
  for (const g of group) {
    if (g.kind === "membership") {
      found = memberWeights(leaves, g.key, g.code, subject, period);
    } else {
      const v = leaves.attribute(node.subject, g.key, subject, period);
      if ((v === null ? null : String(v)) !== g.code) return [];
    }
    if (found.length === 0) return [];
  }
  return found;
}

const part = (value: bigint, w: Weight): bigint => (value * w.to) / 10_000n - (value * w.from) / 10_000n;

function result(node: Aggregate, sum: bigint, counters: Counters): Value {
  if (node.fn === "count") return present(BigInt(counters.population));
  if (counters.population === 0) return missing("no_rows");
  if (counters.used === 0) return missing("not_reported");
  if (!inRange(sum)) return missing("out_of_range");
  if (node.fn === "sum") return present(sum);
  const mean = quotient(sum, BigInt(counters.used), node.factor);
  return mean === null ? missing("out_of_range") : present(mean);
}

interface Row {
  readonly expected: boolean;
  readonly reported: boolean;
  readonly value: bigint | null;
}

function rowOf(
  rows: RowEvaluator,
  node: Aggregate,
  forms: readonly FormAt[],
  leaves: Leaves,
  question: Question,
  subject: string,
): Row {
  if (node.argument === null) return { expected: true, reported: true, value: 0n };
  const expected = forms.every((f) => leaves.expected(f.form, subject, f.period) === true);
  const reported = expected && forms.every((f) => leaves.reported(f.form, subject, f.period));
  const v = rows.number(node.argument, leaves, question);
  const together = v.ok && (node.alsoPresent ?? []).every((a) => rows.number(a, leaves, question).ok);
  return { expected, reported, value: v.ok && together ? v.value : null };
}

/** The aggregate over the subjects of the question's group. */
export function aggregate(
  node: Aggregate,
  leaves: Leaves,
  question: Question,
  rows: RowEvaluator,
): { readonly value: Value; readonly counters: Counters } {
  const forms = node.argument === null ? [] : unique(formsOf(node.argument, question.period));
  const counters = { population: 0, expected: 0, reported: 0, used: 0, unknown: 0 };
  let sum = 0n;
  for (const subject of leaves.population(node.subject, question.period)) {
    for (const weight of weights(node, leaves, question.group, subject, question.period)) {
      const here: Question = { period: question.period, subject, group: [] };
      const condition = node.where === null ? true : rows.condition(node.where, leaves, here);
      if (condition === null) counters.unknown++;
      if (condition !== true) continue;
      const row = rowOf(rows, node, forms, leaves, here, subject);
      counters.population++;
      if (row.expected) counters.expected++;
      if (row.reported) counters.reported++;
      if (row.value === null) continue;
      counters.used++;
      sum += part(row.value, weight);
    }
  }
  return { value: result(node, sum, counters), counters };
}
