import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalText, formatValue, MINUS, rationalText, THIN_SPACE, unitText } from "./format.ts";
import { parseDecimal, rational } from "./rational.ts";
import { unit } from "./unit.ts";

const money = { numeric: "exact", unit: unit("亿元") } as const;
const percent = { numeric: "ratio", unit: unit("%") } as const;

test("1842.7 亿元 kept in 分 prints in 亿元 without loss", () => {
  expect(formatValue(18_427_000_000_000n, { numeric: "exact", unit: unit("万元") })).toBe(
    `18${THIN_SPACE}427${THIN_SPACE}000${THIN_SPACE}万元`,
  );
  expect(formatValue(18_427_000_000_000n, money)).toBe(`1842.7${THIN_SPACE}亿元`);
  expect(formatValue(18_427_000_000_000n, money, { decimals: 0, showUnit: false })).toBe("1843");
});

test("changes carry a sign, and minus is a real minus", () => {
  expect(formatValue(1_070_000_000n, percent, { signed: true, decimals: 1 })).toBe("+10.7%");
  expect(formatValue(-315_000_000n, percent, { signed: true, decimals: 1 })).toBe(`${MINUS}3.2%`);
  expect(formatValue(-315_000_000n, { numeric: "ratio", unit: unit("百分点") })).toBe(
    `${MINUS}3.15${THIN_SPACE}百分点`,
  );
});

test("halves round away from zero, and nothing rounds to minus zero", () => {
  expect(formatValue(250_000_000n, percent, { decimals: 0 })).toBe("3%");
  expect(formatValue(-250_000_000n, percent, { decimals: 0 })).toBe(`${MINUS}3%`);
  expect(formatValue(-4_000_000n, percent, { decimals: 1, signed: true })).toBe("0.0%");
});

test("thousands are apart from five digits on; machines get plain ASCII", () => {
  const persons = { numeric: "exact", unit: unit("人") } as const;
  expect(formatValue(1234n, persons)).toBe(`1234${THIN_SPACE}人`);
  expect(formatValue(1_234_567n, persons)).toBe(`1${THIN_SPACE}234${THIN_SPACE}567${THIN_SPACE}人`);
  expect(decimalText(-1_234_567n, persons)).toBe("-1234567");
});

test("English pages name Chinese units", () => {
  expect(
    formatValue(3_000_000_000n, { numeric: "ratio", unit: unit("万元/亩/年") }, { language: "en" }),
  ).toBe("30 10,000 yuan/mu/year");
});

test("an area of one 平方米 stored in 10^-7 亩 prints as 1, and one third of 1 公顷 stops at eight decimals", () => {
  const squareMetres = { numeric: "exact", unit: unit("平方米") } as const;
  expect(decimalText(15_000n, squareMetres)).toBe("1");
  expect(decimalText(5_000n, squareMetres)).toBe("0.33333333");
});

test("every ratio reads back to the same integer", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }), (v) => {
      const read = parseDecimal(decimalText(v, percent));
      expect(read && (read.num * 100_000_000n) / read.den).toBe(v);
    }),
    { numRuns: 200 },
  );
});

test("what a unit counts is said in English too", () => {
  expect(unitText(unit("万元/tce(等价)"), "en")).toBe("10,000 yuan/tce (equivalent)");
  expect(unitText(unit("tce（当量）"), "en")).toBe("tce (calorific)");
  expect(unitText(unit("tce(当量)"), "zh")).toBe("tce(当量)");
});

test("a fraction as a decimal: rounded half away from zero, cut where it never ends", () => {
  expect(rationalText(rational(1235, 1000), 2)).toBe("1.24");
  expect(rationalText(rational(-1235, 1000), 2)).toBe("-1.24");
  expect(rationalText(rational(-1, 1000), 2)).toBe("0.00");
  expect(rationalText(rational(1, 3))).toBe("0.33333333");
  expect(rationalText(rational(5, 4))).toBe("1.25");
});
