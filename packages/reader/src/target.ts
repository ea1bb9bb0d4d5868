/** What the reader takes for a target, and what it leaves, with the reason. */
export type Comparator =
  | ">="
  | ">"
  | "<="
  | "<"
  | "="
  | "approx"
  | "range"
  | "higher-than-reference"
  | "same-as-reference";
export type TargetKind = "level" | "share" | "growth" | "count";

/** Why a number is no target. */
export type LeftReason =
  | "unit" // years, days, kilovolts: no amount
  | "name" // inside quotation marks or a title
  | "past" // a result, not an aim
  | "threshold" // a condition, an award, a weight
  | "attribute" // describes a thing: 年产60万吨项目
  | "no-aim"; // nothing says that it is to be reached

export interface Found {
  readonly from: number;
  readonly to: number;
  readonly subject: string;
  readonly indicator: string;
  readonly comparator: Comparator;
  readonly value: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly year: number | null;
  readonly kind: TargetKind;
  readonly reference: string | null;
  readonly per: string | null;
}

export interface Left {
  readonly from: number;
  readonly to: number;
  readonly reason: LeftReason;
}

export type Verdict = { readonly keep: true } | { readonly keep: false; readonly reason: LeftReason };
export const KEEP: Verdict = { keep: true };
export const leave = (reason: LeftReason): Verdict => ({ keep: false, reason });
