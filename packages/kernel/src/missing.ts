/** Why a value is missing. Missing is not zero; the reason survives to the page. */
export const REASONS = [
  "present", // code 0: the value is there
  "not_reported", // no return from this subject for this period
  "blank", // a return, but the cell is empty
  "not_applicable", // the sender wrote 「-」 or 不适用
  "suppressed", // the sender wrote 「…」 or ***: withheld at the source
  "invalid", // the cell could not be read; it waits in the submission
  "spans_months", // a cumulative that covers several months cannot give one month
  "incomplete", // some months of the asked period are missing
  "not_at_this_period", // the form has no such period (an annual return asked for a month)
  "not_due", // no return exists for this period by rule (no January return)
  "out_of_range", // more than 18 digits, or a quotient of 9e7 or more
  "zero_denominator",
  "base_not_positive", // growth over a base of zero or less
  "no_parameter_value", // 参数未生效: the parameter has no value in force, or none published yet
  "not_a_member", // the subject is not in the population at that time
  "unknown_condition", // a condition could not be decided
  "no_rows", // an aggregate over nothing
  "no_form", // no form measures it; the definition says who holds the figure
  "not_cleared", // the field is not cleared for this purpose
  "withheld", // 可能识别单个企业: kept from this viewer, whose posts do not open the firms behind it
  "embargoed", // 未到发布日: fed back before its release, and this viewer's posts do not open it before the day
] as const;

export type Reason = (typeof REASONS)[number];
export type MissingReason = Exclude<Reason, "present">;

/** The code stored beside a value. */
export const reasonCode = (reason: Reason): number => REASONS.indexOf(reason);
export const reasonOf = (code: number): Reason => REASONS[code] ?? "invalid";

/** A number that is there, or is not with a reason. */
export type Value =
  | { readonly ok: true; readonly value: bigint }
  | { readonly ok: false; readonly reason: MissingReason };

export const present = (value: bigint): Value => ({ ok: true, value });
export const missing = (reason: MissingReason): Value => ({ ok: false, reason });
