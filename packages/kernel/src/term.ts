/** Terms as documents write them: 3 个工作日, 20 日内, 1 个月; and the day on which one ends. */
import type { Label } from "./label.ts";
import type { Day } from "./period.ts";
import type { DayAnswer, WorkCalendar } from "./working-days.ts";
import { addWorkingDays, onOrAfterWorkingDay } from "./working-days.ts";

export interface Term {
  readonly count: number;
  readonly of: "working_days" | "days" | "months";
}

/** What happens when natural days or months end on a day off: the day stays, or moves to the next working day. */
export type OnHoliday = "stays" | "moves";

const UNITS: readonly (readonly [RegExp, Term["of"], number])[] = [
  [/^(working days?|个?工作日)$/, "working_days", 1],
  [/^(days?|日|天|个?自然日)$/, "days", 1],
  [/^(months?|个?月)$/, "months", 1],
  [/^(years?|年)$/, "months", 12],
];

/** Reads `3 working days`, `20 日内`, `1 个月`, `2 years`; null when the text is none of these. */
export function parseTerm(text: string): Term | null {
  const m = /^(\d{1,4})\s*(\D+?)\s*(?:之?内)?$/.exec(text.trim());
  if (!m) return null;
  const unit = UNITS.find(([words]) => words.test((m[2] ?? "").toLowerCase()));
  return unit ? { count: Number(m[1]) * unit[2], of: unit[1] } : null;
}

const ZH = { working_days: "个工作日", days: "日", months: "个月" } as const;
const EN = { working_days: "working day", days: "day", months: "month" } as const;

/** `3 个工作日` and `3 working days`; `parseTerm` reads both back. */
export const termLabel = (term: Term): Label => ({
  zh: `${term.count} ${ZH[term.of]}`,
  en: `${term.count} ${EN[term.of]}${term.count === 1 ? "" : "s"}`,
});

/** The same day so many months later, or the month's last day where it has no such day (民法典 202). */
export function addMonths(day: Day, months: number): Day {
  const from = new Date(day * 86_400_000);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Math.floor(Date.UTC(year, month, Math.min(from.getUTCDate(), last)) / 86_400_000);
}

/** Whether the end of the term can be told without a calendar of working days. */
export const needsCalendar = (term: Term, onHoliday: OnHoliday): boolean =>
  term.of === "working_days" || onHoliday === "moves";

/**
 * The last day of a term that began on the day, which itself does not count. Where working days matter and the
 * calendar does not reach, or there is none, the end is unknown: it is never guessed from weekends alone.
 */
export function endOfTerm(
  start: Day,
  term: Term,
  onHoliday: OnHoliday,
  calendar: WorkCalendar | null,
): DayAnswer {
  const end = term.of === "months" ? addMonths(start, term.count) : start + term.count;
  if (!needsCalendar(term, onHoliday)) return { known: true, day: end };
  if (calendar === null) return { known: false, beyond: start + 1 };
  return term.of === "working_days"
    ? addWorkingDays(start, term.count, calendar)
    : onOrAfterWorkingDay(end, calendar);
}
