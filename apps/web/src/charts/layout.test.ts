import type { FigureData, FigureValue } from "@lianzhang/contract";
import { expect, test } from "vitest";
import { barToTargetLayout } from "./bar-to-target/layout.ts";
import { barsState } from "./bars/state.ts";
import { lineLayout } from "./line/layout.ts";
import { lineState } from "./line/state.ts";
import { sparkLayout } from "./spark/layout.ts";
import { alternative } from "./table.ts";
import { tilesLayout } from "./tiles/layout.ts";
import { tilesState } from "./tiles/state.ts";

const value = (text: string | null): FigureValue => ({
  text,
  unit: "亿元",
  numeric: "exact",
  decimals: 1,
  reason: text === null ? "not_reported" : null,
});
const figure = (period: string, text: string | null, county?: string): FigureData => ({
  indicator: "gross_output",
  label: { zh: "工业总产值", en: "Gross output" },
  value: value(text),
  period,
  subject: null,
  group:
    county === undefined
      ? []
      : [
          {
            key: "county",
            keyLabel: { zh: "县(区)", en: "County" },
            code: county,
            label: { zh: county, en: county },
          },
        ],
  counters: null,
  marks: [],
});
const shared = { money: "yi", language: "zh", signed: false } as const;

test("a missing year is a gap in the line, and the path goes on after the last figure", () => {
  const state = lineState({
    ...shared,
    series: [figure("2023", "1500"), figure("2024", null), figure("2025", "1842.7")],
    path: [2023, 2025, 2027].map((year) => ({ year, value: value(String(year - 523)) })),
    heads: { period: "时期", value: "数值", path: "路径" },
  });
  expect(state.points.map((p) => p.value)).toEqual([1500, null, 1842.7, null]);
  expect(state.points.map((p) => p.path)).toEqual([1500, null, 1502, 1504]);
  expect(state.table.rows[1]).toEqual(["2024 年", "", ""]);
  expect(lineLayout(state, 600).axis.max).toBeGreaterThanOrEqual(1842.7);
  expect(alternative("产值", state.table)).toContain("2023 年 1500 1500");
});

test("ranked bars: largest first, missing last with its reason", () => {
  const state = barsState({
    ...shared,
    rows: [figure("2025", null, "青神县"), figure("2025", "1", "丹棱县"), figure("2025", "2", "东坡区")],
    unknown: "未知",
    heads: { group: "县", value: "数值" },
  });
  expect(state.bars.map((b) => b.label)).toEqual(["东坡区", "丹棱县", "青神县"]);
  expect(state.bars.at(-1)?.shown).toContain("未报送");
});

test("a bar ends at its target, its marker never leaves it", () => {
  const state = {
    bars: [{ id: "a", label: "锂电", reached: 1.4, expected: 1.2, shown: "" }],
    table: { head: [], rows: [] },
  };
  const layout = barToTargetLayout(state, 400);
  expect(layout.bars[0]?.filled).toBe(layout.length);
  expect(layout.bars[0]?.marker).toBe(layout.length);
});

test("tiles do not overlap and start at the left edge whatever the folder's numbers are", () => {
  const tile = (code: string, x: number, y: number, text: string) => ({
    code,
    label: { zh: code, en: code },
    kind: "county" as const,
    x,
    y,
    scope: `county:${code}`,
    figure: figure("2025", text, code),
  });
  const state = tilesState({
    ...shared,
    tiles: [tile("a", 3, 2, "5"), tile("b", 4, 2, "-1"), tile("c", 3, 3, "9")],
    heads: { place: "地区", value: "产值" },
  });
  expect(state.tiles.map((t) => t.shade)).toEqual([1, "below", 2]);
  const [a, b, c] = tilesLayout(state, 300).places;
  expect(a?.left).toBe(0);
  expect(a?.top).toBe(0);
  expect((a?.left ?? 0) + (a?.width ?? 0)).toBeLessThan(b?.left ?? 0);
  expect((a?.top ?? 0) + (a?.height ?? 0)).toBeLessThan(c?.top ?? 0);
});

test("a target without any figure has no small series", () => {
  expect(sparkLayout({ values: [], path: [], bound: 5, by: 2027 }, 144, 26)).toBeNull();
  expect(
    sparkLayout({ values: [{ year: 2025, value: 3 }], path: [], bound: 5, by: 2027 }, 144, 26)?.last,
  ).not.toBeNull();
});
