/**
 * A YAML (or JSON) text as a tree in which every key and value knows its place, for files that are read beside a
 * decision folder: scenarios. Numbers stay the text they were written as, so that no digit is lost.
 */
import type { Diagnostic, Place } from "@lianzhang/kernel";
import type { Document } from "yaml";
import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { placeAt, placeOf } from "./entry.ts";
import type { SourceFile } from "./entry.ts";
import { isNode, keyText } from "./plain.ts";
import { parseSource } from "./read-folder.ts";
import { Report } from "./report.ts";
import { scalarOffsets } from "./scalar-offsets.ts";

export interface PlacedText {
  readonly kind: "scalar";
  readonly place: Place;
  /** As written; null where nothing is. */
  readonly value: string | boolean | null;
  /** Place of a character inside the text. */
  inside(offset: number): Place;
}

export interface PlacedEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: Placed;
}

export type Placed =
  | PlacedText
  | { readonly kind: "map"; readonly place: Place; readonly entries: readonly PlacedEntry[] }
  | { readonly kind: "list"; readonly place: Place; readonly items: readonly Placed[] };

/** Deeper than any such file; stops aliases that contain themselves. */
const DEEPEST = 40;

function placedOf(node: unknown, file: SourceFile, at: Place, depth = 0): Placed {
  const nothing: Placed = { kind: "scalar", place: at, value: null, inside: () => at };
  if (!isNode(node) || depth > DEEPEST) return nothing;
  if (isAlias(node)) return placedOf(resolved(node, file.document), file, placeOf(file, node), depth + 1);
  const place = placeOf(file, node);
  if (isSeq(node))
    return { kind: "list", place, items: node.items.map((i) => placedOf(i, file, place, depth + 1)) };
  if (isMap(node)) {
    const entries = node.items.flatMap((pair): PlacedEntry[] => {
      const key = keyText(pair.key);
      const keyPlace = isNode(pair.key) ? placeOf(file, pair.key) : place;
      return key === null ? [] : [{ key, keyPlace, value: placedOf(pair.value, file, keyPlace, depth + 1) }];
    });
    return { kind: "map", place, entries };
  }
  if (!isScalar(node)) return nothing;
  const { range, type = "PLAIN" } = node;
  const value: unknown = node.value;
  // Nothing written, `~` and `null` have a source too.
  const source = value === null || value === undefined ? null : node.source;
  const text =
    typeof value === "string" || typeof value === "boolean"
      ? value
      : (source ?? (typeof value === "number" ? String(value) : null));
  const inside = (offset: number): Place => {
    if (typeof text !== "string" || !range) return place;
    const offsets = scalarOffsets(file.text, range[0], range[1], type, text);
    return placeAt(file, offsets[Math.min(offset, offsets.length - 1)] ?? range[0]);
  };
  return { kind: "scalar", place, value: text, inside };
}

const resolved = (node: { resolve(document: Document): unknown }, document: Document): unknown =>
  node.resolve(document) ?? null;

/** Reads a text; what is no YAML is reported at its place (LZ2002) and the rest is kept. */
export function readPlaced(
  text: string,
  name: string,
): { readonly root: Placed; readonly diagnostics: readonly Diagnostic[] } {
  const report = new Report();
  const file = parseSource(text, name, "", report);
  const root = placedOf(file.document.contents, file, { file: name, line: 1, column: 1 });
  return { root, diagnostics: report.all };
}
