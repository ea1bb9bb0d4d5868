/** Conditions about what is unknown and about earlier periods, and how long a condition has held. */
import { unit } from "@lianzhang/kernel";
import type { Ast } from "./ast.ts";
import type { BooleanCore, NumberCore, Steps } from "./core.ts";
import type { Call, FunctionName } from "./functions.ts";
import { duration, option, plainCall, positional, USE } from "./functions.ts";
import { MONTHS } from "./periods.ts";
import type { Check, Scope } from "./scope.ts";
import { pure } from "./scope.ts";

/** `surely(c)`, `possibly(c)`, `ever(c)`, `first_time(c)`. */
export function conditionCall(
  check: Check,
  ast: Call,
  name: "surely" | "possibly" | "ever" | "first_time",
  scope: Scope,
): BooleanCore | null {
  switch (name) {
    case "surely":
    case "possibly": {
      const first = plainCall(check, ast, []) ? positional(check, ast, name, 1)?.[0] : undefined;
      const argument = first && check.condition(first, scope);
      return argument ? { op: "settle", argument, unknown: name === "possibly", span: ast.span } : null;
    }
    case "ever":
    case "first_time": {
      const asked = history(check, ast, name, scope);
      return (
        asked && { op: "history", asks: name, argument: asked.condition, steps: asked.steps, span: ast.span }
      );
    }
  }
}

/** `streak(c)`: for how many steps up to now the condition has held. */
export function streak(check: Check, ast: Call, scope: Scope): NumberCore | null {
  const asked = history(check, ast, "streak", scope);
  if (!asked) return null;
  return {
    op: "streak",
    ...asked,
    type: { ...pure(scope, unit("1"), "ratio"), subject: scope.register },
    span: ast.span,
  };
}

function history(
  check: Check,
  ast: Call,
  name: Extract<FunctionName, "ever" | "first_time" | "streak">,
  scope: Scope,
): { readonly condition: BooleanCore; readonly steps: Steps } | null {
  if (!plainCall(check, ast, [])) return null;
  if (scope.grain === "group")
    return check.report(
      "LZ1031",
      ast.span,
      `${name} asks about one subject, and the formula is about a group of them`,
      `use it in a where: count(enterprise where ${name}(...))`,
    );
  const first = positional(check, ast, name, 1, ["by", "last"])?.[0];
  if (!first) return null;
  const condition = check.condition(first, scope);
  const [by, last] = [option(ast, "by"), option(ast, "last")];
  const step = by ? duration(check, by) : 12;
  const within = last ? duration(check, last) : null;
  if (!condition || step === null || (last && within === null)) return null;
  const shortest = check.period === null ? 1 : MONTHS[check.period];
  if (step < shortest && by)
    return check.report(
      "LZ1086",
      by.span,
      `a step shorter than the period of ${shortest} months would look at the same months twice`,
      `write ${USE[name]}`,
    );
  if (within !== null && within < step && last)
    return check.report(
      "LZ1086",
      last.span,
      "shorter than one step: only the asked period is left",
      overYears(last),
    );
  return { condition, steps: { step, within } };
}

const overYears = (last: Ast): string | null =>
  last.kind === "number" ? "write last: 3 year, or a shorter step: by: 1 month" : null;
