/** What an aggregate is made of in SQL, and its value from those parts: peers, linked subjects, cells of a grouping. */
import type { AggregateCore } from "@lianzhang/formula";
import { RATIO_ONE } from "@lianzhang/kernel";
import type { Ex, Measure } from "./relation.ts";
import { column, integer, when } from "./relation.ts";

/** Columns of an aggregate: `value` by function, how many are in the set, how many have a value. */
export interface AggregateColumns {
  readonly value: string;
  readonly population: string;
  readonly used: string;
}

/** How an aggregate's value is collected: additive ones in parts, the others whole. */
export function collected(node: AggregateCore): Measure["fn"] {
  switch (node.fn) {
    case "sum":
    case "avg":
      return "sum";
    case "min":
    case "max":
      return node.fn;
    case "median":
    case "quantile":
      return "sorted";
    case "distinct":
      return "distinct";
    case "count":
      return "count";
  }
}

/** Whether the aggregate adds up over parts of the population. */
export const isAdditive = (node: AggregateCore): boolean =>
  node.fn === "sum" || node.fn === "avg" || node.fn === "count";

/**
 * The measures over rows: `argument` is the row's value (null for count and distinct), `inSet` whether the row is in,
 * `code` the code that distinct counts.
 */
export function aggregateMeasures(
  node: AggregateCore,
  names: AggregateColumns,
  row: { readonly argument: Ex | null; readonly inSet: Ex; readonly code: Ex | null },
): Measure[] {
  const population: Measure = { name: names.population, fn: "count", ex: row.inSet };
  if (node.fn === "distinct") {
    const code = row.code ? textWhen(row.inSet, row.code) : { ex: "text" as const, value: null };
    return [population, { name: names.value, fn: "distinct", ex: code }];
  }
  if (row.argument === null) return [population];
  const counted = when(row.inSet, row.argument);
  return [
    population,
    { name: names.used, fn: "count", ex: { ex: "present", argument: counted } },
    { name: names.value, fn: collected(node), ex: counted },
  ];
}

const textWhen = (condition: Ex, then: Ex): Ex => ({
  ex: "case",
  branches: [{ when: condition, then }],
  otherwise: { ex: "text", value: null },
});

/** The aggregate's value over its columns; missing where nothing was used. */
export function aggregateValue(node: AggregateCore, names: AggregateColumns): Ex {
  const value = column(names.value);
  switch (node.fn) {
    case "count":
      return column(names.population);
    case "sum":
      return { ex: "inRange", argument: value };
    case "avg":
      return {
        ex: "quotient",
        left: { ex: "inRange", argument: value },
        right: column(names.used),
        factor: node.factor,
        base: "nonzero",
      };
    case "min":
    case "max":
    case "distinct":
      return value;
    case "median":
    case "quantile":
      return {
        ex: "quantile",
        sorted: value,
        count: column(names.used),
        place: node.place ?? RATIO_ONE / 2n,
      };
  }
}

/** 0 where the aggregate is over nothing and the register is complete; missing where it is not. */
export function overNone(node: AggregateCore, names: AggregateColumns, complete: boolean, value: Ex): Ex {
  const none: Ex = { ex: "absent", argument: column(names.population) };
  const zero = complete && (node.fn === "sum" || node.fn === "count" || node.fn === "distinct");
  const nobody: Ex = {
    ex: "compare",
    comparison: "=",
    left: { ex: "firstOf", all: [column(names.population), integer(0)] },
    right: integer(0),
  };
  return {
    ex: "case",
    branches: [{ when: { ex: "or", all: [none, nobody] }, then: zero ? integer(0) : { ex: "missing" } }],
    otherwise: value,
  };
}
