/** Exact fractions of bigints: unit conversions are not all decimal (1 亩 = 2000/3 m²). */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint; // > 0
}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

export function rational(num: bigint | number, den: bigint | number = 1n): Rational {
  const [n, d] = [BigInt(num), BigInt(den)];
  if (d === 0n) throw new RangeError("a rational cannot have denominator 0");
  const g = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { num: n / g, den: d / g };
}

export const ONE: Rational = rational(1);
export const multiply = (a: Rational, b: Rational): Rational => rational(a.num * b.num, a.den * b.den);
export const divide = (a: Rational, b: Rational): Rational => rational(a.num * b.den, a.den * b.num);
export const power = (a: Rational, n: number): Rational =>
  n >= 0
    ? rational(a.num ** BigInt(n), a.den ** BigInt(n))
    : rational(a.den ** BigInt(-n), a.num ** BigInt(-n));
export const isOne = (a: Rational): boolean => a.num === 1n && a.den === 1n;
export const isWhole = (a: Rational): boolean => a.den === 1n;
/** The nearest double; used only as the written factor of the quantiser. */
export const toDouble = (a: Rational): number => Number(a.num) / Number(a.den);

/** Reads a plain decimal (`-12.340`, `1e4` is refused) exactly; null when it is none. */
export function parseDecimal(text: string): Rational | null {
  const m = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!m) return null;
  const fraction = m[3] ?? "";
  const n = BigInt((m[2] ?? "") + fraction);
  return rational(m[1] === "-" ? -n : n, 10n ** BigInt(fraction.length));
}
