/** How alike two names or headings are, and which of several is surely meant. */

const bare = (text: string): string => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

const pairs = (text: string): Map<string, number> => {
  const found = new Map<string, number>();
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = text.slice(i, i + 2);
    found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  return found;
};

/** Shared pairs of characters over all of them (Dice): 1 the same, 0 nothing in common. */
export function likeness(a: string, b: string): number {
  const [x, y] = [bare(a), bare(b)];
  if (x === y) return x === "" ? 0 : 1;
  const [p, q] = [pairs(x), pairs(y)];
  let common = 0;
  for (const [pair, n] of p) common += Math.min(n, q.get(pair) ?? 0);
  const all = Math.max(1, x.length - 1 + (y.length - 1));
  return (2 * common) / all;
}

/** How much of the shorter text stands in the longer one, by pairs of characters. */
export function contained(short: string, long: string): number {
  const [x, y] = [bare(short), bare(long)];
  const [p, q] = [pairs(x), pairs(y)];
  let common = 0;
  for (const [pair, n] of p) common += Math.min(n, q.get(pair) ?? 0);
  return x.length < 2 ? 0 : common / (x.length - 1);
}

export interface Ranked<T> {
  readonly one: T;
  readonly score: number;
}

export type Choice<T> =
  | { readonly kind: "sure"; readonly one: T }
  | { readonly kind: "doubtful"; readonly near: readonly T[] }
  | { readonly kind: "none" };

/** `sure` and `clear`: the score that is enough, and how far ahead of the next it must be. */
export function choose<T>(
  all: readonly T[],
  score: (one: T) => number,
  { sure, clear, least }: { readonly sure: number; readonly clear: number; readonly least: number },
): Choice<T> {
  const ranked: Ranked<T>[] = all
    .map((one) => ({ one, score: score(one) }))
    .filter((r) => r.score >= least)
    .toSorted((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (!first) return { kind: "none" };
  if (first.score >= sure && first.score - (second?.score ?? 0) >= clear)
    return { kind: "sure", one: first.one };
  return { kind: "doubtful", near: ranked.slice(0, 3).map((r) => r.one) };
}

/** 经信局 of 经济和信息化局: the letters of the short name in their order, from the first to the last. */
export function abbreviates(short: string, long: string): boolean {
  const last = short.at(-1) ?? "";
  if (short.length < 2 || short.length >= long.length || short[0] !== long[0]) return false;
  if (!long.endsWith(last) && !(last === "委" && long.endsWith("委员会"))) return false;
  let at = 0;
  for (const c of short) {
    at = long.indexOf(c, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
