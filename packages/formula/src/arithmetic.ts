/** Plus, minus, times and divided by, with the five parts of the type of each result. */
import type { Dimension, Unit } from "@lianzhang/kernel";
import { divide, isDimensionless, multiply, rational, RATIO_ONE, unit } from "@lianzhang/kernel";
import type { Ast, Span } from "./ast.ts";
import { compatible, mergedType, priceWords, pricesMix } from "./compatible.ts";
import type { NumberCore } from "./core.ts";
import { align, defaultUnit, resultDimension, step } from "./represent.ts";
import type { Check, Scope } from "./scope.ts";
import { fitUnit, isPlain, isShare, NO_TIME, timeWords } from "./scope.ts";
import type { NumberType, PriceBasis, TimeKind } from "./type.ts";

type Binary = Extract<Ast, { readonly kind: "binary" }>;

/** `+` and `-`. A difference of two shares declared in 百分点 is one. */
export function sum(check: Check, ast: Binary, scope: Scope, want: Unit | null): NumberCore | null {
  const points = want !== null && "points" in want.dimension && ast.operator === "-";
  const left = check.number(ast.left, scope, points ? unit("%") : want);
  const right = check.number(ast.right, scope, points ? unit("%") : want);
  if (!left || !right) return null;
  const pair = compatible(check, left, right, ast.span, ast.operator === "+" ? "add" : "subtract");
  if (!pair) return null;
  const [l, r] = align(pair);
  if (!l || !r) return null;
  const type = mergedType(l.type, r.type);
  const op = ast.operator === "+" ? "add" : "subtract";
  if (points && isShare(type)) return pointsOf({ op, left: l, right: r, type, span: ast.span });
  return { op, left: l, right: r, type, span: ast.span };
}

/** A difference of shares as 百分点: 1 % is one point. */
export function pointsOf(difference: NumberCore): NumberCore {
  const percent: NumberType = { ...difference.type, unit: unit("%"), share: false };
  const type: NumberType = { ...percent, unit: unit("百分点") };
  if (difference.type.unit.text === "%") return { ...difference, type };
  const factor = divide(difference.type.unit.toMinor, unit("%").toMinor);
  if (factor.den === 1n)
    return { op: "rescale", argument: difference, factor: factor.num, type, span: difference.span };
  return {
    op: "ratio",
    argument: difference,
    factor: multiply(factor, rational(1n, RATIO_ONE)),
    type,
    span: difference.span,
  };
}

const wholeConstant = (core: NumberCore): bigint | null =>
  core.op === "constant" &&
  core.type.numeric === "ratio" &&
  core.type.unit.text === "1" &&
  isPlain(core.type) &&
  core.value % RATIO_ONE === 0n
    ? core.value / RATIO_ONE
    : null;

const hasMoney = (d: Dimension): boolean => Object.keys(d).some((b) => b.startsWith("money"));

function resultPrice(
  check: Check,
  l: NumberType,
  r: NumberType,
  dimension: Dimension,
  span: Span,
): PriceBasis {
  if (!pricesMix(l.price, r.price)) {
    check.report(
      "LZ1057",
      span,
      `values at ${priceWords(l.price)} and at ${priceWords(r.price)}`,
      "take both at the same price basis",
    );
  }
  return hasMoney(dimension) ? (l.price ?? r.price) : null;
}

const sameGrain = (check: Check, l: NumberCore, r: NumberCore, span: Span): void => {
  if (l.type.grain !== r.type.grain)
    check.report("LZ1031", span, "a row value and a group value", "put the row value into sum or avg");
};

export function multiplyNode(check: Check, ast: Binary, scope: Scope, want: Unit | null): NumberCore | null {
  const left = check.number(ast.left, scope, null);
  const right = check.number(ast.right, scope, null);
  if (!left || !right) return null;
  const [byLeft, byRight] = [wholeConstant(left), wholeConstant(right)];
  if (byRight !== null) return { op: "times", argument: left, by: byRight, type: left.type, span: ast.span };
  if (byLeft !== null) return { op: "times", argument: right, by: byLeft, type: right.type, span: ast.span };
  const before = check.problems.length;
  sameGrain(check, left, right, ast.span);
  const [l, r] = [left.type, right.type];
  if (l.time.kind !== "none" && r.time.kind !== "none") {
    check.report(
      "LZ1044",
      ast.span,
      `cannot multiply ${timeWords(l.time)} by ${timeWords(r.time)}`,
      "one side must be a factor without time, such as a parameter or a share",
    );
  }
  const dimension = resultDimension(l.unit.dimension, r.unit.dimension, 1, false);
  const price = resultPrice(check, l, r, dimension, ast.span);
  if (check.problems.length > before) return null;
  const unitOf = fitUnit(want, dimension) ?? defaultUnit(dimension);
  const factor = divide(multiply(step(l), step(r)), unitOf.toMinor);
  const share = isDimensionless(dimension) && (isShare(l) || isShare(r));
  // marks are given for a flow, a stock or a rate alike, and add up
  const time: TimeKind = "score" in dimension ? NO_TIME : l.time.kind === "none" ? r.time : l.time;
  const type: NumberType = {
    ...l,
    subject: l.subject ?? r.subject,
    time,
    unit: unitOf,
    price,
    numeric: "ratio",
    share,
  };
  return { op: "multiply", left, right, factor, type, span: ast.span };
}

const MONTHS = { month: 1, quarter: 3, half: 6, year: 12 } as const;

/** The kind of time of a quotient, or null when it has none. */
function quotientTime(
  check: Check,
  l: NumberType,
  r: NumberType,
  span: Span,
): { readonly time: TimeKind; readonly months: number | null } | null {
  if (r.time.kind === "none") return { time: l.time, months: null };
  if (l.time.kind === "none") return { time: NO_TIME, months: null };
  const still = (t: TimeKind): boolean => t.kind === "stock" || t.kind === "mean";
  if (l.time.kind === "flow" && still(r.time)) {
    const { period } = check;
    if (period === null) {
      return check.report(
        "LZ1041",
        span,
        "a flow divided by a stock is a rate per time, and its period is not declared",
        "declare period: year on the definition",
      );
    }
    return { time: { kind: "rate", every: period }, months: MONTHS[period] };
  }
  if (l.time.kind === r.time.kind || (still(l.time) && still(r.time))) return { time: NO_TIME, months: null };
  if (l.time.kind === "rate" && still(r.time)) return { time: l.time, months: null };
  return check.report(
    "LZ1044",
    span,
    `cannot divide ${timeWords(l.time)} by ${timeWords(r.time)}`,
    "turn the quotient round, or use two flows or two stocks",
  );
}

/** `a / b` of two values already checked. */
export function quotient(
  check: Check,
  left: NumberCore,
  right: NumberCore,
  span: Span,
  want: Unit | null,
): NumberCore | null {
  const before = check.problems.length;
  sameGrain(check, left, right, span);
  const [l, r] = [left.type, right.type];
  const time = quotientTime(check, l, r, span);
  const dimension = resultDimension(l.unit.dimension, r.unit.dimension, -1, (time?.months ?? null) !== null);
  const price = resultPrice(check, l, r, dimension, span);
  if (time === null || check.problems.length > before) return null;
  const unitOf = fitUnit(want, dimension) ?? defaultUnit(dimension);
  const perMonth = rational(1, time.months ?? 1);
  const factor = multiply(divide(divide(step(l), step(r)), unitOf.toMinor), perMonth);
  const alike = isDimensionless(l.unit.dimension) ? isShare(l) !== isShare(r) : true;
  const share = isDimensionless(dimension) && alike;
  const type: NumberType = {
    ...l,
    subject: l.subject ?? r.subject,
    time: time.time,
    unit: unitOf,
    price,
    numeric: "ratio",
    share,
  };
  return { op: "divide", left, right, factor, base: "nonzero", type, span };
}

export function divideNode(check: Check, ast: Binary, scope: Scope, want: Unit | null): NumberCore | null {
  const left = check.number(ast.left, scope, null);
  const right = check.number(ast.right, scope, null);
  return left && right ? quotient(check, left, right, ast.span, want) : null;
}
