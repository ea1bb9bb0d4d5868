/** Where a trace stands while a formula is walked. */
import type { Leaves, Question } from "@lianzhang/formula";
import type { MemoryLeaves } from "./leaves.ts";
import type { Trace } from "./result.ts";
import type { Outer } from "./trace-text.ts";

export interface Place {
  /** The definition's text that the formula was written in. */
  readonly text: string;
  readonly leaves: Leaves;
  /** The cells behind the leaves, which say where each came from. */
  readonly memory: MemoryLeaves;
  readonly question: Question;
  /** The part of the text that the step stands in. */
  readonly outer: Outer;
}

/** What of a node is known before its children are. */
export type Base = Pick<Trace, "text"> & Partial<Trace>;
