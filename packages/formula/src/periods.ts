/** Functions over time: another period, a longer one, and growth per year. */
import type { Move, Unit } from "@lianzhang/kernel";
import {
  combine,
  divide,
  isDimensionless,
  multiply,
  ONE,
  parsePeriod,
  PERCENT,
  periodLength,
  rational,
} from "@lianzhang/kernel";
import type { Ast, Span } from "./ast.ts";
import type { NumberCore } from "./core.ts";
import type { Call } from "./functions.ts";
import { duration, positional, USE } from "./functions.ts";
import { shifted } from "./growth.ts";
import { defaultUnit, step } from "./represent.ts";
import type { Check, Length, Scope } from "./scope.ts";
import { fitUnit, isShare, NO_TIME, timeWords } from "./scope.ts";
import type { NumberType } from "./type.ts";

/** Reads the first argument of a function over time; `x where c` is `sum(x where c)` in a group formula. */
export type Operand = (first: Ast, want: Unit | null) => NumberCore | null;

const moved = (argument: NumberCore, move: Move, span: Span): NumberCore => ({
  op: "at",
  move,
  argument,
  type: argument.type,
  span,
});

/** A value of a stated period is there whatever period is asked. */
const anyPeriod = (core: NumberCore): NumberCore =>
  core.type.time.kind === "flow" || core.type.time.kind === "rate"
    ? { ...core, type: { ...core.type, time: { ...core.type.time, every: "any" } } }
    : core;

const yearly = (argument: NumberCore, span: Span): NumberCore =>
  anyPeriod(moved(argument, { kind: "year" }, span));

/** `x at 2024Q2`, `x at year`. */
export function periodNode(
  check: Check,
  ast: Extract<Ast, { readonly kind: "at" }>,
  scope: Scope,
  want: Unit | null,
): NumberCore | null {
  const number = (): NumberCore | null => check.number(ast.argument, scope, want);
  if (ast.period === "year") {
    const x = check.during("year", number);
    return x && yearly(x, ast.span);
  }
  const period = parsePeriod(ast.period);
  if (period === null)
    return check.report(
      "LZ1082",
      ast.span,
      `"${ast.period}" is no period`,
      "write at 2024, at 2024Q2, at 2024H1, at 2024-06 or at 2024-01..09",
    );
  const length = periodLength(period);
  const x = check.during(length === "span" ? "month" : length, number);
  return x && anyPeriod(moved(x, { kind: "fixed", period }, ast.span));
}

/** `lag(x, 1 year)`, `ahead(x, 1 year)`. */
export function shift(
  check: Check,
  ast: Call,
  name: "lag" | "ahead",
  operand: Operand,
  want: Unit | null,
): NumberCore | null {
  const [first, by] = positional(check, ast, name, 2) ?? [];
  if (!first || !by) return null;
  const x = operand(first, want);
  const months = duration(check, by);
  return x && months !== null ? shifted(x, name === "lag" ? -months : months, ast.span) : null;
}

/** `rolling(x, 12 month)` and `ytd(x)`: over the months up to the end of the asked period. */
export function accumulated(
  check: Check,
  ast: Call,
  name: "rolling" | "ytd",
  operand: Operand,
  want: Unit | null,
): NumberCore | null {
  const [first, by] = positional(check, ast, name, name === "ytd" ? 1 : 2) ?? [];
  if (!first) return null;
  const x = check.during("month", () => operand(first, want));
  const months = by ? duration(check, by) : null;
  if (!x || (by && months === null)) return null;
  const { time } = x.type;
  if (time.kind !== "flow" && time.kind !== "none")
    return check.report(
      "LZ1083",
      first.span,
      `${timeWords(time)} is not added up over months`,
      `${name} takes a flow, or a quotient of two`,
    );
  return moved(x, months === null ? { kind: "ytd" } : { kind: "rolling", months }, ast.span);
}

/** `cagr(x, 3 year)`: the yearly growth that leads from x three years ago to x. */
export function cagr(check: Check, ast: Call, operand: Operand, want: Unit | null): NumberCore | null {
  const [first, by] = positional(check, ast, "cagr", 2) ?? [];
  if (!first || !by) return null;
  const x = operand(first, null);
  const months = duration(check, by);
  if (!x || months === null) return null;
  if (isShare(x.type) || "points" in x.type.unit.dimension)
    return check.report(
      "LZ1061",
      ast.span,
      "a share has no growth rate",
      "write change(x), which gives 百分点",
    );
  if (months % 12 !== 0)
    return check.report("LZ1021", by.span, "growth per year is over whole years", `write ${USE.cagr}`);
  check.basis ??= "stored";
  const unitOf = want !== null && isDimensionless(want.dimension) ? want : PERCENT;
  const type: NumberType = {
    ...x.type,
    time: NO_TIME,
    unit: unitOf,
    price: null,
    numeric: "ratio",
    share: true,
  };
  return {
    op: "cagr",
    left: x,
    right: shifted(x, -months, ast.span),
    years: months / 12,
    factor: divide(ONE, unitOf.toMinor),
    type,
    span: ast.span,
  };
}

/** `annualised(x)`: a flow times 12 over the months of its period, per year. */
export function annualised(check: Check, ast: Call, operand: Operand, want: Unit | null): NumberCore | null {
  const first = positional(check, ast, "annualised", 1)?.[0];
  const x = first && operand(first, null);
  if (!x) return null;
  if (x.type.time.kind !== "flow")
    return check.report(
      "LZ1083",
      first.span,
      `${timeWords(x.type.time)} cannot be annualised`,
      "annualised takes a flow",
    );
  const dimension = combine(x.type.unit.dimension, { time: 1 }, -1);
  const unitOf = fitUnit(want, dimension) ?? defaultUnit(dimension);
  // The dimension's own time is the month, and the node multiplies by 12 over the months.
  const factor = multiply(divide(step(x.type), unitOf.toMinor), rational(1, 12));
  return {
    op: "annualise",
    argument: x,
    factor,
    type: { ...x.type, time: { kind: "rate", every: "any" }, unit: unitOf, numeric: "ratio" },
    span: ast.span,
  };
}

const MOST_YEARS = 10;

/** `latest(x, 3 year)`: x of the year, else of the year before, at most so many years back. */
export function latest(check: Check, ast: Call, operand: Operand, want: Unit | null): NumberCore | null {
  const [first, by] = positional(check, ast, "latest", 2) ?? [];
  if (!first || !by) return null;
  const x = check.during("year", () => operand(first, want));
  const months = duration(check, by);
  if (!x || months === null) return null;
  if (months % 12 !== 0 || months > MOST_YEARS * 12)
    return check.report(
      "LZ1021",
      by.span,
      `the latest of so many whole years, at most ${MOST_YEARS}`,
      `write ${USE.latest}`,
    );
  const year = yearly(x, ast.span);
  const parts = Array.from({ length: months / 12 }, (_, i) =>
    i === 0 ? year : shifted(year, -12 * i, ast.span),
  );
  return { op: "firstOf", parts, only: null, type: year.type, span: ast.span };
}

/** Months of a period length. */
export const MONTHS: Readonly<Record<Length, number>> = { month: 1, quarter: 3, half: 6, year: 12 };
