import { rational } from "@lianzhang/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { apportion, apportionOf, medianOf, rounded } from "./exact.ts";

test("three firms with a third each divide 100 points into 34, 33 and 33", () => {
  expect(apportion(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(apportion(-100n, [1n, 1n, 1n])).toEqual([-33n, -33n, -34n]);
});

test("parts add up to the total exactly, and each lies within one unit of its share", () => {
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 15n), 10n ** 15n),
      fc.array(fc.bigInt(-1_000_000n, 1_000_000n), { minLength: 1, maxLength: 30 }),
      (total, weights) => {
        const sum = weights.reduce((a, b) => a + b, 0n);
        fc.pre(sum !== 0n);
        const parts = apportion(total, weights);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        parts.forEach((p, i) => {
          const off = p * sum - (weights[i] ?? 0n) * total;
          expect(off < 0n ? -off : off).toBeLessThan(sum < 0n ? -sum : sum);
        });
      },
    ),
  );
});

test("a total that was rounded by itself is met all the same", () => {
  // 1/3 each of 1.00 rounded to 0.99 or 1.01 by somebody else
  expect(apportionOf(99n, [100n, 100n, 100n], 3n)).toEqual([33n, 33n, 33n]);
  expect(apportionOf(101n, [100n, 100n, 100n], 3n)).toEqual([34n, 34n, 33n]);
});

test("the median of fractions is exact and moved by no single one", () => {
  const [a, b, wild] = [rational(11, 10), rational(12, 10), rational(1000)];
  expect(medianOf([a, wild, b])).toEqual(b);
  expect(medianOf([a, b])).toEqual(rational(115, 100));
  expect(medianOf([])).toBeNull();
});

test("halves are rounded away from zero", () => {
  expect([rounded(5n, 2n), rounded(-5n, 2n), rounded(4n, 3n)]).toEqual([3n, -3n, 1n]);
});
