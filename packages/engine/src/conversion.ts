/**
 * How a field's value for an asked period follows from the rows a form has: by end points for cumulatives,
 * by adding whole returns for flows, the end for stocks, the very period for means and rates. Both the SQL legs
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

const MONTHS = { month: 1, quarter: 3, half: 6, year: 12 } as const;

/**
 * A flow over whole returns: the months at whose end a return must be there. The first return of a year covers
 * the months before it too (February covers January and February).
 */
function flow(form: Form, every: keyof typeof MONTHS, period: Period): Conversion {
  const ends: Term[] = [];
  let covered = period.from;
  for (let m = period.from; m <= period.to; m++) {
    if ((m + 1) % MONTHS[every] !== 0 || (every === "month" && !form.months.includes(monthOfYear(m))))
      continue;
    ends.push(term(1, null, m));
    covered = m + 1;
  }
  if (covered !== period.to + 1)
    return { kind: "impossible", reason: every === "month" ? "not_due" : "not_at_this_period" };
  const first = ends[0]?.to ?? period.to;
  const start = every === "month" ? firstCovered(form, first) : first - MONTHS[every] + 1;
  if (start < period.from)
    return { kind: "impossible", reason: every === "month" ? "spans_months" : "not_at_this_period" };
  return { kind: "terms", terms: ends };
}

/** The first month a monthly return covers. */
function firstCovered(form: Form, end: Month): Month {
  const earlier = form.months.filter((m) => m < monthOfYear(end));
  return earlier.length === 0 ? end - monthOfYear(end) + 1 : end;
}

export function conversionFor(form: Form, field: Field, period: Period): Conversion {
  if (form.every === "any") return { kind: "terms", terms: [term(1, period.from, period.to)] };
  switch (field.as) {
    case "cumulative":
      return cumulative(form, period);
    case "flow":
      return flow(form, form.every, period);
    case "stock":
      if ((period.to + 1) % MONTHS[form.every] !== 0)
        return { kind: "impossible", reason: "not_at_this_period" };
      return { kind: "terms", terms: [term(1, null, period.to)] };
    case "mean":
    case "rate":
      if (periodLength(period) !== form.every) return { kind: "impossible", reason: "not_at_this_period" };
      return { kind: "terms", terms: [term(1, null, period.to)] };
  }
}
