/** A form as the page and the readers know it: plain JSON that the server makes of a model's `Form`. */
import type { Frequency } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import type { RuleJson } from "./checks/rule.ts";

export type Input = "feedback" | "own_copy" | "survey" | "records" | "published";
export type Strength = "must" | "explain" | "note";

export interface FormDescription {
  readonly id: string;
  readonly label: Label;
  /** The official form it follows; null: none. */
  readonly like: string | null;
  readonly input: Input;
  readonly every: Frequency;
  /** Months (1 to 12) in which a return's period ends. */
  readonly months: readonly number[];
  readonly subject: {
    readonly register: string;
    readonly label: Label;
    /** How a subject is told: a unified social credit code, or any text. */
    readonly code: "uscc" | "text";
  };
  /** Records: what finds a row's subject, in this order. */
  readonly matchedBy: readonly ("code" | "name")[];
  /** Surveys: 表号, 制定机关, 批准文号, 有效期 (a day as 2026-12-31), printed top right. */
  readonly mark: {
    readonly number: string;
    readonly authority: string;
    readonly approval: string;
    readonly validUntil: string;
    /** No approval stands behind the number yet. */
    readonly assumed: boolean;
  } | null;
  /** Own copies: the uses a firm may tick, and how many months that holds. */
  readonly consent: { readonly purposes: readonly string[]; readonly months: number } | null;
  readonly fields: readonly FieldDescription[];
  readonly checks: readonly CheckDescription[];
}

export interface FieldDescription {
  readonly id: string;
  readonly label: Label;
  /** Older names of the same item, and its codes on other editions. */
  readonly also: readonly string[];
  readonly unit: string;
  readonly as: "flow" | "cumulative" | "stock" | "mean" | "rate";
  readonly required: boolean;
  /** Whether it may be below zero. */
  readonly signed: boolean;
  readonly samePeriodOf: string | null;
  /** A coded answer: what its numbers stand for; empty: a figure. */
  readonly codes: readonly { readonly code: string; readonly label: Label }[];
  /** `exact`: values count the unit's minor units (分); `ratio`: 10^-8 of the unit. */
  readonly number: { readonly numeric: "exact" | "ratio" };
}

/** Integers stand as text, so that JSON keeps all their digits. */
export type CheckDescription = {
  /** Stable within the form: `output_copy.2`. */
  readonly id: string;
  readonly strength: Strength;
  readonly say: Label;
  /** The rule as the folder writes it. */
  readonly text: string;
  readonly source: string | null;
  readonly assumed: boolean;
  /** Words for what the rule reads of other forms, by `form.field`. */
  readonly names: Readonly<Record<string, Label>>;
} & (
  | {
      readonly kind: "formula";
      /** Null: it reads more than returns (registers, parameters, totals) and runs in the server only. */
      readonly rule: RuleJson | null;
    }
  | {
      readonly kind: "identity" | "balance";
      readonly rule: RuleJson | null;
      readonly tolerance: string;
    }
  | {
      readonly kind: "range";
      readonly field: string;
      readonly from: string | null;
      readonly to: string | null;
    }
  | { readonly kind: "cumulative"; readonly fields: readonly string[] }
  | {
      readonly kind: "jump";
      readonly fields: readonly string[];
      readonly beyond: number;
      readonly past: number;
    }
  | { readonly kind: "slip"; readonly fields: readonly string[]; readonly beside: string | null }
);
