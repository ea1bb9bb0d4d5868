import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  FOREVER,
  formatDay,
  formatMonth,
  formatPeriod,
  month,
  monthsIn,
  parseDay,
  parsePeriod,
  periodLength,
  samePeriod,
  shiftPeriod,
  yearPeriod,
  yearPieces,
  type Period,
} from "./period.ts";

const period = (text: string): Period => {
  const p = parsePeriod(text);
  if (p === null) throw new Error(`${text} is no period`);
  return p;
};

describe("a period is an interval of months", () => {
  test.each([
    ["2024", "2024-01", "2024-12", "year"],
    ["2024Q2", "2024-04", "2024-06", "quarter"],
    ["2024h2", "2024-07", "2024-12", "half"],
    ["2024-06", "2024-06", "2024-06", "month"],
    ["2025-01..09", "2025-01", "2025-09", "span"],
    ["2024-11..2025-02", "2024-11", "2025-02", "span"],
    ["2025-01..02", "2025-01", "2025-02", "span"], // February's return: January and February
    ["2025-01..05", "2025-01", "2025-05", "span"], // a firm's first return, in May
  ])("%s runs from %s to %s (%s)", (text, from, to, length) => {
    const p = period(text);
    expect([formatMonth(p.from), formatMonth(p.to), periodLength(p)]).toEqual([from, to, length]);
  });

  test.each([
    "2024-13",
    "2024-00",
    "2024Q5",
    "2024H3",
    "24",
    "2025-09..01",
    "2025-01..13",
    "2025-01-09",
    "去年",
    "",
  ])("%s is refused", (text) => expect(parsePeriod(text)).toBeNull());

  test("the whole of 2025 has one spelling", () => {
    expect(formatPeriod(period("2025-01..12"))).toBe("2025");
    expect(formatPeriod(period("2025-04..06"))).toBe("2025Q2");
    expect(formatPeriod(period("2025-02..04"))).toBe("2025-02..04");
  });

  test("twelve months that are no calendar year are a span", () => {
    expect(periodLength(period("2024-07..2025-06"))).toBe("span");
  });

  test("the same months a year before", () => {
    expect(formatPeriod(shiftPeriod(period("2025-01..09"), -12))).toBe("2024-01..09");
    expect(monthsIn(period("2025-01..09"))).toBe(9);
  });

  test("cumulative returns start again in January: a period is cut at year ends", () => {
    expect(yearPieces(period("2023-11..2025-02")).map(formatPeriod)).toEqual([
      "2023-11..12",
      "2024",
      "2025-01..02",
    ]);
  });
});

const anyPeriod = fc
  .tuple(fc.integer({ min: 0, max: 9998 * 12 }), fc.integer({ min: 0, max: 40 }))
  .map(([from, more]) => ({ from, to: Math.min(from + more, month(9999, 12)) }));

test("property: what is printed reads back to the same interval", () => {
  fc.assert(
    fc.property(anyPeriod, (p) => {
      expect(parsePeriod(formatPeriod(p))).toEqual(p);
    }),
  );
});

test("property: the pieces of a period are its months, once each, none across a year end", () => {
  fc.assert(
    fc.property(anyPeriod, (p) => {
      const pieces = yearPieces(p);
      expect(pieces.reduce((sum, piece) => sum + monthsIn(piece), 0)).toBe(monthsIn(p));
      expect([pieces[0]?.from, pieces.at(-1)?.to]).toEqual([p.from, p.to]);
      for (const piece of pieces) expect(Math.floor(piece.from / 12)).toBe(Math.floor(piece.to / 12));
    }),
  );
});

describe("days", () => {
  test("a knowledge date is a calendar day", () => {
    expect(formatDay(parseDay("2025-03-10") ?? 0)).toBe("2025-03-10");
    expect(parseDay("2025-3-1")).toBe(parseDay("2025-03-01"));
    for (const text of ["2025-02-29", "2025-13-01", "2025-03", "10/03/2025"])
      expect(parseDay(text)).toBeNull();
    expect(parseDay("2024-02-29")).not.toBeNull();
  });

  test("forever is the last day that can be written", () => {
    expect(formatDay(FOREVER)).toBe("9999-12-31");
  });

  test("property: days print and read back", () => {
    const days = fc.integer({ min: parseDay("1900-01-01") ?? 0, max: FOREVER });
    fc.assert(
      fc.property(days, (d) => {
        expect(parseDay(formatDay(d))).toBe(d);
      }),
    );
  });
});

test("equal intervals are the same period, however they were written", () => {
  expect(samePeriod(yearPeriod(2024), period("2024-01..12"))).toBe(true);
  expect(samePeriod(yearPeriod(2024), yearPeriod(2025))).toBe(false);
});
