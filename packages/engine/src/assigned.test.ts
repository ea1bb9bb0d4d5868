/** What a document asks for a year, judged within the year: outputs by pace, growths as they are, stocks on the way. */
import type { NumberType } from "@lianzhang/formula";
import { month, parseUnit, RATIO_ONE, yearPeriod } from "@lianzhang/kernel";
import type { Unit } from "@lianzhang/kernel";
import { expect, test } from "vitest";
import { assignedStanding } from "./assigned.ts";
import type { AssignedQuestion } from "./assigned.ts";

function unit(text: string): Unit {
  const read = parseUnit(text);
  if (!read.ok) throw new Error(text);
  return read.unit;
}

type Typed = AssignedQuestion["indicator"];
/** An indicator of a formula with this type; the formula itself is not looked at. */
function typed(text: string, time: NumberType["time"], growthBasis: Typed["growthBasis"] = null): Typed {
  const type: NumberType = {
    kind: "number",
    subject: null,
    grain: "group",
    time,
    unit: unit(text),
    numeric: text === "亿元" ? "exact" : "ratio",
    price: null,
    share: text === "%",
  };
  const body = { op: "constant", value: 0n, type, span: { start: 0, end: 0 } } as const;
  return { unit: type.unit, body, growthBasis };
}
const yi = 10_000_000_000n; // one 亿元 in 分
const percent = RATIO_ONE;
const HALF = { from: month(2025, 1), to: month(2025, 6) };

const output: AssignedQuestion = {
  share: { comparator: ">=", value: 120n * yi, year: 2025 },
  indicator: typed("亿元", { kind: "flow", every: "month" }),
  pace: null,
  period: HALF,
  now: 61n * yi,
  before: 55n * yi,
  lastYear: 110n * yi,
};

test("an output of the first half is held against half the year's task where no pace is given", () => {
  expect(assignedStanding(output)).toMatchObject({ status: "on_course", expected: 60n * yi });
  expect(assignedStanding({ ...output, now: 59n * yi }).status).toBe("behind");
  const slow = Array.from({ length: 12 }, (_, i) => (RATIO_ONE * BigInt(i < 6 ? (i + 1) * 8 : 48)) / 100n);
  expect(assignedStanding({ ...output, pace: slow, now: 58n * yi }).status).toBe("on_course");
});

test("at the end of the year it is met or not", () => {
  const year = { ...output, period: yearPeriod(2025), before: 110n * yi };
  expect(assignedStanding({ ...year, now: 120n * yi })).toMatchObject({ status: "met" });
  expect(assignedStanding({ ...year, now: 120n * yi - 1n }).status).toBe("will_miss");
});

test("a growth is asked at every month, and met only when the year is over", () => {
  const growth: AssignedQuestion = {
    share: { comparator: ">=", value: 10n * percent, year: 2025 },
    indicator: typed("%", { kind: "none" }, "returned"),
    pace: null,
    period: HALF,
    now: 11n * percent,
    before: 8n * percent,
    lastYear: 8n * percent,
  };
  expect(assignedStanding(growth)).toMatchObject({ status: "on_course", expected: 10n * percent });
  expect(assignedStanding({ ...growth, now: 9n * percent }).status).toBe("behind");
  expect(assignedStanding({ ...growth, period: yearPeriod(2025) }).status).toBe("met");
});

test("a share runs from last year's to what is asked", () => {
  const share: AssignedQuestion = {
    share: { comparator: ">=", value: 60n * percent, year: 2025 },
    indicator: typed("%", { kind: "none" }),
    pace: null,
    period: HALF,
    now: 58n * percent,
    before: 53n * percent,
    lastYear: 56n * percent,
  };
  expect(assignedStanding(share)).toMatchObject({ status: "on_course", expected: 58n * percent });
});

test("without a figure there is nothing to judge, and the pace is said all the same", () => {
  expect(assignedStanding({ ...output, now: null })).toMatchObject({ status: "no_data", expected: 60n * yi });
});
