/** What a computation answers. Plain data with a JSON form. */
import type { Counters, Group } from "@lianzhang/formula";
import type { Day, MissingReason, Month, Period } from "@lianzhang/kernel";
import type { Basis, Overlay } from "./row-steps.ts";

export type MembershipBasis = "end" | "own" | "start";

export interface ComputeRequest {
  readonly indicators: readonly string[];
  readonly period: Period;
  /** What was known on this day; null: everything. */
  readonly known: Day | null;
  /** Each grouping is a list of attribute or membership ids; [] is the total. */
  readonly groupings: readonly (readonly string[])[];
  readonly basis: MembershipBasis;
  /** The first month anything is known of, for questions about history; `compute` looks it up where it is asked. */
  readonly horizon?: Month | null;
  /** A scenario's rows in the place of stored ones; absent: the store as it is. */
  readonly overlay?: Overlay | null;
  /** What a scenario holds as it was; absent: nothing. */
  readonly held?: Basis["held"];
}

/** One figure: an indicator in one cell of one grouping. */
export interface Figure {
  readonly indicator: string;
  readonly period: Period;
  /** Row indicators: the subject's code. */
  readonly subject: string | null;
  readonly group: Group;
  /** Exact: minor units; ratio: 10^-8 of the indicator's unit. Null with a reason. */
  readonly value: bigint | null;
  readonly reason: MissingReason | null;
  /** Counters of the aggregate with the lowest reporting; null when the formula has no aggregate. */
  readonly counters: Counters | null;
  /** Whether cells of this grouping add up to the total (no whole-counted membership). */
  readonly additive: boolean;
}

export interface ComputeResult {
  readonly request: ComputeRequest;
  readonly figures: readonly Figure[];
  readonly key: RunKey;
}

/** What a result depends on; equal keys give equal bytes. */
export interface RunKey {
  readonly definitions: string;
  readonly commit: number;
  readonly known: Day | null;
  readonly engine: string;
  readonly store: string;
}

export interface Origin {
  readonly submission: number;
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
  /** Column letter or number and its head as the sender wrote it. */
  readonly column: string | null;
  readonly head: string | null;
  readonly received: Day;
  readonly version: string | null;
  readonly source: string | null;
}

/** The evaluation of a figure, node by node. */
export interface Trace {
  /** What the node is, in words a reader knows: a formula text, a field's label, a parameter. */
  readonly kind:
    | "indicator"
    | "formula"
    | "aggregate"
    | "field"
    | "attribute"
    | "parameter"
    | "constant"
    | "condition"
    | "subject";
  readonly id: string | null;
  readonly text: string;
  /** A side of a growth, which the formula names only once. */
  readonly side: "now" | "base" | null;
  readonly period: Period | null;
  readonly subject: string | null;
  /** As in Figure; `unit` says how to read it. */
  readonly value: bigint | null;
  readonly unit: string | null;
  readonly numeric: "exact" | "ratio" | null;
  readonly truth: boolean | null;
  readonly reason: MissingReason | null;
  readonly counters: Counters | null;
  /** For fields: every cell the value was made from (two for a difference of cumulatives). */
  readonly origins: readonly Origin[];
  /** For parameters: the document. */
  readonly source: string | null;
  /** For parameters: when the value holds, and when it was published. */
  readonly inForce: {
    readonly for: Period | null;
    readonly since: Day | null;
    readonly until: Day | null;
    readonly published: Day | null;
  } | null;
  /** For a subject that counts by share: how much of 10,000 of its value counts here. */
  readonly share: number | null;
  readonly children: readonly Trace[];
  /** Aggregates list contributions largest first; how many are not listed and what they sum to. */
  readonly rest: { readonly count: number; readonly value: bigint | null } | null;
  /** The scalar evaluator and SQL disagree here: an incident, shown on the page. */
  readonly incident: { readonly code: string; readonly message: string } | null;
}

export interface ExplainRequest {
  readonly indicator: string;
  readonly period: Period;
  readonly known: Day | null;
  readonly basis: MembershipBasis;
  /** As in ComputeRequest. */
  readonly horizon?: Month | null;
  /** Row indicators: the subject. */
  readonly subject: string | null;
  /** Group indicators: the cell, as pairs of grouping id and code. */
  readonly group: readonly { readonly key: string; readonly code: string | null }[];
  /** How many contributions to list, and from which on. */
  readonly limit: number;
  readonly offset: number;
}
