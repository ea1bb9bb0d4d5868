/** What planning gives: statements with their measures and groupings. */
import type { Aggregate } from "./need.ts";
import type { GroupingKey } from "./question.ts";
import type { Relation, Statement, Step } from "./relation.ts";

/** Names of the counters every measure carries, in column order. */
export const COUNTERS = ["value", "population", "expected", "reported", "used", "unknown"] as const;

export type Counter = (typeof COUNTERS)[number];

export interface PlannedMeasure {
  readonly key: string;
  readonly node: Aggregate;
  /** The result's column of each counter, several measures may share one; empty: nothing was undecided. */
  readonly columns: Readonly<Record<Counter, string>>;
}

export interface PlannedStatement {
  readonly register: string;
  readonly statement: Statement;
  readonly measures: readonly PlannedMeasure[];
  /** By grouping number: the columns g0, g1 ... of the result. */
  readonly groupings: readonly (readonly GroupingKey[])[];
  readonly width: number;
}

/** The statement ends in a total order over its keys. */
export const ordered = (steps: readonly Step[], result: Relation, width: number): Statement => ({
  steps,
  result,
  orderBy: ["grouping_no", ...Array.from({ length: width }, (_, i) => `g${i}`)].map((c) => ({
    column: c,
    descending: false,
  })),
  limit: null,
});
