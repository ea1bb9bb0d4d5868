/** Awkward heads as they come back, each with what is read of it and where its defects are. Made-up data (演示数据). */
import { parsePeriod } from "@lianzhang/kernel";
import { describe, test } from "vitest";
import { check } from "../testing/example-files.ts";

const MAY = { period: parsePeriod("2024-05") ?? { from: 0, to: 0 } };

describe("what stands above the head", () => {
  test("title, sender, period and unit in rows above", () =>
    check({
      sheet: `
        眉山市工业产销总值 | < | <
        填报单位:东坡区经信局 | 2024年5月 | 单位:千元
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120
        {2} | 乙公司 | 80.5`,
      rows: ["1 2024-01..05 gross_output=12000000", "2 2024-01..05 gross_output=8050000"],
    }));
  test("ten-thousands above, thousands on the form: converted", () =>
    check({
      sheet: `
        2024年1-5月 | | 计量单位:万元
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 12`,
      rows: ["1 2024-01..05 gross_output=12000000"],
    }));
  test("the unit of a head goes before the one above", () =>
    check({
      sheet: `
        2024年1-5月 | | | 单位:万元
        统一社会信用代码 | 企业名称 | 工业总产值 | 出口交货值（千元）
        {1} | 甲公司 | 12 | 30`,
      rows: ["1 2024-01..05 gross_output=12000000 export_value=3000000"],
    }));
  test("several units above: each field takes the one that fits", () =>
    check({
      sheet: `
        财务状况年报 | 2024年 | 单位:万元、人
        统一社会信用代码 | 营业收入 | 平均用工人数
        {1} | 3 | 15`,
      rows: ["1 2024 revenue=3000000 staff=15"],
    }));
  test("the label in one cell, its value in the next", () =>
    check({
      sheet: `
        报告期: | 2024年5月 | 单位: | 千元
        统一社会信用代码 | 企业名称 | 工业总产值 | 工业销售产值
        {1} | 甲公司 | 120 | 100`,
      rows: ["1 2024-01..05 gross_output=12000000 sales_output=10000000"],
    }));
  test("the period only in the title", () =>
    check({
      sheet: `
        2024年上半年规模以上工业产销总值 | < | <
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120`,
      rows: ["1 2024H1 gross_output=12000000"],
    }));
  test("the period in Chinese numerals", () =>
    check({
      sheet: `
        二〇二四年五月工业产销总值 | < | <
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120`,
      rows: ["1 2024-01..05 gross_output=12000000"],
    }));
  test("the sheet is called 5月, and the sender said 2024", () =>
    check({
      name: "5月",
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120`,
      rows: ["1 2024-01..05 gross_output=12000000"],
    }));
  test("the sheet is of April, the return of May", () =>
    check({
      context: MAY,
      sheet: `
        填报单位:甲公司 | 2024年4月 | 单位:千元
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120`,
      rows: ["1 2024-01..04 gross_output=12000000"],
      told: ["B1 LZ8133"],
    }));
  test("valid until and date of filling are no periods", () =>
    check({
      context: MAY,
      sheet: `
        表号:B204-1表 | 有效期至:2025年12月 | 填表日期:2024年6月10日
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120`,
      rows: ["1 2024-01..05 gross_output=12000000"],
    }));
  test("no period anywhere", () =>
    check({
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120
        {2} | 乙公司 | 130`,
      rows: ["1 ? gross_output=12000000", "2 ? gross_output=13000000"],
      told: ["row 2 LZ8132"],
    }));
  test("an unknown unit above: nothing is read under it", () =>
    check({
      context: MAY,
      sheet: `
        产销总值 | | 计量单位:百千元
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120`,
      rows: ["1 2024-01..05"],
      told: ["C1 LZ8114"],
    }));
  test("a unit in the note below", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 12
        注:金额单位为万元`,
      rows: ["1 2024-01..05 gross_output=12000000"],
      skipped: ["3 note"],
    }));
});

describe("heads", () => {
  test("two levels, merged: month and cumulative", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值（千元） | < | 出口交货值（千元） | <
        ^ | ^ | 本月 | 本月累计 | 本月 | 1-本月
        {1} | 甲公司 | 20 | 120 | 5 | 30`,
      rows: ["1 2024-01..05 gross_output=12000000 export_value=3000000"],
    }));
  test("two levels, merge lost: the upper head stands over the first column only", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值（千元） | | 出口交货值（千元） |
        | | 本月 | 本月累计 | 本月 | 1-本月
        {1} | 甲公司 | 20 | 120 | 5 | 30`,
      rows: ["1 2024-01..05 gross_output=12000000 export_value=3000000"],
    }));
  test("three levels: this year and last year, month and cumulative", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值（千元） | < | < | <
        ^ | ^ | 本年 | < | 上年同期 | <
        ^ | ^ | 本月 | 1-本月 | 本月 | 1-本月
        {1} | 甲公司 | 20 | 120 | 18 | 100`,
      rows: ["1 2024-01..05 gross_output=12000000 gross_output_prior=10000000"],
    }));
  test("the years in digits", () =>
    check({
      context: MAY,
      sheet: `
        2024年1-5月 | | |
        统一社会信用代码 | 企业名称 | 2024年1-5月工业总产值 | 2023年1-5月工业总产值
        {1} | 甲公司 | 120 | 100`,
      rows: ["1 2024-01..05 gross_output=12000000 gross_output_prior=10000000"],
    }));
  test("last year beside this year, in the form's own words", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值 | 工业总产值上年同期 | 同比增长(%)
        {1} | 甲公司 | 120 | 100 | 20`,
      rows: ["1 2024-01..05 gross_output=12000000 gross_output_prior=10000000"],
    }));
  test("the group above, code and name below", () =>
    check({
      context: MAY,
      sheet: `
        | | 工业总产值 | < | <
        统一社会信用代码 | 企业名称 | 本月 | 本月累计 | 上年同期累计
        {1} | 甲公司 | 20 | 120 | 100`,
      rows: ["1 2024-01..05 gross_output=12000000 gross_output_prior=10000000"],
    }));
  test("上年同期 beside month and cumulative: which of both is asked", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值 | < | <
        ^ | ^ | 本月 | 本月累计 | 上年同期
        {1} | 甲公司 | 20 | 120 | 100`,
      rows: ["1 2024-01..05 gross_output=12000000"],
      told: ["E2 LZ8111"],
    }));
  test("heads with blanks and line breaks, full-width brackets, note marks", () =>
    check({
      context: MAY,
      sheet: `
        统一社会⏎信用代码 | 企␣业␣名␣称 | 工业⏎总产值①⏎（千元） | 其中:⏎出口交货值
        {1} | 甲公司 | 120 | 30`,
      rows: ["1 2024-01..05 gross_output=12000000 export_value=3000000"],
    }));
  test("a row of units and a row of numbers under the heads", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值 | 工业销售产值
        | | 万元 | 千元
        甲 | 乙 | 1 | 2
        {1} | 甲公司 | 12 | 100`,
      rows: ["1 2024-01..05 gross_output=12000000 sales_output=10000000"],
    }));
  test("codes alone, with the form's number: known", () =>
    check({
      context: MAY,
      sheet: `
        表号:B204-1 | | |
        统一社会信用代码 | 企业名称 | 01 | 03
        {1} | 甲公司 | 120 | 100`,
      rows: ["1 2024-01..05 gross_output=12000000 sales_output=10000000"],
    }));
  test("codes alone, three digits: proposed, never taken", () =>
    check({
      context: { period: { from: 24288, to: 24299 } },
      sheet: `
        统一社会信用代码 | 企业名称 | 301 | 307
        {1} | 甲公司 | 120 | 100`,
      rows: ["1 2024"],
      told: ["C1 LZ8111", "D1 LZ8111"],
    }));
  test("codes under the names agree", () =>
    check({
      context: { period: { from: 24288, to: 24299 } },
      sheet: `
        统一社会信用代码 | 企业名称 | 营业收入 | 营业成本
        | | 301 | 307
        {1} | 甲公司 | 120 | 100`,
      rows: ["1 2024 revenue=12000000 operating_cost=10000000"],
    }));
  test("a code that is another item's than the name", () =>
    check({
      context: { period: { from: 24288, to: 24299 } },
      sheet: `
        统一社会信用代码 | 企业名称 | 营业收入 | 营业成本
        代码 | | 301 | 327
        {1} | 甲公司 | 120 | 100`,
      rows: ["1 2024 revenue=12000000"],
      told: ["D2 LZ8111"],
    }));
  test("an altered head is proposed, not taken", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值 | 工业销售产价
        {1} | 甲公司 | 120 | 100`,
      rows: ["1 2024-01..05 gross_output=12000000"],
      told: ["D1 LZ8111"],
    }));
  test("one field twice: neither is read", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值 | 现价工业总产值 | 出口交货值
        {1} | 甲公司 | 120 | 125 | 30`,
      rows: ["1 2024-01..05 export_value=3000000"],
      told: ["D1 LZ8112"],
    }));
  test("a required field without a column", () =>
    check({
      context: MAY,
      sheet: `
        产销总值 | | |
        表号:B204-1 | | |
        统一社会信用代码 | 企业名称 | 工业销售产值 | 出口交货值
        {1} | 甲公司 | 100 | 30`,
      rows: ["1 2024-01..05 sales_output=10000000 export_value=3000000"],
      told: ["row 3 LZ8113"],
    }));
  test("a unit of another kind", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值（千元） | 出口交货值（吨）
        {1} | 甲公司 | 120 | 30`,
      rows: ["1 2024-01..05 gross_output=12000000"],
      told: ["D1 LZ8115"],
    }));
  test("仟元 is 千元, 万千瓦时 is converted, 度 is kWh", async () => {
    await check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值（仟元）
        {1} | 甲公司 | 120`,
      rows: ["1 2024-01..05 gross_output=12000000"],
    });
    await check({
      context: MAY,
      sheet: `
        户名 | 统一社会信用代码 | 用电量(万千瓦时)
        甲公司 | {1} | 1.5`,
      rows: ["1 2024-05 electricity_used=15000000"],
    });
  });
  test("a cumulative where the form asks the month", () =>
    check({
      context: MAY,
      sheet: `
        户名 | 统一社会信用代码 | 5月用电量 | 1-5月用电量
        甲公司 | {1} | 100 | 480`,
      rows: ["1 2024-05 electricity_used=100000"],
    }));
  test("values under no head are told", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120 | 已核对`,
      rows: ["1 2024-01..05 gross_output=12000000"],
      told: ["D1 LZ8103"],
    }));
  test("a column of another month is not read as this one", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 户名 | 4月用电量
        {1} | 甲公司 | 100`,
      rows: ["1 2024-05"],
      told: ["C1 LZ8133"],
    }));
  test("the heads alone say the period", () =>
    check({
      sheet: `
        统一社会信用代码 | 企业名称 | 2024年1-5月工业总产值 | 2023年1-5月工业总产值
        {1} | 甲公司 | 120 | 100`,
      rows: ["1 2024-01..05 gross_output=12000000 gross_output_prior=10000000"],
    }));
  test("year end and beginning of the year beside each other", () =>
    check({
      context: { period: parsePeriod("2024") ?? MAY.period },
      sheet: `
        统一社会信用代码 | 企业名称 | 营业收入 | 存货 | <
        ^ | ^ | ^ | 年初数 | 年末数
        {1} | 甲公司 | 120 | 10 | 12`,
      rows: ["1 2024 revenue=12000000 inventories=1200000"],
    }));
  test("numbering before the names", () =>
    check({
      context: { period: parsePeriod("2024") ?? MAY.period },
      sheet: `
        统一社会信用代码 | 单位详细名称 | 1.营业收入 | (二)营业成本 | 其中:存货
        {1} | 甲公司 | 120 | 100 | 12`,
      rows: ["1 2024 revenue=12000000 operating_cost=10000000 inventories=1200000"],
    }));
});
