/** Sums, contributions and the base of the growth, exactly. */
import { month } from "@lianzhang/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimateDay } from "./calendar.ts";
import { estimateMonth, movers } from "./estimate.ts";
import { Knowledge } from "./knowledge.ts";
import type { Part } from "./past.ts";
import type { Written } from "./testing/city.ts";
import { pastOf, RETURNING, steady } from "./testing/city.ts";

const JUNE = month(2025, 6);
const [FIRST, MAY] = [month(2023, 1), month(2025, 5)];
const whole = (code: string | null): readonly Part[] => [{ code, share: 10_000 }];

const estimateOf = (firms: readonly Written[]) =>
  estimateMonth(new Knowledge(firms.map(pastOf), RETURNING, estimateDay(RETURNING, JUNE)), JUNE, "as_said");

describe("a city of three firms", () => {
  const answer = (value: bigint, prior: bigint) => new Map([[JUNE, { value, prior }]]);
  const firms: readonly Written[] = [
    {
      code: "A",
      output: steady(FIRST, MAY, 100, 0),
      answers: answer(150n, 100n),
      parts: new Map([["county", whole("1")]]),
    },
    {
      code: "B",
      output: steady(FIRST, MAY, 100, 0),
      answers: answer(80n, 100n),
      parts: new Map([["county", whole("2")]]),
    },
    // On the list since this year; it returns what it made a year ago itself.
    {
      code: "C",
      output: steady(FIRST, MAY, 20, 0),
      since: month(2025, 1),
      answers: answer(30n, 20n),
      parts: new Map([["county", whole("2")]]),
    },
    // Left the list in March: on neither side of the growth, and named.
    { code: "D", output: steady(FIRST, month(2025, 2), 40, 0), until: month(2025, 3) },
  ];
  const e = estimateOf(firms);

  test("260 against 220 of the same firms is 18.18 %, not 8.33 % over last year's total of 240", () => {
    expect([e.whole.value, e.whole.prior]).toEqual([260n, 220n]);
    expect(e.whole.growth).toBe(1_818_181_818n);
  });
  test("the base is last year's total without D, with C", () => {
    expect(e.base).toEqual({ stored: 240n, left: -40n, entered: 20n, restated: 0n, comparable: 220n });
    expect(e.left.map((f) => [f.code, f.stored])).toEqual([["D", 40n]]);
    expect(e.firms.filter((f) => f.entered).map((f) => f.code)).toEqual(["C"]);
  });
  test("A pulls up 22.73 points, B down 9.09; the county of B and C carries the sum of both", () => {
    const { up, down } = movers(e, 10);
    expect(up.map((f) => [f.code, f.points])).toEqual([
      ["A", 2_272_727_273n],
      ["C", 454_545_454n],
    ]);
    expect(down.map((f) => [f.code, f.points])).toEqual([["B", -909_090_909n]]);
    expect(e.groups.get("county")?.map((g) => g.points)).toEqual([2_272_727_273n, -454_545_455n]);
  });
  test("January to June: five known months and the estimate", () => {
    expect(e.whole.cumulative).toMatchObject({ value: 500n + 150n + 500n + 80n + 100n + 30n, prior: 1320n });
  });
});

test("a firm of two chains by 3333 and 3333 of 10,000 is divided to the last cent; the rest is in none", () => {
  const parts = new Map<string, readonly Part[]>([
    [
      "chain",
      [
        { code: "x", share: 3333 },
        { code: "y", share: 3333 },
        { code: null, share: 3334 },
      ],
    ],
  ]);
  const answers = new Map([[JUNE, { value: 100n, prior: 50n }]]);
  const e = estimateOf([{ code: "A", output: steady(FIRST, MAY, 100, 0), answers, parts }]);
  expect(e.groups.get("chain")?.map((g) => [g.code, g.value])).toEqual([
    ["x", 33n],
    ["y", 33n],
    [null, 34n],
  ]);
});

const share = fc.integer({ min: 1, max: 9_999 });
const firm = (i: number): fc.Arbitrary<Written> =>
  fc
    .record({
      level: fc.integer({ min: 0, max: 10 ** 9 }),
      growth: fc.integer({ min: -60, max: 200 }),
      until: fc.constantFrom(MAY, MAY - 1, MAY - 5, MAY - 14),
      from: fc.constantFrom(FIRST, FIRST + 20, FIRST + 26),
      since: fc.constantFrom(0, month(2025, 1), month(2025, 7)),
      left: fc.constantFrom(month(2030, 1), month(2025, 4)),
      answer: fc.option(
        fc.record({ value: fc.bigInt(0n, 10n ** 12n), prior: fc.option(fc.bigInt(0n, 10n ** 12n)) }),
      ),
      county: fc.constantFrom("1", "2", "3", null),
      split: fc.option(share),
    })
    .map((x): Written => {
      const chains: readonly Part[] =
        x.split === null
          ? whole("a")
          : [
              { code: "a", share: x.split },
              { code: "b", share: 10_000 - x.split },
            ];
      return {
        code: `F${String(i).padStart(2, "0")}`,
        output: steady(x.from, x.until, x.level, x.growth),
        since: x.since,
        until: x.left,
        ...(x.answer === null ? {} : { answers: new Map([[JUNE, x.answer]]) }),
        parts: new Map([
          ["county", whole(x.county)],
          ["chain", chains],
        ]),
        like: [`c${String(x.county)}`, "all"],
      };
    });
const cities = fc
  .integer({ min: 1, max: 14 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => firm(i))));
const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

test("in any city: groups add up to the whole, firms' points to the growth, the base's parts to the base", () => {
  fc.assert(
    fc.property(cities, (firms) => {
      const e = estimateOf(firms);
      for (const [key, groups] of e.groups) {
        expect(sum(groups.map((g) => g.value)), key).toBe(e.whole.value);
        expect(sum(groups.map((g) => g.prior)), key).toBe(e.whole.prior);
        expect(sum(groups.map((g) => g.comparable)), key).toBe(e.whole.comparable);
        expect(sum(groups.map((g) => g.cumulative.value)), key).toBe(e.whole.cumulative.value);
        if (e.whole.growth !== null) expect(sum(groups.map((g) => g.points ?? 0n)), key).toBe(e.whole.growth);
      }
      if (e.whole.growth !== null) expect(sum(e.firms.map((f) => f.points ?? 0n))).toBe(e.whole.growth);
      const { stored, left, entered, restated, comparable } = e.base;
      expect(stored + left + entered + restated).toBe(comparable);
      expect(comparable).toBe(e.whole.prior);
      const methods = Object.values(e.whole.methods);
      expect(methods.reduce((n, m) => n + m.firms, 0)).toBe(e.whole.firms);
      expect(sum(methods.map((m) => m.value))).toBe(e.whole.value);
      expect(e.firms.length).toBe(e.whole.firms);
    }),
    { numRuns: 150 },
  );
});

test("the order of the firms changes nothing", () => {
  fc.assert(
    fc.property(cities, (firms) => {
      const [a, b] = [estimateOf(firms), estimateOf(firms.toReversed())];
      expect({ ...b, groups: [...b.groups] }).toEqual({ ...a, groups: [...a.groups] });
    }),
    { numRuns: 40 },
  );
});
