/** Other periods, growth per year, history. */
import { month, monthPeriod, RATIO_ONE, yearPeriod } from "@lianzhang/kernel";
import { expect, test } from "vitest";
import { firm, groupValue, holds, rowValue } from "./asking.ts";

const PERCENT = RATIO_ONE;
const present = (value: bigint): unknown => ({ ok: true, value });
const missing = (reason: string): unknown => ({ ok: false, reason });
const JUNE = monthPeriod(month(2025, 6));

test("a value of a fixed period, of the year, and of a longer interval", () => {
  const firms = [
    firm("a", {
      "gross_output@2025-06": 6n,
      "gross_output@2025H1": 21n,
      "gross_output@2024-07..2025-06": 40n,
      "gross_output@2024Q2": 9n,
      gross_output: 78n,
    }),
  ];
  const of = (formula: string): unknown => groupValue(formula, "group 元 month", firms, [], JUNE);
  expect(of("sum(gross_output)")).toEqual(present(6n));
  expect(of("sum(gross_output) at 2024Q2")).toEqual(present(9n));
  expect(of("sum(gross_output at year)")).toEqual(present(78n));
  expect(of("ytd(gross_output)")).toEqual(present(21n));
  expect(of("rolling(gross_output, 12 month)")).toEqual(present(40n));
  expect(groupValue("annualised(gross_output)", "group 元/年 month", firms, [], JUNE)).toEqual(
    present(72n * 1_000_000n),
  );
});

test("a yearly value in a monthly formula: the latest year that is there", () => {
  const of = (values: Readonly<Record<string, bigint>>): unknown =>
    rowValue("latest(revenue, 3 year)", "enterprise 元 month", [firm("a", values)], "a", {}, JUNE);
  expect(of({ "revenue@2024": 24n, "revenue@2023": 23n })).toEqual(present(24n));
  expect(of({ "revenue@2023": 23n })).toEqual(present(23n));
  expect(of({ "revenue@2022": 22n })).toEqual(missing("not_reported"));
});

test("three years of 20 % are 1.728 times: exactly 20 % a year", () => {
  const of = (now: bigint, then: bigint): unknown =>
    rowValue(
      "cagr(revenue, 3 year)",
      "enterprise %",
      [firm("a", { revenue: now, "revenue@2022": then })],
      "a",
    );
  expect(of(1_728n, 1_000n)).toEqual(present(20n * PERCENT));
  expect(of(1_728n, -1n)).toEqual(missing("base_not_positive"));
  expect(of(0n, 1_000n)).toEqual(missing("base_not_positive"));
});

test("ever, for the first time, and in how many years without a break", () => {
  const years = (...revenue: readonly bigint[]): ReturnType<typeof firm> =>
    firm(
      "a",
      Object.fromEntries([
        ...revenue.map((v, i): [string, bigint] => [i === 0 ? "revenue" : `revenue@${2025 - i}`, v]),
        ...Array.from({ length: 12 }, (_, i): [string, bigint] => [
          `revenue@${2024 - revenue.length - i + 1}`,
          0n,
        ]),
      ]),
    );
  const rich = "revenue >= 1 元";
  expect(holds(`ever(${rich})`, years(0n, 0n, 0n, 200n))).toBe(true);
  expect(holds(`ever(${rich}, last: 3 year)`, years(0n, 0n, 0n, 200n))).toBe(false);
  expect(holds(`first_time(${rich})`, years(200n, 0n))).toBe(true);
  expect(holds(`first_time(${rich})`, years(200n, 0n, 200n))).toBe(false);
  expect(rowValue(`streak(${rich})`, "enterprise 1", [years(100n, 100n, 0n, 100n)], "a")).toEqual(
    present(2n * RATIO_ONE),
  );
  expect(holds(`ever(${rich}, last: 2 year)`, firm("a", { revenue: 0n }))).toBeNull();
});

test("the year asked is not the year told", () => {
  const f = firm("a", { "revenue@2020": 5n });
  expect(rowValue("revenue at 2020", "enterprise 元", [f], "a", {}, yearPeriod(2023))).toEqual(present(5n));
});
