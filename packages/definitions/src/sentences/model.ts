/** A worked example beside the content it tests: what is given, and what must come out. */
import type { AttributeValue } from "@lianzhang/formula";
import type { Day, Label, Period, Place, Rational } from "@lianzhang/kernel";

export type Given =
  | {
      readonly kind: "field";
      readonly form: string;
      readonly field: string;
      /** null: the period of the sentence. */
      readonly period: Period | null;
      readonly value: bigint;
    }
  | { readonly kind: "attribute"; readonly attribute: string; readonly value: AttributeValue }
  /** The figure is this, whatever its formula says. */
  | { readonly kind: "figure"; readonly indicator: string; readonly value: bigint };

export interface GivenSubject {
  readonly register: string;
  readonly subject: string;
  readonly cells: readonly Given[];
}

export type Expected =
  /** Equal when rounded to as many decimals as are written. */
  | { readonly kind: "number"; readonly value: Rational; readonly decimals: number }
  | { readonly kind: "class"; readonly class: string }
  | { readonly kind: "missing" };

export interface Expectation {
  readonly subject: string;
  readonly indicator: string;
  readonly expected: Expected;
  readonly written: string;
  readonly place: Place;
}

export interface ExpectedCount {
  readonly evaluation: string;
  readonly class: string;
  readonly count: number;
  readonly place: Place;
}

export interface Sentence {
  readonly id: string;
  readonly says: Label;
  readonly source: string | null;
  readonly period: Period;
  readonly known: Day | null;
  readonly given: readonly GivenSubject[];
  readonly expect: readonly Expectation[];
  readonly counts: readonly ExpectedCount[];
  readonly place: Place;
}
