import fc from "fast-check";
import { expect, test } from "vitest";
import {
  divide,
  isOne,
  isWhole,
  multiply,
  ONE,
  parseDecimal,
  power,
  rational,
  toDouble,
} from "./rational.ts";

test("fractions are kept in lowest terms with a positive denominator", () => {
  expect(rational(-4, -6)).toEqual({ num: 2n, den: 3n });
  expect(rational(4, -6)).toEqual({ num: -2n, den: 3n });
  expect(rational(0, -5)).toEqual({ num: 0n, den: 1n });
});

test("a denominator of zero is refused", () => {
  expect(() => rational(1, 0)).toThrow(RangeError);
  expect(() => divide(ONE, rational(0))).toThrow(RangeError);
  expect(() => power(rational(0), -1)).toThrow(RangeError);
});

test("decimals are read exactly: 0.1 is a tenth", () => {
  expect(parseDecimal("0.1")).toEqual(rational(1, 10));
  expect(parseDecimal("-12.340")).toEqual(rational(-617, 50));
  expect(parseDecimal("0.1255")).toEqual(rational(251, 2000));
  for (const text of ["1e4", ".5", "5.", "1,000", "", "--1", "0x10", " 1"])
    expect(parseDecimal(text)).toBeNull();
});

test("44/12 is not a decimal, and stays a fraction", () => {
  const carbon = rational(44, 12);
  expect(carbon).toEqual({ num: 11n, den: 3n });
  expect(isWhole(carbon)).toBe(false);
  expect(isOne(multiply(carbon, rational(3, 11)))).toBe(true);
  expect(toDouble(carbon)).toBe(11 / 3);
});

const nonZero = fc.bigInt(-(10n ** 15n), 10n ** 15n).filter((n) => n !== 0n);
const fractions = fc.tuple(nonZero, nonZero).map(([n, d]) => rational(n, d));

test("property: dividing undoes multiplying, to the last digit", () => {
  fc.assert(
    fc.property(fractions, fractions, (a, b) => {
      expect(divide(multiply(a, b), b)).toEqual(a);
    }),
  );
});

test("property: a power and its inverse make one", () => {
  fc.assert(
    fc.property(fractions, fc.integer({ min: -4, max: 4 }), (a, n) => {
      expect(isOne(multiply(power(a, n), power(a, -n)))).toBe(true);
    }),
  );
});
