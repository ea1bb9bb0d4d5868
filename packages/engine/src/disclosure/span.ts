/**
 * What can be made from known sums by adding and subtracting: exact linear algebra over whole numbers. A vector is
 * what a sum is taken over: unknown -> how often it counts in it.
 */
export type Vector = ReadonlyMap<number, bigint>;

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/** Divided by what all entries share: a sum and its multiples say the same. */
function reduced(vector: ReadonlyMap<number, bigint>): Map<number, bigint> {
  let shared = 0n;
  for (const v of vector.values()) {
    shared = gcd(shared, v);
    if (shared === 1n) return new Map(vector);
  }
  return new Map([...vector].map(([k, v]) => [k, v / shared]));
}

/** `vector` without its entry at `pivot`, by a multiple of `row`, which has one there. */
function without(vector: Vector, row: Vector, pivot: number): Vector {
  const here = vector.get(pivot);
  const there = row.get(pivot);
  if (here === undefined || there === undefined) return vector;
  const out = new Map<number, bigint>();
  for (const [k, v] of vector) out.set(k, v * there);
  for (const [k, v] of row) {
    const left = (out.get(k) ?? 0n) - v * here;
    if (left === 0n) out.delete(k);
    else out.set(k, left);
  }
  return reduced(out);
}

/**
 * The sums that are known, as independent rows, and secrets beside them: what is left of each secret when everything
 * known has been subtracted. A secret with nothing left can be computed by anyone.
 */
export class Span {
  readonly #rows: { readonly pivot: number; readonly row: Vector }[] = [];
  #secrets: Vector[] = [];

  /** What remains of a vector when the known rows have been subtracted; empty: it follows from them. */
  rest(vector: Vector): Vector {
    return this.#rows.reduce((left, { pivot, row }) => without(left, row, pivot), vector);
  }

  /** Keeps a secret. False when it follows from what is known already. */
  hide(secret: Vector): boolean {
    const left = this.rest(secret);
    if (left.size === 0) return false;
    this.#secrets.push(left);
    return true;
  }

  /** Makes a sum known whatever follows from it: it is public already. */
  tell(vector: Vector): void {
    const row = this.rest(vector);
    const pivot = pivotOf(row);
    if (pivot === null) return;
    this.#rows.push({ pivot, row });
    this.#secrets = this.#secrets.map((s) => without(s, row, pivot));
  }

  /** Makes a sum known if no secret follows; says whether it did. */
  publish(vector: Vector): boolean {
    const row = this.rest(vector);
    const pivot = pivotOf(row);
    if (pivot === null) return true;
    const left: Vector[] = [];
    for (const secret of this.#secrets) {
      const rest = without(secret, row, pivot);
      if (rest.size === 0) return false;
      left.push(rest);
    }
    this.#secrets = left;
    this.#rows.push({ pivot, row });
    return true;
  }
}

const pivotOf = (row: Vector): number | null => row.keys().next().value ?? null;
