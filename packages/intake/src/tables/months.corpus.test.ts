/** Months beside each other, and year and month in two columns: one row a month, every defect at its cell. Made-up data (演示数据). */
import { parsePeriod } from "@lianzhang/kernel";
import { describe, expect, test } from "vitest";
import type { FormDescription } from "../form.ts";
import { readReturn } from "../read-return.ts";
import { check } from "../testing/example-files.ts";
import { findingsText, OUTPUT, POWER, rowText, sheetOf } from "../testing/sheets.ts";

const period = (text: string) => parsePeriod(text) ?? { from: 0, to: 0 };
const MAY = { period: period("2024-05") };
const TWELVE = "1月 | 2月 | 3月 | 4月 | 5月 | 6月 | 7月 | 8月 | 9月 | 10月 | 11月 | 12月";
const KWH = Array.from({ length: 12 }, (_, i) => String(101 + i)).join(" | ");
const month = (n: number): string => `2024-${String(n).padStart(2, "0")}`;
/** 1 2024-01 electricity_used=101000 ... */
const twelve = (firm: string, first: number): string[] =>
  Array.from({ length: 12 }, (_, i) => `${firm} ${month(i + 1)} electricity_used=${(first + i) * 1000}`);

describe("twelve months beside each other", () => {
  test("under one head, the year in the title: a row a month", () =>
    check({
      sheet: `
        2024年企业用电量 | | | | | | | | | | | | | 单位:千瓦时
        统一社会信用代码 | 户名 | 用电量 | < | < | < | < | < | < | < | < | < | < | <
        ^ | ^ | ${TWELVE}
        {1} | 甲公司 | ${KWH}`,
      rows: twelve("1", 101),
    }));
  test("the merge is lost: the head stands over January only", () =>
    check({
      sheet: `
        2024年企业用电量 | | | | | | | | | | | | | 单位:千瓦时
        统一社会信用代码 | 户名 | 用电量 | | | | | | | | | | |
        | | ${TWELVE}
        {1} | 甲公司 | ${KWH}`,
      rows: twelve("1", 101),
    }));
  test("the year in a band above the months", () =>
    check({
      sheet: `
        统一社会信用代码 | 户名 | 2024年用电量(千瓦时) | < | <
        ^ | ^ | 1月 | 2月 | 3月
        {1} | 甲公司 | 101 | 102 | 103
        {2} | 乙公司 | 201 | 202 | 203`,
      rows: [
        "1 2024-01 electricity_used=101000",
        "1 2024-02 electricity_used=102000",
        "1 2024-03 electricity_used=103000",
        "2 2024-01 electricity_used=201000",
        "2 2024-02 electricity_used=202000",
        "2 2024-03 electricity_used=203000",
      ],
    }));
  test("in one line of heads, each with its unit", () =>
    check({
      sheet: `
        统一社会信用代码 | 户名 | 2024年1月用电量(千瓦时) | 2024年2月用电量(万千瓦时)
        {1} | 甲公司 | 101 | 0.5`,
      rows: ["1 2024-01 electricity_used=101000", "1 2024-02 electricity_used=5000000"],
    }));
  test("months that are still to come hold nothing, and are no rows", () =>
    check({
      sheet: `
        统一社会信用代码 | 户名 | 2024年用电量(千瓦时) | < | <
        ^ | ^ | 4月 | 5月 | 6月
        {1} | 甲公司 | 90 | 100 |
        {2} | 乙公司 | 80 | — |`,
      rows: [
        "1 2024-04 electricity_used=90000",
        "1 2024-05 electricity_used=100000",
        "2 2024-04 electricity_used=80000",
        "2 2024-05 electricity_used=not_applicable",
      ],
    }));
  test("a bad cell is told at its month", () =>
    check({
      sheet: `
        统一社会信用代码 | 户名 | 2024年用电量(千瓦时) | < | <
        ^ | ^ | 4月 | 5月 | 6月
        {1} | 甲公司 | 90 | 约100 | 110`,
      rows: [
        "1 2024-04 electricity_used=90000",
        "1 2024-05 electricity_used=invalid",
        "1 2024-06 electricity_used=110000",
      ],
      told: ["D3 LZ8201"],
    }));
  test("sums, means and quarters among them are no months", () =>
    check({
      sheet: `
        统一社会信用代码 | 户名 | 2024年用电量(千瓦时) | < | < | < | < | <
        ^ | ^ | 1月 | 2月 | 3月 | 一季度 | 全年合计 | 月均
        {1} | 甲公司 | 101 | 102 | 103 | 306 | 306 | 102`,
      rows: [
        "1 2024-01 electricity_used=101000",
        "1 2024-02 electricity_used=102000",
        "1 2024-03 electricity_used=103000",
      ],
    }));
  test("the return is of May: May is read, the others are said and hold nothing up", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 户名 | 用电量(千瓦时) | < | <
        ^ | ^ | 4月 | 5月 | 6月
        {1} | 甲公司 | 90 | 100 | 110`,
      rows: ["1 2024-05 electricity_used=100000"],
      told: ["C2 LZ8133"],
    }));
  test("the return is of July: none of them is", () =>
    check({
      context: { period: period("2024-07") },
      sheet: `
        统一社会信用代码 | 户名 | 用电量(千瓦时) | < | <
        ^ | ^ | 4月 | 5月 | 6月
        {1} | 甲公司 | 90 | 100 | 110`,
      rows: [],
      told: ["C2 LZ8133"],
    }));
  test("no year anywhere: nothing is guessed", () =>
    check({
      sheet: `
        统一社会信用代码 | 户名 | 用电量(千瓦时) | < | <
        ^ | ^ | 4月 | 5月 | 6月
        {1} | 甲公司 | 90 | 100 | 110
        {2} | 乙公司 | 90 | 100 | 110`,
      rows: [],
      told: ["row 3 LZ8132"],
    }));
  test("the same month twice: neither is read", () =>
    check({
      context: { period: period("2024-05") },
      sheet: `
        统一社会信用代码 | 户名 | 用电量(千瓦时) | < | <
        ^ | ^ | 4月 | 5月 | 5月
        {1} | 甲公司 | 90 | 100 | 110`,
      rows: ["1 2024-05"],
      told: ["D2 LZ8112"],
    }));
  test("a firm's own sheet of items down and months across", () =>
    check({
      context: { sender: "91511400DEM0000001" },
      sheet: `
        2024年 | | |
        指标名称 | 计量单位 | 1月 | 2月
        用电量 | 千瓦时 | 101 | 102`,
      rows: [
        "91511400DEM0000001 2024-01 electricity_used=101000",
        "91511400DEM0000001 2024-02 electricity_used=102000",
      ],
      told: ["row 2 LZ8118"],
    }));
});

describe("cumulative figures beside each other", () => {
  test("1-2月, 1-3月 are periods of a cumulative form; several bands of them are several fields", () =>
    check({
      sheet: `
        2024年产销总值 | | | | | | 单位:千元
        统一社会信用代码 | 企业名称 | 工业总产值 | < | < | 出口交货值 | <
        ^ | ^ | 1—2月 | 1—3月 | 1—4月 | 1—2月 | 1—3月
        {1} | 甲公司 | 40 | 60 | 82 | 5 | 8`,
      rows: [
        "1 2024-01..02 gross_output=4000000 export_value=500000",
        "1 2024Q1 gross_output=6000000 export_value=800000",
        "1 2024-01..04 gross_output=8200000",
      ],
    }));
  test("single months among them are other figures, and not read as cumulative ones", () =>
    check({
      sheet: `
        2024年产销总值 | | | | | 单位:千元
        统一社会信用代码 | 企业名称 | 工业总产值 | < | < | <
        ^ | ^ | 2月 | 1-2月 | 3月 | 1-3月
        {1} | 甲公司 | 22 | 40 | 20 | 60`,
      rows: ["1 2024-01..02 gross_output=4000000", "1 2024Q1 gross_output=6000000"],
    }));
  test("twelve single months of a cumulative figure are not read at all", () =>
    check({
      sheet: `
        2024年产销总值 | 表号:B204-1 | | | 单位:千元
        统一社会信用代码 | 企业名称 | 工业总产值 | < | <
        ^ | ^ | 2月 | 3月 | 4月
        {1} | 甲公司 | 22 | 20 | 22`,
      rows: [],
      told: ["row 2 LZ8110"],
    }));
  test("cumulative columns are no months of a monthly form", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 户名 | 用电量(千瓦时) | < | < | <
        ^ | ^ | 4月 | 1-4月 | 5月 | 1-5月
        {1} | 甲公司 | 90 | 400 | 100 | 500`,
      rows: ["1 2024-05 electricity_used=100000"],
      told: ["C2 LZ8133"],
    }));
});

describe("year and month in two columns", () => {
  test("年份 and 月份, as digits", () =>
    check({
      sheet: `
        年份 | 月份 | 统一社会信用代码 | 户名 | 用电量(千瓦时)
        2023 | 12 | {1} | 甲公司 | 95
        2024 | 1 | {1} | 甲公司 | 101
        2024 | 02 | {2} | 乙公司 | 202`,
      rows: [
        "1 2023-12 electricity_used=95000",
        "1 2024-01 electricity_used=101000",
        "2 2024-02 electricity_used=202000",
      ],
    }));
  test("in words, cumulative months in the second", () =>
    check({
      sheet: `
        统一社会信用代码 | 企业名称 | 年度 | 月份 | 工业总产值（千元）
        {1} | 甲公司 | 2024年 | 1-2月 | 40
        {1} | 甲公司 | 2024年 | 1-3月 | 60`,
      rows: ["1 2024-01..02 gross_output=4000000", "1 2024Q1 gross_output=6000000"],
    }));
  test("a month that is none, and a year left out", () =>
    check({
      sheet: `
        年份 | 月份 | 统一社会信用代码 | 户名 | 用电量(千瓦时)
        2024 | 13 | {1} | 甲公司 | 101
        | 2 | {2} | 乙公司 | 202`,
      rows: ["1 ? electricity_used=101000", "2 ? electricity_used=202000"],
      told: ["B2 LZ8211", "B3 LZ8211"],
    }));
  test("a column of years beside columns of months", () =>
    check({
      sheet: `
        统一社会信用代码 | 户名 | 年份 | 用电量(千瓦时) | <
        ^ | ^ | ^ | 1月 | 2月
        {1} | 甲公司 | 2023 | 91 | 92
        {1} | 甲公司 | 2024 | 101 | 102`,
      rows: [
        "1 2023-01 electricity_used=91000",
        "1 2023-02 electricity_used=92000",
        "1 2024-01 electricity_used=101000",
        "1 2024-02 electricity_used=102000",
      ],
    }));
});

describe("rows that wait", () => {
  const read = (drawn: string, form: FormDescription) => {
    const found = readReturn([sheetOf(drawn)], { forms: [form] });
    return {
      ready: found.ready.map((r) => rowText(r)),
      waiting: found.waiting.map((r) => rowText(r)),
      told: findingsText(found.findings),
    };
  };
  test("a month that cannot be read waits alone; the firm's other months go on", () => {
    const found = read(
      `
      统一社会信用代码 | 户名 | 2024年用电量(千瓦时) | < | <
      ^ | ^ | 4月 | 5月 | 6月
      {1} | 甲公司 | 90 | 约100 | 110`,
      POWER,
    );
    expect(found).toEqual({
      ready: ["1 2024-04 electricity_used=90000", "1 2024-06 electricity_used=110000"],
      waiting: ["1 2024-05 electricity_used=invalid"],
      told: ["D3 LZ8201"],
    });
  });
  test("January alone begins the cumulatives of a form that has a return for January", () => {
    const found = read(
      `
      统一社会信用代码 | 企业名称 | 2024年工业总产值（千元） | < | <
      ^ | ^ | 1月 | 1-2月 | 1-3月
      {1} | 甲公司 | 20 | 40 | 60`,
      { ...OUTPUT, months: [1, ...OUTPUT.months] },
    );
    expect(found.ready).toEqual([
      "1 2024-01 gross_output=2000000",
      "1 2024-01..02 gross_output=4000000",
      "1 2024Q1 gross_output=6000000",
    ]);
  });
});
