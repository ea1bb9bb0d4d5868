/**
 * The scalar evaluator: the meaning of a checked formula. The SQL emitter writes the same steps; a test
 * compares the two on random programs. Pure: values come from `Leaves`.
 */
import type { Value } from "@lianzhang/kernel";
import { asRatio, checked, missing, present, product, quotient, shiftPeriod } from "@lianzhang/kernel";
import type { RowEvaluator } from "./aggregate.ts";
import { aggregate } from "./aggregate.ts";
import type { BooleanCore, Comparison, NumberCore } from "./core.ts";
import type { Counters, Leaves, Question } from "./value.ts";

export interface Evaluated {
  readonly value: Value;
  /** Of the formula's first aggregate in written order (the numerator of a ratio); null when there is none. */
  readonly counters: Counters | null;
}

/** Collects the counters of the first aggregate met. */
interface Seen {
  counters: Counters | null;
}

const ranged = (v: bigint | null): Value => (v === null ? missing("out_of_range") : present(v));

/** Applies to both operands; a missing one wins, the left first. */
function both(left: Value, right: Value, f: (a: bigint, b: bigint) => Value): Value {
  if (!left.ok) return left;
  return right.ok ? f(left.value, right.value) : right;
}

const one = (argument: Value, f: (a: bigint) => bigint | null): Value =>
  argument.ok ? ranged(f(argument.value)) : argument;

function divided(core: Extract<NumberCore, { op: "divide" }>, a: bigint, b: bigint): Value {
  if (core.base === "positive" && b <= 0n) return missing("base_not_positive");
  return b === 0n ? missing("zero_denominator") : ranged(quotient(a, b, core.factor));
}

function chosen(
  core: Extract<NumberCore, { op: "choose" }>,
  leaves: Leaves,
  question: Question,
  seen: Seen,
): Value {
  for (const branch of core.branches) {
    const when = evaluateBoolean(branch.when, leaves, question);
    if (when === null) return missing("unknown_condition");
    if (when) return number(branch.then, leaves, question, seen);
  }
  return core.otherwise ? number(core.otherwise, leaves, question, seen) : missing("not_applicable");
}

function leaf(
  core: Extract<NumberCore, { op: "field" | "attribute" }>,
  leaves: Leaves,
  question: Question,
): Value {
  if (question.subject === null) return missing("no_rows");
  if (core.op === "field") return leaves.field(core.form, core.field, question.subject, question.period);
  const v = leaves.attribute(core.register, core.attribute, question.subject, question.period);
  if (v === null) return missing("blank");
  return typeof v === "bigint" ? ranged(checked(v)) : missing("invalid");
}

function number(core: NumberCore, leaves: Leaves, question: Question, seen: Seen): Value {
  const go = (c: NumberCore, q: Question = question): Value => number(c, leaves, q, seen);
  switch (core.op) {
    case "constant":
      return present(core.value);
    case "field":
    case "attribute":
      return leaf(core, leaves, question);
    case "parameter":
      return leaves.parameter(core.parameter, question.period);
    case "indicator":
      return go(core.body);
    case "rescale":
      return one(go(core.argument), (a) => checked(a * core.factor));
    case "times":
      return one(go(core.argument), (a) => checked(a * core.by));
    case "ratio":
      return one(go(core.argument), (a) => asRatio(a, core.factor));
    case "negate":
      return one(go(core.argument), (a) => -a);
    case "add":
      return both(go(core.left), go(core.right), (a, b) => ranged(checked(a + b)));
    case "subtract":
      return both(go(core.left), go(core.right), (a, b) => ranged(checked(a - b)));
    case "multiply":
      return both(go(core.left), go(core.right), (a, b) => ranged(product(a, b, core.factor)));
    case "divide":
      return both(go(core.left), go(core.right), (a, b) => divided(core, a, b));
    case "choose":
      return chosen(core, leaves, question, seen);
    case "shift":
      return go(core.argument, { ...question, period: shiftPeriod(question.period, core.months) });
    case "whole":
      return go(core.argument, { ...question, group: [] });
    case "of":
      return go(core.argument, { ...question, subject: core.subject, group: [] });
    case "aggregate": {
      const found = leaves.aggregate?.(core, question) ?? aggregate(core, leaves, question, ROWS);
      seen.counters ??= found.counters;
      return found.value;
    }
  }
}

/** The value of a formula for a question, and how many subjects stand behind it. */
export function evaluateNumber(core: NumberCore, leaves: Leaves, question: Question): Evaluated {
  const seen: Seen = { counters: null };
  const value = number(core, leaves, question, seen);
  return { value, counters: seen.counters };
}

const ROWS: RowEvaluator = {
  number: (core, leaves, question) => evaluateNumber(core, leaves, question).value,
  condition: evaluateBoolean,
};

function compared(comparison: Comparison, a: bigint, b: bigint): boolean {
  switch (comparison) {
    case "=":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}

/** Kleene: null is unknown; false and anything is false, true or anything is true. */
export function evaluateBoolean(core: BooleanCore, leaves: Leaves, question: Question): boolean | null {
  const go = (c: BooleanCore): boolean | null => evaluateBoolean(c, leaves, question);
  switch (core.op) {
    case "truth":
      return core.value;
    case "compare": {
      const left = evaluateNumber(core.left, leaves, question).value;
      const right = evaluateNumber(core.right, leaves, question).value;
      return left.ok && right.ok ? compared(core.comparison, left.value, right.value) : null;
    }
    case "and": {
      const left = go(core.left);
      if (left === false) return false;
      const right = go(core.right);
      return right === false ? false : left === null || right === null ? null : true;
    }
    case "or": {
      const left = go(core.left);
      if (left === true) return true;
      const right = go(core.right);
      return right === true ? true : left === null || right === null ? null : false;
    }
    case "not": {
      const argument = go(core.argument);
      return argument === null ? null : !argument;
    }
    case "codeIn":
    case "flag":
    case "textIs":
      return attributeIs(core, leaves, question);
    case "has":
      return question.subject === null
        ? null
        : leaves
            .memberships(core.membership, question.subject, question.period)
            .some((m) => core.codes.includes(m.code));
  }
}

function attributeIs(
  core: Extract<BooleanCore, { op: "codeIn" | "flag" | "textIs" }>,
  leaves: Leaves,
  question: Question,
): boolean | null {
  if (question.subject === null) return null;
  const v = leaves.attribute(core.register, core.attribute, question.subject, question.period);
  if (v === null) return core.op === "codeIn" && core.listed ? false : null;
  switch (core.op) {
    case "codeIn":
      return core.codes.includes(String(v));
    case "flag":
      return typeof v === "boolean" ? v : null;
    case "textIs":
      return String(v) === core.text;
  }
}
