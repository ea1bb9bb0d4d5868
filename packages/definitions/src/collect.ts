/** Finds the definitions of every kind in the files: top-level keys are kinds, below them ids. */
import { nearest } from "@lianzhang/kernel";
import { isMap, isSeq } from "yaml";
import type { Node } from "yaml";
import { badId } from "./ids.ts";
import type { Kind } from "./kind.ts";
import { KINDS } from "./kinds.ts";
import type { Loading } from "./loading.ts";
import { Entry, placeAt, placeOf } from "./source/entry.ts";
import type { SourceFile } from "./source/entry.ts";
import { isNode, keyText, plain } from "./source/plain.ts";

const BY_NAME: ReadonlyMap<string, Kind> = new Map(KINDS.map((k) => [k.name, k]));

/** Entries by kind, in the order of files and lines. Unknown kinds, wrong containers, twins and bad ids are reported. */
export function collect(files: readonly SourceFile[], loading: Loading): Map<string, Entry[]> {
  const entries = new Map<string, Entry[]>(KINDS.map((k) => [k.name, []]));
  for (const file of files) {
    const root = file.document.contents;
    if (isMap(root)) {
      reportTwins(file, root, loading);
      for (const pair of root.items) collectKind(file, pair.key, pair.value, entries, loading);
    } else if (isNode(root) && plain(root, file.document) !== null && file.document.errors.length === 0) {
      loading.add(
        "LZ2006",
        placeOf(file, root),
        "a definition file is a map of kinds",
        `as in holders: or forms:`,
      );
    }
  }
  return entries;
}

function collectKind(
  file: SourceFile,
  key: unknown,
  value: unknown,
  entries: Map<string, Entry[]>,
  loading: Loading,
): void {
  const name = keyText(key);
  const written = name === null ? undefined : BY_NAME.get(name);
  const near = written || name === null ? null : nearest(name, BY_NAME.keys());
  const place = isNode(key) ? placeOf(file, key) : placeAt(file, 0);
  if (!written)
    loading.add(
      "LZ2003",
      place,
      `"${name ?? "?"}" is not a kind of definition`,
      near ? `did you mean "${near}"?` : `kinds: ${[...BY_NAME.keys()].join(", ")}`,
    );
  // Definitions under it are read as what they are meant to be: what refers to them is no second mistake.
  const kind = written ?? (near === null ? undefined : BY_NAME.get(near));
  if (!kind || !isNode(key) || (!written && !isMap(value))) return;
  if (value === null || (isNode(value) && plain(value, file.document) === null)) return; // a key with nothing under it
  const found = entriesOf(file, kind, key, isNode(value) ? value : null, loading);
  for (const entry of found)
    if ((written || typeof entry.plain() === "object") && register(entry, kind, loading))
      entries.get(kind.name)?.push(entry);
}

function entriesOf(file: SourceFile, kind: Kind, key: Node, value: Node | null, loading: Loading): Entry[] {
  if (kind.form === "one") return [new Entry(file, kind.name, "", key, value)];
  if (kind.form === "list" && isSeq(value)) {
    return value.items.flatMap((item, i) =>
      isNode(item) ? [new Entry(file, kind.name, String(i), item, item)] : [],
    );
  }
  if (kind.form === "map" && isMap(value)) {
    return value.items.flatMap((pair) => {
      const id = keyText(pair.key);
      if (id !== null && isNode(pair.key))
        return [new Entry(file, kind.name, id, pair.key, isNode(pair.value) ? pair.value : null)];
      loading.add("LZ2006", placeOf(file, value), `an id under ${kind.name} is not text`);
      return [];
    });
  }
  const wanted = kind.form === "list" ? "a list" : "a map of ids";
  loading.add("LZ2006", value ? placeOf(file, value) : placeOf(file, key), `${kind.name} must be ${wanted}`);
  return [];
}

/** Notes the id; false for a twin, which is reported and left out. */
function register(entry: Entry, kind: Kind, loading: Loading): boolean {
  if (kind.form === "list") return true;
  const known = loading.ids.get(kind.name) ?? new Map<string, Entry>();
  loading.ids.set(kind.name, known);
  const twin = known.get(entry.id);
  if (twin) {
    const { file, line } = twin.place;
    const what = kind.form === "one" ? `${kind.name}:` : `"${entry.id}" in ${kind.name}`;
    loading.add(
      "LZ2007",
      entry.place,
      `${what} is defined twice; first at ${file}:${line}`,
      "rename or remove one",
    );
    return false;
  }
  known.set(entry.id, entry);
  if (kind.id) badId(entry.id, kind.id, entry.place, loading);
  return true;
}

/** The same key twice inside one map: the second is read by nobody. Ids under a kind are left to `register`. */
function reportTwins(file: SourceFile, root: Node, loading: Loading, depth = 0): void {
  if (isSeq(root))
    for (const item of root.items) if (isNode(item)) reportTwins(file, item, loading, depth + 1);
  if (!isMap(root)) return;
  const seen = new Set<string>();
  for (const pair of root.items) {
    const key = keyText(pair.key);
    if (depth !== 1 && key !== null && seen.has(key) && isNode(pair.key)) {
      loading.add("LZ2007", placeOf(file, pair.key), `"${key}" stands twice in this map`, "remove one");
    }
    if (key !== null) seen.add(key);
    if (isNode(pair.value)) reportTwins(file, pair.value, loading, depth + 1);
  }
}
