import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Day } from "./period.ts";
import { formatDay, parseDay } from "./period.ts";
import type { WorkCalendar } from "./working-days.ts";
import {
  addWorkingDays,
  isWeekend,
  isWorkingDay,
  onOrAfterWorkingDay,
  workingDaysBetween,
} from "./working-days.ts";

const day = (text: string): Day => {
  const d = parseDay(text);
  if (d === null) throw new Error(`${text} is no day`);
  return d;
};
const days = (...texts: string[]): Set<Day> => new Set(texts.map(day));

/** National Day and Mid-Autumn 2025, as announced by the State Council's office in November 2024. */
const AUTUMN_2025: WorkCalendar = {
  from: day("2025-09-01"),
  to: day("2025-10-31"),
  off: days("2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-07", "2025-10-08"),
  madeUp: days("2025-09-28", "2025-10-11"),
};
/** Spring Festival 2026: nine days from 15 to 23 February, worked for on 14 and 28 February. */
const SPRING_2026: WorkCalendar = {
  from: day("2026-02-01"),
  to: day("2026-03-31"),
  off: days("2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-23"),
  madeUp: days("2026-02-14", "2026-02-28"),
};

const after = (start: string, n: number, calendar: WorkCalendar): string => {
  const answer = addWorkingDays(day(start), n, calendar);
  return answer.known ? formatDay(answer.day) : `unknown from ${formatDay(answer.beyond)}`;
};

describe("working days around the long holidays", () => {
  test.each([
    ["the Sunday before National Day is worked", "2025-09-26", 1, "2025-09-28"],
    ["five working days run over the whole holiday", "2025-09-26", 5, "2025-10-10"],
    ["the day after the last before the holiday is 9 October", "2025-09-30", 1, "2025-10-09"],
    ["the Saturday after it is worked in exchange", "2025-10-10", 1, "2025-10-11"],
    ["and the Sunday after that is not", "2025-10-11", 1, "2025-10-13"],
    ["a request that comes on 1 October counts from the 9th", "2025-10-01", 1, "2025-10-09"],
    ["counted back: the third before 9 October", "2025-10-09", -3, "2025-09-28"],
  ])("%s", (_, start, n, end) => {
    expect(after(start, n, AUTUMN_2025)).toBe(end);
  });

  test("seven working days from 10 February 2026 end after Spring Festival", () => {
    expect(after("2026-02-10", 7, SPRING_2026)).toBe("2026-02-26");
    expect(after("2026-02-13", 1, SPRING_2026)).toBe("2026-02-14"); // a Saturday, worked
    expect(after("2026-02-14", 1, SPRING_2026)).toBe("2026-02-24");
  });

  test("October 2025 has 18 working days, September 23", () => {
    const count = (from: string, to: string): unknown => workingDaysBetween(day(from), day(to), AUTUMN_2025);
    expect(count("2025-09-30", "2025-10-31")).toEqual({ known: true, days: 18 });
    expect(count("2025-09-01", "2025-09-30")).toEqual({ known: true, days: 22 }); // the first does not count
  });

  test("a term that ends on a holiday may move to the first day worked", () => {
    expect(onOrAfterWorkingDay(day("2025-10-01"), AUTUMN_2025)).toEqual({
      known: true,
      day: day("2025-10-09"),
    });
    expect(onOrAfterWorkingDay(day("2025-09-28"), AUTUMN_2025)).toEqual({
      known: true,
      day: day("2025-09-28"),
    });
  });
});

describe("beyond what was announced", () => {
  test("the answer is unknown and says from which day", () => {
    expect(after("2025-10-29", 5, AUTUMN_2025)).toBe("unknown from 2025-11-01");
    expect(isWorkingDay(day("2027-01-04"), AUTUMN_2025)).toBeNull();
    expect(workingDaysBetween(day("2025-10-30"), day("2025-11-03"), AUTUMN_2025)).toEqual({
      known: false,
      beyond: day("2025-11-01"),
    });
    expect(onOrAfterWorkingDay(day("2025-11-01"), AUTUMN_2025)).toMatchObject({ known: false });
  });

  test("zero working days need no calendar", () => {
    expect(after("2030-01-01", 0, AUTUMN_2025)).toBe("2030-01-01");
  });
});

/** A year of days with any exceptions that are exceptions: weekdays off, weekend days worked. */
const calendars = fc
  .record({
    start: fc.integer({ min: 10_000, max: 30_000 }),
    picked: fc.array(fc.nat(400), { maxLength: 60 }),
  })
  .map(({ start, picked }): WorkCalendar => {
    const chosen = [...new Set(picked.map((p) => start + p))];
    return {
      from: start,
      to: start + 400,
      off: new Set(chosen.filter((d) => !isWeekend(d))),
      madeUp: new Set(chosen.filter(isWeekend)),
    };
  });
const moves = fc.tuple(calendars, fc.nat(400), fc.integer({ min: -60, max: 60 }));

describe("whatever the calendar", () => {
  test("counting gives back what was added", () => {
    fc.assert(
      fc.property(moves, ([calendar, offset, n]) => {
        const start = calendar.from + offset;
        const end = addWorkingDays(start, n, calendar);
        if (!end.known) return;
        expect(workingDaysBetween(start, end.day, calendar)).toEqual({ known: true, days: n });
      }),
    );
  });

  test("a later start or a longer term never ends earlier", () => {
    fc.assert(
      fc.property(moves, fc.nat(20), fc.nat(20), ([calendar, offset, n], later, longer) => {
        const start = calendar.from + offset;
        const a = addWorkingDays(start, Math.abs(n), calendar);
        const b = addWorkingDays(start + later, Math.abs(n) + longer, calendar);
        if (a.known && b.known) expect(b.day).toBeGreaterThanOrEqual(a.day);
        if (!a.known) expect(b.known).toBe(false);
      }),
    );
  });

  test("a term of working days ends on a working day", () => {
    fc.assert(
      fc.property(moves, ([calendar, offset, n]) => {
        const end = addWorkingDays(calendar.from + offset, n, calendar);
        if (end.known && n !== 0) expect(isWorkingDay(end.day, calendar)).toBe(true);
      }),
    );
  });

  test("without exceptions a week has five, and Saturday and Sunday have none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 30_000 }), (start) => {
        const plain: WorkCalendar = { from: start, to: start + 20, off: new Set(), madeUp: new Set() };
        expect(workingDaysBetween(start, start + 7, plain)).toEqual({ known: true, days: 5 });
        const weekday = new Date(start * 86_400_000).getUTCDay();
        expect(isWorkingDay(start, plain)).toBe(weekday !== 0 && weekday !== 6);
      }),
    );
  });
});
