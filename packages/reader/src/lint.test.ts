import { expect, test } from "vitest";
import { lintDocument } from "./lint.ts";
import { readDocument } from "./read.ts";

const codes = (text: string): string[] =>
  lintDocument(readDocument(text)).map((f) => `${f.code} ${f.message.zh}`);

test("a target without a year", () => {
  expect(codes("一、目标\n产值达到500亿元。")).toEqual(["LZ8411 「产值达到500亿元」没有写明年份"]);
});
test("two values for one target", () => {
  expect(codes("到2027年，产业规模达到500亿元。\n到2027年，产业规模达到600亿元。")).toEqual([
    "LZ8414 「产业规模达到600亿元」与前文「产业规模达到500亿元」不一致",
  ]);
});
test("shares of one whole over 100 %", () => {
  expect(codes("到2027年，新能源产业占工业比重达到60%，新材料产业占工业比重达到55%。")).toEqual([
    "LZ8415 占同一总体的比重合计 115%,超过 100%",
  ]);
});
test("a target nobody answers for, where others are answered for", () => {
  expect(
    codes("（一）甲。到2027年，产值达到5亿元。（责任单位：市经信局）\n（二）乙。到2027年，税收达到2亿元。"),
  ).toEqual(["LZ8413 「税收达到2亿元」所在条款没有责任单位"]);
});
test("one value in two magnitudes is no contradiction", () => {
  expect(codes("到2027年，产业规模达到20000亿元。\n到2027年，产业规模达到2万亿元。")).toEqual([]);
});
test("an aim and what is striven for beyond it are no contradiction, nor are parts of a year", () => {
  expect(codes("2026年，经济总量突破3000亿元、冲刺3500亿元。开工率一季度超过40%、上半年达70%。")).toEqual([]);
});
test("places that make more than their whole", () => {
  expect(codes("2026年，新增规上企业100家，其中东河区60家、西岭县50家。")).toEqual([
    "LZ8416 「新增规上企业100家」为 100家,所列 2 个部分合计 110家",
  ]);
  // those that are named need not be all
  expect(codes("2026年，新增规上企业100家，其中东河区60家、西岭县30家。")).toEqual([]);
});
test("a row 合计 that is not the sum of its rows", () => {
  const table = (whole: number): string =>
    `2026年工业投资目标\n县区\t2026年目标（亿元）\n合计\t${whole}\n东河区\t60\n西岭县\t50.5\n南山高新区\t9.5`;
  expect(codes(table(120))).toEqual([]);
  expect(codes(table(125))).toEqual(["LZ8416 「合计 125」为 125亿元,所列 3 个部分合计 120亿元"]);
});
test("counts that hold each other", () => {
  expect(codes("到2027年，培育产值超10亿元的企业20家、产值超100亿元的企业2家。")).toEqual([
    "LZ8417 「培育产值超10亿元的企业20家」的范围包含「产值超100亿元的企业2家」,两个数不能相加",
  ]);
});
