/**
 * Against worked figures: international visitor nights in Australia from 1999 (data `austourists` of R's package fpp2)
 * with the parameters of Forecasting: Principles and Practice, 2nd ed., 7.3. The states after two years are those that
 * R's `forecast::hw(initial = "simple")` gives.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { expected, holtWinters, startOf, step } from "./smoothing.ts";
import type { Seasonality } from "./smoothing.ts";

const NIGHTS = [30.052513, 19.148496, 25.317692, 27.591437, 32.076456, 23.487961, 28.47594, 35.123753];
const FPP = { alpha: 0.441, beta: 0.03, gamma: 0.002, phi: 1 };

test("the simple start: mean of the first year, a fourth of the step to the second", () => {
  const { level, trend, season } = startOf(NIGHTS, 4, "multiplicative");
  expect(level).toBeCloseTo(25.5275345, 7);
  expect(trend).toBeCloseTo(1.06587325, 7);
  [1.17725873605224, 0.750111453184012, 0.991779758440832, 1.08085005232291].forEach((s, i) =>
    expect(season[i]).toBeCloseTo(s, 9),
  );
});

test.each<[Seasonality, number, number, readonly number[]]>([
  [
    "multiplicative",
    31.5627386776757,
    1.00423842901043,
    [1.17712812297656, 0.750171172765994, 0.991509119512213, 1.08080386146847],
  ],
  [
    "additive",
    31.6186014537107,
    1.00659064213558,
    [4.52260406322175, -6.37978566983114, -0.216664733898538, 2.06488449502578],
  ],
])("%s: level, trend and seasons after two years", (kind, level, trend, season) => {
  const state = NIGHTS.reduce((s, y) => step(s, y, kind, FPP), startOf(NIGHTS, 4, kind));
  expect(state.level).toBeCloseTo(level, 6);
  expect(state.trend).toBeCloseTo(trend, 6);
  season.forEach((s, i) => expect(state.season[i]).toBeCloseTo(s, 6));
  const ahead = kind === "additive" ? level + trend + (season[0] ?? 0) : (level + trend) * (season[0] ?? 0);
  expect(expected(state, 1, kind, 1)).toBeCloseTo(ahead, 5);
});

test("a series that grows by a hundredth a month over a fixed season is met within half a percent", () => {
  const season = [1.8, 0.9, 1, 1, 1.1, 0.9, 0.9, 1, 1, 1.1, 1.3];
  const y = Array.from({ length: 55 }, (_, i) => 100 * 1.01 ** i * (season[i % 11] ?? 1));
  const next = 100 * 1.01 ** 55 * (season[0] ?? 1);
  expect(Math.abs((holtWinters(y, 11, 1) ?? 0) / next - 1)).toBeLessThan(0.005);
});

test("too short a series, or one with nothing in a month, has no forecast", () => {
  expect(holtWinters([1, 2, 3, 4, 5, 6, 7, 8], 4, 1)).toBeNull();
  expect(holtWinters([1, 2, 3, 0, 5, 6, 7, 8, 1, 2, 3, 4], 4, 1)).toBeNull();
});

// Powers of two scale a binary number without rounding it.
test("the unit a series is counted in is of no matter", () => {
  const value = fc.double({ min: 1, max: 100, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 12, maxLength: 20 }),
      fc.constantFrom(2 ** -20, 0.5, 2 ** 30),
      (y, unit) => {
        const [plain, scaled] = [
          holtWinters(y, 4, 1),
          holtWinters(
            y.map((v) => v * unit),
            4,
            1,
          ),
        ];
        if (plain === null || scaled === null) return;
        expect(scaled / unit).toBe(plain);
      },
    ),
    { numRuns: 20 },
  );
});
