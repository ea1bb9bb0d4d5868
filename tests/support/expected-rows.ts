/** Sums, quantiles, ranks and shares over written rows, by plain loops over whole numbers. */
import { checked } from "@lianzhang/kernel";
import type { Cell, Row } from "./row-nodes.ts";

const byCode = (a: Cell, b: Cell): number =>
  a === b ? 0 : a === null ? 1 : b === null || String(a) < String(b) ? -1 : 1;
const byNumber = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
const present = (cells: readonly Cell[]): bigint[] => cells.filter((c) => typeof c === "bigint");
const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((a, b) => a + b, 0n);

/** The value at a place of 10^-8 among sorted ones: halfway between neighbours, half up. */
function quantileOf(sorted: readonly bigint[], place: bigint): bigint | null {
  if (sorted.length === 0) return null;
  const h = BigInt(sorted.length - 1) * place;
  const low = sorted[Number(h / 100_000_000n)] ?? 0n;
  const next = sorted[Number(h / 100_000_000n) + 1] ?? low;
  return low + ((next - low) * (h % 100_000_000n) + 50_000_000n) / 100_000_000n;
}

/** What the grouped statement of tests/dialect.db.test.ts must give. */
export function expectedGroups(list: readonly Row[]): Cell[][] {
  const kept = list.filter((r) => r["g"] !== true);
  const keys = [...new Set(kept.map((r) => r["k"] ?? null))].toSorted(byCode);
  return keys.map((k) => {
    const own = kept.filter((r) => (r["k"] ?? null) === k);
    const numbers = (name: string): bigint[] => present(own.map((r) => r[name] ?? null)).toSorted(byNumber);
    const [a, b, c] = [numbers("a"), numbers("b"), numbers("c")];
    const total = a.length === 0 ? null : sum(a);
    return [
      k,
      total,
      BigInt(own.filter((r) => r["f"] === true).length),
      BigInt(2 * b.length),
      b.at(-1) ?? null,
      b[0] ?? null,
      BigInt(c.length),
      k === null ? 0n : 1n,
      total === null ? null : checked(total),
      quantileOf(c, 50_000_000n),
      quantileOf(c, 30_000_000n),
    ];
  });
}

/** What its statement of ranks and shares must give. */
export function expectedRanks(list: readonly Row[]): Cell[][] {
  const seen = new Map<Cell, bigint>();
  return list.map((r, id) => {
    const [a, b, k] = [r["a"] ?? null, r["b"] ?? null, r["k"] ?? null];
    const peers = present(list.filter((x) => (x["k"] ?? null) === k).map((x) => x["a"] ?? null));
    const everyone = present(list.map((x) => x["a"] ?? null));
    const before = seen.get(k) ?? 0n;
    seen.set(k, before + 7n);
    const has = typeof a === "bigint";
    return [
      BigInt(id),
      k,
      a,
      b,
      7n,
      has ? BigInt(everyone.filter((x) => x > a).length + 1) : null,
      has ? BigInt(peers.filter((x) => x < a).length + 1) : null,
      BigInt(peers.length),
      before,
      typeof b === "bigint" ? (b * (before + 7n)) / 10_000n - (b * before) / 10_000n : null,
    ];
  });
}
