/** Which months have a return, what each covers, and on which day its estimate is made. */
import type { Day, Month, Period } from "@lianzhang/kernel";
import { lastDay, month, monthOfYear, monthPeriod, parseDay, formatMonth, yearOf } from "@lianzhang/kernel";

/** January of industry has no return: February covers both months. */
export interface Returning {
  /** Months of the year (1..12) with a return. */
  readonly months: readonly number[];
  /** Day of the month by which the short survey is in: the estimate knows what was known then. */
  readonly askedBy: number;
}

export const isDue = (r: Returning, m: Month): boolean => r.months.includes(monthOfYear(m));

/** The months that the return of a month covers by itself: those since the one before, within the year. */
export function coveredBy(r: Returning, m: Month): Period {
  let from = m;
  while (monthOfYear(from) > 1 && !isDue(r, from - 1)) from--;
  return { from, to: m };
}

/** The return before that one in the same year; null: it is the year's first. */
export function before(r: Returning, m: Month): Month | null {
  const { from } = coveredBy(r, m);
  return monthOfYear(from) === 1 ? null : from - 1;
}

/** Months with a return from `first` to `last`, in order. */
export const dueIn = (r: Returning, first: Month, last: Month): Month[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).filter((m) => isDue(r, m));

/** The last `count` months with a return before one, latest first. */
export function lastDue(r: Returning, m: Month, count: number): Month[] {
  if (r.months.length === 0) return [];
  const found: Month[] = [];
  for (let k = m - 1; found.length < count; k--) if (isDue(r, k)) found.push(k);
  return found;
}

/** Months of a year with a return up to one of it. */
export const dueThrough = (r: Returning, m: Month): Month[] => dueIn(r, month(yearOf(m), 1), m);

/** The day an estimate of a month is made: the survey's last, or the month's own where it has fewer. */
export function estimateDay(r: Returning, m: Month): Day {
  const end = lastDay(monthPeriod(m));
  const day = parseDay(`${formatMonth(m)}-${String(r.askedBy).padStart(2, "0")}`);
  return day === null ? end : Math.min(day, end);
}
