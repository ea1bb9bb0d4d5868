/** An evaluation, checked. Everything it computes is a figure of each subject: an indicator of the model. */
import type { Label, Place } from "@lianzhang/kernel";
import type { Use } from "../model.ts";
import type { EvaluationInput } from "./written.ts";

/** How a value becomes points. */
export type Way = "ratio" | "inverse_ratio" | "min_max" | "between" | "rank" | "bands" | "best_of" | "points";

export interface Criterion {
  readonly id: string;
  readonly label: Label;
  /** The indicators that are judged, one a scale; none where `points` is a formula of its own. */
  readonly of: readonly string[];
  readonly way: Way;
  /** The most that can be had before a cap; null where no number says so. Decimal text. */
  readonly max: string | null;
  /** The figure or parameter the value is compared with; null: none. */
  readonly base: string | null;
  /** Figure of the points after missing values are settled. */
  readonly points: string;
  /** What of it is our own reading: 暂定口径. */
  readonly assumed: readonly string[];
  readonly source: string | null;
}

/** Points on top or taken off. */
export interface Extra {
  readonly id: string;
  readonly label: Label;
  readonly figure: string;
  readonly deduction: boolean;
  readonly assumed: boolean;
}

/** Some criteria added up by themselves. */
export interface EvaluationPart {
  readonly id: string;
  readonly label: Label;
  readonly figure: string;
  readonly criteria: readonly string[];
}

export interface EvaluationClass {
  readonly id: string;
  readonly label: Label;
  /** Where it stands among the classes, the best one 1: the value of the class figure. */
  readonly number: number;
  readonly rule:
    | {
        readonly kind: "top" | "bottom";
        /** Share of the graded, decimal text of per cent: `30`. */
        readonly share: string;
        readonly limit: "at_most" | "at_least" | "nearest";
      }
    | { readonly kind: "from"; readonly score: string }
    | { readonly kind: "when"; readonly condition: string }
    | { readonly kind: "rest" | "ungraded" | "vetoed" };
}

export interface Veto {
  readonly id: string;
  readonly label: Label;
  /** 1 where it holds, 0 where not; unknown stays unknown. */
  readonly figure: string;
  readonly class: string;
  readonly unknown: "pending" | "no";
  readonly assumed: boolean;
}

export interface Evaluation {
  readonly id: string;
  readonly label: Label;
  readonly clause: string | null;
  readonly source: string | null;
  readonly note: Label | null;
  readonly subject: string;
  readonly period: "month" | "quarter" | "half" | "year";
  /** What the result is used for: every field of its closure must be cleared for it. */
  readonly use: Use;
  readonly population: string | null;
  readonly ungraded: string | null;
  readonly groups: {
    readonly by: readonly string[];
    readonly atLeast: number | null;
    readonly elseWhole: boolean;
  } | null;
  readonly order: readonly string[];
  readonly decimals: { readonly item: number | null; readonly total: number } | null;
  readonly criteria: readonly Criterion[];
  readonly extras: readonly Extra[];
  readonly parts: readonly EvaluationPart[];
  readonly vetoes: readonly Veto[];
  readonly classes: readonly EvaluationClass[];
  readonly ties: "up" | "down" | null;
  /** Figures of the whole; null: the evaluation has none. */
  readonly figures: {
    /** 1 evaluated, 0 not; null: whoever is evaluated is graded. */
    readonly population: string | null;
    /** 1 graded, 0 not. */
    readonly graded: string;
    readonly score: string | null;
    readonly rank: string | null;
    readonly peers: string | null;
    readonly class: string | null;
  };
  /** Ids of all its figures, in the order in which they are made. */
  readonly all: readonly string[];
  /** As it is written: a change of weights, caps or cuts is made here and its figures are made again. */
  readonly written: EvaluationInput;
  readonly assumed: boolean;
  readonly touches: readonly string[];
  readonly place: Place;
}
