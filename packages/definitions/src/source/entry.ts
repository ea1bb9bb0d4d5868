/** One definition in its file: where it stands, and where every key and value inside it stands. */
import type { Place } from "@lianzhang/kernel";
import type { LineCounter, Document, Node } from "yaml";
import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { scalarOffsets } from "./scalar-offsets.ts";
import { isNode, keyText, plain } from "./plain.ts";
import type { Plain } from "./plain.ts";

export interface SourceFile {
  /** As the user would type it: `decisions/meishan-2023/holders.yaml`. */
  readonly name: string;
  /** Absolute path of the folder it lies in. */
  readonly folder: string;
  readonly text: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

export type Path = readonly (string | number)[];

interface Found {
  readonly key: Node | null;
  readonly value: Node | null;
}

export class Entry {
  readonly file: SourceFile;
  readonly kind: string;
  readonly id: string;
  readonly #key: Node;
  readonly #value: Node | null;

  constructor(file: SourceFile, kind: string, id: string, key: Node, value: Node | null) {
    this.file = file;
    this.kind = kind;
    this.id = id;
    this.#key = key;
    this.#value = value;
  }

  plain(): Plain {
    return plain(this.#value, this.file.document);
  }

  /** Place of the definition's id. */
  get place(): Place {
    return placeOf(this.file, this.#key);
  }

  /** Whether something is written at the path. */
  has(path: Path): boolean {
    const found = this.#find(path);
    return found !== null && found.value !== null;
  }

  /** Place of the value at the path; of its nearest written ancestor's key when there is none. */
  at(...path: Path): Place {
    const found = this.#find(path);
    if (found?.value) return placeOf(this.file, found.value);
    return path.length === 0 ? this.place : this.keyAt(...path.slice(0, -1));
  }

  /** Place of the key at the path (the item itself in a list). */
  keyAt(...path: Path): Place {
    if (path.length === 0) return this.place;
    const found = this.#find(path);
    const node = found?.key ?? found?.value;
    return node ? placeOf(this.file, node) : this.keyAt(...path.slice(0, -1));
  }

  /** Place of a character inside the text at the path, whatever quotes or blocks it is written in. */
  inside(path: Path, offset: number): Place {
    const node = this.#find(path)?.value ?? null;
    if (!isScalar(node) || typeof node.value !== "string" || !node.range) return this.at(...path);
    const offsets = scalarOffsets(
      this.file.text,
      node.range[0],
      node.range[1],
      node.type ?? "PLAIN",
      node.value,
    );
    return placeAt(this.file, offsets[Math.min(offset, offsets.length - 1)] ?? node.range[0]);
  }

  #find(path: Path): Found | null {
    let found: Found = { key: this.#key, value: this.#value };
    for (const step of path) {
      const next = child(resolve(found.value, this.file.document), step);
      if (next === null) return null;
      found = next;
    }
    return found;
  }
}

const resolve = (node: Node | null, document: Document): Node | null =>
  isAlias(node) ? (node.resolve(document) ?? null) : node;

function child(node: Node | null, step: string | number): Found | null {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { key: null, value: item } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((p) => keyText(p.key) === String(step));
  return pair
    ? { key: isNode(pair.key) ? pair.key : null, value: isNode(pair.value) ? pair.value : null }
    : null;
}

/** Place of an offset of the file's text. */
export function placeAt(file: SourceFile, offset: number): Place {
  const { line, col } = file.lines.linePos(offset);
  return { file: file.name, line: Math.max(1, line), column: Math.max(1, col) };
}

export const placeOf = (file: SourceFile, node: Node): Place => placeAt(file, node.range?.[0] ?? 0);
