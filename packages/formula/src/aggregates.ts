/** sum, avg and count: what may be added up, over which rows; and the arguments every function checks. */
import type { Unit } from "@lianzhang/kernel";
import { divide, ONE } from "@lianzhang/kernel";
import type { Ast, Span } from "./ast.ts";
import type { BooleanCore, NumberCore } from "./core.ts";
import { lookup, meanings } from "./names.ts";
import { defaultUnit, isExtensive, step } from "./represent.ts";
import type { Check, Scope } from "./scope.ts";
import { fitUnit, isShare, rowScope } from "./scope.ts";
import type { NumberType } from "./type.ts";

export type Call = Extract<Ast, { readonly kind: "call" }>;

export const FUNCTIONS = [
  "sum",
  "count",
  "avg",
  "growth",
  "change",
  "lag",
  "share_of",
  "total",
  "of",
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export const USE: Readonly<Record<FunctionName, string>> = {
  sum: "sum(x where condition)",
  count: "count(register where condition)",
  avg: "avg(x where condition)",
  growth: "growth(x, basis: returned)",
  change: "change(x)",
  lag: "lag(x, 1 year)",
  share_of: "share_of(x)",
  total: "total(x)",
  of: "of(x, region, 510000)",
};

export const isFunction = (name: string): name is FunctionName =>
  (FUNCTIONS as readonly string[]).includes(name);

/** The positional arguments if there are exactly `count`, and named ones only as allowed; null after a report. */
export function positional(
  check: Check,
  ast: Call,
  name: FunctionName,
  count: number,
  named: readonly string[] = [],
): readonly Ast[] | null {
  const plain = ast.arguments.filter((a) => a.name === null).map((a) => a.value);
  const odd = ast.arguments.find((a) => a.name !== null && !named.includes(a.name));
  if (odd)
    return check.report(
      "LZ1014",
      odd.value.span,
      `${name} has no argument "${odd.name ?? ""}"`,
      `write ${USE[name]}`,
    );
  if (plain.length !== count)
    return check.report(
      "LZ1014",
      ast.span,
      `${name} takes ${count} argument${count === 1 ? "" : "s"}, found ${plain.length}`,
      `write ${USE[name]}`,
    );
  return plain;
}

export function noAggregateHere(check: Check, ast: Call, scope: Scope): boolean {
  if (ast.by.length > 0) {
    check.report(
      "LZ1033",
      ast.by[0]?.span ?? ast.span,
      "by inside a formula is not possible yet",
      "ask for the grouping of the whole figure (by: on the indicator)",
    );
    return true;
  }
  if (scope.grain === "group") return false;
  if (scope.inside)
    check.report(
      "LZ1033",
      ast.span,
      `${ast.name} inside an aggregate is not possible yet`,
      "compute the inner figure as its own indicator",
    );
  else
    check.report(
      "LZ1032",
      ast.span,
      `${ast.name} is a figure of a group, and the formula is about one row`,
      "make a group indicator of it",
    );
  return true;
}

function where(check: Check, ast: Call, scope: Scope): BooleanCore | null | undefined {
  return ast.where === null ? null : (check.condition(ast.where, scope) ?? undefined);
}

function addable(check: Check, x: NumberCore, span: Span): boolean {
  const t = x.type;
  if (
    isShare(t) ||
    t.time.kind === "rate" ||
    "points" in t.unit.dimension ||
    !isExtensive(t.unit.dimension)
  ) {
    check.report(
      "LZ1060",
      span,
      `values in ${t.unit.text} are shares or ratios and do not add up`,
      "recompute from parts: sum(numerator) / sum(denominator)",
    );
    return false;
  }
  return true;
}

/** `sum(x where c)`, `avg(x where c)`. */
export function aggregate(
  check: Check,
  ast: Call,
  fn: "sum" | "avg",
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  if (noAggregateHere(check, ast, scope)) return null;
  const args = positional(check, ast, fn, 1);
  const first = args?.[0];
  if (!first) return null;
  return aggregateOver(check, ast, fn, first, want);
}

export function aggregateOver(
  check: Check,
  ast: Call,
  fn: "sum" | "avg",
  first: Ast,
  want: Unit | null,
): NumberCore | null {
  const rows = rowScope(null, true);
  const argument = check.number(first, rows, null);
  const condition = where(check, ast, rows);
  if (!argument || condition === undefined) return null;
  const subject = rows.register;
  if (subject === null)
    return check.report("LZ1014", first.span, `${fn} needs a value of each subject`, `write ${USE[fn]}`);
  const base = { op: "aggregate", subject, argument, where: condition, span: ast.span } as const;
  const type: NumberType = { ...argument.type, subject, grain: "group" };
  if (fn === "sum") return addable(check, argument, first.span) ? { ...base, fn, factor: ONE, type } : null;
  if (
    !isExtensive(argument.type.unit.dimension) ||
    isShare(argument.type) ||
    argument.type.time.kind === "rate"
  ) {
    check.report(
      "LZ1062",
      ast.span,
      "this is the mean of the subjects' ratios, each counting the same",
      "for the ratio of totals write sum(numerator) / sum(denominator)",
    );
  }
  const { dimension } = argument.type.unit;
  const unitOf =
    fitUnit(want, dimension) ??
    (argument.type.numeric === "ratio" ? argument.type.unit : defaultUnit(dimension));
  return {
    ...base,
    fn,
    factor: divide(step(argument.type), unitOf.toMinor),
    type: { ...type, unit: unitOf, numeric: "ratio" },
  };
}

/** `count(enterprise where c)`: exact, of that register's things. */
export function count(check: Check, ast: Call, scope: Scope): NumberCore | null {
  if (noAggregateHere(check, ast, scope)) return null;
  const first = positional(check, ast, "count", 1)?.[0];
  if (!first) return null;
  const symbol =
    first.kind === "name" ? meanings(check, first, scope).find((s) => s.kind === "register") : undefined;
  if (symbol?.kind !== "register") {
    if (first.kind === "name" && !lookup(check, first, scope)) return null;
    return check.report(
      "LZ1014",
      first.span,
      "count counts the subjects of a register",
      `write ${USE.count}`,
    );
  }
  const rows = rowScope(symbol.register, true);
  const condition = where(check, ast, rows);
  if (condition === undefined) return null;
  const dimension = { [`count[${symbol.register}]`]: 1 };
  const type: NumberType = {
    kind: "number",
    subject: symbol.register,
    grain: "group",
    time: { kind: "stock" },
    unit: defaultUnit(dimension),
    price: null,
    numeric: "exact",
    share: false,
  };
  return {
    op: "aggregate",
    fn: "count",
    subject: symbol.register,
    argument: null,
    where: condition,
    factor: ONE,
    type,
    span: ast.span,
  };
}
