/** A seeded generator (xoshiro128**, state from splitmix32): the same keys give the same numbers everywhere. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Whole number in [low, high]. */
  int(low: number, high: number): number;
  /** Standard normal. */
  normal(): number;
  chance(probability: number): boolean;
}

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

function splitmix(state: number): number {
  let z = state | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** Folds keys (seed, firm, month, topic) into 32 bits. */
export function fold(...keys: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const key of keys) h = splitmix(Math.imul(h ^ key, 0x9e3779b1) + 0x7f4a7c15);
  return h;
}

/** One uniform number in [0, 1) that belongs to its keys, whatever was drawn before. */
export const uniformOf = (...keys: readonly number[]): number => fold(...keys) / 4294967296;

export function random(...keys: readonly number[]): Random {
  let state = fold(...keys);
  const seed = (): number => splitmix((state = (state + 0x9e3779b9) | 0));
  let [a, b, c, d] = [seed(), seed(), seed(), seed() | 1];
  const bits = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
  const next = (): number => bits() / 4294967296;
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    int: (low, high) => low + Math.floor((high - low + 1) * next()),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: (probability) => next() < probability,
  };
}

/** Picks by weight; null only for an empty list. */
export function weighted<T>(r: Random, items: readonly (readonly [T, number])[]): T | null {
  let rest = items.reduce((sum, [, w]) => sum + w, 0) * r.next();
  for (const [item, w] of items) if ((rest -= w) < 0) return item;
  return items.at(-1)?.[0] ?? null;
}
