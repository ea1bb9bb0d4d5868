/**
 * Reporting periods. A period is a closed interval of calendar months, never a label: February's return
 * covers January and February, a firm's first return in May covers January to May.
 */

/** A calendar month as `year * 12 + (month - 1)`, so that month arithmetic is integer arithmetic. */
export type Month = number;

/** A closed interval of months, `from <= to`. */
export interface Period {
  readonly from: Month;
  readonly to: Month;
}

export type PeriodLength = "month" | "quarter" | "half" | "year" | "span";

export const month = (year: number, monthOfYear: number): Month => year * 12 + (monthOfYear - 1);
export const yearOf = (m: Month): number => Math.floor(m / 12);
export const monthOfYear = (m: Month): number => (m % 12) + 1;
export const yearPeriod = (year: number): Period => ({ from: month(year, 1), to: month(year, 12) });
export const monthPeriod = (m: Month): Period => ({ from: m, to: m });
export const monthsIn = (p: Period): number => p.to - p.from + 1;
export const shiftPeriod = (p: Period, months: number): Period => ({
  from: p.from + months,
  to: p.to + months,
});

/** How a formula moves the asked period: `lag`, `at 2020`, `at year`, `rolling`, `ytd`. */
export type Move =
  /** The whole interval by so many months; negative: earlier. */
  | { readonly kind: "by"; readonly months: number }
  | { readonly kind: "fixed"; readonly period: Period }
  /** The calendar year in which the interval ends. */
  | { readonly kind: "year" }
  /** The last so many months up to the end of the interval. */
  | { readonly kind: "rolling"; readonly months: number }
  /** From January of the year in which the interval ends. */
  | { readonly kind: "ytd" };

export function movePeriod(p: Period, move: Move): Period {
  const january = month(yearOf(p.to), 1);
  switch (move.kind) {
    case "by":
      return shiftPeriod(p, move.months);
    case "fixed":
      return move.period;
    case "year":
      return { from: january, to: january + 11 };
    case "rolling":
      return { from: p.to - move.months + 1, to: p.to };
    case "ytd":
      return { from: january, to: p.to };
  }
}

export const samePeriod = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to;

/**
 * Reads `2024`, `2024Q2`, `2024H1`, `2024-06`, `2025-01..09`, `2024-11..2025-02`.
 * Returns null when the text is none of these or names a month that does not exist.
 */
export function parsePeriod(text: string): Period | null {
  const t = text.trim();
  const single = /^(\d{4})(?:-(\d{1,2})|Q([1-4])|H([12]))?$/i.exec(t);
  if (single) {
    const year = Number(single[1]);
    if (single[2] !== undefined) {
      const m = Number(single[2]);
      return m >= 1 && m <= 12 ? monthPeriod(month(year, m)) : null;
    }
    if (single[3] !== undefined) {
      const first = (Number(single[3]) - 1) * 3 + 1;
      return { from: month(year, first), to: month(year, first + 2) };
    }
    if (single[4] !== undefined) {
      const first = (Number(single[4]) - 1) * 6 + 1;
      return { from: month(year, first), to: month(year, first + 5) };
    }
    return yearPeriod(year);
  }
  const span = /^(\d{4})-(\d{1,2})\.\.(?:(\d{4})-)?(\d{1,2})$/.exec(t);
  if (!span) return null;
  const fromMonth = Number(span[2]);
  const toMonth = Number(span[4]);
  if (fromMonth < 1 || fromMonth > 12 || toMonth < 1 || toMonth > 12) return null;
  const from = month(Number(span[1]), fromMonth);
  const to = month(Number(span[3] ?? span[1]), toMonth);
  return from <= to ? { from, to } : null;
}

export function periodLength(p: Period): PeriodLength {
  const n = monthsIn(p);
  const start = p.from % 12;
  if (n === 1) return "month";
  if (n === 3 && start % 3 === 0) return "quarter";
  if (n === 6 && start % 6 === 0) return "half";
  if (n === 12 && start === 0) return "year";
  return "span";
}

const two = (n: number): string => String(n).padStart(2, "0");
const yearText = (m: Month): string => String(yearOf(m)).padStart(4, "0");

export const formatMonth = (m: Month): string => `${yearText(m)}-${two(monthOfYear(m))}`;

/** The shortest spelling that `parsePeriod` reads back to the same interval. */
export function formatPeriod(p: Period): string {
  switch (periodLength(p)) {
    case "month":
      return formatMonth(p.from);
    case "quarter":
      return `${yearText(p.from)}Q${(p.from % 12) / 3 + 1}`;
    case "half":
      return `${yearText(p.from)}H${(p.from % 12) / 6 + 1}`;
    case "year":
      return yearText(p.from);
    case "span":
      return yearOf(p.from) === yearOf(p.to)
        ? `${formatMonth(p.from)}..${two(monthOfYear(p.to))}`
        : `${formatMonth(p.from)}..${formatMonth(p.to)}`;
  }
}

/** The period cut at year ends: cumulative returns start again every January. */
export function yearPieces(p: Period): Period[] {
  const pieces: Period[] = [];
  for (let from = p.from; from <= p.to;) {
    const yearEnd = month(yearOf(from), 12);
    const to = Math.min(yearEnd, p.to);
    pieces.push({ from, to });
    from = to + 1;
  }
  return pieces;
}

/** A calendar day as days since 1970-01-01, for knowledge dates. */
export type Day = number;

/** Reads `2025-03-10`; null when it is no calendar day. */
export function parseDay(text: string): Day | null {
  const m = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (!m) return null;
  const [y, mo, d] = [Number(m[1]), Number(m[2]), Number(m[3])];
  const date = new Date(Date.UTC(y, mo - 1, d));
  if (date.getUTCFullYear() !== y || date.getUTCMonth() !== mo - 1 || date.getUTCDate() !== d) return null;
  return Math.floor(date.getTime() / 86_400_000);
}

/** The last day of a period. */
export function lastDay(period: Period): Day {
  return Math.floor(Date.UTC(yearOf(period.to), monthOfYear(period.to), 0) / 86_400_000);
}

export const formatDay = (d: Day): string => new Date(d * 86_400_000).toISOString().slice(0, 10);

/** Later than every date: the open end of a knowledge interval. */
export const FOREVER: Day = 2_932_896; // 9999-12-31
/** Later than every month: the open end of an attribute spell. */
export const NO_END: Month = month(9999, 12);
