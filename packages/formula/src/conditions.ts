/** Conditions: comparisons of numbers, and of codes typed by the classification on their left. */
import { nearest, parseDay } from "@lianzhang/kernel";
import type { Ast, BinaryOperator, Span } from "./ast.ts";
import { compatible } from "./compatible.ts";
import type { BooleanCore, Comparison } from "./core.ts";
import type { FormulaSymbol } from "./environment.ts";
import { inPlace } from "./calls.ts";
import { isCondition, isFunction, monthsOf } from "./functions.ts";
import { conditionCall } from "./history-conditions.ts";
import type { Linked } from "./links.ts";
import { linkedName } from "./links.ts";
import type { Name } from "./names.ts";
import { claim, lookup, meanings } from "./names.ts";
import { align } from "./represent.ts";
import { literalUnit } from "./units.ts";
import type { Check, Scope } from "./scope.ts";

type Labelled = Extract<FormulaSymbol, { readonly kind: "attribute" | "membership" }>;

const isComparison = (o: BinaryOperator): o is Comparison =>
  o === "=" || o === "!=" || o === "<" || o === "<=" || o === ">" || o === ">=";

/** The attribute or membership a name means, where that is no number; quiet. */
function labelled(check: Check, ast: Ast, scope: Scope): Name | null {
  if (ast.kind !== "name") return null;
  const found = meanings(check, ast, scope);
  return found.length > 0 &&
    found.every((s) => s.kind === "membership" || (s.kind === "attribute" && s.value.kind !== "number"))
    ? ast
    : null;
}

function labelledSymbol(check: Check, ast: Name, scope: Scope): Labelled | null {
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

const negated = (argument: BooleanCore, not: boolean, span: Span): BooleanCore =>
  not ? { op: "not", argument, span } : argument;

function oneOf(parts: readonly BooleanCore[], span: Span): BooleanCore {
  const [first, ...rest] = parts;
  if (!first) return { op: "truth", value: false, span };
  return rest.reduce<BooleanCore>((left, right) => ({ op: "or", left, right, span }), first);
}

/** `county = dongpo`, `name = '甲'`. */
function compareLabelled(
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
function recent(
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

function compareNumbers(
  check: Check,
  comparison: Comparison,
  leftAst: Ast,
  rightAst: Ast,
  scope: Scope,
  span: Span,
): BooleanCore | null {
  const left = check.number(leftAst, scope, literalUnit(rightAst));
  const right = check.number(rightAst, scope, literalUnit(leftAst));
  if (!left || !right) return null;
  const pair = compatible(check, left, right, span, "compare");
  if (!pair) return null;
  const [l, r] = align(pair);
  return l && r ? { op: "compare", comparison, left: l, right: r, span } : null;
}

function comparison(
  check: Check,
  ast: Extract<Ast, { kind: "binary" }>,
  operator: Comparison,
  scope: Scope,
): BooleanCore | null {
  const left = labelled(check, ast.left, scope);
  if (left) return compareLabelled(check, left, operator, ast.right, scope, ast.span);
  const right = labelled(check, ast.right, scope);
  const isLabel =
    ast.left.kind === "text" || (ast.left.kind === "name" && meanings(check, ast.left, scope).length === 0);
  if (right && isLabel && (operator === "=" || operator === "!="))
    return compareLabelled(check, right, operator, ast.left, scope, ast.span);
  const text = ast.left.kind === "text" ? ast.left : ast.right.kind === "text" ? ast.right : null;
  if (text) return check.report("LZ1074", text.span, "a text compares with a text attribute only");
  return compareNumbers(check, operator, ast.left, ast.right, scope, ast.span);
}

function codes(check: Check, ast: Extract<Ast, { kind: "codes" }>, scope: Scope): BooleanCore | null {
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

function nameCondition(check: Check, ast: Name, scope: Scope): BooleanCore | null {
  if (
    (ast.name === "true" || ast.name === "false") &&
    ast.qualifier === null &&
    meanings(check, ast, scope).length === 0
  ) {
    return { op: "truth", value: ast.name === "true", span: ast.span };
  }
  const symbol = lookup(check, ast, scope);
  if (!symbol) return null;
  if (symbol.kind !== "attribute" || symbol.value.kind !== "boolean") {
    const hint = symbol.kind === "membership" ? `write ${ast.name} has ...` : "compare it with something";
    return check.report("LZ1070", ast.span, `"${ast.name}" is no condition`, hint);
  }
  const found = labelledSymbol(check, ast, scope);
  return found?.kind === "attribute"
    ? { op: "flag", register: found.register, attribute: found.attribute, span: ast.span }
    : null;
}

function between(check: Check, ast: Extract<Ast, { kind: "between" }>, scope: Scope): BooleanCore | null {
  const left = labelled(check, ast.subject, scope);
  if (left) {
    const from = compareLabelled(check, left, ">=", ast.low, scope, ast.span);
    const to = from && compareLabelled(check, left, "<=", ast.high, scope, ast.span);
    return from && to && { op: "and", left: from, right: to, span: ast.span };
  }
  const low = compareNumbers(check, ">=", ast.subject, ast.low, scope, ast.span);
  const high = low && compareNumbers(check, "<=", ast.subject, ast.high, scope, ast.span);
  return low && high ? { op: "and", left: low, right: high, span: ast.span } : null;
}

/** The left side of a condition that may belong to a related subject, and the condition about that subject. */
function atRelated(
  check: Check,
  ast: Ast,
  scope: Scope,
): { readonly linked: Linked; readonly ast: Ast } | null {
  const about = (left: Ast, rebuilt: (name: Name) => Ast): ReturnType<typeof atRelated> => {
    if (left.kind !== "name" || left.qualifier === null) return null;
    // A number at a related subject compares as a number of this row.
    const linked = check.either(
      () => linkedName(check, left, scope),
      () => null,
    );
    if (linked === null || linked === "unclear" || !labelled(check, linked.name, linked.scope)) return null;
    return { linked, ast: rebuilt(linked.name) };
  };
  switch (ast.kind) {
    case "name":
      return about(ast, (name) => name);
    case "codes":
    case "recent":
    case "between":
      return about(ast.subject, (subject) => ({ ...ast, subject }));
    case "binary":
      return isComparison(ast.operator) ? about(ast.left, (left) => ({ ...ast, left })) : null;
    default:
      return null;
  }
}

/** An expression where a condition is expected. */
export function conditionOf(check: Check, ast: Ast, scope: Scope): BooleanCore | null {
  const related = atRelated(check, ast, scope);
  if (related) {
    const argument = conditionOf(check, related.ast, related.linked.scope);
    return argument && { op: "relatedIs", link: related.linked.link, argument, span: ast.span };
  }
  switch (ast.kind) {
    case "name":
      return nameCondition(check, ast, scope);
    case "codes":
      return codes(check, ast, scope);
    case "between":
      return between(check, ast, scope);
    case "unary": {
      if (ast.operator === "-") break;
      const argument = check.condition(ast.argument, scope);
      return argument && { op: "not", argument, span: ast.span };
    }
    case "binary": {
      if (isComparison(ast.operator)) return comparison(check, ast, ast.operator, scope);
      if (ast.operator !== "and" && ast.operator !== "or") break;
      const left = check.condition(ast.left, scope);
      const right = check.condition(ast.right, scope);
      return left && right && { op: ast.operator, left, right, span: ast.span };
    }
    case "recent":
      return recent(check, ast, scope);
    case "call":
      if (isCondition(ast.name)) return conditionCall(check, ast, ast.name, scope);
      if (!isFunction(ast.name)) {
        const body = inPlace(check, ast, scope);
        if (body === "refused") return null;
        if (body) return check.within(ast, () => check.condition(body, scope));
      }
      break;
    case "number":
    case "text":
    case "date":
    case "choose":
    case "at":
    case "on":
    case "bands":
      break;
  }
  return check.report(
    "LZ1070",
    ast.span,
    "a condition is expected here, such as gross_output > 5 亿元",
    ast.kind === "choose" ? "join conditions with and, or" : "compare it with something",
  );
}
