/** Awkward rows and layouts as they come back, each with what is read of it and where its defects are. Made-up data (演示数据). */
import { parsePeriod } from "@lianzhang/kernel";
import { describe, test } from "vitest";
import { check } from "../testing/example-files.ts";

const MAY = { period: parsePeriod("2024-05") ?? { from: 0, to: 0 } };

describe("rows", () => {
  test("totals in the middle and at the end are no firms", () =>
    check({
      context: MAY,
      sheet: `
        序号 | 统一社会信用代码 | 企业名称 | 工业总产值
        1 | {1} | 甲公司 | 120
        | | 东坡区小计 | 120
        2 | {2} | 乙公司 | 80
        合␣计 | | | 200`,
      rows: ["1 2024-01..05 gross_output=12000000", "2 2024-01..05 gross_output=8000000"],
      skipped: ["3 total", "5 total"],
    }));
  test("notes and signatures under the table", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120

        单位负责人:张三 | 统计负责人:李四 | 填表人:王五
        注:1.本表由企业填报。`,
      rows: ["1 2024-01..05 gross_output=12000000"],
      skipped: ["4 note", "5 note"],
    }));
  test("blank rows and sections inside", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值
        一、东坡区 | < | <
        {1} | 甲公司 | 120

        二、彭山区 | < | <
        {2} | 乙公司 | 80`,
      rows: ["1 2024-01..05 gross_output=12000000", "2 2024-01..05 gross_output=8000000"],
      skipped: ["2 section", "5 section"],
    }));
  test("the head again on the next page", () =>
    check({
      context: MAY,
      sheet: `
        产销总值表 | | 单位:千元
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120
        产销总值表(续) | | 单位:千元
        统一社会信用代码 | 企业名称 | 工业总产值
        {2} | 乙公司 | 80`,
      rows: ["1 2024-01..05 gross_output=12000000", "2 2024-01..05 gross_output=8000000"],
      skipped: ["4 repeated_head", "5 repeated_head"],
    }));
  test("the head again under another unit is another table", () =>
    check({
      context: MAY,
      sheet: `
        产销总值表 | | 单位:千元
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120
        产销总值表 | | 单位:万元
        统一社会信用代码 | 企业名称 | 工业总产值
        {2} | 乙公司 | 8`,
      rows: ["1 2024-01..05 gross_output=12000000", "2 2024-01..05 gross_output=8000000"],
    }));
  test("two tables beside each other", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值 | | 统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120 | | {2} | 乙公司 | 80
        {3} | 丙公司 | 60 | | |`,
      rows: [
        "1 2024-01..05 gross_output=12000000",
        "3 2024-01..05 gross_output=6000000",
        "2 2024-01..05 gross_output=8000000",
      ],
    }));
  test("title and unit stand once above two tables beside each other", () =>
    check({
      sheet: `
        2024年5月产销总值 | | | | | | 单位:万元
        统一社会信用代码 | 企业名称 | 工业总产值 | | 统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 12 | | {2} | 乙公司 | 8`,
      rows: ["1 2024-01..05 gross_output=12000000", "2 2024-01..05 gross_output=8000000"],
    }));
  test("figures above the first head are of no table, and are told", () =>
    check({
      context: MAY,
      sheet: `
        甲公司 | 120 | 100
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120`,
      rows: ["1 2024-01..05 gross_output=12000000"],
      skipped: ["1 outside"],
    }));
  test("two forms on one sheet, one under the other", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120
        合计 | | 120

        用电情况 | | 单位:千瓦时
        统一社会信用代码 | 户名 | 用电量
        {1} | 甲公司 | 900`,
      rows: ["1 2024-01..05 gross_output=12000000", "1 2024-05 electricity_used=900000"],
      skipped: ["3 total"],
    }));
  test("a spacer column does not cut a table", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | | 工业总产值
        {1} | 甲公司 | | 120`,
      rows: ["1 2024-01..05 gross_output=12000000"],
    }));
  test("full-width digits, separators, marks for none", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值 | 工业销售产值 | 出口交货值
        {1} | 甲公司 | １２０ | 1,200 | —
        {2} | 乙公司 | 约300 | … |`,
      rows: [
        "1 2024-01..05 gross_output=12000000 sales_output=120000000 export_value=not_applicable",
        "2 2024-01..05 gross_output=invalid sales_output=suppressed export_value=blank",
      ],
      told: ["C3 LZ8201"],
    }));
  test("a firm twice stays twice: the checks tell it", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值
        {1} | 甲公司 | 120
        {1} | 甲公司 | 130`,
      rows: ["1 2024-01..05 gross_output=12000000", "1 2024-01..05 gross_output=13000000"],
    }));
  test("wrong codes are refused, the row stays", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值
        9.15114E+17 | 甲公司 | 120
        91511400 | 乙公司 | 80`,
      rows: ["甲公司 2024-01..05 gross_output=12000000", "乙公司 2024-01..05 gross_output=8000000"],
      told: ["A2 LZ8221", "A3 LZ8220"],
    }));
  test("a word of heads in a row of data does not cut the table", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码(18位) | 企业名称 | 单位类型 | 工业总产值
        {1} | 甲公司 | 企业 | 120
        | 乙坊 | 企业 | -
        {2} | 丙公司 | 企业 | 80`,
      rows: [
        "1 2024-01..05 gross_output=12000000",
        "乙坊 2024-01..05 gross_output=not_applicable",
        "2 2024-01..05 gross_output=8000000",
      ],
      told: ["A3 LZ8130"],
    }));
  test("a row of nobody", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码 | 企业名称 | 工业总产值 | 工业销售产值
        {1} | 甲公司 | 120 | 100
        | | 120 | 100`,
      rows: [
        "1 2024-01..05 gross_output=12000000 sales_output=10000000",
        "? 2024-01..05 gross_output=12000000 sales_output=10000000",
      ],
      told: ["A3 LZ8130"],
    }));
  test("names alone, found in the register or told", () =>
    check({
      context: { ...MAY, register: [{ code: "91511400DEM0000001", name: "眉山甲有限公司" }] },
      sheet: `
        户名 | 用电量
        眉山甲有限公司 | 100
        眉山丁有限公司 | 90`,
      rows: [
        "91511400DEM0000001 2024-05 electricity_used=100000",
        "眉山丁有限公司 2024-05 electricity_used=90000",
      ],
      told: ["A3 LZ8131"],
    }));
  test("a month in every row; one that is no month of the sheet", () =>
    check({
      sheet: `
        2024年用电量 | | |
        月份 | 统一社会信用代码 | 户名 | 用电量
        1月 | {1} | 甲公司 | 100
        2月 | {1} | 甲公司 | 90
        2023年3月 | {1} | 甲公司 | 80`,
      rows: [
        "1 2024-01 electricity_used=100000",
        "1 2024-02 electricity_used=90000",
        "1 2023-03 electricity_used=80000",
      ],
      told: ["A5 LZ8133"],
    }));
  test("1-5月 in the rows, the year in the title", () =>
    check({
      sheet: `
        2024年产销总值 | | |
        报告期 | 统一社会信用代码 | 企业名称 | 工业总产值
        1-5月 | {1} | 甲公司 | 100
        第二季度 | {2} | 乙公司 | 90`,
      rows: ["1 2024-01..05 gross_output=10000000", "2 2024Q2 gross_output=9000000"],
      told: ["A4 LZ8134"],
    }));
  test("one firm's code merged over its months", () =>
    check({
      sheet: `
        统一社会信用代码 | 户名 | 报告期 | 用电量
        {1} | 甲公司 | 2024年1月 | 100
        ^ | ^ | 2024年2月 | 90`,
      rows: ["1 2024-01 electricity_used=100000", "1 2024-02 electricity_used=90000"],
    }));
});

describe("forms of one subject", () => {
  test("the official layout: item, unit, code, this year, last year", () =>
    check({
      sheet: `
        财务状况 | < | < | < | <
        统一社会信用代码:{1} | | | 表号:B103-1表
        单位详细名称:甲公司 | | | 2024年
        指标名称 | 计量单位 | 代码 | 本年 | 上年
        甲 | 乙 | 丙 | 1 | 2
        一、营业收入 | 千元 | 301 | 120 | 110
        减:营业成本 | 千元 | 307 | 100 | 90
        三、利润总额(损失以“-”号记) | 千元 | 327 | -5 | 3
        平均用工人数 | 人 | — | 15 | 14
        单位负责人:张三 | | 填表人:李四`,
      rows: ["1 2024 revenue=12000000 operating_cost=10000000 total_profit=-500000 staff=15"],
    }));
  test("month, cumulative and last year beside the items", () =>
    check({
      sheet: `
        统一社会信用代码:{1} | 2024年5月 | | 单位:千元
        指标名称 | 本月 | 本月累计 | 上年同期累计
        工业总产值 | 20 | 120 | 100
        其中:出口交货值 | 5 | 30 | 25`,
      rows: ["1 2024-01..05 gross_output=12000000 gross_output_prior=10000000 export_value=3000000"],
    }));
  test("no head over the items but the time", () =>
    check({
      sheet: `
        统一社会信用代码:{1} | 2024年5月 | 单位:千元
        | 本月累计 | 上年同期累计
        工业总产值 | 120 | 100
        出口交货值 | 30 | 25`,
      rows: ["1 2024-01..05 gross_output=12000000 gross_output_prior=10000000 export_value=3000000"],
    }));
  test("labels down the first column, values beside", () =>
    check({
      context: MAY,
      sheet: `
        产销总值
        统一社会信用代码 | {1}
        企业名称 | 眉山甲
        工业总产值（千元） | 120
        出口交货值（千元） | 30`,
      rows: ["1 2024-01..05 gross_output=12000000 export_value=3000000"],
    }));
  test("a blank item is blank, a bad one is told at its cell", () =>
    check({
      context: MAY,
      sheet: `
        统一社会信用代码:{1} | 单位:千元
        指标 | 本月累计
        工业总产值 | 约120
        出口交货值 |`,
      rows: ["1 2024-01..05 gross_output=invalid export_value=blank"],
      told: ["B3 LZ8201"],
    }));
  test("the sender is whom it is about where the sheet says nobody", () =>
    check({
      context: { ...MAY, sender: "91511400DEM0000001" },
      sheet: `
        填报单位:甲公司 | 单位:千元
        指标 | 本月累计
        工业总产值 | 120`,
      rows: ["91511400DEM0000001 2024-01..05 gross_output=12000000"],
    }));
  test("two labels with their values in a row", () =>
    check({
      sheet: `
        统一社会信用代码 | {1} | 企业名称 | 眉山甲
        用电量 | 125 | 报告期 | 2024年5月`,
      rows: ["1 2024-05 electricity_used=125000"],
    }));
  test("two blocks of items beside each other, figures at the beginning of the year apart", () =>
    check({
      sheet: `
        统一社会信用代码:{1} | | | 2024年 | 单位:千元
        项目 | 年初数 | 年末数 | 项目 | 本年金额
        存货 | 10 | 12 | 营业收入 | 120
        流动资产合计 | 30 | 33 | 营业成本 | 100`,
      rows: ["1 2024 inventories=1200000 revenue=12000000 operating_cost=10000000"],
    }));
});

describe("figures of nobody in particular", () => {
  const sheet = `
        所属期 | 工业总产值（千元） | 出口交货值（千元）
        2024年4月 | 95 | 24
        2024年5月 | 120 | 30`;
  test("a firm's own list of months has no column of codes: read as the firm's, and said", () =>
    check({
      context: { sender: "91511400DEM0000001" },
      sheet,
      rows: [
        "91511400DEM0000001 2024-01..04 gross_output=9500000 export_value=2400000",
        "91511400DEM0000001 2024-01..05 gross_output=12000000 export_value=3000000",
      ],
      told: ["row 1 LZ8118"],
    }));
  test("from a county, which files for many, it is nobody's: every row waits", () =>
    check({
      sheet,
      rows: [
        "? 2024-01..04 gross_output=9500000 export_value=2400000",
        "? 2024-01..05 gross_output=12000000 export_value=3000000",
      ],
      told: ["row 1 LZ8118", "row 2 LZ8130", "row 3 LZ8130"],
    }));
  test("a column of codes goes before the sender", () =>
    check({
      context: { ...MAY, sender: "91511400DEM0000001" },
      sheet: `
        统一社会信用代码 | 工业总产值
        {2} | 120`,
      rows: ["2 2024-01..05 gross_output=12000000"],
    }));
});
