/** Row formulas as expressions over the columns of a row relation. Names what it reads; RowRelation provides it. */
import type { BooleanCore, Link, NumberCore } from "@lianzhang/formula";
import { dayOf, isFixed, stepsBack } from "@lianzhang/formula";
import type { Month, Period } from "@lianzhang/kernel";
import {
  divide,
  formatDay,
  monthsIn,
  movePeriod,
  multiply,
  QUANTISED_LIMIT,
  rational,
  RATIO_ONE,
  reasonCode,
  wholeMultiple,
} from "@lianzhang/kernel";
import type { Ex } from "./relation.ts";
import { equals, integer } from "./relation.ts";

export const MISSING: Ex = { ex: "missing" };

/** Where an expression stands: its period, and the month of attributes in questions about history. */
export interface Place {
  readonly period: Period;
  readonly asOf: Month | null;
}

type Inner = Extract<NumberCore, { readonly op: "among" | "rank" }>;

/**
 * What was lowered already, by formula and place. Figures name each other: a rank among scores among means walks the
 * same formulas over and over, and everything that lowering asks of a row relation is there after the first time.
 */
export class Lowered {
  readonly #known = new WeakMap<NumberCore | BooleanCore, Map<string, Ex>>();

  once(core: NumberCore | BooleanCore, { period, asOf }: Place, lower: () => Ex): Ex {
    const places = this.#known.get(core) ?? new Map<string, Ex>();
    this.#known.set(core, places);
    const key = `${period.from}..${period.to} ${asOf ?? ""}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    const made = lower();
    places.set(key, made);
    return made;
  }
}

/** What lowering may ask of a row relation. */
export interface RowSources {
  readonly lowered: Lowered;
  /** How far history goes back. */
  readonly horizon: Month | null;
  attribute(id: string, asOf: Month | null): Ex;
  has(membership: string, codes: readonly string[], asOf: Month | null): Ex;
  field(form: string, field: string, period: Period): Ex;
  /** The reason code of a field's value, where it is missing. */
  fieldReason(form: string, field: string, period: Period): Ex;
  parameter(core: Extract<NumberCore, { readonly op: "parameter" }>, place: Place): Ex;
  /** Gives an expression a column of its own. */
  named(ex: Ex): Ex;
  related(link: Link, asOf: Month | null, inner: (rows: RowSources) => Ex): Ex;
  gather(core: Extract<NumberCore, { readonly op: "gather" }>, place: Place): Ex;
  inner(core: Inner, place: Place): Ex;
}

/** A number: a column, a literal, or missing. */
export function lowerNumber(rows: RowSources, core: NumberCore, place: Place): Ex {
  return rows.lowered.once(core, place, () => {
    const ex = numberEx(rows, core, place);
    return ex.ex === "column" || ex.ex === "integer" || ex.ex === "missing" ? ex : rows.named(ex);
  });
}

function numberEx(rows: RowSources, core: NumberCore, place: Place): Ex {
  const go = (c: NumberCore, p: Place = place): Ex => lowerNumber(rows, c, p);
  switch (core.op) {
    case "constant":
      return integer(core.value);
    case "field":
      return rows.field(core.form, core.field, place.period);
    case "attribute":
      return rows.attribute(core.attribute, place.asOf);
    case "parameter":
      return rows.parameter(core, place);
    case "indicator":
      return go(core.body);
    case "at":
      return go(core.argument, { ...place, period: movePeriod(place.period, core.move) });
    case "rescale":
      return { ex: "scale", argument: go(core.argument), by: core.factor };
    case "times":
      return { ex: "scale", argument: go(core.argument), by: core.by };
    case "ratio":
      return { ex: "asRatio", argument: go(core.argument), factor: core.factor };
    case "annualise": {
      const factor = multiply(core.factor, divide(rational(12), rational(monthsIn(place.period))));
      return { ex: "asRatio", argument: go(core.argument), factor };
    }
    case "negate":
      return { ex: "negate", argument: go(core.argument) };
    case "round":
      return { ex: "round", argument: go(core.argument), step: core.step };
    case "add":
    case "subtract":
      return { ex: core.op, left: go(core.left), right: go(core.right) };
    case "limit":
      return { ex: "limit", side: core.side, left: go(core.left), right: go(core.right) };
    case "multiply":
      return product(core, go(core.left), go(core.right));
    case "divide": {
      const { factor, base } = core;
      return { ex: "quotient", left: go(core.left), right: go(core.right), factor, base };
    }
    case "cagr": {
      const { years, factor } = core;
      return { ex: "cagr", left: go(core.left), right: go(core.right), years, factor };
    }
    case "choose":
      return {
        ex: "case",
        branches: core.branches.flatMap((b) => {
          const condition = rows.named(lowerCondition(rows, b.when, place));
          return [
            { when: { ex: "absent", argument: condition } as const, then: MISSING },
            { when: condition, then: go(b.then) },
          ];
        }),
        otherwise: core.otherwise ? go(core.otherwise) : MISSING,
      };
    case "bands":
      return bands(core, go);
    case "firstOf":
      return firstOf(rows, core, place);
    case "streak":
      return streak(rows, core, place);
    case "among":
    case "rank":
      return rows.inner(core, place);
    case "related":
      return rows.related(core.link, place.asOf, (there) => lowerNumber(there, core.argument, place));
    case "gather":
      return rows.gather(core, place);
    case "aggregate":
    case "whole":
    case "of":
      throw new Error(`${core.op} inside a row expression: the checker refuses it`);
  }
}

/** As `multiplied` of the scalar evaluator does it: exact where one side is fixed and gives whole units. */
function product(core: Extract<NumberCore, { readonly op: "multiply" }>, left: Ex, right: Ex): Ex {
  const { factor } = core;
  const [fixed, other] = isFixed(core.right) ? [right, left] : [isFixed(core.left) ? left : MISSING, right];
  const by = fixed.ex === "integer" ? wholeMultiple(fixed.value, factor) : null;
  return by === null
    ? { ex: "product", left, right, factor }
    : { ex: "scale", argument: other, by, limit: QUANTISED_LIMIT };
}

function bands(core: Extract<NumberCore, { readonly op: "bands" }>, go: (c: NumberCore) => Ex): Ex {
  const argument = go(core.argument);
  return {
    ex: "case",
    branches: [
      { when: { ex: "absent", argument }, then: MISSING },
      ...core.bands.flatMap((b) => {
        const edge = go(b.edge);
        const passed: Ex = {
          ex: "compare",
          comparison: b.inclusive ? "<=" : "<",
          left: argument,
          right: edge,
        };
        return [
          { when: { ex: "absent", argument: edge } as const, then: MISSING },
          { when: passed, then: go(b.then) },
        ];
      }),
    ],
    otherwise: core.otherwise ? go(core.otherwise) : MISSING,
  };
}

/** The first part that is there; for one reason only where the first part is a field that is missing for it. */
function firstOf(rows: RowSources, core: Extract<NumberCore, { readonly op: "firstOf" }>, place: Place): Ex {
  const parts = core.parts.map((p) => lowerNumber(rows, p, place));
  const [first, ...rest] = parts;
  if (core.only === null) return { ex: "firstOf", all: parts };
  const source = fieldBehind(core.parts[0], place.period);
  if (!first || !source) throw new Error("a reason is asked of a field only: the checker refuses the rest");
  const why = rows.fieldReason(source.form, source.field, source.period);
  const then: Ex = rest.length === 0 ? MISSING : { ex: "firstOf", all: rest };
  const asked = equals(why, integer(reasonCode(core.only)));
  return {
    ex: "case",
    branches: [
      { when: { ex: "present", argument: first }, then: first },
      { when: asked, then },
    ],
    otherwise: MISSING,
  };
}

/** The field a number is, under changes of unit and period. */
function fieldBehind(
  core: NumberCore | undefined,
  period: Period,
): { readonly form: string; readonly field: string; readonly period: Period } | null {
  switch (core?.op) {
    case "field":
      return { form: core.form, field: core.field, period };
    case "at":
      return fieldBehind(core.argument, movePeriod(period, core.move));
    case "indicator":
      return fieldBehind(core.body, period);
    case "rescale":
    case "ratio":
      return fieldBehind(core.argument, period);
    default:
      return null;
  }
}

/** The condition at each step, now first, each a column. */
const steps = (
  rows: RowSources,
  condition: BooleanCore,
  how: Parameters<typeof stepsBack>[0],
  place: Place,
): Ex[] =>
  stepsBack(how, place.period, rows.horizon).map((period) =>
    rows.named(lowerCondition(rows, condition, { period, asOf: period.to })),
  );

function streak(rows: RowSources, core: Extract<NumberCore, { readonly op: "streak" }>, place: Place): Ex {
  const held = steps(rows, core.condition, core.steps, place);
  return {
    ex: "case",
    branches: held.flatMap((c, i) => [
      { when: { ex: "absent", argument: c } as const, then: MISSING },
      { when: { ex: "not", argument: c } as const, then: integer(BigInt(i) * RATIO_ONE) },
    ]),
    otherwise: integer(BigInt(held.length) * RATIO_ONE),
  };
}

export const lowerCondition = (rows: RowSources, core: BooleanCore, place: Place): Ex =>
  rows.lowered.once(core, place, () => conditionEx(rows, core, place));

function conditionEx(rows: RowSources, core: BooleanCore, place: Place): Ex {
  const go = (c: BooleanCore): Ex => lowerCondition(rows, c, place);
  switch (core.op) {
    case "truth":
      return { ex: "truth", value: core.value };
    case "compare": {
      const [left, right] = [lowerNumber(rows, core.left, place), lowerNumber(rows, core.right, place)];
      return { ex: "compare", comparison: core.comparison, left, right };
    }
    case "and":
    case "or":
      return { ex: core.op, all: [go(core.left), go(core.right)] };
    case "not":
      return { ex: "not", argument: go(core.argument) };
    case "codeIn":
      return codeIn(rows.attribute(core.attribute, place.asOf), core);
    case "flag":
      return rows.attribute(core.attribute, place.asOf);
    case "textIs":
      return equals(rows.attribute(core.attribute, place.asOf), { ex: "text", value: core.text });
    case "has":
      return rows.has(core.membership, core.codes, place.asOf);
    case "isMissing":
      return { ex: "absent", argument: lowerNumber(rows, core.argument, place) };
    case "settle": {
      const argument = rows.named(go(core.argument));
      return core.unknown
        ? {
            ex: "or",
            all: [
              { ex: "absent", argument },
              { ex: "isTrue", argument },
            ],
          }
        : { ex: "isTrue", argument };
    }
    case "date": {
      const day: Ex = { ex: "text", value: formatDay(dayOf(core.day, place.period)) };
      const left = rows.attribute(core.attribute, place.asOf);
      return { ex: "compare", comparison: core.comparison, left, right: day };
    }
    case "history": {
      const [now = MISSING, ...before] = steps(rows, core.argument, core.steps, place);
      if (core.asks === "ever") return { ex: "or", all: [now, ...before] };
      const earlier: Ex = { ex: "or", all: before };
      return { ex: "and", all: [now, { ex: "not", argument: earlier }] };
    }
    case "relatedIs":
      return rows.related(core.link, place.asOf, (there) =>
        there.named(lowerCondition(there, core.argument, place)),
      );
  }
}

/** Whether a code is one of several; on a signed list, no code is a plain no. */
export function codeIn(
  argument: Ex,
  core: { readonly codes: readonly string[]; readonly listed: boolean },
): Ex {
  const inside: Ex = { ex: "in", argument, values: core.codes };
  return core.listed ? { ex: "isTrue", argument: inside } : inside;
}
