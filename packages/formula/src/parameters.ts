/** Parameters that a date finds. */
import type { Ast } from "./ast.ts";
import type { NumberCore } from "./core.ts";
import { claim, lookup } from "./names.ts";
import type { Check, Scope } from "./scope.ts";

/** `grant_rate on acceptance_date`: a parameter whose value a date attribute finds. */
export function parameterOn(
  check: Check,
  ast: Extract<Ast, { readonly kind: "on" }>,
  scope: Scope,
): NumberCore | null {
  const symbol = ast.argument.kind === "name" ? lookup(check, ast.argument, scope) : null;
  if (ast.argument.kind === "name" && !symbol) return null;
  if (symbol?.kind !== "parameter" || symbol.byDate !== true)
    return check.report(
      "LZ1085",
      ast.argument.span,
      "only a parameter found by a date (by: date) is read on one",
      symbol?.kind === "parameter" ? "leave on out: the period finds its value" : null,
    );
  const date = ast.date.kind === "name" ? lookup(check, ast.date, scope) : null;
  if (ast.date.kind === "name" && !date) return null;
  if (date?.kind !== "attribute" || date.value.kind !== "date")
    return check.report(
      "LZ1085",
      ast.date.span,
      "a date attribute is expected after on",
      `write ${symbol.parameter} on acceptance_date`,
    );
  if (scope.grain === "group")
    return check.report(
      "LZ1031",
      ast.date.span,
      `this is a date of each ${date.register}, and the formula is about a group of them`,
      "put it into sum, avg or another aggregate",
    );
  if (!claim(check, scope, date.register, ast.date.span)) return null;
  const { register, attribute } = date;
  return {
    op: "parameter",
    parameter: symbol.parameter,
    on: { register, attribute },
    type: { ...symbol.type, subject: register, grain: "row" },
    span: ast.span,
  };
}
