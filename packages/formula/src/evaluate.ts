/**
 * The scalar evaluator: the meaning of a checked formula. The SQL emitter writes the same steps; a test
 * compares the two on random programs. Pure: values come from `Leaves`.
 */
import type { Day, Period, Value } from "@lianzhang/kernel";
import {
  asRatio,
  checked,
  exactMultiple,
  formatDay,
  lastDay,
  missing,
  monthsIn,
  movePeriod,
  multiply,
  parseDay,
  present,
  product,
  quotient,
  rational,
  wholeMultiple,
  yearlyGrowth,
} from "@lianzhang/kernel";
import type { RowEvaluator } from "./aggregate.ts";
import { aggregate } from "./aggregate.ts";
import { isFixed } from "./core-parts.ts";
import type { BooleanCore, Comparison, DayCore, NumberCore } from "./core.ts";
import { historyOf, streakOf } from "./history.ts";
import { among, gather, linked, rankOf } from "./inner.ts";
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
  const v = leaves.attribute(core.register, core.attribute, question.subject, question.period, question.asOf);
  if (v === null) return missing("blank");
  return typeof v === "bigint" ? ranged(checked(v)) : missing("invalid");
}

function parameter(
  core: Extract<NumberCore, { op: "parameter" }>,
  leaves: Leaves,
  question: Question,
): Value {
  if (core.on === null) return leaves.parameter(core.parameter, question.period);
  const { register, attribute } = core.on;
  const date =
    question.subject === null
      ? null
      : leaves.attribute(register, attribute, question.subject, question.period, question.asOf);
  const day = typeof date === "string" ? parseDay(date) : null;
  return day === null ? missing("blank") : leaves.parameter(core.parameter, question.period, day);
}

/** To the nearest multiple of the step, half away from zero. */
const rounded = (v: bigint, step: bigint): bigint => {
  const size = ((v < 0n ? -v : v) + step / 2n) / step;
  return (v < 0n ? -size : size) * step;
};

/** Exact where one side is fixed and multiplies by a whole number of units; else quantised. */
function multiplied(core: Extract<NumberCore, { op: "multiply" }>, a: bigint, b: bigint): bigint | null {
  const right = isFixed(core.right);
  const by = right || isFixed(core.left) ? wholeMultiple(right ? b : a, core.factor) : null;
  return by === null ? product(a, b, core.factor) : exactMultiple(right ? a : b, by);
}

type Go = (core: NumberCore) => Value;

function banded(core: Extract<NumberCore, { op: "bands" }>, go: Go): Value {
  const v = go(core.argument);
  if (!v.ok) return v;
  for (const band of core.bands) {
    const edge = go(band.edge);
    if (!edge.ok) return edge;
    if (v.value < edge.value || (band.inclusive && v.value === edge.value)) return go(band.then);
  }
  return core.otherwise ? go(core.otherwise) : missing("not_applicable");
}

function firstOf(core: Extract<NumberCore, { op: "firstOf" }>, go: Go): Value {
  let last: Value = missing("not_applicable");
  for (const part of core.parts) {
    last = go(part);
    if (last.ok || (core.only !== null && last.reason !== core.only)) return last;
  }
  return last;
}

/** The same keys and codes, in whatever order. */
const isCell = (
  cell: readonly { readonly key: string; readonly code: string | null }[],
  group: Question["group"],
): boolean =>
  cell.length === group.length && cell.every((c) => group.some((g) => g.key === c.key && g.code === c.code));

function number(core: NumberCore, leaves: Leaves, question: Question, seen: Seen): Value {
  const go = (c: NumberCore, q: Question = question): Value => number(c, leaves, q, seen);
  switch (core.op) {
    case "constant":
      return present(core.value);
    case "field":
    case "attribute":
      return leaf(core, leaves, question);
    case "parameter":
      return parameter(core, leaves, question);
    case "indicator": {
      const given = core.given?.find((g) => isCell(g.cell, question.group));
      return given ? present(given.value) : go(core.body);
    }
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
      return both(go(core.left), go(core.right), (a, b) => ranged(multiplied(core, a, b)));
    case "divide":
      return both(go(core.left), go(core.right), (a, b) => divided(core, a, b));
    case "choose":
      return chosen(core, leaves, question, seen);
    case "at":
      return go(core.argument, { ...question, period: movePeriod(question.period, core.move) });
    case "whole":
      return go(core.argument, { ...question, group: [] });
    case "of":
      return go(core.argument, { ...question, subject: core.subject, group: [] });
    case "limit":
      return both(go(core.left), go(core.right), (a, b) => present(a < b === (core.side === "cap") ? a : b));
    case "round":
      return one(go(core.argument), (a) => checked(rounded(a, core.step)));
    case "bands":
      return banded(core, go);
    case "firstOf":
      return firstOf(core, go);
    case "cagr":
      return both(go(core.left), go(core.right), (a, b) =>
        a <= 0n || b <= 0n
          ? missing("base_not_positive")
          : ranged(yearlyGrowth(a, b, core.years, core.factor)),
      );
    case "annualise": {
      const perYear = multiply(core.factor, rational(12n, BigInt(monthsIn(question.period))));
      return one(go(core.argument), (a) => asRatio(a, perYear));
    }
    case "streak":
      return streakOf(core, leaves, question, evaluateBoolean);
    case "among":
      return among(core, leaves, question, ROWS);
    case "rank":
      return rankOf(core, leaves, question, ROWS);
    case "related": {
      const there = linked(core.link, leaves, question);
      return there === null ? missing("blank") : go(core.argument, there);
    }
    case "gather":
      return gather(core, leaves, question, ROWS);
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

function compared<T extends bigint | string>(comparison: Comparison, a: T, b: T): boolean {
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
    case "date":
      return attributeIs(core, leaves, question);
    case "isMissing":
      return !evaluateNumber(core.argument, leaves, question).value.ok;
    case "settle":
      return go(core.argument) ?? core.unknown;
    case "history":
      return historyOf(core, leaves, question, evaluateBoolean);
    case "relatedIs": {
      const there = linked(core.link, leaves, question);
      return there === null ? null : evaluateBoolean(core.argument, leaves, there);
    }
    case "has":
      return question.subject === null
        ? null
        : leaves
            .memberships(core.membership, question.subject, question.period, question.asOf)
            .some((m) => core.codes.includes(m.code));
  }
}

/** The day a date is compared with. */
export const dayOf = (day: DayCore, period: Period): Day =>
  day.kind === "fixed" ? day.day : lastDay({ ...period, to: period.to - day.months });

function attributeIs(
  core: Extract<BooleanCore, { op: "codeIn" | "flag" | "textIs" | "date" }>,
  leaves: Leaves,
  question: Question,
): boolean | null {
  if (question.subject === null) return null;
  const { subject, period, asOf } = question;
  const v = leaves.attribute(core.register, core.attribute, subject, period, asOf);
  if (v === null) return core.op === "codeIn" && core.listed ? false : null;
  switch (core.op) {
    case "codeIn":
      return core.codes.includes(String(v));
    case "flag":
      return typeof v === "boolean" ? v : null;
    case "textIs":
      return String(v) === core.text;
    case "date":
      // days are stored as 2025-03-10, whose order as text is their order in time
      return compared(core.comparison, String(v), formatDay(dayOf(core.day, period)));
  }
}
