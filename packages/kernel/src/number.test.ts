/** The one quantiser of docs/decisions/0003-numbers.md. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  asRatio,
  checked,
  exactMultiple,
  inRange,
  LIMIT,
  product,
  QUANTISE_LIMIT,
  quantise,
  quotient,
  wholeMultiple,
  yearlyGrowth,
  RATIO_ONE,
} from "./number.ts";
import { ONE, rational } from "./rational.ts";

const PERCENT = rational(100);

describe("ratios at the threshold", () => {
  test("a firm with exactly 20 % growth has 20 %, not 19.999999999999996 %", () => {
    expect(1.2 - 1 >= 0.2).toBe(false); // what binary arithmetic would say
    expect(quotient(240n - 200n, 200n, PERCENT)).toBe(20n * RATIO_ONE);
  });

  test("R&D of exactly 3 % of revenue is 3 %, for a thousand revenues", () => {
    for (let revenue = 100n; revenue <= 100_000n; revenue += 100n)
      expect(quotient((revenue * 3n) / 100n, revenue, PERCENT)).toBe(3n * RATIO_ONE);
  });

  test("a third has eight decimals, rounded half away from zero", () => {
    expect(quotient(1n, 3n, ONE)).toBe(33_333_333n);
    expect(quotient(2n, 3n, ONE)).toBe(66_666_667n);
    expect(quotient(-2n, 3n, ONE)).toBe(-66_666_667n);
    expect(quantise(0.5e-8)).toBe(1n);
    expect(quantise(-0.5e-8)).toBe(-1n);
    expect(quantise(-0)).toBe(0n);
  });
});

describe("what is out of range is missing, never a wrong number", () => {
  test("a quotient of 9e7 or more has no eighth decimal in a double", () => {
    expect(quantise(QUANTISE_LIMIT)).toBeNull();
    expect(quantise(-QUANTISE_LIMIT)).toBeNull();
    expect(quantise(Number.POSITIVE_INFINITY)).toBeNull();
    expect(quantise(Number.NaN)).toBeNull();
    expect(quantise(89_999_999.5)).toBe(8_999_999_950_000_000n);
  });

  test("dividing by zero gives nothing", () => {
    expect(quotient(5n, 0n, ONE)).toBeNull();
    expect(quotient(0n, 0n, ONE)).toBeNull();
  });

  test("stored values have at most 18 digits", () => {
    expect(inRange(LIMIT - 1n)).toBe(true);
    expect(checked(LIMIT)).toBeNull();
    expect(checked(-LIMIT)).toBeNull();
    expect(checked(1n - LIMIT)).toBe(1n - LIMIT);
  });
});

test("an exact value is written as a ratio of a coarser unit: 12345 分 are 0.0123 万元", () => {
  expect(asRatio(12_345n, rational(1, 1_000_000))).toBe(1_234_500n);
  expect(product(12n, 5n, rational(1, 100))).toBe(60_000_000n);
});

const doubles = fc.double({ min: -8.9e7, max: 8.9e7, noNaN: true });

test("property: the quantiser is symmetric about zero", () => {
  fc.assert(
    fc.property(doubles, (x) => {
      const [plus, minus] = [quantise(x), quantise(-x)];
      expect(plus === null ? null : -plus).toBe(minus);
    }),
  );
});

test("property: it keeps order, so a comparison of ratios never contradicts the quotients", () => {
  fc.assert(
    fc.property(doubles, doubles, (x, y) => {
      const [low, high] = [quantise(Math.min(x, y)), quantise(Math.max(x, y))];
      if (low === null || high === null) return;
      expect(low <= high).toBe(true);
    }),
  );
});

test("property: a whole number of per cent of a whole amount is exact", () => {
  const amounts = fc.bigInt(1n, 10n ** 12n);
  fc.assert(
    fc.property(amounts, fc.bigInt(-1000n, 1000n), (amount, percent) => {
      expect(quotient(amount * percent, amount * 100n, PERCENT)).toBe(percent * RATIO_ONE);
    }),
  );
});

test("yearly growth: the root to 10^-8, so that 1.728 over three years is 20.000000 %", () => {
  expect(yearlyGrowth(1728n, 1000n, 3, PERCENT)).toBe(20n * RATIO_ONE);
  expect(yearlyGrowth(1000n, 1728n, 3, PERCENT)).toBe(-1_666_666_700n);
  expect(yearlyGrowth(5n, 5n, 7, PERCENT)).toBe(0n);
});

test("yearly growth: from nothing, to nothing and a hundredfold every year are no figures", () => {
  expect(yearlyGrowth(1n, 0n, 2, PERCENT)).toBeNull();
  expect(yearlyGrowth(0n, 1n, 2, PERCENT)).toBeNull();
  expect(yearlyGrowth(9_999n, 1n, 2, PERCENT)).not.toBeNull();
  expect(yearlyGrowth(10_000n, 1n, 2, PERCENT)).toBeNull();
});

test("a rate multiplies amounts exactly where it gives whole units of 10^-8", () => {
  const rate = rational(1n, 10n ** 12n); // 分 times 10^-8 of % as 元
  const by = wholeMultiple(9_999_000_000n, rate); // 99.99 %
  expect(by).toBe(999_900n);
  expect(exactMultiple(8_999_999_988n, by ?? 0n)).toBe(8_999_099_988_001_200n);
  // the same through a double is two digits off at this size
  expect(product(8_999_999_988n, 9_999_000_000n, rate)).toBe(8_999_099_988_001_202n);
  expect(wholeMultiple(3_333_333_333n, rate)).toBeNull();
  expect(wholeMultiple(0n, rate)).toBeNull();
});

test("property: exact multiples are there and missing where quantised products are, and the same below 10^15", () => {
  const rate = rational(1n, 10n ** 12n);
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 9n), 10n ** 9n), fc.bigInt(1n, 10_000n), (amount, hundredths) => {
      const fixed = hundredths * 1_000_000n; // hundredths of a per cent
      const by = wholeMultiple(fixed, rate) ?? 0n;
      expect(exactMultiple(amount, by)).toBe(product(amount, fixed, rate));
    }),
  );
  expect(exactMultiple(9n * 10n ** 15n, 1n)).toBeNull();
  expect(exactMultiple(9n * 10n ** 15n - 1n, -1n)).toBe(-(9n * 10n ** 15n - 1n));
});
