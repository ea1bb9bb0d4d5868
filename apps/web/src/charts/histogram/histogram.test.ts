import { expect, test } from "vitest";
import { histogramLayout } from "./layout.ts";
import { histogramState } from "./state.ts";

const input = {
  bins: [
    { from: 50, to: 60, counts: [0, 4, 0] },
    { from: 60, to: 70, counts: [3, 1, 0] },
  ],
  classes: ["A", "B"],
  none: "未分档",
  cuts: [{ label: "A 档末位 62.00—65.00", low: 62, high: 65 }],
  head: "得分",
};

test("bars of one bin stand on each other, the better class on top, and are as high as there are firms", () => {
  const { bars, plot } = histogramLayout(histogramState(input), 400, 240);
  const [below, above] = [bars[1], bars[2]];
  expect([below?.series, above?.series]).toEqual([1, 0]);
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeCloseTo(below?.y ?? -1);
  expect((above?.height ?? 0) / (below?.height ?? 1)).toBeCloseTo(3);
  expect((below?.y ?? 0) + (below?.height ?? 0)).toBeCloseTo(plot.bottom);
});

test("a cut that differs between groups reaches from the lowest to the highest, inside its bin", () => {
  const { cuts, bars } = histogramLayout(histogramState(input), 400, 240);
  const bin = bars.find((b) => b.bin === 1);
  expect(cuts[0]?.from).toBeLessThan(cuts[0]?.to ?? 0);
  expect(cuts[0]?.from).toBeGreaterThan(bin?.x ?? Infinity);
  expect(cuts[0]?.to).toBeLessThan((bin?.x ?? 0) + (bin?.width ?? 0));
});

test("firms without a class are a series of their own only where there are any", () => {
  expect(histogramState(input).series).toEqual(["A", "B"]);
  const open = { ...input, bins: [{ from: 50, to: 60, counts: [0, 4, 1] }] };
  expect(histogramState(open).series).toEqual(["A", "B", "未分档"]);
  expect(histogramState(open).table.rows).toEqual([["50–60", "0", "4", "1"]]);
});
