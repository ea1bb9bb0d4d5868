/** Who receives how much, when, out of which budget: an incentive clause (奖补事项). */
import type { Day, Label, Place } from "@lianzhang/kernel";
import type { Use } from "../model.ts";

/** What happens when the fund does not reach. */
export type ShortFund =
  | { readonly kind: "pro_rata" }
  | {
      readonly kind: "order";
      /** Figure of the subject. */
      readonly by: string;
      readonly best: "highest" | "lowest";
      /** Whether the first for whom it does not reach gets the rest. */
      readonly last: "part" | "none";
    };

export interface Entitlement {
  readonly id: string;
  readonly label: Label;
  readonly clause: string | null;
  readonly source: string;
  readonly note: Label | null;
  readonly subject: string;
  readonly period: "month" | "quarter" | "half" | "year";
  readonly use: Use;
  readonly valid: { readonly from: Day | null; readonly until: Day | null };
  /** 公平竞争审查: without `passed` nothing is paid. */
  readonly review: { readonly result: "passed" | "pending" | "unknown"; readonly number: string | null };
  /** The others of which a subject has one only: the one that pays most. */
  readonly excludes: readonly string[];
  /** Parameter with the fund's amount; null: no limit is stated. */
  readonly fund: string | null;
  readonly short: ShortFund | null;
  readonly figures: {
    /** 1 met, 0 not; missing: to be supplied. */
    readonly met: string;
    /** Money before exclusions and the fund. */
    readonly due: string;
    /** Paid already, from the ledger; null: no ledger. */
    readonly paid: string | null;
    /** The most a year pays; null: none is stated, or the period is the year and `due` keeps to it. */
    readonly yearCap: string | null;
  };
  readonly all: readonly string[];
  readonly assumed: boolean;
  readonly touches: readonly string[];
  readonly place: Place;
}
