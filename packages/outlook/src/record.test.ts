/** The record of past estimates: each on its own day, over the firms that came. */
import { month, RATIO_ONE } from "@lianzhang/kernel";
import { expect, test } from "vitest";
import { estimateDay } from "./calendar.ts";
import { Days, pastErrors } from "./record.ts";
import type { Written } from "./testing/city.ts";
import { pastOf, RETURNING, steady } from "./testing/city.ts";

const JUNE = month(2025, 6);
const [FIRST, MAY] = [month(2022, 1), month(2025, 5)];
const day = estimateDay(RETURNING, JUNE);

const answered = (percent: number): Written => {
  const output = steady(FIRST, MAY, 1000, 0);
  const answers = new Map(
    Array.from({ length: 12 }, (_, i) => {
      const m = MAY - 11 + i;
      return [m, { value: BigInt(10 * percent), prior: 1000n }] as const;
    }),
  );
  return { code: "A", output, answers, parts: new Map([["county", [{ code: "1", share: 10_000 }]]]) };
};

test("a firm that says 8 % too much every month: the record says so, and that correcting lowers it", () => {
  const errors = pastErrors(new Days([pastOf(answered(108))], RETURNING), RETURNING, JUNE, day);
  // January has no return of its own, so twelve months before June are those from May 2024 on, one of them a pair.
  expect(errors.whole.as_said.months).toHaveLength(12);
  expect(errors.whole.as_said.months.at(-1)).toMatchObject({
    month: MAY,
    estimate: 1080n,
    actual: 1000n,
    firms: 1,
  });
  expect(errors.whole.as_said.months.at(-1)?.error).toBe(8n * RATIO_ONE);
  const [said, corrected] = [
    errors.whole.as_said.level.meanAbsolute,
    errors.whole.corrected.level.meanAbsolute,
  ];
  expect(corrected ?? 0n).toBeLessThan(said ?? 0n);
  expect(errors.groups.get("county")?.[0]?.track.level).toEqual(errors.whole.corrected.level);
  expect(errors.firms[0]).toMatchObject({ code: "A", bias: 8n * RATIO_ONE });
  expect(errors.firms[0]?.correction).not.toBeNull();
});

test("each past month knew only its own day: a restatement later changes what came, not what was estimated", () => {
  const april = month(2025, 4);
  const firm = (restated: Written["restated"]): Written => ({
    code: "B",
    output: steady(FIRST, MAY, 1000, 0),
    ...(restated === undefined ? {} : { restated }),
  });
  const of = (w: Written) =>
    pastErrors(new Days([pastOf(w)], RETURNING), RETURNING, JUNE, day).whole.corrected.months.find(
      (s) => s.month === april,
    );
  const before = of(firm(undefined));
  // April's cumulative of 4,000 becomes 4,200 on the 10th of June.
  const after = of(firm([{ month: april, value: 4200n, from: day - 12 }]));
  expect([before?.estimate, before?.actual]).toEqual([1000n, 1000n]);
  expect([after?.estimate, after?.actual]).toEqual([1000n, 1200n]);
});

test("a firm that never came in a month is in neither sum", () => {
  const gone = steady(FIRST, MAY, 500, 0);
  gone.delete(MAY);
  const firms = [answered(100), { code: "C", output: gone }].map(pastOf);
  const { months } = pastErrors(new Days(firms, RETURNING), RETURNING, JUNE, day).whole.as_said;
  expect(months.at(-1)).toMatchObject({ month: MAY, firms: 1, actual: 1000n });
  expect(months.at(-2)).toMatchObject({ firms: 2, actual: 1500n });
});
