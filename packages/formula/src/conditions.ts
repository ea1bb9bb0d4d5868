/** Conditions: comparisons of numbers, and which of the others a condition is. */
import type { Ast, BinaryOperator, Span } from "./ast.ts";
import { compatible } from "./compatible.ts";
import type { BooleanCore, Comparison } from "./core.ts";
import { inPlace } from "./calls.ts";
import type { Call } from "./functions.ts";
import { isCondition, isFunction, oneOf, option, plainCall, positional } from "./functions.ts";
import { conditionCall } from "./history-conditions.ts";
import type { Linked } from "./links.ts";
import { linkedName } from "./links.ts";
import type { Name } from "./names.ts";
import { codes, compareLabelled, labelled, labelledSymbol, neverTrue, recent } from "./labelled.ts";
import { lookup, meanings } from "./names.ts";
import { align } from "./represent.ts";
import { literalUnit } from "./written-units.ts";
import { dividedByZero } from "./zero-base.ts";
import type { Check, Scope } from "./scope.ts";

const isComparison = (o: BinaryOperator): o is Comparison =>
  o === "=" || o === "!=" || o === "<" || o === "<=" || o === ">" || o === ">=";

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

/** `missing(x, because: zero_denominator)`: x is a quotient whose denominator is there and is zero. */
function divided(check: Check, ast: Call, first: Ast, scope: Scope): BooleanCore | null {
  if (!oneOf(check, ast, "because", ["zero_denominator"])) return null;
  const argument = check.number(first, scope, null);
  if (!argument) return null;
  const zero = dividedByZero(argument);
  if (zero) return { op: "settle", argument: zero, unknown: false, span: ast.span };
  return check.report(
    "LZ1020",
    first.span,
    "only a quotient a / b can lack a value because its denominator is zero",
    "write missing(x)",
  );
}

/** `missing(x)`: of a number, or of an attribute of any kind. */
function missingCall(check: Check, ast: Call, scope: Scope): BooleanCore | null {
  const first = plainCall(check, ast, [])
    ? positional(check, ast, "missing", 1, ["because"])?.[0]
    : undefined;
  if (!first) return null;
  const { span } = ast;
  if (option(ast, "because")) return divided(check, ast, first, scope);
  const related = atRelated(check, first, scope);
  const at = related?.linked.scope ?? scope;
  const name = labelled(check, related?.ast ?? first, at);
  if (name) {
    const told = neverTrue(check, name, at, span);
    const argument: BooleanCore | null =
      related && told ? { op: "relatedIs", link: related.linked.link, argument: told, span } : told;
    return argument && { op: "settle", argument, unknown: true, span };
  }
  const argument = check.number(first, scope, null);
  return argument && { op: "isMissing", argument, span };
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
      if (ast.name === "missing") return missingCall(check, ast, scope);
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
