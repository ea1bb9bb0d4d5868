/** Agreed against actual: differences of amounts, days late, and what cannot be said yet. */
import type { RegisterField } from "@lianzhang/contract";
import { expect, test } from "vitest";
import { amountText, comparisons, rowLabel } from "./agreed.ts";

const field = (id: string, zh: string, type: RegisterField["type"]): RegisterField => ({
  id,
  label: { zh, en: id },
  type,
  required: false,
  holder: null,
  basis: "test",
});
const money = { kind: "number", unit: "万元", whole: false } as const;
const definition = {
  fields: [
    field("agreed_investment", "约定投资额", money),
    field("actual_investment", "实际完成投资额", money),
    field("agreed_start", "约定开工日期", { kind: "date" }),
    field("actual_start", "实际开工日期", { kind: "date" }),
  ],
  agreed: [
    { agreed: "agreed_investment", actual: "actual_investment" },
    { agreed: "agreed_start", actual: "actual_start" },
  ],
};

test("118000 of 120000 万元 are 2000 short, 98.3 %; a start twelve days after the day agreed is late", () => {
  const values = {
    agreed_investment: "120000",
    actual_investment: "118000",
    agreed_start: "2025-06-18",
    actual_start: "2025-06-30",
  };
  expect(comparisons(definition, values, "2026-01-01")).toMatchObject([
    { kind: "amount", difference: "-2000", part: "98.3", unit: "万元" },
    { kind: "day", late: 12, running: false },
  ]);
});

test("what has not come is counted to today; a day that lies ahead is early by the days left", () => {
  const started = (today: string) => comparisons(definition, { agreed_start: "2025-06-18" }, today);
  expect(started("2025-07-01")).toMatchObject([{ late: 13, running: true }]);
  expect(started("2025-06-08")).toMatchObject([{ late: -10, running: true }]);
});

test("nothing agreed and nothing done is no row; one of them alone gives no difference", () => {
  expect(comparisons(definition, {}, "2025-01-01")).toEqual([]);
  expect(comparisons(definition, { actual_investment: "5" }, "2025-01-01")).toMatchObject([
    { difference: null, part: null },
  ]);
  expect(comparisons(definition, { actual_start: "2025-01-01" }, "2025-01-02")).toMatchObject([
    { late: null },
  ]);
});

test("amounts follow the money unit of the frame", () => {
  expect(amountText("120000", "万元", { money: "yi", language: "zh" })).toBe("12.0\u2009亿元");
  expect(amountText("-2000", "万元", { money: "wan", language: "zh", signed: true })).toBe("−2000\u2009万元");
  expect(amountText(null, "万元", { money: "yi", language: "zh" })).toBe("");
});

test("the row of 约定投资额 is 投资额", () => {
  expect(definition.fields.slice(0, 1).map((f) => rowLabel(f, "zh"))).toEqual(["投资额"]);
});
