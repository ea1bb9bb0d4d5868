/** Row values taken among other subjects: aggregates of a set, ranks, means of a group, and related subjects. */
import type { Unit } from "@lianzhang/kernel";
import { divide, isDimensionless, ONE, PERCENT, unit } from "@lianzhang/kernel";
import {
  addable,
  countAggregate,
  countedRegister,
  distinctAggregate,
  noAggregateHere,
  overCondition,
  valueAggregate,
} from "./aggregates.ts";
import type { Ast } from "./ast.ts";
import type { AggregateCore, AggregateFunction, BooleanCore, NumberCore } from "./core.ts";
import type { Call, FunctionName } from "./functions.ts";
import { oneOf, option, plainCall, positional, USE } from "./functions.ts";
import { linkTo } from "./links.ts";
import { claim, lookup } from "./names.ts";
import type { Check, Scope } from "./scope.ts";
import { pure, rowScope } from "./scope.ts";

/** The aggregate a call stands for, over rows of the given register (null: of whichever its argument names). */
function aggregateOf(
  check: Check,
  ast: Call,
  fn: AggregateFunction,
  scope: Scope,
  want: Unit | null,
): AggregateCore | null {
  if (fn === "count") {
    const register = countedRegister(check, ast, scope);
    return register === null ? null : countAggregate(check, ast, rowScope(register, scope.inside), true);
  }
  if (fn === "distinct") {
    const over = (register: string | null) => (): AggregateCore | null =>
      distinctAggregate(check, ast, rowScope(register, scope.inside), true);
    return scope.register === null ? over(null)() : check.either(over(scope.register), over(null));
  }
  const first = positional(check, ast, fn, fn === "quantile" ? 2 : 1, ["via"])?.[0];
  if (!first) return null;
  const over = (register: string | null) => (): AggregateCore | null =>
    valueAggregate(check, ast, fn, first, rowScope(register, scope.inside), { want, inRow: true });
  // the row's own values first; those of a related register where they are none
  return scope.register === null ? over(null)() : check.either(over(scope.register), over(null));
}

/** The code attributes after `by`; null after a report. */
function keysOf(check: Check, ast: Call, register: string): readonly string[] | null {
  const keys = ast.by.map((b) => {
    const symbol = b.kind === "name" ? lookup(check, b, rowScope(register, true)) : null;
    if (b.kind === "name" && !symbol) return null;
    if (
      symbol?.kind === "attribute" &&
      symbol.register === register &&
      (symbol.value.kind === "code" || symbol.value.kind === "subject")
    )
      return symbol.attribute;
    return check.report(
      "LZ1088",
      b.span,
      symbol?.kind === "membership"
        ? `a ${register} may have several codes here, and a row stands in one group`
        : "by takes attributes with one code for each subject",
      symbol?.kind === "membership" ? "use the attribute that names the primary one" : "write by county",
    );
  });
  const found = keys.filter((k) => k !== null);
  return found.length < keys.length ? null : found;
}

/** `sum(x over c by k)` and its kin in a row formula; of a related register, over the subjects that name this one. */
export function rowAggregate(
  check: Check,
  ast: Call,
  fn: AggregateFunction,
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  const aggregate = aggregateOf(check, ast, fn, scope, want);
  if (!aggregate) return null;
  const via = option(ast, "via");
  const { subject } = aggregate;
  const stated = ast.over !== null || ast.by.length > 0;
  const others = scope.register !== null && subject !== scope.register;
  if (others || via) return gathered(check, ast, aggregate, scope, via);
  if (!stated && ast.where === null) {
    noAggregateHere(check, ast, scope);
    return null;
  }
  const by = keysOf(check, ast, subject);
  if (by === null || !claim(check, scope, subject, ast.span)) return null;
  return among(aggregate, by, scope.inside, ast);
}

const among = (aggregate: AggregateCore, by: readonly string[], pushed: boolean, ast: Ast): NumberCore => ({
  op: "among",
  aggregate,
  by,
  pushed,
  type: { ...aggregate.type, grain: "row" },
  span: ast.span,
});

function gathered(
  check: Check,
  ast: Call,
  aggregate: AggregateCore,
  scope: Scope,
  via: Ast | null,
): NumberCore | null {
  const { subject } = aggregate;
  const link = linkTo(check, subject, scope.register, via, ast.span);
  if (!link) return null;
  const odd = ast.over ?? ast.by[0];
  if (odd)
    return check.report(
      "LZ1014",
      odd.span,
      `the set is each ${subject} that names this ${link.target}`,
      "write conditions after where",
    );
  if (!claim(check, scope, link.target, ast.span)) return null;
  return {
    op: "gather",
    link,
    aggregate,
    complete: check.env.complete?.(subject) ?? false,
    type: { ...aggregate.type, subject: link.target, grain: "row" },
    span: ast.span,
  };
}

/** `total(sum(x))` in a row formula: of the whole register, whatever the cell. Null when it is no such call. */
export function wholeInRow(check: Check, first: Ast, scope: Scope, want: Unit | null): NumberCore | null {
  if (first.kind !== "call") return null;
  const fn = AGGREGATES.find((f) => f === first.name);
  if (!fn || !plainCall(check, first, ["where"])) return null;
  const aggregate = aggregateOf(check, first, fn, scope, want);
  if (!aggregate || !claim(check, scope, aggregate.subject, first.span)) return null;
  return among(aggregate, [], false, first);
}

export const AGGREGATES: readonly AggregateFunction[] = [
  "sum",
  "count",
  "avg",
  "min",
  "max",
  "median",
  "quantile",
  "distinct",
];

/** Who a row is compared with; null after a report. The set must be said. */
function comparedWith(
  check: Check,
  ast: Call,
  name: FunctionName,
  scope: Scope,
): { readonly over: BooleanCore | null; readonly by: readonly string[]; readonly register: string } | null {
  if (ast.over === null)
    return check.report("LZ1087", ast.span, `${name} does not say among whom`, `write ${USE[name]}`);
  if (!plainCall(check, ast, ["over", "by"])) return null;
  const over = overCondition(check, ast.over, scope);
  const { register } = scope;
  if (over === undefined) return null;
  if (register === null)
    return check.report("LZ1014", ast.span, `${name} needs a value of each subject`, `write ${USE[name]}`);
  const by = keysOf(check, ast, register);
  return by && { over, by, register };
}

function rowsOnly(check: Check, ast: Call, scope: Scope): boolean {
  if (scope.grain === "row") return true;
  check.report(
    "LZ1031",
    ast.span,
    `${ast.name} is of one subject, and the formula is about a group of them`,
    "put it into an aggregate or its where",
  );
  return false;
}

const RANKED_AS = { rank: "rank", percent_rank: "percent", ranked: "count" } as const;

/** `rank(x over c by k)`, `percent_rank(...)`, and how many have a place: `ranked(...)`. */
export function rank(
  check: Check,
  ast: Call,
  name: keyof typeof RANKED_AS,
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  const first = rowsOnly(check, ast, scope)
    ? positional(check, ast, name, 1, name === "ranked" ? [] : ["best"])?.[0]
    : undefined;
  if (!first) return null;
  const best = oneOf(check, ast, "best", ["highest", "lowest"]);
  const argument = check.number(first, scope, null);
  const set = comparedWith(check, ast, name, scope);
  if (!argument || !set || best === undefined) return null;
  const percent = name === "percent_rank";
  const unitOf = !percent ? unit("1") : want !== null && isDimensionless(want.dimension) ? want : PERCENT;
  return {
    op: "rank",
    argument: { ...argument, type: { ...argument.type, subject: set.register } },
    over: set.over,
    by: set.by,
    pushed: scope.inside,
    best: best ?? "highest",
    as: RANKED_AS[name],
    factor: percent ? divide(ONE, unitOf.toMinor) : ONE,
    type: { ...pure(scope, unitOf, "ratio", percent), subject: set.register },
    span: ast.span,
  };
}

/** `mean_of(x over c by k)`: the mean of the subjects' values, each counting the same. */
export function meanOf(check: Check, ast: Call, scope: Scope, want: Unit | null): NumberCore | null {
  const first = rowsOnly(check, ast, scope) ? positional(check, ast, "mean_of", 1)?.[0] : undefined;
  if (!first) return null;
  if (ast.over === null)
    return check.report("LZ1087", ast.span, "mean_of does not say of whom", `write ${USE.mean_of}`);
  const rows = rowScope(scope.register, scope.inside);
  const aggregate = valueAggregate(check, ast, "avg", first, rows, { want, inRow: true, meant: true });
  const by = aggregate && keysOf(check, ast, aggregate.subject);
  return aggregate && by && claim(check, scope, aggregate.subject, ast.span)
    ? among(aggregate, by, scope.inside, ast)
    : null;
}

/** `mean_total(a / b over c by k)`: the sum of a over the sum of b, of the subjects that have both. */
export function meanTotal(check: Check, ast: Call, scope: Scope, want: Unit | null): NumberCore | null {
  const first = rowsOnly(check, ast, scope) ? positional(check, ast, "mean_total", 1)?.[0] : undefined;
  const x = first && check.number(first, scope, want);
  const set = x && comparedWith(check, ast, "mean_total", scope);
  if (!set) return null;
  const of = (part: NumberCore, other: NumberCore): NumberCore =>
    among(
      {
        op: "aggregate",
        fn: "sum",
        subject: set.register,
        argument: part,
        where: set.over,
        alsoPresent: [other],
        factor: ONE,
        type: { ...part.type, subject: set.register, grain: "group" },
        span: ast.span,
      },
      set.by,
      scope.inside,
      ast,
    );
  const totals = (core: NumberCore): NumberCore | null => {
    switch (core.op) {
      case "indicator":
        return totals(core.body);
      case "ratio":
      case "rescale":
      case "round": {
        const argument = totals(core.argument);
        return argument && { ...core, argument, span: ast.span };
      }
      case "divide":
        return addable(check, core.left, first.span) && addable(check, core.right, first.span)
          ? { ...core, left: of(core.left, core.right), right: of(core.right, core.left), span: ast.span }
          : null;
      default:
        return check.report(
          "LZ1089",
          first.span,
          "the mean by totals is of a quotient a / b, and this is none",
          "write mean_of(x over ...) for the mean of the subjects' values",
        );
    }
  };
  return totals(x);
}
