/** Checked formulas as JSON and back: the part of the language that reads returns only, so that a page can run it. */
import type { BooleanCore, NumberCore, NumberType } from "@lianzhang/formula";
import type { Rational } from "@lianzhang/kernel";
import { parseUnit, rational } from "@lianzhang/kernel";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/** One node: its operator, its parts, integers as text. */
export interface RuleJson {
  readonly op: string;
  readonly [key: string]: Json;
}

const span = { start: 0, end: 0 };
const typeJson = (t: NumberType): Json => ({ unit: t.unit.text, numeric: t.numeric });
const ratioJson = (r: Rational): Json => [String(r.num), String(r.den)];

/** Null when the formula reads more than returns. */
export function ruleJson(core: BooleanCore): RuleJson | null {
  switch (core.op) {
    case "truth":
      return { op: core.op, value: core.value };
    case "compare": {
      const [left, right] = [numberJson(core.left), numberJson(core.right)];
      return left && right && { op: core.op, comparison: core.comparison, left, right };
    }
    case "and":
    case "or": {
      const [left, right] = [ruleJson(core.left), ruleJson(core.right)];
      return left && right && { op: core.op, left, right };
    }
    case "not": {
      const argument = ruleJson(core.argument);
      return argument && { op: core.op, argument };
    }
    case "isMissing": {
      const argument = numberJson(core.argument);
      return argument && { op: core.op, argument };
    }
    case "settle": {
      const argument = ruleJson(core.argument);
      return argument && { op: core.op, argument, unknown: core.unknown };
    }
    default:
      return null;
  }
}

function numberJson(core: NumberCore): RuleJson | null {
  const type = typeJson(core.type);
  switch (core.op) {
    case "constant":
      return { op: core.op, value: String(core.value), type };
    case "field":
      return { op: core.op, form: core.form, field: core.field, type };
    case "rescale":
      return one(core, { factor: String(core.factor) });
    case "ratio":
      return one(core, { factor: ratioJson(core.factor) });
    case "times":
      return one(core, { by: String(core.by) });
    case "negate":
      return one(core, {});
    case "at":
      // years back: a return has its period's twin there. Other moves need flows by end points, which the server has
      return core.move.kind === "by" && core.move.months % 12 === 0
        ? one(core, { months: core.move.months })
        : null;
    case "add":
    case "subtract":
      return two(core, {});
    case "multiply":
      return two(core, { factor: ratioJson(core.factor) });
    case "divide":
      return two(core, { factor: ratioJson(core.factor), base: core.base });
    case "limit":
      return two(core, { side: core.side });
    default:
      return null;
  }
}

type One = Extract<NumberCore, { readonly argument: NumberCore }>;
function one(core: One, more: { readonly [key: string]: Json }): RuleJson | null {
  const argument = numberJson(core.argument);
  return argument && { op: core.op, argument, ...more, type: typeJson(core.type) };
}
type Two = Extract<NumberCore, { readonly left: NumberCore }>;
function two(core: Two, more: { readonly [key: string]: Json }): RuleJson | null {
  const [left, right] = [numberJson(core.left), numberJson(core.right)];
  return left && right && { op: core.op, left, right, ...more, type: typeJson(core.type) };
}

type Table = { readonly [key: string]: unknown };
const isTable = (v: unknown): v is Table => typeof v === "object" && v !== null && !Array.isArray(v);
const text = (v: unknown): string | null => (typeof v === "string" ? v : null);
const whole = (v: unknown): bigint | null =>
  typeof v === "string" && /^-?\d{1,40}$/.test(v) ? BigInt(v) : null;

function ratio(v: unknown): Rational | null {
  if (!Array.isArray(v)) return null;
  const [num, den] = [whole(v[0]), whole(v[1])];
  return num === null || den === null || den <= 0n ? null : rational(num, den);
}

function typeOf(v: unknown): NumberType | null {
  if (!isTable(v) || typeof v["unit"] !== "string") return null;
  const unit = parseUnit(v["unit"]);
  const numeric = v["numeric"];
  if (!unit.ok || (numeric !== "exact" && numeric !== "ratio")) return null;
  return {
    kind: "number",
    subject: null,
    grain: "row",
    time: { kind: "none" },
    unit: unit.unit,
    price: null,
    numeric,
    share: false,
  };
}

const COMPARISONS = ["=", "!=", "<", "<=", ">", ">="] as const;

/** A formula out of JSON; null for anything `ruleJson` does not write. */
export function readRule(json: unknown): BooleanCore | null {
  if (!isTable(json)) return null;
  switch (json["op"]) {
    case "truth":
      return typeof json["value"] === "boolean" ? { op: "truth", value: json["value"], span } : null;
    case "compare": {
      const comparison = COMPARISONS.find((c) => c === json["comparison"]);
      const [left, right] = [readNumber(json["left"]), readNumber(json["right"])];
      return comparison && left && right ? { op: "compare", comparison, left, right, span } : null;
    }
    case "and":
    case "or": {
      const [left, right] = [readRule(json["left"]), readRule(json["right"])];
      return left && right && { op: json["op"], left, right, span };
    }
    case "not": {
      const argument = readRule(json["argument"]);
      return argument && { op: "not", argument, span };
    }
    case "isMissing": {
      const argument = readNumber(json["argument"]);
      return argument && { op: "isMissing", argument, span };
    }
    case "settle": {
      const argument = readRule(json["argument"]);
      const unknown = json["unknown"];
      return argument && typeof unknown === "boolean" ? { op: "settle", argument, unknown, span } : null;
    }
    default:
      return null;
  }
}

function readNumber(json: unknown): NumberCore | null {
  if (!isTable(json)) return null;
  const type = typeOf(json["type"]);
  if (type === null) return null;
  switch (json["op"]) {
    case "constant": {
      const value = whole(json["value"]);
      return value === null ? null : { op: "constant", value, type, span };
    }
    case "field": {
      const [form, field] = [text(json["form"]), text(json["field"])];
      return form === null || field === null ? null : { op: "field", form, field, type, span };
    }
    case "rescale":
    case "ratio":
    case "times":
    case "negate":
    case "at":
      return readOne(json["op"], json, type);
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
    case "limit":
      return readTwo(json["op"], json, type);
    default:
      return null;
  }
}

function readOne(
  op: "rescale" | "ratio" | "times" | "negate" | "at",
  json: Table,
  type: NumberType,
): NumberCore | null {
  const argument = readNumber(json["argument"]);
  if (argument === null) return null;
  if (op === "negate") return { op, argument, type, span };
  if (op === "at") {
    const months = json["months"];
    return typeof months === "number" && Number.isInteger(months)
      ? { op, move: { kind: "by", months }, argument, type, span }
      : null;
  }
  if (op === "ratio") {
    const factor = ratio(json["factor"]);
    return factor && { op, argument, factor, type, span };
  }
  const n = whole(op === "times" ? json["by"] : json["factor"]);
  if (n === null) return null;
  return op === "times" ? { op, argument, by: n, type, span } : { op, argument, factor: n, type, span };
}

function readTwo(
  op: "add" | "subtract" | "multiply" | "divide" | "limit",
  json: Table,
  type: NumberType,
): NumberCore | null {
  const [left, right] = [readNumber(json["left"]), readNumber(json["right"])];
  if (left === null || right === null) return null;
  if (op === "add" || op === "subtract") return { op, left, right, type, span };
  if (op === "limit") {
    const side = json["side"];
    return side === "cap" || side === "at_least" ? { op, side, left, right, type, span } : null;
  }
  const factor = ratio(json["factor"]);
  if (factor === null) return null;
  if (op === "multiply") return { op, left, right, factor, type, span };
  const base = json["base"];
  return base === "nonzero" || base === "positive" ? { op, left, right, factor, base, type, span } : null;
}
