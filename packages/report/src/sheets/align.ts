/**
 * Which place of a sequence of heads is which in another, when some were inserted and some deleted. Sure only where every
 * longest common subsequence says the same; a head that stands once in both is itself wherever it went.
 */

/** More comparisons than this are not made: only heads that stand once are found then. */
const MOST = 4_000_000;

/** Places of `a` in `b`: for each the place, or null where it is gone or not sure. Blank keys are nothing. */
export class Alignment {
  readonly #a: readonly Keyed[];
  readonly #b: readonly Keyed[];
  #before: Uint32Array[] = [];
  #after: Uint32Array[] = [];
  readonly #known = new Map<number, number | null>();

  constructor(a: readonly string[], b: readonly string[]) {
    [this.#a, this.#b] = [keyed(a), keyed(b)];
    if (this.#a.length * this.#b.length > MOST) return;
    this.#before = lengths(this.#a, this.#b);
    this.#after = lengths(this.#a.toReversed(), this.#b.toReversed());
  }

  /** The place in `b` that place `i` of `a` is; null: gone, or more than one could be it. */
  find(i: number): number | null {
    const known = this.#known.get(i);
    if (known !== undefined) return known;
    const found = this.#find(i);
    this.#known.set(i, found);
    return found;
  }

  #find(i: number): number | null {
    const at = this.#a.findIndex((k) => k.at === i);
    const key = this.#a[at]?.key;
    if (key === undefined) return null;
    const same = this.#b.filter((k) => k.key === key);
    if (same.length === 1 && this.#a.filter((k) => k.key === key).length === 1) return same[0]?.at ?? null;
    return this.#forced(at);
  }

  #forced(at: number): number | null {
    const [n, m] = [this.#a.length, this.#b.length];
    const before = (i: number, j: number): number => this.#before[i]?.[j] ?? 0;
    const after = (i: number, j: number): number => this.#after[n - i]?.[m - j] ?? 0;
    if (this.#before.length === 0) return null;
    const total = before(n, m);
    // Some longest one leaves it out: it may be gone.
    for (let j = 0; j <= m; j++) if (before(at, j) + after(at + 1, j) === total) return null;
    const key = this.#a[at]?.key;
    const hits = this.#b.filter(
      (k, j) => k.key === key && before(at, j) + 1 + after(at + 1, j + 1) === total,
    );
    return hits.length === 1 ? (hits[0]?.at ?? null) : null;
  }
}

interface Keyed {
  readonly key: string;
  readonly at: number;
}

const keyed = (keys: readonly string[]): Keyed[] =>
  keys.map((key, at) => ({ key, at })).filter((k) => k.key !== "");

/** `out[i][j]`: the length of the longest common subsequence of the first i and the first j. */
function lengths(a: readonly Keyed[], b: readonly Keyed[]): Uint32Array[] {
  const out = [new Uint32Array(b.length + 1)];
  for (const [i, x] of a.entries()) {
    const [last, row] = [out[i] ?? new Uint32Array(0), new Uint32Array(b.length + 1)];
    for (const [j, y] of b.entries())
      row[j + 1] = x.key === y.key ? (last[j] ?? 0) + 1 : Math.max(last[j + 1] ?? 0, row[j] ?? 0);
    out.push(row);
  }
  return out;
}
