/** 序时进度 by an indicator's own curve. */
import { month, RATIO_ONE } from "@lianzhang/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pace, pastYears, seasonalCurve } from "./pace.ts";

/** A year by its share reached at the end of June (of 1,000), even before and after. */
const year = (y: number, june: bigint) => ({
  year: y,
  through: new Map([
    [6, june],
    [12, 1000n],
  ]),
});

describe("the curve", () => {
  test("June is the median of the years: 44, 45 and 48 % give 45 %", () => {
    const curve = seasonalCurve([year(2022, 440n), year(2023, 480n), year(2024, 450n)], 2025);
    expect(curve?.shares[5]).toBe(45_000_000n);
    expect([curve?.low[5], curve?.high[5]]).toEqual([44_000_000n, 48_000_000n]);
    // January has no return: it lies on the line.
    expect(curve?.shares[0]).toBe(7_500_000n);
    expect(curve?.shares[11]).toBe(RATIO_ONE);
    expect(curve?.years).toEqual([2022, 2023, 2024]);
  });
  test("at most the last five years, whole ones only, and at least three of them", () => {
    const years = [2018, 2019, 2020, 2021, 2022, 2023, 2024].map((y) => year(y, 450n));
    expect(seasonalCurve(years, 2025)?.years).toEqual([2020, 2021, 2022, 2023, 2024]);
    expect(seasonalCurve(years.slice(0, 2), 2025)).toBeNull();
    expect(seasonalCurve(years, 2020)).toBeNull();
  });
  test("it never falls and ends at all of the year", () => {
    const one = fc
      .array(fc.bigInt(0n, 1000n), { minLength: 12, maxLength: 12 })
      .map((months) => months.map((_, i) => months.slice(0, i + 1).reduce((a, b) => a + b, 0n)));
    fc.assert(
      fc.property(fc.array(one, { minLength: 3, maxLength: 6 }), (years) => {
        const curve = seasonalCurve(
          years.map((y, i) => ({ year: 2015 + i, through: new Map(y.map((v, m) => [m + 1, v])) })),
          2025,
        );
        if (curve === null) return;
        curve.shares.forEach((s, i) => expect(s >= (curve.shares[i - 1] ?? 0n)).toBe(true));
        expect(curve.shares[11]).toBe(RATIO_ONE);
      }),
    );
  });
});

describe("1,000 in the year, half a year in", () => {
  const curve = seasonalCurve([year(2022, 440n), year(2023, 480n), year(2024, 450n)], 2025);
  if (curve === null) throw new Error("a curve");
  const june = month(2025, 6);
  test.each([
    [460n, "on_course", 10n],
    [450n, "on_course", 0n],
    // 2022 had only 44 % by June and still made the year.
    [440n, "behind", -10n],
    // Even by 2022's curve the year ends at 998.
    [439n, "will_miss", -11n],
    [1000n, "met", 550n],
  ] as const)("%s is %s", (cumulative, status, ahead) => {
    expect(pace(1000n, cumulative, june, curve)).toMatchObject({ status, ahead, expected: 450n });
  });
  test("the evidence: the year as it would end", () => {
    expect(pace(1000n, 405n, june, curve)).toMatchObject({
      projected: 900n,
      best: 920n,
      years: [2022, 2023, 2024],
    });
  });
});

test("cumulatives by month become years; one without December is none", () => {
  const through = new Map([
    [month(2024, 6), 5n],
    [month(2024, 12), 10n],
    [month(2025, 6), 6n],
  ]);
  expect(pastYears(through).map((y) => y.year)).toEqual([2024]);
});
