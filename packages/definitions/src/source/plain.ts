/** YAML nodes as plain values, without losing digits: a number that a double cannot hold stays text. */
import { parseDecimal } from "@lianzhang/kernel";
import { isAlias, isMap, isScalar, isSeq } from "yaml";
import type { Document, Node, Scalar } from "yaml";

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Deeper than any definition; stops aliases that contain themselves. */
const DEEPEST = 40;

const sameDecimal = (source: string, value: number): boolean => {
  const [a, b] = [parseDecimal(source), parseDecimal(String(value))];
  return a !== null && b !== null && a.num === b.num && a.den === b.den && !/^[+-]?0\d/.test(source);
};

function scalar(node: Scalar): Plain {
  const { value, source } = node;
  if (typeof value === "number") return source === undefined || sameDecimal(source, value) ? value : source;
  if (typeof value === "string" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : (source ?? null);
}

/** The text of a map's key as written: `1`, `0111` and `1/3` stay what they are. */
export function keyText(key: unknown): string | null {
  if (!isScalar(key)) return null;
  if (typeof key.value === "string") return key.value;
  if (key.source !== undefined) return key.source;
  return typeof key.value === "number" || typeof key.value === "boolean" ? String(key.value) : null;
}

/** Plain value of a node; map keys that are not scalars are left out (the reader reports them). */
export function plain(node: unknown, document: Document, depth = 0): Plain {
  if (depth > DEEPEST) return null;
  if (isAlias(node)) return plain(node.resolve(document), document, depth + 1);
  if (isScalar(node)) return scalar(node);
  if (isSeq(node)) return node.items.map((item) => plain(item, document, depth + 1));
  if (!isMap(node)) return null;
  const seen = new Set<string>();
  return Object.fromEntries(
    node.items.flatMap((pair) => {
      const key = keyText(pair.key);
      // Of a key that stands twice the first is read: the report stands at the second.
      if (key === null || seen.has(key)) return [];
      seen.add(key);
      return [[key, plain(pair.value, document, depth + 1)]];
    }),
  );
}

export const isNode = (value: unknown): value is Node =>
  isAlias(value) || isScalar(value) || isSeq(value) || isMap(value);
