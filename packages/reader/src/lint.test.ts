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
