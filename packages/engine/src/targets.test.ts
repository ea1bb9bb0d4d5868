import { month, monthPeriod, parsePeriod, yearPeriod } from "@lianzhang/kernel";
import { expect, test } from "vitest";
import type { TargetQuestion } from "./targets.ts";
import { expectedAt, neededAYear, pathValue, targetStanding } from "./targets.ts";

const yi = 10_000_000_000n; // one 亿元 in 分
const percent = 100_000_000n; // one percent at 10^-8

/** "1+3" output: 1664.6 in 2024, 1842.7 in 2025, 5000 亿元 asked by 2027. */
const question: TargetQuestion = {
  comparator: ">=",
  bound: 5000n * yi,
  by: 2027,
  path: new Map([
    [2023, 1500n * yi],
    [2025, 3000n * yi],
    [2027, 5000n * yi],
  ]),
  pace: null,
  period: yearPeriod(2025),
  now: 18427n * (yi / 10n),
  before: 16646n * (yi / 10n),
  lastYear: { year: 2025, value: 18427n * (yi / 10n) },
  time: "flow",
  points: false,
};

test("1842.7 in 2025 to 5000 in 2027 needs +64.7 % a year, against +10.7 %: hard to complete", () => {
  const standing = targetStanding(question);
  expect(standing.status).toBe("will_miss");
  expect(Number(standing.needed) / 1e8).toBeCloseTo(64.72, 2);
  expect(Number(standing.achieved) / 1e8).toBeCloseTo(10.7, 2);
  expect(standing.expected).toBe(3000n * yi);
});

test("a figure at the bound is complete, one fen below is not", () => {
  expect(targetStanding({ ...question, now: 5000n * yi }).status).toBe("met");
  expect(targetStanding({ ...question, now: 5000n * yi - 1n }).status).toBe("on_course");
  expect(targetStanding({ ...question, comparator: ">", now: 5000n * yi }).status).not.toBe("met");
});

test("exactly on the path is on course", () => {
  expect(targetStanding({ ...question, now: 3000n * yi }).status).toBe("on_course");
});

test("below the path, but the needed growth is within three times the achieved: behind", () => {
  const standing = targetStanding({
    ...question,
    now: 2900n * yi,
    before: 2300n * yi,
    lastYear: { year: 2025, value: 2900n * yi },
  });
  expect(standing.status).toBe("behind");
});

test("a city may state another multiple", () => {
  expect(targetStanding({ ...question, multiple: 10n * percent }).status).toBe("behind");
});

test("without a figure or without a bound there is nothing to judge", () => {
  expect(targetStanding({ ...question, now: null }).status).toBe("no_data");
  expect(targetStanding({ ...question, bound: null }).status).toBe("no_data");
});

test("a path and last year's figure missing: nothing to judge by either", () => {
  expect(targetStanding({ ...question, path: new Map(), before: null }).status).toBe("no_data");
});

test("after the target's year an unmet target is no longer 'behind'", () => {
  expect(targetStanding({ ...question, period: yearPeriod(2027), now: 4999n * yi }).status).toBe("will_miss");
});

test("half a year of a flow is asked for the half year's seasonal share of the path", () => {
  const pace = [4, 9, 20, 28, 36, 48, 55, 62, 72, 80, 88, 100].map((p) => BigInt(p) * (percent / 100n));
  const half = parsePeriod("2025H1");
  expect(half && expectedAt({ ...question, pace, period: half })).toBe(1440n * yi);
  expect(expectedAt({ ...question, pace, period: monthPeriod(month(2025, 6)) })).toBe(360n * yi);
});

test("a share moves from last year's path value by the share of the increase", () => {
  const path = new Map([
    [2024, 30n * percent],
    [2025, 32n * percent],
  ]);
  const at = expectedAt({
    path,
    pace: null,
    period: { from: month(2025, 1), to: month(2025, 6) },
    time: "none",
  });
  expect(at).toBe(31n * percent);
});

test("percentages are counted in points a year", () => {
  expect(neededAYear(30n * percent, 35n * percent, 2, true)).toBe(250_000_000n);
});

test("an upper bound: a flow of nine months below it has not met it yet", () => {
  const cap: TargetQuestion = {
    ...question,
    comparator: "<=",
    bound: 100n * yi,
    now: 80n * yi,
    before: 90n * yi,
    path: new Map([[2025, 110n * yi]]),
  };
  expect(targetStanding({ ...cap, period: { from: month(2025, 1), to: month(2025, 9) } }).status).toBe(
    "on_course",
  );
  expect(targetStanding(cap).status).toBe("met");
});

test("the path is straight between the years given and silent outside them", () => {
  expect(pathValue(question.path, 2024)).toBe(2250n * yi);
  expect(pathValue(question.path, 2022)).toBeNull();
});
