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
