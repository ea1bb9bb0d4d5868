/** Leaves of evaluation: where the scalar evaluator gets its values. Pure; callers prefetch. */
import type { Day, Month, Period, Value } from "@lianzhang/kernel";
import type { NumberCore } from "./core.ts";

export interface Membership {
  readonly code: string;
  readonly primary: boolean;
  /** In 1/10000. */
  readonly share: number;
}

/** An attribute as the register's spell has it on the membership basis; null when unknown. */
export type AttributeValue = string | bigint | boolean | null;

export interface Leaves {
  /** The field for exactly this period, by end points where it is cumulative. */
  field(form: string, field: string, subject: string, period: Period): Value;
  /** `asOf`: in this month instead of on the membership basis (questions about history). */
  attribute(
    register: string,
    attribute: string,
    subject: string,
    period: Period,
    asOf?: Month,
  ): AttributeValue;
  memberships(membership: string, subject: string, period: Period, asOf?: Month): readonly Membership[];
  /** `on`: the day that finds the value, for parameters found by a date. */
  parameter(parameter: string, period: Period, on?: Day): Value;
  /** Codes of the subjects in the register on the membership basis, in code order. */
  population(register: string, period: Period): readonly string[];
  /** Whether the form's `expected:` condition holds; null when unknown. */
  expected(form: string, subject: string, period: Period): boolean | null;
  /** Whether a return is there for this period. */
  reported(form: string, subject: string, period: Period): boolean;
  /** The first month anything is known of: how far history goes back. Absent: the asked period only. */
  horizon?(): Month | null;
  /** A mean, sum or rank among other subjects that was computed elsewhere (in SQL); null to go through them here. */
  inner?(node: InnerCore, question: Question): Value | null;
  /** How a grouping by a many-valued membership counts a subject; default whole. */
  countRule?(membership: string): CountRule;
  /**
   * An aggregate already computed elsewhere (in SQL) for this question's period and group; null to let the
   * evaluator iterate the population.
   */
  aggregate?(
    node: Extract<NumberCore, { readonly op: "aggregate" }>,
    question: Question,
  ): { readonly value: Value; readonly counters: Counters } | null;
}

/** A cell of a grouping: each key is an attribute or membership id, each value a code; null = attribute unknown. */
export type Group = readonly {
  readonly key: string;
  readonly kind: "attribute" | "membership";
  readonly code: string | null;
}[];

/** How a many-valued membership counts a subject in a grouping by it. */
export type CountRule = "whole" | "primary" | "share";

export interface Question {
  readonly period: Period;
  /** The one subject of a row formula. */
  readonly subject: string | null;
  readonly group: Group;
  /** Inside an aggregate: the cell it is taken over. */
  readonly within?: Group;
  /** Attributes as of this month: questions about history. */
  readonly asOf?: Month;
}

/** Row values taken among other subjects. */
export type InnerCore = Extract<NumberCore, { readonly op: "among" | "rank" }>;

export interface Counters {
  /** Subjects in the set (group and where true). */
  readonly population: number;
  /** Of those, the ones the forms expect a return from. */
  readonly expected: number;
  /** Of the expected, the ones whose return is there. */
  readonly reported: number;
  /** Subjects whose value went into the figure. */
  readonly used: number;
  /** Subjects of the group whose condition could not be decided: in neither. */
  readonly unknown: number;
}
