/** Electricity beside output. */
import type { Month } from "@lianzhang/kernel";
import { month, RATIO_ONE } from "@lianzhang/kernel";
import { describe, expect, test } from "vitest";
import { againstRecord, recordGrowth } from "./beside.ts";
import { estimateDay } from "./calendar.ts";
import { Knowledge } from "./knowledge.ts";
import type { Written } from "./testing/city.ts";
import { monthsCovered, pastOf, RETURNING, steady } from "./testing/city.ts";

const [FIRST, MAY, JUNE] = [month(2021, 1), month(2025, 5), month(2025, 6)];
const county = (code: string): NonNullable<Written["parts"]> =>
  new Map([["county", [{ code, share: 10_000 }]]]);
const firms: readonly Written[] = [
  { code: "A", output: steady(FIRST, MAY, 1000, 10), parts: county("1") },
  { code: "B", output: steady(FIRST, MAY, 1000, 10), parts: county("2") },
];
const known = new Knowledge(firms.map(pastOf), RETURNING, estimateDay(RETURNING, JUNE));

/** Electricity that grows by 4 % a year, but for firm B, whose use falls by a fifth in May. */
const used = (code: string, m: Month): bigint | null => {
  if (m > MAY) return null;
  const level = 100_000 * 1.04 ** Math.floor((m - FIRST) / 12) * monthsCovered(m);
  return BigInt(Math.round(code === "B" && m === MAY ? level * 0.8 : level));
};

describe("output grows by 10 %, electricity by 4 %, as they always do", () => {
  const found = againstRecord(known, JUNE, "as_said", used);
  test("the latest month with electricity is May, whose output came", () => {
    expect([found?.month, found?.estimated]).toEqual([MAY, false]);
  });
  test("a gap of six points is usual in the one county; in the other electricity fell and output did not", () => {
    const [one, two] = found?.groups.get("county") ?? [];
    expect([one?.code, one?.apart]).toEqual(["1", false]);
    expect(Number(one?.gap) / Number(RATIO_ONE)).toBeCloseTo(6, 1);
    expect(one?.usual?.months).toBeGreaterThanOrEqual(20);
    expect([two?.code, two?.apart]).toEqual(["2", true]);
    expect(Number(two?.record) / Number(RATIO_ONE)).toBeCloseTo(-16.8, 1);
  });
  test("the firm behind it is named", () => {
    expect(found?.firms.map((f) => f.code)).toEqual(["B"]);
  });
});

test("without a record of a recent month there is nothing to compare", () => {
  expect(againstRecord(known, JUNE, "as_said", () => null)).toBeNull();
});

test("tax of last year against the year before, over the firms that have both", () => {
  const growth = recordGrowth(known, JUNE, new Map([["A", { now: 120n, before: 100n }]]));
  expect(growth.whole).toEqual({ code: null, firms: 1, growth: 20n * RATIO_ONE });
  expect(growth.groups.get("county")?.map((g) => [g.code, g.firms])).toEqual([["1", 1]]);
});
