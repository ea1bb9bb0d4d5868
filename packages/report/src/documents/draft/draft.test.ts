/** Official Chinese from figures: what the rules say, and that they never say a number of their own. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DocumentFigure } from "../figure.ts";
import type { DraftInput } from "./compose.ts";
import { draftTexts } from "./compose.ts";
import type { Measured } from "./level.ts";
import { lastingSentence, levelSentence } from "./level.ts";
import { contributionSentence } from "./contributions.ts";
import type { Pace, PaceStatus } from "./pace.ts";
import { PACE_WORDS, paceSentence } from "./pace.ts";
import { reasonSentence } from "./reasons.ts";
import type { Sentence } from "./sentence.ts";
import { sentenceText } from "./sentence.ts";

const figure = (value: string | null, unit = "%"): DocumentFigure => {
  const frame = { unit, decimals: 1, trace: "r/1", marks: [] };
  return value === null ? { ...frame, value, reason: "未报送" } : { ...frame, value };
};

const measured = (
  growth: string | null,
  before: string | null = null,
  more: Partial<Measured> = {},
): Measured => ({
  name: "规上工业总产值",
  verb: "完成",
  level: figure("1842.66", "亿元"),
  growth: figure(growth),
  before: before === null ? null : { period: "1—8月", growth: figure(before) },
  beside: [],
  series: [],
  ...more,
});

describe("a level and its growth", () => {
  const head = "1—9月，规上工业总产值完成1842.7亿元，";
  test.each([
    ["10.7", null, "同比增长10.7%。"],
    ["-3.2", null, "同比下降3.2%。"],
    ["0.04", null, "同比持平。"],
    [null, null, "同比增速暂无数据。"],
    ["10.7", "10.4", "同比增长10.7%，增速比1—8月提高0.3个百分点。"],
    ["10.66", "10.44", "同比增长10.7%，增速比1—8月提高0.3个百分点。"],
    ["9.1", "10.4", "同比增长9.1%，增速比1—8月回落1.3个百分点。"],
    ["9.1", "9.1", "同比增长9.1%，增速与1—8月持平。"],
    ["-3.2", "-4.0", "同比下降3.2%，降幅比1—8月收窄0.8个百分点。"],
    ["-3.2", "-1.0", "同比下降3.2%，降幅比1—8月扩大2.2个百分点。"],
    ["-3.2", "-3.2", "同比下降3.2%，降幅与1—8月持平。"],
    ["1.0", "-0.5", "同比增长1.0%，由降转增。"],
    ["-1.0", "0.5", "同比下降1.0%，由增转降。"],
    ["0", "0.5", "同比持平，增速比1—8月回落0.5个百分点。"],
    ["0", "-0.5", "同比持平，增速比1—8月提高0.5个百分点。"],
    ["1.0", null, "同比增长1.0%。"],
  ])("%s after %s: %s", (growth, before, text) => {
    expect(sentenceText(levelSentence(measured(growth, before), "1—9月"))).toBe(head + text);
  });

  test("a level that is missing says why", () => {
    const m = measured(null, null, { level: figure(null, "亿元"), growth: null });
    expect(sentenceText(levelSentence(m, "1—9月"))).toBe("1—9月，规上工业总产值暂无数据（未报送）。");
  });

  test("a share rises and falls by points", () => {
    const share = (change: string | null): string =>
      sentenceText(
        levelSentence(
          measured(null, "0.1", {
            verb: "为",
            name: "研发投入强度",
            level: figure("2.31", "%"),
            growth: figure(change, "百分点"),
          }),
          "2025年",
        ),
      );
    expect(share("0.21")).toBe("2025年，研发投入强度为2.3%，同比提高0.2个百分点。");
    expect(share("-0.21")).toBe("2025年，研发投入强度为2.3%，同比下降0.2个百分点。");
    expect(share(null)).toBe("2025年，研发投入强度为2.3%，同比变动暂无数据。");
  });

  test("beside the province", () => {
    const m = measured("10.7", null, { beside: [{ name: "全省", growth: figure("8.2") }] });
    expect(sentenceText(levelSentence(m, "1—9月"))).toContain("同比增长10.7%，高于全省2.5个百分点。");
  });
});

describe("how long it has lasted", () => {
  const said = (...series: (string | null)[]): string | null => {
    const sentence = lastingSentence(measured(null, null, { series: series.map((v) => figure(v)) }));
    return sentence === null ? null : sentenceText(sentence);
  };
  test.each([
    [["1", "-1", "-2", "-1.5"], "规上工业总产值已连续3个月同比下降。"],
    [["1", "2", "3", "4"], "规上工业总产值增速已连续3个月回升。"],
    [["9", "8", "7", "6", "5"], "规上工业总产值增速已连续4个月回落。"],
    [["1", "2", "3"], null],
    [["1", null, "3", "4", "5"], null],
    [["5", "5", "5", "5"], null],
    [["-1", null], null],
    [[], null],
  ])("%j: %s", (series, text) => {
    expect(said(...series)).toBe(text);
  });
});

test("who carries growth and who pulls it down, largest first", () => {
  const sentence = contributionSentence({
    view: "从产业看",
    whole: "规上工业总产值增速",
    most: 2,
    items: [
      { name: "电子信息", points: figure("-0.4", "百分点") },
      { name: "晶硅光伏", points: figure("1.1", "百分点") },
      { name: "锂电", points: figure("3.2", "百分点") },
      { name: "化工", points: figure("0.2", "百分点") },
      { name: "装备", points: figure("0.01", "百分点") },
      { name: "食品", points: figure(null, "百分点") },
    ],
  });
  expect(sentence === null ? null : sentenceText(sentence)).toBe(
    "从产业看，对规上工业总产值增速，锂电拉动3.2个百分点、晶硅光伏拉动1.1个百分点；电子信息下拉0.4个百分点。",
  );
});

describe("a target against its pace", () => {
  const pace = (status: PaceStatus, more: Partial<Pace> = {}): string =>
    sentenceText(
      paceSentence({
        name: "锂电产业规模",
        by: "2027年",
        bound: figure("1400", "亿元"),
        now: figure("521.3", "亿元"),
        expected: figure("693.9", "亿元"),
        forecast: null,
        status,
        ...more,
      }),
    );
  const head = "对照2027年目标1400.0亿元，锂电产业规模";
  test.each([
    ["met", {}, "为521.3亿元，已完成。"],
    ["on_course", {}, "为521.3亿元，序时应达693.9亿元，符合序时进度。"],
    ["behind", {}, "为521.3亿元，序时应达693.9亿元，差172.6亿元，滞后于序时进度。"],
    ["will_miss", {}, "为521.3亿元，序时应达693.9亿元，预计难以完成。"],
    [
      "will_miss",
      { forecast: figure("900", "亿元") },
      "为521.3亿元，序时应达693.9亿元，预计完成900.0亿元，差500.0亿元，预计难以完成。",
    ],
    ["no_data", {}, "暂无数据（口径待明确）。"],
    ["behind", { now: figure(null, "亿元") }, "暂无数据。"],
  ] as const)("%s: %s", (status, more, text) => {
    expect(pace(status, more)).toBe(head + text);
  });
});

test("a reason stands as it was typed, with who said it", () => {
  expect(
    sentenceText(
      reasonSentence({
        about: "甲公司",
        text: "检修停产15天",
        by: "东坡区经信局 张三",
        on: "2025年10月15日",
      }),
    ),
  ).toBe("关于甲公司，东坡区经信局 张三反映：“检修停产15天”（2025年10月15日）。");
});

describe("over any figures", () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -9999, max: 9999 }).map((n) => (n / 100).toFixed(2)),
    fc.constantFrom("0", "0.04", "-0.04", "123456789012.5"),
  );
  const figures = (unit: string): fc.Arbitrary<DocumentFigure> => value.map((v) => figure(v, unit));
  const title = fc.constantFrom("锂电产业", "规上工业总产值", "甲公司", "高新技术企业");
  const contributions = fc.record({
    view: fc.constantFrom("从产业看", "从县（区）看"),
    whole: fc.constant("规上工业总产值增速"),
    most: fc.integer({ min: 1, max: 5 }),
    items: fc.uniqueArray(fc.record({ name: title, points: figures("百分点") }), {
      maxLength: 8,
      selector: (item) => item.name,
    }),
  });
  const input: fc.Arbitrary<DraftInput> = fc.record({
    period: fc.constantFrom("1—9月", "2025年"),
    measured: fc.array(
      fc.record({
        name: title,
        verb: fc.constantFrom("完成" as const, "达到" as const, "为" as const),
        level: figures("亿元"),
        growth: fc.option(fc.oneof(figures("%"), figures("百分点"))),
        before: fc.option(fc.record({ period: fc.constant("1—8月"), growth: figures("%") })),
        beside: fc.uniqueArray(fc.record({ name: fc.constantFrom("全省", "全国"), growth: figures("%") }), {
          maxLength: 2,
          selector: (other) => other.name,
        }),
        series: fc.array(figures("%"), { maxLength: 6 }),
      }),
      { maxLength: 3 },
    ),
    industries: fc.option(contributions),
    counties: fc.option(contributions),
    firms: fc.option(contributions),
    paces: fc.array(
      fc.record({
        name: title,
        by: fc.constant("2027年"),
        bound: figures("亿元"),
        now: figures("亿元"),
        expected: fc.option(figures("亿元")),
        forecast: fc.option(figures("亿元")),
        status: fc.constantFrom(...(Object.keys(PACE_WORDS) as PaceStatus[])),
      }),
      { maxLength: 3 },
    ),
    reasons: fc.array(
      fc.record({
        about: title,
        text: fc.string({ minLength: 1 }).filter((s) => s.trim() !== ""),
        by: fc.constant("东坡区经信局"),
        on: fc.constant("2025年10月15日"),
      }),
      { maxLength: 2 },
    ),
  });
  const sentences = (given: DraftInput): Sentence[] =>
    Object.values(draftTexts(given)).flatMap((text) =>
      text.kind === "drafted" ? text.paragraphs.flat() : [],
    );

  test("no number stands in the wording: with the figures taken out, no digit and no numeral is left", () => {
    fc.assert(
      fc.property(input, (given) => {
        for (const { parts } of sentences(given))
          for (const part of parts)
            if (part.kind === "words")
              expect(part.text).not.toMatch(/[\p{Nd}\p{Nl}〇零一二两三四五六七八九十百千万亿半倍]/u);
      }),
      { numRuns: 200 },
    );
  });

  test("every figure of a sentence is traced, and named once", () => {
    fc.assert(
      fc.property(input, (given) => {
        for (const { parts } of sentences(given)) {
          const own = parts.flatMap((p) => (p.kind === "figure" ? [p] : []));
          for (const part of own) expect(part.figure.trace).toBe("r/1");
          expect(new Set(own.map((part) => part.name)).size).toBe(own.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("signs are words, and sentences are whole", () => {
    fc.assert(
      fc.property(input, (given) => {
        for (const sentence of sentences(given)) {
          const text = sentence.parts
            .map((p) => (p.kind === "quote" ? "" : sentenceText({ id: "", parts: [p] })))
            .join("");
          expect(text).toMatch(/。$/);
          expect(text).not.toMatch(
            /的的|[，；、。]{2}|[,;:()]|(?:增长|下降|提高|回落|收窄|扩大|拉动|下拉|差)[−+-]/,
          );
          expect(text).not.toMatch(/undefined|NaN|null/);
          expect(text).not.toMatch(/(?:增长|下降|提高|回落|收窄|扩大|拉动|下拉)0(?:\.0+)?(?:%|个)/);
        }
      }),
      { numRuns: 200 },
    );
  });
});
