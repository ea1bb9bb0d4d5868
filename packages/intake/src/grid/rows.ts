/** Rows of a large sheet that are made when asked for, behind an ordinary array. */
import type { Cell } from "./sheet.ts";

export interface RowSource {
  readonly length: number;
  /** 0-based. */
  row(index: number): readonly Cell[];
}

type Rows = readonly (readonly Cell[])[];

/** Up to so many cells all rows are made at once: cheaper to go over again, and a worker can send them. */
const AT_ONCE = 250_000;

/** The rows of a source; `cells` is about how many cells it has. */
export function rowsOf(source: RowSource, cells: number): Rows {
  if (cells <= AT_ONCE) return Array.from({ length: source.length }, (_, i) => source.row(i));
  return lazyRows(source);
}

/**
 * An array that has no rows of its own: it cannot be written, sent to a worker or held to keep rows alive; a part of
 * it (`slice`) can. The row asked for last is kept, since cells are asked for one after the other.
 */
export function lazyRows(source: RowSource): Rows {
  const { length } = source;
  let [lastIndex, last]: [number, readonly Cell[]] = [-1, []];
  const indexOf = (key: string | symbol): number => {
    if (typeof key !== "string" || !/^(?:0|[1-9]\d*)$/.test(key)) return -1;
    const index = Number(key);
    return index < length ? index : -1;
  };
  const row = (index: number): readonly Cell[] => {
    if (index !== lastIndex) [lastIndex, last] = [index, source.row(index)];
    return last;
  };
  const target: (readonly Cell[])[] = [];
  target.length = length;
  return new Proxy(target, {
    get: (t, key, self) => {
      const index = indexOf(key);
      const value: unknown = index < 0 ? Reflect.get(t, key, self) : row(index);
      return value;
    },
    has: (t, key) => indexOf(key) >= 0 || Reflect.has(t, key),
    ownKeys: (t) => [...Array.from({ length }, (_, i) => String(i)), ...Reflect.ownKeys(t)],
    getOwnPropertyDescriptor: (t, key) => {
      const index = indexOf(key);
      if (index < 0) return Reflect.getOwnPropertyDescriptor(t, key);
      return { value: row(index), enumerable: true, configurable: true, writable: true };
    },
    set: () => false,
    deleteProperty: () => false,
    defineProperty: () => false,
  });
}
