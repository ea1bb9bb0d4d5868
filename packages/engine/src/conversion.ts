/**
 * How a field's value for an asked period follows from the rows a form has: by end points for cumulatives,
 * by adding whole rows for flows, the end for stocks, the very period for means and rates. Both the SQL legs
 * and the in-memory leaves follow this one plan.
 */
import type { Field, Form } from "@lianzhang/definitions";
import type { MissingReason, Month, Period } from "@lianzhang/kernel";
import { monthOfYear, periodLength, yearPieces } from "@lianzhang/kernel";

/** One stored cell: the row that ends at `to` (and starts at `from` where that matters). */
export interface Term {
  readonly sign: 1 | -1;
  readonly from: Month | null;
  readonly to: Month;
  /** The cumulative or plain value, or the single month derived at commit. */
  readonly column: "value" | "month";
}

export type Conversion =
  /** All terms must be present; the value is their signed sum. */
  | { readonly kind: "terms"; readonly terms: readonly Term[] }
  /** All rows inside the period; they must cover every month of it. */
  | { readonly kind: "cover"; readonly period: Period }
  | { readonly kind: "impossible"; readonly reason: MissingReason };

const term = (sign: 1 | -1, from: Month | null, to: Month, column: "value" | "month" = "value"): Term => ({
  sign,
  from,
  to,
  column,
});

function cumulative(form: Form, period: Period): Conversion {
  const terms: Term[] = [];
  for (const piece of yearPieces(period)) {
    if (!form.months.includes(monthOfYear(piece.to))) return { kind: "impossible", reason: "not_due" };
    const startsYear = monthOfYear(piece.from) === 1;
    if (startsYear) terms.push(term(1, null, piece.to));
    else if (piece.from === piece.to) terms.push(term(1, null, piece.to, "month"));
    else terms.push(term(1, null, piece.to), term(-1, null, piece.from - 1));
  }
  return { kind: "terms", terms };
}

export function conversionFor(form: Form, field: Field, period: Period): Conversion {
  switch (field.as) {
    case "cumulative":
      return form.every === "any"
        ? { kind: "terms", terms: [term(1, period.from, period.to)] }
        : cumulative(form, period);
    case "flow":
      return form.every === "any"
        ? { kind: "terms", terms: [term(1, period.from, period.to)] }
        : { kind: "cover", period };
    case "stock":
      if (form.every === "any") return { kind: "terms", terms: [term(1, period.from, period.to)] };
      if (form.every === "year" && monthOfYear(period.to) !== 12)
        return { kind: "impossible", reason: "not_at_this_period" };
      return { kind: "terms", terms: [term(1, null, period.to)] };
    case "mean":
    case "rate":
      if (form.every !== "any" && periodLength(period) !== form.every)
        return { kind: "impossible", reason: "not_at_this_period" };
      return { kind: "terms", terms: [term(1, period.from, period.to)] };
  }
}
