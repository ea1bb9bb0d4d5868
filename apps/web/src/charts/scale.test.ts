import { expect, test } from "vitest";
import { axisFor, fraction, niceStep } from "./scale.ts";

test("steps are round", () => {
  expect(niceStep(100, 4)).toBe(25);
  expect(niceStep(1842.7, 4)).toBe(500);
  expect(niceStep(0.9, 3)).toBe(0.5);
});

test("bars start at zero, also when every value is far from it", () => {
  expect(axisFor([980, 1010], { zero: true, count: 4 })).toEqual({ min: 0, max: 1500, step: 500 });
  expect(axisFor([-12, 30], { zero: true, count: 4 }).min).toBeLessThanOrEqual(-12);
});

test("a line does not go below zero when no value does", () => {
  expect(axisFor([2, 60], { zero: false, count: 4 }).min).toBe(0);
});

test("no values and one value still give an axis", () => {
  expect(axisFor([], { zero: false, count: 4 }).max).toBeGreaterThan(0);
  const one = axisFor([31.9], { zero: false, count: 4 });
  expect(one.min).toBeLessThan(31.9);
  expect(one.max).toBeGreaterThan(31.9);
  expect(fraction(one, 31.9)).toBeGreaterThan(0);
});
