import fc from "fast-check";
import { expect, test } from "vitest";
import { binsOf, lastOfClasses } from "./cuts.ts";

test("the cut of a class is the score of its last, in each group by itself", () => {
  const last = lastOfClasses([
    { set: "东坡区", class: "A", score: 9000n },
    { set: "东坡区", class: "A", score: 8500n },
    { set: "彭山区", class: "A", score: 8800n },
    { set: "彭山区", class: "B", score: 7000n },
    // whoever has no class, no score or no group moves no cut
    { set: "彭山区", class: null, score: 1n },
    { set: "彭山区", class: "A", score: null },
    { set: null, class: "A", score: 1n },
  ]);
  expect(last.get("东坡区")?.get("A")).toBe(8500n);
  expect(last.get("彭山区")?.get("A")).toBe(8800n);
  expect(last.get("彭山区")?.get("B")).toBe(7000n);
});

test("scores from 52 to 101 stand in steps of two, the class of each counted apart", () => {
  const bins = binsOf(
    [
      { score: 101, of: 0 },
      { score: 100, of: 0 },
      { score: 52, of: 1 },
      { score: 53.99, of: -1 },
    ],
    2,
  );
  expect(bins[0]).toEqual({ from: 52, to: 54, counts: [0, 1, 1] });
  expect(bins.at(-1)).toEqual({ from: 100, to: 102, counts: [2, 0, 0] });
});

test("every score is in the one bin that holds it", () => {
  const score = fc.integer({ min: -50_000, max: 200_000 }).map((n) => n / 100);
  fc.assert(
    fc.property(fc.array(fc.record({ score, of: fc.integer({ min: -1, max: 2 }) })), (scores) => {
      const bins = binsOf(scores, 3);
      const all = bins.flatMap((b) => b.counts).reduce((a, n) => a + n, 0);
      expect(all).toBe(scores.length);
      for (const b of bins) {
        const inside = scores.filter((s) => s.score >= b.from && s.score < b.to);
        expect(b.counts.reduce((a, n) => a + n, 0)).toBe(inside.length);
      }
    }),
  );
});

test("nobody with a score is no chart", () => {
  expect(binsOf([], 3)).toEqual([]);
});
