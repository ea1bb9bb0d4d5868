/** Lists of firms as pages ask for them: words and filters, what each filter would leave, an order, one page. */
import type { Label } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { ApiProblem } from "./errors.ts";
import { badQuery } from "./errors.ts";
import { UNKNOWN } from "./present.ts";

/** The code that stands in filters and addresses for one that is not known. */
export const UNPLACED = "unknown";

/** What of a row is looked at: whose it is, and its codes under each filter. */
export interface Listing<T, K extends string> {
  readonly who: (row: T) => { readonly name: string; readonly code: string };
  readonly keys: Readonly<Record<K, (row: T) => readonly string[]>>;
}

/** Filters as they were asked for; none and an empty one take every row. */
export type Filters<K extends string> = { readonly q?: string | undefined } & {
  readonly [key in K]?: string | undefined;
};

export interface Choice {
  readonly code: string;
  readonly label: Label;
  readonly count: number;
}

/** Words as names are searched by: one width, one case. */
export const searched = (words: string | undefined): string =>
  words?.trim().normalize("NFKC").toLowerCase() ?? "";

/** The rows that fit the words and every filter but `without`. */
export function narrowed<T, K extends string>(
  { who, keys }: Listing<T, K>,
  rows: readonly T[],
  filters: Filters<NoInfer<K>>,
  without: NoInfer<K> | null = null,
): T[] {
  const words = searched(filters.q);
  const asked: ((row: T) => boolean)[] = [];
  for (const key in keys) {
    const code = filters[key];
    if (key !== without && code !== undefined && code !== "")
      asked.push((row) => keys[key](row).includes(code));
  }
  return rows.filter((row) => {
    const { name, code } = who(row);
    const named = words === "" || name.toLowerCase().includes(words) || code.toLowerCase().includes(words);
    return named && asked.every((fits) => fits(row));
  });
}

/** How many rows each code of a filter would leave, with the other filters as they are. */
export function counted<T, K extends string>(
  listing: Listing<T, K>,
  rows: readonly T[],
  filters: Filters<NoInfer<K>>,
  key: NoInfer<K>,
): ReadonlyMap<string, number> {
  const out = new Map<string, number>();
  for (const row of narrowed(listing, rows, filters, key))
    for (const code of listing.keys[key](row)) out.set(code, (out.get(code) ?? 0) + 1);
  return out;
}

/** The choices of a filter whose codes come from the rows, the most frequent first. `label`: null where a code has none. */
export const byCount = (
  counts: ReadonlyMap<string, number>,
  label: (code: string) => Label | null,
): Choice[] =>
  [...counts]
    .map(([code, count]) => ({
      code,
      label: (code === UNPLACED ? null : label(code)) ?? UNKNOWN,
      count,
    }))
    .toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));

/** How two rows follow each other, upwards or downwards. */
export type Order<T> = (a: T, b: T, descending: boolean) => number;

/** By a value of the row; what is missing comes last in both directions. */
export const byValue =
  <T>(of: (row: T) => bigint | number | string | null): Order<T> =>
  (a, b, descending) => {
    const [x, y] = [of(a), of(b)];
    if (x === y) return 0;
    if (x === null || y === null) return x === null ? 1 : -1;
    return x < y === descending ? 1 : -1;
  };

/** The column of a `sort` and its direction (`-score` is downwards). */
export function sortOf(sort: string): { readonly id: string; readonly descending: boolean } {
  return sort.startsWith("-") ? { id: sort.slice(1), descending: true } : { id: sort, descending: false };
}

/** Refuses to sort by a column that is none, with the nearest of those there are (400, LZ6101). */
export function noSuchOrder(id: string, columns: readonly string[]): ApiProblem {
  const near = nearest(id, columns);
  return badQuery(
    { zh: `不能按「${id}」排序`, en: `cannot sort by "${id}"` },
    near === null ? null : { zh: `是否指 ${near}?`, en: `did you mean ${near}?` },
  );
}

/** The rows in the order asked for; of equal ones `then` says which is first, in both directions. */
export function inOrder<T>(
  rows: readonly T[],
  sort: string,
  columns: Readonly<Record<string, Order<T>>>,
  then: (a: T, b: T) => number,
): T[] {
  const { id, descending } = sortOf(sort);
  const order = Object.hasOwn(columns, id) ? columns[id] : undefined;
  if (order === undefined) throw noSuchOrder(id, Object.keys(columns));
  return rows.toSorted((a, b) => order(a, b, descending) || then(a, b));
}

export interface Page<R> {
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly rows: R[];
}

/** One page of the rows, and how many there are. */
export const pageOf = <T, R>(
  rows: readonly T[],
  page: number,
  size: number,
  shown: (row: T) => R,
): Page<R> => ({
  total: rows.length,
  page,
  size,
  rows: rows.slice((page - 1) * size, page * size).map(shown),
});
