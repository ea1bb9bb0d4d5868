/**
 * The typed relation tree: the only way to a query. Plans build it, one emitter a dialect prints it; no user
 * text is ever concatenated into SQL.
 */
import type { Rational } from "@lianzhang/kernel";

/** A scalar expression. Integers are at most 18 digits; anything larger, or any failed step, is null. */
export type Ex =
  | { readonly ex: "column"; readonly name: string }
  | { readonly ex: "integer"; readonly value: bigint }
  | { readonly ex: "text"; readonly value: string | null }
  | { readonly ex: "truth"; readonly value: boolean }
  | { readonly ex: "missing" }
  /** A code or a flag as text, so that groupings by either stand in one column. */
  | { readonly ex: "label"; readonly argument: Ex }
  | { readonly ex: "add" | "subtract"; readonly left: Ex; readonly right: Ex }
  /** A signed sum of many, formed in 128 bits and brought back to 18 digits once. */
  | { readonly ex: "total"; readonly parts: readonly { readonly sign: 1 | -1; readonly ex: Ex }[] }
  | { readonly ex: "negate"; readonly argument: Ex }
  /** Integer times a whole constant. */
  /** A whole multiple, missing from `limit` on: 18 digits, unless said. */
  | { readonly ex: "scale"; readonly argument: Ex; readonly by: bigint; readonly limit?: bigint }
  | { readonly ex: "product"; readonly left: Ex; readonly right: Ex; readonly factor: Rational }
  | {
      readonly ex: "quotient";
      readonly left: Ex;
      readonly right: Ex;
      readonly factor: Rational;
      readonly base: "nonzero" | "positive";
    }
  | { readonly ex: "asRatio"; readonly argument: Ex; readonly factor: Rational }
  | {
      readonly ex: "compare";
      readonly comparison: "=" | "!=" | "<" | "<=" | ">" | ">=";
      readonly left: Ex;
      readonly right: Ex;
    }
  | { readonly ex: "and" | "or"; readonly all: readonly Ex[] }
  | { readonly ex: "not"; readonly argument: Ex }
  | { readonly ex: "in"; readonly argument: Ex; readonly values: readonly string[] }
  | { readonly ex: "present" | "absent" | "isTrue"; readonly argument: Ex }
  | {
      readonly ex: "case";
      readonly branches: readonly { readonly when: Ex; readonly then: Ex }[];
      readonly otherwise: Ex;
    }
  | { readonly ex: "abs"; readonly argument: Ex }
  /** The lesser or the greater of two; missing when either is. */
  | { readonly ex: "limit"; readonly side: "cap" | "at_least"; readonly left: Ex; readonly right: Ex }
  /** To the nearest multiple of `step`, half away from zero. */
  | { readonly ex: "round"; readonly argument: Ex; readonly step: bigint }
  /** Integer times a fraction, half away from zero; formed in 128 bits. */
  | { readonly ex: "fraction"; readonly argument: Ex; readonly factor: Rational }
  /** `yearlyGrowth` of kernel/number.ts. */
  | {
      readonly ex: "cagr";
      readonly left: Ex;
      readonly right: Ex;
      readonly years: number;
      readonly factor: Rational;
    }
  /** A code or flag as a text, never missing: the key of a cell. */
  | { readonly ex: "keyText"; readonly argument: Ex }
  /** A small integer (a reason code) as 64 bits. */
  | { readonly ex: "wide"; readonly argument: Ex }
  /** A sum formed in 128 bits, brought back to 18 digits or missing. */
  | { readonly ex: "inRange"; readonly argument: Ex }
  | { readonly ex: "firstOf"; readonly all: readonly Ex[] }
  /** The value at `place` (10^-8) of a list in rising order of `count` values that are there. */
  | { readonly ex: "quantile"; readonly sorted: Ex; readonly count: Ex; readonly place: bigint }
  /** Competition rank of `of` among the rows of its partition that have it; missing where `of` is. */
  | {
      readonly ex: "rank";
      readonly of: Ex;
      readonly partition: readonly Ex[];
      readonly descending: boolean;
    }
  /** How many rows of the partition have `of`. */
  | { readonly ex: "peers"; readonly of: Ex; readonly partition: readonly Ex[] }
  /** A number of 60 bits that a change of any part changes: the front of the MD5 of the parts as text. */
  | { readonly ex: "fingerprint"; readonly parts: readonly Ex[] }
  /** Sum of `of` over the rows of one `partition` up to and without this one, in `order` (unique within it). */
  | { readonly ex: "before"; readonly of: Ex; readonly partition: Ex; readonly order: Ex }
  /** The part of a value that falls to a share of 10,000 after the shares before it; parts add up exactly. */
  | { readonly ex: "sharePart"; readonly argument: Ex; readonly before: Ex; readonly share: Ex };

export interface Output {
  readonly name: string;
  readonly ex: Ex;
}

/**
 * Aggregates that are exact and do not depend on the order of rows. `sum` widens to 128 bits inside; `sorted` is the
 * list of all values in rising order; `distinct` counts different texts.
 */
export interface Measure {
  readonly name: string;
  readonly fn: "sum" | "sumCount" | "count" | "max" | "min" | "sorted" | "distinct";
  /** What is aggregated; for `count` the condition that must be true. */
  readonly ex: Ex;
}

export type Relation =
  | { readonly rel: "table"; readonly name: string }
  /** Rows written out: what a scenario puts in the place of stored ones. Every cell is a literal of its column's type. */
  | {
      readonly rel: "values";
      readonly columns: readonly { readonly name: string; readonly type: "integer" | "text" | "truth" }[];
      readonly rows: readonly (readonly (bigint | string | boolean | null)[])[];
    }
  /** An earlier step of the same statement. */
  | { readonly rel: "step"; readonly name: string }
  | {
      readonly rel: "select";
      readonly from: Relation;
      readonly where: Ex | null;
      readonly columns: readonly Output[];
      readonly distinct?: boolean;
    }
  | {
      readonly rel: "aggregate";
      readonly from: Relation;
      readonly where: Ex | null;
      readonly keys: readonly Output[];
      readonly measures: readonly Measure[];
    }
  /** Every column of `from` and these, each named once so that no expression is written twice. */
  | { readonly rel: "extend"; readonly from: Relation; readonly columns: readonly Output[] }
  /** Left: every row of `from`; each leg matched on equality of its columns. */
  | { readonly rel: "join"; readonly from: Relation; readonly legs: readonly Leg[] }
  | { readonly rel: "union"; readonly all: readonly Relation[] };

export interface Leg {
  readonly kind: "left" | "inner";
  readonly to: Relation;
  readonly alias: string;
  readonly on: string | readonly string[];
}

export interface Step {
  readonly name: string;
  readonly why: string;
  readonly relation: Relation;
  readonly materialised?: boolean;
}

/** A whole statement. It always ends in a total order. */
export interface Statement {
  readonly steps: readonly Step[];
  readonly result: Relation;
  readonly orderBy: readonly { readonly column: string; readonly descending: boolean }[];
  readonly limit: { readonly count: number; readonly offset: number } | null;
}

export type Column = Extract<Ex, { readonly ex: "column" }>;
export const column = (name: string): Column => ({ ex: "column", name });
export const integer = (value: bigint | number): Ex => ({ ex: "integer", value: BigInt(value) });
export const equals = (left: Ex, right: Ex): Ex => ({ ex: "compare", comparison: "=", left, right });
export const and = (...all: readonly Ex[]): Ex => (all.length === 1 && all[0] ? all[0] : { ex: "and", all });
export const when = (condition: Ex, then: Ex): Ex => ({
  ex: "case",
  branches: [{ when: condition, then }],
  otherwise: { ex: "missing" },
});

/** A text equal for equal expressions. */
export const exKey = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? `${v}n` : v));

/** The columns an expression mentions. */
export function columnNames(ex: Ex): string[] {
  const names: string[] = [];
  const visit = (v: unknown): void => {
    if (Array.isArray(v)) v.forEach(visit);
    else if (typeof v === "object" && v !== null) {
      if ("ex" in v && v.ex === "column" && "name" in v && typeof v.name === "string") names.push(v.name);
      Object.values(v).forEach(visit);
    }
  };
  visit(ex);
  return names;
}
