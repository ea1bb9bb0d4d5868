/** Aggregates by going through the population: value and counters. */
import type { Period, Value } from "@lianzhang/kernel";
import { inRange, missing, movePeriod, present, quotient, RATIO_ONE } from "@lianzhang/kernel";
import type { AggregateCore, BooleanCore, Core, NumberCore } from "./core.ts";
import { children } from "./core-parts.ts";
import type { Counters, Group, Leaves, Question } from "./value.ts";

/** The evaluator of rows, handed in so that the two files do not need each other. */
export interface RowEvaluator {
  readonly number: (core: NumberCore, leaves: Leaves, question: Question) => Value;
  readonly condition: (core: BooleanCore, leaves: Leaves, question: Question) => boolean | null;
}

export interface FormAt {
  readonly form: string;
  readonly period: Period;
}

function formsOf(core: Core, period: Period): FormAt[] {
  switch (core.op) {
    case "field":
      return [{ form: core.form, period }];
    case "at":
      return formsOf(core.argument, movePeriod(period, core.move));
    case "among":
    case "gather":
    case "related":
    case "relatedIs":
      return [];
    default:
      return children(core).flatMap((c) => formsOf(c, period));
  }
}

/** The subject's own forms that a row formula reads, each once for its (moved) period: whose returns are counted. */
export const countedForms = (core: Core, period: Period): FormAt[] => [
  ...new Map(formsOf(core, period).map((f) => [`${f.form}@${f.period.from}..${f.period.to}`, f])).values(),
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
  node: AggregateCore,
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

/** What was collected of the used rows. */
interface Collected {
  readonly sum: bigint;
  readonly values: readonly bigint[];
  readonly codes: ReadonlySet<string>;
}

/**
 * The value at `place` (10^-8 of 1) among values in rising order: h = (n - 1) * place, v[floor h] and, towards the
 * next one, the part of h after the point, that step rounded half up. Integers throughout.
 */
export function quantileOf(sorted: readonly bigint[], place: bigint): bigint | null {
  const h = BigInt(sorted.length - 1) * place;
  const low = sorted[Number(h / RATIO_ONE)];
  if (low === undefined) return null;
  const next = sorted[Number(h / RATIO_ONE) + 1] ?? low;
  return low + ((next - low) * (h % RATIO_ONE) + RATIO_ONE / 2n) / RATIO_ONE;
}

const rising = (values: readonly bigint[]): bigint[] =>
  values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));

function result(node: AggregateCore, found: Collected, counters: Counters): Value {
  if (node.fn === "count") return present(BigInt(counters.population));
  if (node.fn === "distinct") return present(BigInt(found.codes.size));
  if (counters.population === 0) return missing("no_rows");
  if (counters.used === 0) return missing("not_reported");
  switch (node.fn) {
    case "sum":
      return inRange(found.sum) ? present(found.sum) : missing("out_of_range");
    case "avg": {
      const mean = inRange(found.sum) ? quotient(found.sum, BigInt(counters.used), node.factor) : null;
      return mean === null ? missing("out_of_range") : present(mean);
    }
    case "min":
    case "max": {
      const sorted = rising(found.values);
      const end = node.fn === "min" ? sorted[0] : sorted.at(-1);
      return end === undefined ? missing("not_reported") : present(end);
    }
    case "median":
    case "quantile": {
      const v = quantileOf(rising(found.values), node.place ?? RATIO_ONE / 2n);
      return v === null ? missing("not_reported") : present(v);
    }
  }
}

interface Row {
  readonly expected: boolean;
  readonly reported: boolean;
  readonly value: bigint | null;
}

function rowOf(
  rows: RowEvaluator,
  node: AggregateCore,
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
  node: AggregateCore,
  leaves: Leaves,
  question: Question,
  rows: RowEvaluator,
): { readonly value: Value; readonly counters: Counters } {
  const forms = node.argument === null ? [] : countedForms(node.argument, question.period);
  const counters = { population: 0, expected: 0, reported: 0, used: 0, unknown: 0 };
  let sum = 0n;
  const values: bigint[] = [];
  const codes = new Set<string>();
  for (const subject of leaves.population(node.subject, question.period)) {
    for (const weight of weights(node, leaves, question.group, subject, question.period)) {
      const here: Question = { ...question, subject, group: [], within: question.group };
      const condition = node.where === null ? true : rows.condition(node.where, leaves, here);
      if (condition === null) counters.unknown++;
      if (condition !== true) continue;
      const row = rowOf(rows, node, forms, leaves, here, subject);
      counters.population++;
      if (row.expected) counters.expected++;
      if (row.reported) counters.reported++;
      if (node.of) {
        const code = leaves.attribute(node.of.register, node.of.attribute, subject, question.period);
        if (code !== null) codes.add(String(code));
      }
      if (row.value === null) continue;
      counters.used++;
      if (node.fn === "sum" || node.fn === "avg") sum += part(row.value, weight);
      else values.push(row.value);
    }
  }
  return { value: result(node, { sum, values, codes }, counters), counters };
}
