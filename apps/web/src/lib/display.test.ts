import type { FigureValue } from "@lianzhang/contract";
import { expect, test } from "vitest";
import { display, joined, plain } from "./display.ts";
import { periodText } from "./period.ts";
import { unitText } from "./unit.ts";

const value = (text: string | null, unit: string, decimals = 1): FigureValue => ({
  text,
  unit,
  decimals,
  numeric: "exact",
  reason: text === null ? "not_reported" : null,
});
const zh = { language: "zh", money: "yi" } as const;

test("亿元 with one decimal, 万元 whole, by moving the point and not by a float", () => {
  expect(joined(display(value("1842.69999", "亿元"), zh))).toBe("1842.7\u2009亿元");
  expect(joined(display(value("1842.69999", "亿元"), { ...zh, money: "wan" }))).toBe("18,427,000\u2009万元");
  expect(display(value("1842.69999", "亿元"), zh).full).toBe("1842.69999 亿元");
});

test("English readers get billions and millions of yuan", () => {
  expect(joined(display(value("5000", "亿元"), { language: "en", money: "bn", short: true }))).toBe(
    "500\u2009bn yuan",
  );
  expect(joined(display(value("1842.7", "亿元"), { language: "en", money: "m" }))).toBe(
    "184,270.0\u2009m yuan",
  );
});

test("small money keeps two significant digits instead of becoming 0.0", () => {
  expect(display(value("230000", "元"), zh).number).toBe("0.0023");
  expect(display(value("0", "元"), zh).number).toBe("0.0");
});

test("half rounds away from zero, a minus is −, growth carries its sign", () => {
  expect(display(value("-0.25", "%"), zh).number).toBe("−0.3");
  expect(display(value("10.65", "%"), { ...zh, signed: true }).number).toBe("+10.7");
});

test("missing is — and never zero", () => {
  expect(joined(display(value(null, "亿元"), zh))).toBe("—");
  expect(plain(value(null, "亿元"), "yi")).toBe("");
});

test("files get the plain decimal in the shown unit", () => {
  expect(plain(value("-1842.70", "亿元"), "wan")).toBe("-18427000");
});

test("units and periods in both languages", () => {
  expect(unitText("万元/亩/年", "en")).toBe("10k yuan/mu/yr");
  expect(unitText("万元/tce(等价)", "en")).toBe("10k yuan/tce (equivalent)");
  expect(periodText("2025-01..09", "zh")).toBe("2025 年 1—9 月");
  expect(periodText("2025-01..09", "en")).toBe("Jan–Sep 2025");
  expect(periodText("2025H1", "zh")).toBe("2025 年上半年");
});
