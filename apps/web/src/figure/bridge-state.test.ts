import type { BridgeDivision, BridgePart, FigureValue } from "@lianzhang/contract";
import { expect, test } from "vitest";
import { bridgeRows, versionDay, yearBefore } from "./bridge-state.ts";

const value = (text: string): FigureValue => ({
  text,
  unit: "亿元",
  numeric: "exact",
  decimals: 1,
  reason: null,
});
const part = (kind: BridgePart["kind"], text: string): BridgePart => ({
  kind,
  label: { zh: kind, en: kind },
  value: value(text),
  gained: value("0"),
  lost: value("0"),
  count: 1,
  subjects: [],
  outside: null,
});
const division = (from: string, to: string, parts: readonly BridgePart[]): BridgeDivision => ({
  name: "whole",
  from: value(from),
  to: value(to),
  difference: value(String(Number(to) - Number(from))),
  parts,
  incident: null,
});

test("bars hang where the running sum stands: 100 + 30 - 10 = 120", () => {
  const rows = bridgeRows(division("100", "120", [part("entered", "30"), part("left", "-10")]), "yi");
  expect(rows.map((r) => [r.part.kind, r.left, Math.round(r.width), r.rises])).toEqual([
    ["entered", 0, 100, true],
    ["left", (20 / 30) * 100, 33, false],
  ]);
});

test("a fall below the earlier figure still lies on the track", () => {
  const rows = bridgeRows(division("10", "-10", [part("left", "-20")]), "yi");
  expect(rows.map((r) => [r.left, r.width, r.rises])).toEqual([[0, 100, false]]);
});

test("the same period a year before", () => {
  expect(yearBefore("2025-01..09")).toBe("2024-01..09");
  expect(yearBefore("2025Q2")).toBe("2024Q2");
  expect(yearBefore("soon")).toBeNull();
});

test("the version proposed is the first after the period's returns were due", () => {
  const days = ["2026-03-20", "2026-02-10", "2026-01-15", "2025-12-15"];
  expect(versionDay(days, "2025")).toBe("2026-02-10");
  expect(versionDay(days, "2025-11")).toBe("2026-01-15");
  expect(versionDay(days, "2027")).toBe("2026-02-10");
});
