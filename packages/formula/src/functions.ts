/** The functions formulas may call: how each is written, and the arguments every one of them checks. */
import type { Ast } from "./ast.ts";
import type { Check } from "./scope.ts";

export type Call = Extract<Ast, { readonly kind: "call" }>;

/** Function and how it is written, for messages. */
export const USE = {
  sum: "sum(x where condition)",
  count: "count(register where condition)",
  avg: "avg(x where condition)",
  min: "min(x where condition)",
  max: "max(x where condition)",
  median: "median(x where condition)",
  quantile: "quantile(x, 75% where condition)",
  distinct: "distinct(industry where condition)",
  growth: "growth(x, basis: returned)",
  now_of: "now_of(x, basis: returned)",
  base_of: "base_of(x, basis: returned)",
  change: "change(x)",
  points: "points(share)",
  lag: "lag(x, 1 year)",
  ahead: "ahead(x, 1 year)",
  rolling: "rolling(x, 12 month)",
  ytd: "ytd(x)",
  cagr: "cagr(x, 3 year)",
  annualised: "annualised(x)",
  latest: "latest(x, 3 year)",
  streak: "streak(condition, by: 1 year, last: 5 year)",
  ever: "ever(condition, by: 1 year, last: 5 year)",
  first_time: "first_time(condition, by: 1 year, last: 5 year)",
  share_of: "share_of(x)",
  total: "total(x)",
  of: "of(x, region, 510000)",
  cap: "cap(x, limit)",
  at_least: "at_least(x, floor)",
  round: "round(x, 2)",
  bands: "bands(x under 3% then 0 得分 up_to 5% then 10 得分 else 15 得分)",
  if_missing: "if_missing(x, 0 万元, because: blank)",
  missing: "missing(x), missing(a / b, because: zero_denominator)",
  surely: "surely(condition)",
  possibly: "possibly(condition)",
  rank: "rank(x over all by county, best: lowest)",
  percent_rank: "percent_rank(x over all by county, best: lowest)",
  ranked: "ranked(x over all by county)",
  mean_of: "mean_of(x over all by county)",
  mean_total: "mean_total(a / b over all by county)",
} as const;

export type FunctionName = keyof typeof USE;

export const FUNCTIONS: readonly string[] = Object.keys(USE);

export const isFunction = (name: string): name is FunctionName => Object.hasOwn(USE, name);

/** Functions of conditions that give a condition. */
export const isCondition = (name: string): name is "surely" | "possibly" | "ever" | "first_time" =>
  ["surely", "possibly", "ever", "first_time"].includes(name);

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

/** The value of a named argument, or null. */
export const option = (ast: Call, name: string): Ast | null =>
  ast.arguments.find((a) => a.name === name)?.value ?? null;

/** The one word a named argument may be; null when it is absent, undefined after a report. */
export function oneOf<T extends string>(
  check: Check,
  ast: Call,
  name: string,
  words: readonly T[],
): T | null | undefined {
  const given = option(ast, name);
  if (given === null) return null;
  const word =
    given.kind === "name" && given.qualifier === null ? words.find((w) => w === given.name) : undefined;
  if (word === undefined)
    check.report("LZ1020", given.span, `${name}: takes a word it knows`, `use one of ${words.join(", ")}`);
  return word;
}

/** Refuses the set clauses a function has no use for; false after a report. */
export function plainCall(check: Check, ast: Call, allowed: readonly ("where" | "over" | "by")[]): boolean {
  const odd =
    (!allowed.includes("where") && ast.where) ||
    (!allowed.includes("over") && ast.over) ||
    (!allowed.includes("by") && ast.by[0]) ||
    null;
  if (odd === null) return true;
  const word = odd === ast.where ? "where" : odd === ast.over ? "over" : "by";
  check.report(
    "LZ1014",
    odd.span,
    `${ast.name} has no ${word}`,
    isFunction(ast.name) ? `write ${USE[ast.name]}` : null,
  );
  return false;
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

/** Months of a duration, or null when text and unit are none. */
export function monthsOf(text: string, unit: string | null): number | null {
  const each = unit === null ? undefined : DURATION.get(unit);
  return each === undefined || !/^[1-9]\d{0,3}$/.test(text) ? null : Number(text) * each;
}

/** Months of a written duration; null after a report. */
export function duration(check: Check, ast: Ast): number | null {
  const months = ast.kind === "number" ? monthsOf(ast.text, ast.unit) : null;
  if (months !== null) return months;
  return check.report(
    "LZ1021",
    ast.span,
    "a duration is expected",
    "write 1 year, 2 quarter, 3 month, 1 年 or 6 月",
  );
}
