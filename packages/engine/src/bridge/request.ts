/** What a bridge is asked and what it answers. Plain data with a JSON form. */
import type { Indicator } from "@lianzhang/definitions";
import type { NumberType } from "@lianzhang/formula";
import type { Day, MissingReason, Period } from "@lianzhang/kernel";
import type { MembershipBasis } from "../result.ts";
import type { Part } from "./parts.ts";
import type { SideName } from "./terms.ts";

/** One of the two figures. */
export interface BridgeSide {
  readonly indicator: string;
  readonly period: Period;
  /** What was known on this day; null: everything. */
  readonly known: Day | null;
  readonly basis: MembershipBasis;
  /** The cell, as pairs of grouping id and code; [] is the total. */
  readonly group: readonly { readonly key: string; readonly code: string | null }[];
}

export interface BridgeRequest {
  readonly from: BridgeSide;
  readonly to: BridgeSide;
  /** How many subjects each part lists, and from which on. */
  readonly limit: number;
  readonly offset: number;
}

export interface BridgeValue {
  readonly value: bigint | null;
  readonly reason: MissingReason | null;
}

/** A difference and what it is made of. */
export interface Division {
  readonly name: SideName;
  /** How the integers are written. */
  readonly type: Pick<NumberType, "numeric" | "unit">;
  readonly from: BridgeValue;
  readonly to: BridgeValue;
  /** Null when either side is missing: missing is not zero, so there is no difference to divide. */
  readonly difference: bigint | null;
  readonly parts: readonly Part[];
  /** The parts do not sum to the difference of the figures: a fault of the product (LZ5040). */
  readonly incident: string | null;
}

export type BridgeProblem =
  | "unknown_indicator"
  | "nothing_measures_it"
  | "row_indicator"
  | "different_units"
  | "not_additive";

export type BridgeResult =
  | { readonly ok: false; readonly problem: BridgeProblem; readonly indicator: string }
  | {
      readonly ok: true;
      /** The two figures themselves. */
      readonly from: BridgeValue;
      readonly to: BridgeValue;
      readonly difference: bigint | null;
      readonly type: Pick<NumberType, "numeric" | "unit">;
      /** One for a sum; two for a quotient or growth, whose own difference no parts add up to. */
      readonly divisions: readonly Division[];
      /** Why the two differ by definition, where they are a published and a computed figure. */
      readonly reconciles: Indicator["reconciles"];
    };
