/** Conditions about attributes and lists: codes, texts, dates, and subjects of another register. */
import { nearest, parseDay } from "@lianzhang/kernel";
import type { Ast, Span } from "./ast.ts";
import type { BooleanCore, Comparison } from "./core.ts";
import type { FormulaSymbol } from "./environment.ts";
import { monthsOf } from "./functions.ts";
import type { Name } from "./names.ts";
import { claim, lookup, meanings } from "./names.ts";
import type { Check, Scope } from "./scope.ts";

type Labelled = Extract<FormulaSymbol, { readonly kind: "attribute" | "membership" }>;

/** The attribute or membership a name means, where that is no number; quiet. */
export function labelled(check: Check, ast: Ast, scope: Scope): Name | null {
  if (ast.kind !== "name") return null;
  const found = meanings(check, ast, scope);
  return found.length > 0 &&
    found.every((s) => s.kind === "membership" || (s.kind === "attribute" && s.value.kind !== "number"))
    ? ast
    : null;
}

export function labelledSymbol(check: Check, ast: Name, scope: Scope): Labelled | null {
  const symbol = lookup(check, ast, scope);
  if (symbol?.kind !== "attribute" && symbol?.kind !== "membership") return null;
  if (scope.grain === "group") {
    return check.report(
      "LZ1031",
      ast.span,
      `"${ast.name}" belongs to each ${symbol.register}, and the formula is about a group of them`,
      "use it in a where",
    );
  }
  return claim(check, scope, symbol.register, ast.span) ? symbol : null;
}

/** The code written on the right side, resolved in the classification of the left. */
function codeOf(check: Check, classification: string, ast: Ast): string | null {
  const name =
    ast.kind === "number"
      ? ast.text + (ast.unit ?? "")
      : ast.kind === "text"
        ? ast.text
        : ast.kind === "name" && ast.qualifier === null
          ? ast.name
          : null;
  if (name === null) return check.report("LZ1075", ast.span, `a code of ${classification} is expected here`);
  const code = check.env.code(classification, name);
  if (code !== null) return code;
  const near = nearest(name, check.env.codeNames(classification));
  return check.report(
    "LZ1012",
    ast.span,
    `${classification} has no code "${name}"`,
    near === null ? `use a code or label of ${classification}` : `did you mean ${near}?`,
  );
}

function codesOf(
  check: Check,
  classification: string,
  asts: readonly Ast[],
  within: boolean,
): string[] | null {
  const found = asts.map((a) => codeOf(check, classification, a));
  const codes = found.filter((c) => c !== null);
  if (codes.length < found.length) return null;
  return [...new Set(codes.flatMap((c) => (within ? check.env.codesWithin(classification, c) : [c])))];
}

/** A condition that is false where the attribute is known, and unknown where it is not; null after a report. */
export function neverTrue(check: Check, name: Name, scope: Scope, span: Span): BooleanCore | null {
  const symbol = labelledSymbol(check, name, scope);
  if (!symbol) return null;
  if (symbol.kind === "membership")
    return check.report(
      "LZ1075",
      name.span,
      `"${name.name}" is a set of codes, which may be empty and is never missing`,
      `write not ${name.name} has ...`,
    );
  const { register, attribute, value } = symbol;
  switch (value.kind) {
    case "code":
      return { op: "codeIn", register, attribute, codes: [""], listed: false, span };
    case "text":
    case "subject":
      return { op: "textIs", register, attribute, text: "", span };
    case "boolean": {
      const flag: BooleanCore = { op: "flag", register, attribute, span };
      return { op: "and", left: flag, right: { op: "not", argument: flag, span }, span };
    }
    case "date":
      return {
        op: "date",
        register,
        attribute,
        comparison: "<",
        day: { kind: "fixed", day: FIRST_DAY },
        span,
      };
    case "number":
      return null;
  }
}

/** 0001-01-01: no date lies before it. */
const FIRST_DAY = -719_162;

const negated = (argument: BooleanCore, not: boolean, span: Span): BooleanCore =>
  not ? { op: "not", argument, span } : argument;

function oneOf(parts: readonly BooleanCore[], span: Span): BooleanCore {
  const [first, ...rest] = parts;
  if (!first) return { op: "truth", value: false, span };
  return rest.reduce<BooleanCore>((left, right) => ({ op: "or", left, right, span }), first);
}

/** `county = dongpo`, `name = '甲'`. */
export function compareLabelled(
  check: Check,
  name: Name,
  operator: Comparison,
  right: Ast,
  scope: Scope,
  span: Span,
): BooleanCore | null {
  const symbol = labelledSymbol(check, name, scope);
  if (!symbol) return null;
  if (symbol.kind === "membership") {
    return check.report(
      "LZ1072",
      span,
      `a subject may belong to several codes of ${name.name}`,
      `write ${name.name} has ...`,
    );
  }
  const { register, attribute, value, listed = false } = symbol;
  const equality = operator === "=" || operator === "!=";
  const not = operator === "!=";
  switch (value.kind) {
    case "code": {
      if (!equality) return check.report("LZ1075", span, "codes have no order", "use =, !=, in or within");
      const codes = codesOf(check, value.classification, [right], false);
      return codes && negated({ op: "codeIn", register, attribute, codes, listed, span }, not, span);
    }
    case "text":
      if (!equality || right.kind !== "text")
        return check.report("LZ1074", span, `"${name.name}" is a text`, `write ${name.name} = 'text'`);
      return negated({ op: "textIs", register, attribute, text: right.text, span }, not, span);
    case "boolean": {
      const truth =
        right.kind === "name" && (right.name === "true" || right.name === "false")
          ? right.name === "true"
          : null;
      if (!equality || truth === null)
        return check.report(
          "LZ1070",
          span,
          `"${name.name}" is a condition by itself`,
          `write ${name.name} or not ${name.name}`,
        );
      return negated({ op: "flag", register, attribute, span }, truth === not, span);
    }
    case "subject":
      if (!equality || right.kind !== "text")
        return check.report(
          "LZ1074",
          span,
          `"${name.name}" names a ${value.register}`,
          `write ${name.name} = 'code', or one of its values: ${name.name}.level = ...`,
        );
      return negated({ op: "textIs", register, attribute, text: right.text, span }, not, span);
    case "date": {
      const day = dayOf(check, right, name);
      return day === null
        ? null
        : { op: "date", register, attribute, comparison: operator, day: { kind: "fixed", day }, span };
    }
    case "number":
      return null;
  }
}

function dayOf(check: Check, ast: Ast, name: Name): number | null {
  const day = ast.kind === "date" ? parseDay(ast.text) : null;
  if (day !== null) return day;
  return check.report(
    "LZ1074",
    ast.span,
    ast.kind === "date" ? `there is no day ${ast.text}` : `"${name.name}" is a date, and compares with a day`,
    `write ${name.name} >= 2021-01-01 or ${name.name} within last 3 years`,
  );
}

/** `founded within last 3 years`: in the three years up to the end of the asked period. */
export function recent(
  check: Check,
  ast: Extract<Ast, { readonly kind: "recent" }>,
  scope: Scope,
): BooleanCore | null {
  const { span } = ast;
  const name = labelled(check, ast.subject, scope);
  const symbol = name && labelledSymbol(check, name, scope);
  if (name && !symbol) return null;
  if (symbol?.kind !== "attribute" || symbol.value.kind !== "date")
    return check.report(
      "LZ1074",
      ast.subject.span,
      "within last asks for a date attribute",
      "write founded within last 3 years",
    );
  const months = monthsOf(ast.text, ast.unit);
  if (months === null)
    return check.report("LZ1021", span, "a duration is expected", "write within last 3 years or 6 months");
  const { register, attribute } = symbol;
  const base = { op: "date", register, attribute, span } as const;
  return {
    op: "and",
    left: { ...base, comparison: ">", day: { kind: "before_end", months } },
    right: { ...base, comparison: "<=", day: { kind: "before_end", months: 0 } },
    span,
  };
}

export function codes(check: Check, ast: Extract<Ast, { kind: "codes" }>, scope: Scope): BooleanCore | null {
  const name = ast.subject.kind === "name" ? ast.subject : null;
  const known =
    name && (labelled(check, name, scope) ?? (meanings(check, name, scope).length === 0 ? name : null));
  if (!known)
    return check.report(
      "LZ1075",
      ast.subject.span,
      `"${ast.operator}" asks for codes, and its left side is no attribute with codes`,
      "compare numbers with = or between",
    );
  const symbol = labelledSymbol(check, known, scope);
  if (!symbol) return null;
  const { span } = ast;
  if (symbol.kind === "membership") {
    if (ast.operator === "in")
      return check.report(
        "LZ1072",
        span,
        `a subject may belong to several codes of ${known.name}`,
        `write ${known.name} has (...)`,
      );
    const list = codesOf(check, symbol.classification, ast.codes, ast.operator === "within");
    return list && { op: "has", register: symbol.register, membership: symbol.membership, codes: list, span };
  }
  const { register, attribute, value, listed = false } = symbol;
  if (ast.operator === "has")
    return check.report(
      "LZ1073",
      span,
      `"${known.name}" is one value, not a set`,
      `write ${known.name} = ... or ${known.name} in (...)`,
    );
  if (value.kind === "code") {
    const list = codesOf(check, value.classification, ast.codes, ast.operator === "within");
    return list && { op: "codeIn", register, attribute, codes: list, listed, span };
  }
  const texts = ast.codes.flatMap((c) => (c.kind === "text" ? [c.text] : []));
  if (
    (value.kind !== "text" && value.kind !== "subject") ||
    ast.operator !== "in" ||
    texts.length < ast.codes.length
  ) {
    return check.report(
      "LZ1074",
      span,
      `"${known.name}" has no codes`,
      "in and within need an attribute typed by a classification",
    );
  }
  return oneOf(
    texts.map((text) => ({ op: "textIs", register, attribute, text, span })),
    span,
  );
}
