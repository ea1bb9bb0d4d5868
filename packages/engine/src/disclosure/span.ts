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

/** What remains of a secret; replaced as more becomes known. */
interface Secret {
  left: Vector;
}

/** A text equal for equal vectors. */
export const vectorKey = (v: Vector): string =>
  [...v]
    .toSorted(([a], [b]) => a - b)
    .map(([k, n]) => `${k}*${n}`)
    .join(" ");

/**
 * The sums that are known, as independent rows, and secrets beside them: what is left of each secret when everything
 * known has been subtracted. A secret with nothing left can be computed by anyone.
 */
export class Span {
  /** By pivot, in the order they became known: a row has no entry at the pivot of an earlier one. */
  readonly #rows = new Map<number, { readonly at: number; readonly row: Vector }>();
  /** By unknown: the secrets that still hold it. */
  readonly #holders = new Map<number, Set<Secret>>();
  readonly #hidden = new Set<string>();

  /** What remains of a vector when the known rows have been subtracted; empty: it follows from them. */
  rest(vector: Vector): Vector {
    let left = vector;
    for (;;) {
      let first: { readonly at: number; readonly row: Vector; readonly pivot: number } | null = null;
      for (const pivot of left.keys()) {
        const found = this.#rows.get(pivot);
        if (found && (first === null || found.at < first.at)) first = { ...found, pivot };
      }
      if (first === null) return left;
      left = without(left, first.row, first.pivot);
    }
  }

  /** Keeps a secret. False when it follows from what is known already. */
  hide(secret: Vector): boolean {
    const left = reduced(this.rest(secret));
    if (left.size === 0) return false;
    const key = vectorKey(left);
    if (this.#hidden.has(key)) return true;
    this.#hidden.add(key);
    this.#hold({ left });
    return true;
  }

  #hold(secret: Secret): void {
    for (const unknown of secret.left.keys()) {
      const holders = this.#holders.get(unknown) ?? new Set<Secret>();
      this.#holders.set(unknown, holders.add(secret));
    }
  }

  /** Whether no secret would follow if this sum were known too. */
  allows(vector: Vector): boolean {
    return this.#with(vector).secrets.every((s) => s.left.size > 0);
  }

  /** Makes a sum known, whatever follows from it. */
  tell(vector: Vector): void {
    const { row, pivot, secrets } = this.#with(vector);
    if (pivot === null) return;
    this.#rows.set(pivot, { at: this.#rows.size, row });
    for (const { secret, left } of secrets) {
      for (const unknown of secret.left.keys()) this.#holders.get(unknown)?.delete(secret);
      secret.left = left;
      this.#hold(secret);
    }
  }

  /** What knowing the sum would leave of the secrets it touches. */
  #with(vector: Vector): {
    readonly row: Vector;
    readonly pivot: number | null;
    readonly secrets: readonly { readonly secret: Secret; readonly left: Vector }[];
  } {
    const row = this.rest(vector);
    // the unknown that fewest secrets hold: fewest have to be brought up to date
    const pivot = this.#fewest(row);
    const holders = pivot === null ? [] : [...(this.#holders.get(pivot) ?? [])];
    return {
      row,
      pivot,
      secrets: holders.map((secret) => ({ secret, left: without(secret.left, row, pivot ?? 0) })),
    };
  }

  #fewest(row: Vector): number | null {
    let best: number | null = null;
    let least = Infinity;
    for (const unknown of row.keys()) {
      const n = this.#holders.get(unknown)?.size ?? 0;
      if (n < least) [best, least] = [unknown, n];
    }
    return best;
  }
}
