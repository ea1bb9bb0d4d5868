import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Day } from "./period.ts";
import { formatDay, parseDay } from "./period.ts";
import type { OnHoliday, Term } from "./term.ts";
import { addMonths, endOfTerm, parseTerm, termLabel } from "./term.ts";
import type { WorkCalendar } from "./working-days.ts";

const day = (text: string): Day => {
  const d = parseDay(text);
  if (d === null) throw new Error(`${text} is no day`);
  return d;
};
/** May 2026 around Labour Day. */
const MAY_2026: WorkCalendar = {
  from: day("2026-04-01"),
  to: day("2026-05-31"),
  off: new Set(["2026-05-01", "2026-05-04", "2026-05-05"].map(day)),
  madeUp: new Set(["2026-05-09"].map(day)),
};

test.each([
  ["3 working days", { count: 3, of: "working_days" }],
  ["1 working day", { count: 1, of: "working_days" }],
  ["3个工作日内", { count: 3, of: "working_days" }],
  ["20 日内", { count: 20, of: "days" }],
  ["20 days", { count: 20, of: "days" }],
  ["15天之内", { count: 15, of: "days" }],
  ["1 个月", { count: 1, of: "months" }],
  ["6个月内", { count: 6, of: "months" }],
  ["2 年", { count: 24, of: "months" }],
] as const)("%s is read", (text, term) => {
  expect(parseTerm(text)).toEqual(term);
});

test.each(["soon", "3", "-3 days", "3 weeks", "1.5 months", ""])("%j is no term", (text) => {
  expect(parseTerm(text)).toBeNull();
});

test("what is printed is read back, in both languages", () => {
  const term = fc.record({
    count: fc.integer({ min: 0, max: 999 }),
    of: fc.constantFrom<Term["of"]>("working_days", "days", "months"),
  });
  fc.assert(
    fc.property(term, (t) => {
      expect(parseTerm(termLabel(t).zh)).toEqual(t);
      expect(parseTerm(termLabel(t).en)).toEqual(t);
    }),
  );
});

test("a month ends on the same day, or on the last where there is none", () => {
  const later = (from: string, months: number): string => formatDay(addMonths(day(from), months));
  expect(later("2025-01-15", 1)).toBe("2025-02-15");
  expect(later("2025-01-31", 1)).toBe("2025-02-28");
  expect(later("2024-01-31", 1)).toBe("2024-02-29");
  expect(later("2025-11-30", 3)).toBe("2026-02-28");
  expect(later("2024-02-29", 12)).toBe("2025-02-28");
});

describe("the end of a term", () => {
  const end = (start: string, text: string, onHoliday: OnHoliday, calendar: WorkCalendar | null): string => {
    const term = parseTerm(text);
    if (term === null) throw new Error(text);
    const answer = endOfTerm(day(start), term, onHoliday, calendar);
    return answer.known ? formatDay(answer.day) : "unknown";
  };

  test("20 日 from 11 April end on Labour Day, or on the 6th where the end moves", () => {
    expect(end("2026-04-11", "20 日内", "stays", null)).toBe("2026-05-01");
    expect(end("2026-04-11", "20 日内", "moves", MAY_2026)).toBe("2026-05-06");
  });

  test("one working day from the eve of Labour Day", () => {
    expect(end("2026-04-30", "1 个工作日", "stays", MAY_2026)).toBe("2026-05-06");
  });

  test("working days without a calendar, or beyond it, are unknown and never guessed", () => {
    expect(end("2026-04-30", "1 个工作日", "stays", null)).toBe("unknown");
    expect(end("2026-05-28", "3 个工作日", "stays", MAY_2026)).toBe("unknown");
    expect(end("2026-04-30", "2 个月", "moves", MAY_2026)).toBe("unknown");
    expect(end("2026-04-30", "2 个月", "stays", null)).toBe("2026-06-30");
  });
});
