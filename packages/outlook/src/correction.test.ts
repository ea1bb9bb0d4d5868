import { RATIO_ONE } from "@lianzhang/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { correctedBy, correctionOf, errorOf, errorsOf, shrunken } from "./correction.ts";
import { absolute } from "./exact.ts";

const pair = (expected: number, actual: number) => ({ expected: BigInt(expected), actual: BigInt(actual) });

test("six months at 90 % of what was expected: a ratio of 0.94, drawn towards 1 by four months", () => {
  const pairs = Array.from({ length: 6 }, () => pair(1000, 900));
  // (6 x 0.9 + 4 x 1) / 10
  expect(shrunken(pairs)).toBe(94_000_000n);
  expect(correctionOf(pairs)).toMatchObject({ ratio: 94_000_000n, months: 6 });
  expect(correctedBy(1000n, 94_000_000n)).toBe(940n);
});

test("the median is not moved by one month of a halt", () => {
  const pairs = [
    pair(1000, 900),
    pair(1000, 0),
    pair(1000, 900),
    pair(1000, 900),
    pair(1000, 900),
    pair(1000, 900),
  ];
  expect(shrunken(pairs)).toBe(94_000_000n);
});

test("fewer than three months say nothing, and fewer than three tries prove nothing", () => {
  expect(shrunken([pair(10, 9), pair(10, 9)])).toBeNull();
  expect(correctionOf(Array.from({ length: 5 }, () => pair(10, 9)))).toBeNull();
});

test("a firm that is now above, now below, is not corrected", () => {
  const pairs = [1050, 950, 1050, 950, 1050, 950, 1050, 950].map((actual) => pair(1000, actual));
  expect(correctionOf(pairs)).toBeNull();
});

test("a steady habit is always brought nearer and never overshot", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 250 }),
      fc.array(fc.bigInt(10_000n, 10n ** 12n), { minLength: 6, maxLength: 12 }),
      fc.bigInt(10_000n, 10n ** 12n),
      (percent, months, next) => {
        fc.pre(percent !== 100);
        const came = (said: bigint): bigint => (said * BigInt(percent)) / 100n;
        const correction = correctionOf(months.map((expected) => ({ expected, actual: came(expected) })));
        if (correction === null) throw new Error("a steady habit is corrected");
        const corrected = correctedBy(next, correction.ratio);
        expect(absolute(corrected - came(next))).toBeLessThan(absolute(next - came(next)));
        expect(percent > 100 ? corrected <= came(next) + 1n : corrected >= came(next) - 1n).toBe(true);
      },
    ),
  );
});

test("errors are percent of what came: too high is above nought", () => {
  expect(errorOf(110n, 100n)).toBe(10n * RATIO_ONE);
  expect(errorOf(1n, 0n)).toBeNull();
  expect(errorsOf([errorOf(110n, 100n), errorOf(95n, 100n), null])).toEqual({
    count: 2,
    bias: 250_000_000n,
    meanAbsolute: 750_000_000n,
  });
});
