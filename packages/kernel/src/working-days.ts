/**
 * Working days. Which weekdays are off and which weekend days are worked is announced year by year, so a calendar
 * knows a range of days and says so beyond it: a day outside is neither worked nor off but unknown.
 */
import type { Day } from "./period.ts";

/** Exceptions to Monday to Friday, complete for every day from `from` to `to`. */
export interface WorkCalendar {
  readonly from: Day;
  readonly to: Day;
  /** Weekdays that are not worked. */
  readonly off: ReadonlySet<Day>;
  /** Saturdays and Sundays that are worked in exchange (调休上班). */
  readonly madeUp: ReadonlySet<Day>;
}

/** A day, or the first day met for which the calendar has no announcement. */
export type DayAnswer =
  | { readonly known: true; readonly day: Day }
  | { readonly known: false; readonly beyond: Day };

export type CountAnswer =
  | { readonly known: true; readonly days: number }
  | { readonly known: false; readonly beyond: Day };

/** Saturday or Sunday. Day 0, 1970-01-01, was a Thursday. */
export const isWeekend = (day: Day): boolean => (((day + 3) % 7) + 7) % 7 >= 5;

/** Whether the day is worked; null outside the range the calendar knows. */
export function isWorkingDay(day: Day, calendar: WorkCalendar): boolean | null {
  if (day < calendar.from || day > calendar.to) return null;
  return isWeekend(day) ? calendar.madeUp.has(day) : !calendar.off.has(day);
}

/**
 * The n-th working day after the day, which itself does not count (民法典 201: 开始的当日不计入); with a negative n the
 * n-th before it. Zero is the day itself.
 */
export function addWorkingDays(day: Day, n: number, calendar: WorkCalendar): DayAnswer {
  const step = n < 0 ? -1 : 1;
  let at = day;
  for (let left = Math.abs(n); left > 0;) {
    at += step;
    const worked = isWorkingDay(at, calendar);
    if (worked === null) return { known: false, beyond: at };
    if (worked) left--;
  }
  return { known: true, day: at };
}

/** How many working days lie after `from` up to and with `to`; backwards negative, from `to` up to before `from`. */
export function workingDaysBetween(from: Day, to: Day, calendar: WorkCalendar): CountAnswer {
  const [first, last, sign] = from <= to ? [from + 1, to, 1] : [to, from - 1, -1];
  let days = 0;
  for (let at = first; at <= last; at++) {
    const worked = isWorkingDay(at, calendar);
    if (worked === null) return { known: false, beyond: at };
    if (worked) days += sign;
  }
  return { known: true, days };
}

/** The day itself when it is worked, else the next that is (民法典 203: 期间的最后一日是法定休假日的顺延). */
export function onOrAfterWorkingDay(day: Day, calendar: WorkCalendar): DayAnswer {
  const worked = isWorkingDay(day, calendar);
  if (worked === null) return { known: false, beyond: day };
  return worked ? { known: true, day } : addWorkingDays(day, 1, calendar);
}
