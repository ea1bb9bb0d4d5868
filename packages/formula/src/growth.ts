/** growth, change, share_of: what they mean in simpler nodes (docs/language.md). */
import type { Unit } from "@lianzhang/kernel";
import { isDimensionless, multiply, divide, ONE, PERCENT, unit } from "@lianzhang/kernel";
import type { Span } from "./ast.ts";
import { pointsOf } from "./arithmetic.ts";
import type { NumberCore } from "./core.ts";
import { withParts } from "./core-parts.ts";
import { convert } from "./represent.ts";
import type { Check, GrowthBasis } from "./scope.ts";
import { isShare, NO_TIME } from "./scope.ts";
import type { NumberType } from "./type.ts";

const YEAR = -12;

export const shifted = (argument: NumberCore, months: number, span: Span): NumberCore => ({
  op: "at",
  move: { kind: "by", months },
  argument,
  type: argument.type,
  span,
});

/** Rebuilds a number with its leaves replaced; conditions stay, so that both sides look at the same subjects. */
function mapLeaves(core: NumberCore, leaf: (c: NumberCore) => NumberCore | null): NumberCore {
  const found = leaf(core);
  if (found) return found;
  const go = (c: NumberCore): NumberCore => mapLeaves(c, leaf);
  return core.op === "indicator" ? go(core.body) : withParts(core, go);
}

interface Sources {
  /** Fields whose form has a same-period field. */
  readonly paired: number;
  /** Everything that changes over time and has none: other fields, attributes, counts. */
  readonly alone: readonly string[];
}

function sources(check: Check, core: NumberCore): Sources {
  const alone: string[] = [];
  let paired = 0;
  mapLeaves(core, (c) => {
    if (c.op === "field") {
      if (check.env.samePeriodField(c.form, c.field) === null) alone.push(`${c.form}.${c.field}`);
      else paired++;
    } else if (c.op === "among" || c.op === "rank" || c.op === "gather")
      alone.push(`values of other subjects`);
    else if (c.op === "attribute") alone.push(`${c.register}.${c.attribute}`);
    else if (c.op === "aggregate") {
      if (c.argument === null) alone.push(`count(${c.subject})`);
      else {
        const inner = sources(check, c.argument);
        paired += inner.paired;
        alone.push(...inner.alone);
      }
    }
    return null;
  });
  return { paired, alone };
}

/** The row expression with every field replaced by the same return's field for last year's same period. */
const lastYearOnReturn = (check: Check, core: NumberCore): NumberCore =>
  mapLeaves(core, (c) => {
    if (c.op !== "field") return null;
    const field = check.env.samePeriodField(c.form, c.field);
    return field === null ? c : { ...c, field };
  });

interface Sides {
  readonly now: NumberCore;
  readonly base: NumberCore;
}

/**
 * Both sides over the same subjects: each aggregate uses only subjects that have the row's value now and
 * then. `then` turns a row expression into last year's.
 */
function sides(core: NumberCore, then: (row: NumberCore) => NumberCore): Sides {
  const paired = (c: NumberCore, base: boolean): NumberCore | null => {
    if (c.op === "aggregate" && c.argument !== null) {
      const before = then(c.argument);
      const [argument, other] = base ? [before, c.argument] : [c.argument, before];
      return { ...c, argument, alsoPresent: [...(c.alsoPresent ?? []), other] };
    }
    if (c.op === "of") return base ? { ...c, argument: then(c.argument) } : c;
    return null;
  };
  if (core.type.grain === "row") return { now: core, base: then(core) };
  return { now: mapLeaves(core, (c) => paired(c, false)), base: mapLeaves(core, (c) => paired(c, true)) };
}

function sidesFor(check: Check, core: NumberCore, basis: GrowthBasis, span: Span): Sides {
  switch (basis) {
    case "returned":
      return sides(core, (row) => lastYearOnReturn(check, row));
    case "matched":
      return sides(core, (row) => shifted(row, YEAR, span));
    case "stored":
      return { now: core, base: shifted(core, YEAR, span) };
  }
}

/** The two sides a growth of `x` compares, after settling its basis; null after a report. */
function compared(check: Check, x: NumberCore, asked: GrowthBasis | null, span: Span): Sides | null {
  const { paired, alone } = sources(check, x);
  const basis = asked ?? (paired > 0 && alone.length === 0 ? "returned" : "stored");
  if (basis === "returned" && (alone.length > 0 || paired === 0)) {
    return check.report(
      "LZ1063",
      span,
      `no same-period field for ${[...new Set(alone)].join(", ") || "this formula"}`,
      "use basis: stored, or give the form a field with same_period_of",
    );
  }
  check.basis ??= basis;
  return sidesFor(check, x, basis, span);
}

/** `now_of(x)`, `base_of(x)`: one side of what growth compares. */
export function sideOf(
  check: Check,
  x: NumberCore,
  asked: GrowthBasis | null,
  span: Span,
  side: keyof Sides,
): NumberCore | null {
  return compared(check, x, asked, span)?.[side] ?? null;
}

/** `points(share)`: a share or a difference of shares as 百分点. */
export const pointsNode = (check: Check, x: NumberCore, span: Span): NumberCore | null =>
  isShare(x.type)
    ? pointsOf(convert(x, { numeric: "ratio", unit: unit("%") }))
    : check.report("LZ1056", span, "only a share is turned into 百分点", "write points(a / b)");

/** `growth(x, basis: ...)`: (now - base) / base in %, base positive. */
export function growthOf(
  check: Check,
  x: NumberCore,
  asked: GrowthBasis | null,
  span: Span,
  want: Unit | null,
): NumberCore | null {
  if (isShare(x.type) || "points" in x.type.unit.dimension) {
    return check.report("LZ1061", span, "a share has no growth rate", "write change(x), which gives 百分点");
  }
  const sides = compared(check, x, asked, span);
  if (!sides) return null;
  const { now, base } = sides;
  const difference: NumberCore = { op: "subtract", left: now, right: base, type: x.type, span };
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
    op: "divide",
    left: difference,
    right: base,
    factor: divide(ONE, unitOf.toMinor),
    base: "positive",
    type,
    span,
  };
}

/** `change(x)`: x less x a year before; 百分点 for shares. */
export function changeOf(x: NumberCore, span: Span): NumberCore {
  const value = isShare(x.type) ? convert(x, { numeric: "ratio", unit: unit("%") }) : x;
  const difference: NumberCore = {
    op: "subtract",
    left: value,
    right: shifted(value, YEAR, span),
    type: value.type,
    span,
  };
  return isShare(x.type) ? pointsOf(difference) : difference;
}

/** `share_of(x)`: x of this cell over x of the whole, in %. */
export function shareOf(x: NumberCore, span: Span, want: Unit | null): NumberCore {
  const whole: NumberCore = { op: "whole", argument: x, type: x.type, span };
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
    op: "divide",
    left: x,
    right: whole,
    factor: multiply(ONE, divide(ONE, unitOf.toMinor)),
    base: "nonzero",
    type,
    span,
  };
}
