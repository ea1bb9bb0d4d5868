import { expect, test } from "vitest";
import { compareDocuments } from "./compare.ts";
import { readDocument } from "./read.ts";

test("what became of last year's targets", () => {
  const before = readDocument(
    "2025年政府工作报告\n一、目标\n地区生产总值增长6%左右，规上工业增加值增长8%，新增高新技术企业30家，改造老旧小区45个，产业基金规模达到2万亿元。",
  );
  const after = readDocument(
    "2026年政府工作报告\n一、目标\nGDP增长5.5%左右，规模以上工业增加值增长8.5%，新增高新技术企业30户，产业基金规模达到20000亿元，城镇新增就业2万人。",
  );
  expect(compareDocuments(before, after).map((c) => `${c.kind} ${c.indicator}`)).toEqual([
    "lowered GDP",
    "raised 规模以上工业增加值",
    "year 高新技术企业",
    "dropped 老旧小区",
    "year 产业基金规模",
    "new 城镇新增就业",
  ]);
});

test("a plan against the results that a work report tells", () => {
  const plan = readDocument(
    "2025年重点工作计划\n一、目标\n2025年，规上工业增加值增长8%，新增规上企业80家，工业投资达到500亿元以上，城镇登记失业率控制在4%以内，地区生产总值增长6%左右，建成学校10所。",
  );
  const report = readDocument(
    "2026年政府工作报告\n一、2025年工作回顾\n规上工业增加值增长8.4%，新增规上企业76家，工业投资达到512亿元，城镇登记失业率3.8%，地区生产总值增长5.8%。\n二、2026年工作安排\n规上工业增加值增长8.5%。",
  );
  expect(report.left.filter((l) => l.reason === "past")).toHaveLength(report.results.length);
  expect(
    compareDocuments(plan, report).map((c) => `${c.kind} ${c.indicator} ${c.after?.value ?? "-"}`),
  ).toEqual([
    "reached 规上工业增加值 8.4",
    "raised 规上工业增加值 8.5",
    "behind 规上企业 76",
    "reached 工业投资 512",
    "reached 城镇登记失业率 3.8",
    "near 地区生产总值 5.8",
    "dropped 学校 -",
  ]);
});
