/** Functions over time and against the whole, and which function a call is. */
import type { Unit } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { Call } from "./aggregates.ts";
import {
  aggregate,
  aggregateOver,
  count,
  FUNCTIONS,
  isFunction,
  noAggregateHere,
  positional,
  USE,
} from "./aggregates.ts";
import type { Ast } from "./ast.ts";
import type { NumberCore } from "./core.ts";
import { changeOf, growthOf, shareOf, shifted } from "./growth.ts";
import { homeOf, meanings } from "./names.ts";
import type { Check, GrowthBasis, Scope } from "./scope.ts";
import { rowScope } from "./scope.ts";

/** The argument of growth, change, lag, total, share_of. `growth(x where c)` is `growth(sum(x where c))`. */
function operand(check: Check, ast: Call, first: Ast, scope: Scope, want: Unit | null): NumberCore | null {
  if (ast.by.length > 0) {
    noAggregateHere(check, ast, scope);
    return null;
  }
  if (scope.grain === "row") {
    if (ast.where)
      return check.report("LZ1014", ast.where.span, "where belongs to an aggregate", "use if ... then ...");
    return check.number(first, scope, want);
  }
  const meaning = first.kind === "name" ? meanings(check, first, scope) : [];
  const rowField =
    meaning.length > 0 &&
    meaning.every((s) => s.kind === "field" && homeOf(check, scope, s.type.subject ?? "") === null);
  return ast.where || rowField
    ? aggregateOver(check, ast, "sum", first, want)
    : check.number(first, scope, want);
}

const BASES: readonly GrowthBasis[] = ["returned", "stored", "matched"];

function growth(check: Check, ast: Call, scope: Scope, want: Unit | null): NumberCore | null {
  const first = positional(check, ast, "growth", 1, ["basis"])?.[0];
  if (!first) return null;
  const named = ast.arguments.find((a) => a.name === "basis")?.value ?? null;
  const basis =
    BASES.find((b) => named?.kind === "name" && named.qualifier === null && named.name === b) ?? null;
  if (named && !basis)
    check.report("LZ1020", named.span, "the basis of growth is not known", `use one of ${BASES.join(", ")}`);
  const x = operand(check, ast, first, scope, null);
  return x && (!named || basis) ? growthOf(check, x, basis, ast.span, want) : null;
}

const DURATION: ReadonlyMap<string, number> = new Map([
  ["年", 12],
  ["year", 12],
  ["years", 12],
  ["季", 3],
  ["季度", 3],
  ["quarter", 3],
  ["quarters", 3],
  ["月", 1],
  ["个月", 1],
  ["month", 1],
  ["months", 1],
]);

function lag(check: Check, ast: Call, scope: Scope, want: Unit | null): NumberCore | null {
  const [first, by] = positional(check, ast, "lag", 2) ?? [];
  if (!first || !by) return null;
  const x = operand(check, ast, first, scope, want);
  const months =
    by.kind === "number" && /^\d{1,4}$/.test(by.text) && by.unit !== null ? DURATION.get(by.unit) : undefined;
  if (by.kind !== "number" || months === undefined)
    return check.report(
      "LZ1021",
      by.span,
      "a duration is expected",
      "write 1 year, 2 quarter, 3 month, 1 年 or 6 月",
    );
  return x && shifted(x, -Number(by.text) * months, ast.span);
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
      return any([ast.argument]);
    case "binary":
      return any([ast.left, ast.right]);
    case "choose":
      return any([...ast.branches.map((b) => b.then), ...(ast.otherwise ? [ast.otherwise] : [])]);
    case "call":
      return any(ast.arguments.map((a) => a.value));
    case "number":
    case "text":
    case "codes":
    case "between":
      return false;
  }
}

/** A function call where a number is expected. */
export function callNode(check: Check, ast: Call, scope: Scope, want: Unit | null): NumberCore | null {
  const { name, span } = ast;
  if (!isFunction(name)) {
    const near = nearest(name, FUNCTIONS);
    return check.report(
      "LZ1013",
      span,
      `there is no function "${name}"`,
      near ? `did you mean ${near}?` : `functions: ${FUNCTIONS.join(", ")}`,
    );
  }
  switch (name) {
    case "sum":
    case "avg":
      return aggregate(check, ast, name, scope, want);
    case "count":
      return count(check, ast, scope);
    case "growth":
      return growth(check, ast, scope, want);
    case "lag":
      return lag(check, ast, scope, want);
    case "of":
      return of(check, ast, scope, want);
    case "change":
    case "share_of":
    case "total":
      return simple(check, ast, name, scope, want);
  }
}

function simple(
  check: Check,
  ast: Call,
  name: "change" | "share_of" | "total",
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  const first = positional(check, ast, name, 1)?.[0];
  if (!first) return null;
  if (name !== "change" && scope.grain === "row") {
    noAggregateHere(check, ast, scope);
    return null;
  }
  const x = operand(check, ast, first, scope, name === "share_of" ? null : want);
  if (!x) return null;
  if (name === "change") return changeOf(x, ast.span);
  return name === "share_of"
    ? shareOf(x, ast.span, want)
    : { op: "whole", argument: x, type: x.type, span: ast.span };
}
