/** Months a form is asked for, as the regime has them. */
import { expect, test } from "vitest";
import { periodsOf } from "./periods.ts";

const opens = (period: string) => ({ period, open: true, because: null, opens: null, say: null });

test("there is no return for January: December of the year before follows February", () => {
  const form = { every: "month", months: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], opens: opens("2026-03") };
  expect(periodsOf(form, 4)).toEqual(["2026-03", "2026-02", "2025-12", "2025-11"]);
});

test("a yearly form goes back by years, a quarterly one by quarters", () => {
  expect(periodsOf({ every: "year", months: [], opens: opens("2025") }, 3)).toEqual(["2025", "2024", "2023"]);
  expect(periodsOf({ every: "quarter", months: [], opens: opens("2026Q1") }, 2)).toEqual([
    "2026Q1",
    "2025Q4",
  ]);
});
