/** A model beside the estimate, with its own record. */
import { month } from "@lianzhang/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dueIn, estimateDay } from "./calendar.ts";
import { forecasts, modelled } from "./forecast.ts";
import { Days } from "./record.ts";
import type { Written } from "./testing/city.ts";
import { pastOf, RETURNING } from "./testing/city.ts";

const [FIRST, MAY, JUNE] = [month(2020, 1), month(2025, 5), month(2025, 6)];

/** Six years that grow by 8 % a year over a season. */
function seasonal(code: string, county: string, level: number): Written {
  const output = new Map<number, bigint>();
  for (let m = FIRST; m <= MAY; m++) {
    const season = 1 + 0.2 * Math.sin((m % 12) / 2);
    output.set(m, BigInt(Math.round(level * 1.08 ** ((m - FIRST) / 12) * season)));
  }
  return { code, output, parts: new Map([["county", [{ code: county, share: 10_000 }]]]) };
}

test("seasonal naive is last year's month, last growth that by the last month's own", () => {
  const { seasonal_naive, last_growth } = modelled([10, 20, 11, 22, 12], 2);
  expect(seasonal_naive).toBe(22);
  expect(last_growth).toBeCloseTo((22 * 12) / 11, 9);
  expect(modelled([10], 2).last_growth).toBeNull();
});

test("of a city that grows steadily the fitted model is nearer than last year's month, in whole and by county", () => {
  const days = new Days([seasonal("A", "1", 100_000), seasonal("B", "2", 50_000)].map(pastOf), RETURNING);
  const now = days.on(estimateDay(RETURNING, JUNE));
  const order = { days, returning: RETURNING, month: JUNE, now, first: FIRST, by: ["county"] };
  const { whole, groups } = forecasts(order);
  const { seasonal_naive: naive, holt_winters: fitted } = whole?.models ?? {};
  expect(naive?.months).toBe(12);
  expect(naive?.bias).toBeCloseTo(-7.4, 1);
  expect(fitted?.meanAbsolute ?? 100).toBeLessThan((naive?.meanAbsolute ?? 0) / 3);
  expect(groups.get("county")?.map((f) => f.code)).toEqual(["1", "2"]);
  const parts = groups.get("county")?.reduce((s, f) => s + (f.models.seasonal_naive.value ?? 0), 0);
  expect(parts).toBe(naive?.value);
});

/** Totals of old months are read from what is known now where nothing came in between: it must be the same figure. */
test("each past month's model saw last year's month as it was known on its own day, whatever was restated when", () => {
  const change = fc.record({
    firm: fc.nat(2),
    month: fc.constantFrom(...dueIn(RETURNING, month(2023, 1), MAY)),
    value: fc.bigInt(1n, 5_000_000n),
    after: fc.integer({ min: 20, max: 700 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
      const firms = ["A", "B", "C"].map((code, i) =>
        pastOf({
          ...seasonal(code, "1", 50_000 + 1000 * i),
          restated: changes.flatMap((c) =>
            c.firm === i
              ? [{ month: c.month, value: c.value, from: estimateDay(RETURNING, c.month) + c.after }]
              : [],
          ),
        }),
      );
      const days = new Days(firms, RETURNING);
      const now = days.on(estimateDay(RETURNING, JUNE));
      const { whole } = forecasts({ days, returning: RETURNING, month: JUNE, now, first: FIRST, by: [] });
      for (const { month: m, said } of whole?.models.seasonal_naive.tried ?? []) {
        const then = days.on(estimateDay(RETURNING, m));
        const total = firms.reduce((sum, f) => sum + (then.filled(f, m - 12)?.value ?? 0n), 0n);
        expect(said).toBe(Number(total));
      }
    }),
    { numRuns: 25 },
  );
});
