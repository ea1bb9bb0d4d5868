/** Aggregates: what may be added up or put in order, over which rows. */
import type { Unit } from "@lianzhang/kernel";
import { divide, ONE, RATIO_ONE } from "@lianzhang/kernel";
import type { Ast, Span } from "./ast.ts";
import type { AggregateCore, AggregateFunction, BooleanCore, NumberCore } from "./core.ts";
import type { Call } from "./functions.ts";
import { positional, USE } from "./functions.ts";
import { lookup } from "./names.ts";
import { defaultUnit, isExtensive, step } from "./represent.ts";
import { constantOf } from "./row-functions.ts";
import type { Check, Scope } from "./scope.ts";
import { fitUnit, isShare } from "./scope.ts";
import type { NumberType } from "./type.ts";

/** Refuses what a row formula cannot read; true after a report. */
export function noAggregateHere(check: Check, ast: Call, scope: Scope): boolean {
  if (ast.by.length > 0) {
    check.report(
      "LZ1033",
      ast.by[0]?.span ?? ast.span,
      "by inside a group formula is not possible",
      "ask for the grouping of the whole figure (by: on the indicator)",
    );
    return true;
  }
  if (scope.grain === "group") return false;
  if (scope.inside)
    check.report(
      "LZ1033",
      ast.span,
      `${ast.name} inside an aggregate, without a set of its own`,
      "say which: sum(x over all by county) of the cell, total(sum(x)) of everyone",
    );
  else
    check.report(
      "LZ1032",
      ast.span,
      `${ast.name} is a figure of a group, and the formula is about one row`,
      "say which group the row is compared with: sum(x over all by county)",
    );
  return true;
}

/** Reports where values must not be added; true where they may. */
export function addable(check: Check, x: NumberCore, span: Span): boolean {
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

interface RowSet {
  readonly where: BooleanCore | null;
  readonly alsoPresent: readonly NumberCore[];
}

const isTrue = (c: BooleanCore): boolean => c.op === "truth" && c.value;

/** The values of `over reported(a, b)`; null when `over` says something else. */
const reported = (over: Ast | null): readonly Ast[] | null =>
  over?.kind === "call" && over.name === "reported" ? over.arguments.map((a) => a.value) : null;

/** `over all`, or nothing more said than all. */
export const isAll = (over: Ast): boolean =>
  over.kind === "name" && over.qualifier === null && over.name === "all";

/** The condition of `over`; null for everyone, undefined after a report. */
export function overCondition(check: Check, over: Ast, rows: Scope): BooleanCore | null | undefined {
  if (isAll(over)) return null;
  const condition = check.condition(over, rows);
  return condition === null ? undefined : isTrue(condition) ? null : condition;
}

/** Who is in: `where`, and in a row formula `over`; and what must be there as well. Null after a report. */
function setOf(check: Check, ast: Call, rows: Scope, inRow: boolean): RowSet | null {
  const values = reported(ast.over);
  const where = ast.where ? check.condition(ast.where, rows) : null;
  if (ast.where && !where) return null;
  const stated = where && !isTrue(where) ? where : null;
  if (values) {
    const alsoPresent = values.map((v) => check.number(v, rows, null));
    const found = alsoPresent.filter((v) => v !== null);
    if (found.length < values.length) return null;
    return { where: stated, alsoPresent: found };
  }
  if (!ast.over) return { where: stated, alsoPresent: [] };
  if (!inRow)
    return check.report(
      "LZ1087",
      ast.over.span,
      "in a group formula over says which values must be there: over reported(a, b)",
      "write a condition after where; the whole is total(...)",
    );
  const over = overCondition(check, ast.over, rows);
  if (over === undefined) return null;
  return {
    where: stated && over ? { op: "and", left: stated, right: over, span: ast.span } : (stated ?? over),
    alsoPresent: [],
  };
}

/** Functions of a row value. */
export type ValueFunction = Exclude<AggregateFunction, "count" | "distinct">;

interface Asked {
  readonly want: Unit | null;
  /** The call stands in a row formula, so that `over` is its set. */
  readonly inRow: boolean;
  /** A mean of ratios is what is asked for: no warning. */
  readonly meant?: boolean;
}

/** sum, avg, min, max, median, quantile of `first` over the rows, whose register the argument settles. */
export function valueAggregate(
  check: Check,
  ast: Call,
  fn: ValueFunction,
  first: Ast,
  rows: Scope,
  asked: Asked,
): AggregateCore | null {
  const argument = check.number(first, rows, null);
  const set = setOf(check, ast, rows, asked.inRow);
  const subject = rows.register;
  if (!argument || !set) return null;
  if (argument.op === "among")
    return check.report(
      "LZ1033",
      first.span,
      "an aggregate of an aggregate counts each group once for every subject in it",
      "compute the inner figure as its own indicator, or write an expression of each subject",
    );
  if (subject === null)
    return check.report("LZ1014", first.span, `${fn} needs a value of each subject`, `write ${USE[fn]}`);
  const base = {
    op: "aggregate",
    subject,
    argument,
    where: set.where,
    ...(set.alsoPresent.length > 0 ? { alsoPresent: set.alsoPresent } : {}),
    span: ast.span,
  } as const;
  const type: NumberType = { ...argument.type, subject, grain: "group" };
  switch (fn) {
    case "sum":
      return addable(check, argument, first.span) ? { ...base, fn, factor: ONE, type } : null;
    case "min":
    case "max":
      return { ...base, fn, factor: ONE, type };
    case "median":
      return { ...base, fn, factor: ONE, place: RATIO_ONE / 2n, type };
    case "quantile": {
      const place = placeOf(check, ast);
      return place === null ? null : { ...base, fn, factor: ONE, place, type };
    }
    case "avg": {
      const unitOf = meanUnit(check, ast, argument, asked);
      return {
        ...base,
        fn,
        factor: divide(step(argument.type), unitOf.toMinor),
        type: { ...type, unit: unitOf, numeric: "ratio" },
      };
    }
  }
}

function meanUnit(check: Check, ast: Call, argument: NumberCore, asked: Asked): Unit {
  const { dimension } = argument.type.unit;
  const mean = !isExtensive(dimension) || isShare(argument.type) || argument.type.time.kind === "rate";
  if (mean && asked.meant !== true) {
    check.report(
      "LZ1062",
      ast.span,
      "this is the mean of the subjects' ratios, each counting the same",
      "for the ratio of totals write sum(numerator) / sum(denominator)",
    );
  }
  return (
    fitUnit(asked.want, dimension) ??
    (argument.type.numeric === "ratio" ? argument.type.unit : defaultUnit(dimension))
  );
}

/** The second argument of quantile: a written share from 0 % to 100 %. */
function placeOf(check: Check, ast: Call): bigint | null {
  const at = ast.arguments.filter((a) => a.name === null)[1]?.value;
  const core = at?.kind === "number" ? check.number(at, QUANTILE_SCOPE, null) : null;
  const place = core && isShare(core.type) ? constantOf(core) : null;
  if (place !== null && place >= 0n && place <= RATIO_ONE) return place;
  return check.report(
    "LZ1014",
    at?.span ?? ast.span,
    "the place of a quantile is a written share from 0% to 100%",
    `write ${USE.quantile}`,
  );
}

const QUANTILE_SCOPE: Scope = { grain: "row", register: null, inside: true, subject: null };

const counted = (subject: string, of: string): NumberType => ({
  kind: "number",
  subject,
  grain: "group",
  time: { kind: "stock" },
  unit: defaultUnit({ [`count[${of}]`]: 1 }),
  price: null,
  numeric: "exact",
  share: false,
});

/** The register `count` names; null after a report. */
export function countedRegister(check: Check, ast: Call, scope: Scope): string | null {
  const first = positional(check, ast, "count", 1, ["via"])?.[0];
  if (!first) return null;
  const symbol =
    first.kind === "name"
      ? check.env.resolve(first.name, first.qualifier).find((s) => s.kind === "register")
      : undefined;
  if (symbol?.kind === "register") return symbol.register;
  if (first.kind === "name" && !lookup(check, first, scope)) return null;
  return check.report("LZ1014", first.span, "count counts the subjects of a register", `write ${USE.count}`);
}

/** `count(enterprise where c)`: exact, of that register's things. */
export function countAggregate(check: Check, ast: Call, rows: Scope, inRow: boolean): AggregateCore | null {
  const subject = rows.register;
  if (reported(ast.over) && ast.over)
    return check.report(
      "LZ1087",
      ast.over.span,
      "count counts subjects, whether or not a value is there",
      "write count(enterprise where not missing(x))",
    );
  const set = setOf(check, ast, rows, inRow);
  if (!set || subject === null) return null;
  return {
    op: "aggregate",
    fn: "count",
    subject,
    argument: null,
    where: set.where,
    factor: ONE,
    type: counted(subject, subject),
    span: ast.span,
  };
}

/** `distinct(industry where c)`: how many different codes there are; exact, counted in 个. */
export function distinctAggregate(
  check: Check,
  ast: Call,
  rows: Scope,
  inRow: boolean,
): AggregateCore | null {
  const first = positional(check, ast, "distinct", 1, ["via"])?.[0];
  const symbol = first?.kind === "name" ? lookup(check, first, rows) : null;
  if (!first || (first.kind === "name" && !symbol)) return null;
  if (symbol?.kind !== "attribute" || symbol.value.kind !== "code")
    return check.report(
      "LZ1088",
      first.span,
      "distinct counts the different codes of an attribute with one code for each subject",
      `write ${USE.distinct}`,
    );
  rows.register = symbol.register;
  const set = setOf(check, ast, rows, inRow);
  if (!set) return null;
  const { register, attribute } = symbol;
  return {
    op: "aggregate",
    fn: "distinct",
    subject: register,
    argument: null,
    where: set.where,
    ...(set.alsoPresent.length > 0 ? { alsoPresent: set.alsoPresent } : {}),
    factor: ONE,
    of: { register, attribute },
    type: counted(register, symbol.value.classification),
    span: ast.span,
  };
}
