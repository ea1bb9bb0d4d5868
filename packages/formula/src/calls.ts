/** Which function a call is, and its growth, shares and named subjects. */
import type { Unit } from "@lianzhang/kernel";
import { nearest, PERCENT } from "@lianzhang/kernel";
import {
  countAggregate,
  countedRegister,
  distinctAggregate,
  noAggregateHere,
  valueAggregate,
} from "./aggregates.ts";
import type { Ast } from "./ast.ts";
import type { AggregateFunction, NumberCore } from "./core.ts";
import type { Call } from "./functions.ts";
import { FUNCTIONS, isFunction, oneOf, plainCall, positional, USE } from "./functions.ts";
import { changeOf, growthOf, pointsNode, shareOf, sideOf } from "./growth.ts";
import { streak } from "./history-conditions.ts";
import { expanded, LIBRARY_NAMES } from "./library.ts";
import { homeOf, meanings } from "./names.ts";
import { accumulated, annualised, cagr, latest, shift } from "./periods.ts";
import { meanOf, meanTotal, rank, rowAggregate, wholeInRow } from "./positions.ts";
import { ifMissing, limit, round } from "./row-functions.ts";
import type { Check, GrowthBasis, Scope } from "./scope.ts";
import { rowScope } from "./scope.ts";

/** The argument of growth, change, lag, total, share_of. `growth(x where c)` is `growth(sum(x where c))`. */
function operand(check: Check, ast: Call, first: Ast, scope: Scope, want: Unit | null): NumberCore | null {
  if (!plainCall(check, ast, ["where"])) return null;
  if (scope.grain === "row") {
    if (ast.where)
      return check.report("LZ1014", ast.where.span, "where belongs to an aggregate", "use if ... then ...");
    return check.number(first, scope, want);
  }
  return ast.where || isRowField(check, first, scope)
    ? valueAggregate(check, ast, "sum", first, rowScope(null, true), { want, inRow: false })
    : check.number(first, scope, want);
}

/** A field of each subject, named in a group formula. */
function isRowField(check: Check, first: Ast, scope: Scope): boolean {
  const meaning = first.kind === "name" ? meanings(check, first, scope) : [];
  return (
    meaning.length > 0 &&
    meaning.every((s) => s.kind === "field" && homeOf(check, scope, s.type.subject ?? "") === null)
  );
}

const BASES: readonly GrowthBasis[] = ["returned", "stored", "matched"];

/** `growth(x, basis: b)`, and the two sides it compares. */
function growth(
  check: Check,
  ast: Call,
  name: "growth" | "now_of" | "base_of",
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  const first = positional(check, ast, name, 1, ["basis"])?.[0];
  if (!first) return null;
  const basis = oneOf(check, ast, "basis", BASES);
  const x = operand(check, ast, first, scope, name === "growth" ? null : want);
  if (!x || basis === undefined) return null;
  return name === "growth"
    ? growthOf(check, x, basis, ast.span, want)
    : sideOf(check, x, basis, ast.span, name === "now_of" ? "now" : "base");
}

/** `of(x, region, 510000)`: the figure of one named subject. */
function of(check: Check, ast: Call, scope: Scope, want: Unit | null): NumberCore | null {
  const [first, registerAst, subjectAst] = positional(check, ast, "of", 3) ?? [];
  if (!first || !registerAst || !subjectAst) return null;
  if (scope.grain === "row") {
    return check.report(
      scope.inside ? "LZ1033" : "LZ1032",
      ast.span,
      "the figure of another subject inside a row formula is not possible yet",
      "make a group indicator of it",
    );
  }
  const symbol =
    registerAst.kind === "name"
      ? meanings(check, registerAst, scope).find((s) => s.kind === "register")
      : undefined;
  if (symbol?.kind !== "register")
    return check.report(
      "LZ1014",
      registerAst.span,
      "the second argument of of is a register",
      `write ${USE.of}`,
    );
  const { register } = symbol;
  const code =
    subjectAst.kind === "number"
      ? subjectAst.text + (subjectAst.unit ?? "")
      : subjectAst.kind === "text"
        ? subjectAst.text
        : subjectAst.kind === "name"
          ? subjectAst.name
          : null;
  if (code === null || !check.env.hasSubject(register, code))
    return check.report(
      "LZ1019",
      subjectAst.span,
      `${register} has no subject "${code ?? ""}"`,
      "give the subject's code",
    );
  if (mentionsIndicator(check, first, scope))
    return check.number(first, { ...scope, subject: { register, code } }, want);
  const argument = check.number(first, rowScope(register, false), want);
  return (
    argument && {
      op: "of",
      register,
      subject: code,
      argument,
      type: { ...argument.type, grain: "group" },
      span: ast.span,
    }
  );
}

function mentionsIndicator(check: Check, ast: Ast, scope: Scope): boolean {
  const any = (list: readonly Ast[]): boolean => list.some((a) => mentionsIndicator(check, a, scope));
  switch (ast.kind) {
    case "name":
      return meanings(check, ast, scope).some((s) => s.kind === "indicator");
    case "unary":
    case "at":
    case "on":
      return any([ast.argument]);
    case "binary":
      return any([ast.left, ast.right]);
    case "choose":
      return any([...ast.branches.map((b) => b.then), ...(ast.otherwise ? [ast.otherwise] : [])]);
    case "bands":
      return any([ast.argument, ...ast.bands.map((b) => b.then), ...(ast.otherwise ? [ast.otherwise] : [])]);
    case "call":
      return any(ast.arguments.map((a) => a.value));
    case "number":
    case "text":
    case "date":
    case "codes":
    case "recent":
    case "between":
      return false;
  }
}

/** An aggregate: of the group in a group formula, of a stated set in a row formula. */
function aggregateNode(
  check: Check,
  ast: Call,
  fn: AggregateFunction,
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  if (scope.grain === "row") return rowAggregate(check, ast, fn, scope, want);
  if (noAggregateHere(check, ast, scope)) return null;
  if (fn === "count") {
    const register = countedRegister(check, ast, scope);
    return register === null ? null : countAggregate(check, ast, rowScope(register, true), false);
  }
  if (fn === "distinct") return distinctAggregate(check, ast, rowScope(null, true), false);
  const first = positional(check, ast, fn, fn === "quantile" ? 2 : 1)?.[0];
  return first ? valueAggregate(check, ast, fn, first, rowScope(null, true), { want, inRow: false }) : null;
}

function unknown(check: Check, ast: Call): null {
  const known = [...FUNCTIONS, ...LIBRARY_NAMES, ...(check.env.functions?.() ?? [])];
  const near = nearest(ast.name, known);
  return check.report(
    "LZ1013",
    ast.span,
    `there is no function "${ast.name}"`,
    near ? `did you mean ${near}?` : `functions: ${known.join(", ")}`,
  );
}

/** A call of the library or the folder as its formula; null when there is no such function. */
export function inPlace(check: Check, ast: Call, scope: Scope): Ast | "refused" | null {
  const first = ast.arguments[0]?.value;
  const group = scope.grain === "group" && first !== undefined;
  return expanded(check, ast, group && (ast.where !== null || isRowField(check, first, scope)));
}

/** A function call where a number is expected. */
export function callNode(check: Check, ast: Call, scope: Scope, want: Unit | null): NumberCore | null {
  const { name } = ast;
  if (!isFunction(name)) {
    const body = inPlace(check, ast, scope);
    if (body === "refused") return null;
    return body ? check.within(ast, () => check.number(body, scope, want)) : unknown(check, ast);
  }
  const read = (first: Ast, unit: Unit | null): NumberCore | null => operand(check, ast, first, scope, unit);
  switch (name) {
    case "sum":
    case "count":
    case "avg":
    case "min":
    case "max":
    case "median":
    case "quantile":
    case "distinct":
      return aggregateNode(check, ast, name, scope, want);
    case "growth":
    case "now_of":
    case "base_of":
      return growth(check, ast, name, scope, want);
    case "lag":
    case "ahead":
      return shift(check, ast, name, read, want);
    case "rolling":
    case "ytd":
      return accumulated(check, ast, name, read, want);
    case "cagr":
      return cagr(check, ast, read, want);
    case "annualised":
      return annualised(check, ast, read, want);
    case "latest":
      return latest(check, ast, read, want);
    case "streak":
      return streak(check, ast, scope);
    case "of":
      return of(check, ast, scope, want);
    case "cap":
    case "at_least":
      return limit(check, ast, name, scope, want);
    case "round":
      return round(check, ast, scope, want);
    case "if_missing":
      return ifMissing(check, ast, scope, want);
    case "rank":
    case "percent_rank":
    case "ranked":
      return rank(check, ast, name, scope, want);
    case "mean_of":
      return meanOf(check, ast, scope, want);
    case "mean_total":
      return meanTotal(check, ast, scope, want);
    case "change":
    case "points":
    case "share_of":
    case "total":
      return simple(check, ast, name, scope, want);
    case "bands":
    case "missing":
    case "surely":
    case "possibly":
    case "ever":
    case "first_time":
      return check.report(
        "LZ1071",
        ast.span,
        "a condition where a number is expected",
        "write if ... then ... else ..., or count(register where ...)",
      );
  }
}

function simple(
  check: Check,
  ast: Call,
  name: "change" | "points" | "share_of" | "total",
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  const first = positional(check, ast, name, 1)?.[0];
  if (!first) return null;
  if (scope.grain === "row" && (name === "total" || name === "share_of")) {
    const before = check.problems.length;
    const whole = name === "total" ? wholeInRow(check, first, scope, want) : null;
    if (whole === null && check.problems.length === before) noAggregateHere(check, ast, scope);
    return whole;
  }
  // a share as 百分点 is measured in per cent, so that no digit is lost
  const inner = name === "points" ? PERCENT : name === "share_of" ? null : want;
  const x = operand(check, ast, first, scope, inner);
  if (!x) return null;
  if (name === "change") return changeOf(x, ast.span);
  if (name === "points") return pointsNode(check, x, ast.span);
  return name === "share_of"
    ? shareOf(x, ast.span, want)
    : { op: "whole", argument: x, type: x.type, span: ast.span };
}
