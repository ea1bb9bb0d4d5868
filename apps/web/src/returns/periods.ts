/** Periods a form has returns for, the latest that has ended first. */
import type { ReturnForm } from "@lianzhang/contract";
import { formatPeriod, monthOfYear, parsePeriod } from "@lianzhang/kernel";

const LENGTH: Readonly<Record<string, number>> = { month: 1, quarter: 3, half: 6, year: 12 };

/** At most `most` periods, as text (`2026-05`, `2025`), back from the form's latest. */
export function periodsOf(
  form: Pick<ReturnForm, "every" | "months" | "opens">,
  most: number,
): readonly string[] {
  const latest = parsePeriod(form.opens.period);
  if (latest === null) return [];
  const length = LENGTH[form.every] ?? 1;
  const due = (end: number): boolean =>
    length > 1 || form.months.length === 0 || form.months.includes(monthOfYear(end));
  const found: string[] = [];
  for (let end = latest.to; found.length < most && end > latest.to - most * 13; end -= length)
    if (due(end)) found.push(formatPeriod({ from: end - length + 1, to: end }));
  return found;
}
