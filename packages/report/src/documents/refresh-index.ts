/** New data by the fingerprints that controls carry. */
import type { Address, Tag } from "./controls.ts";
import { addressMark, partAddress, scopeMark } from "./controls.ts";
import type { DocumentData, DocumentRow } from "./data.ts";
import type { Sentence } from "./draft/sentence.ts";
import type { DocumentFigure } from "./figure.ts";
import { rowFigures, rowLabel, rowTexts, textParts, topFigure } from "./look-up.ts";

export type Known =
  | { readonly kind: "f"; readonly address: Address; readonly figure: DocumentFigure }
  | { readonly kind: "s"; readonly address: Address; readonly sentence: Sentence }
  | { readonly kind: "t"; readonly address: Address; readonly text: string };

export interface IndexedRow {
  readonly list: string;
  readonly row: DocumentRow;
  readonly label: string;
  /** Of everything a row can put into a document. */
  readonly keys: readonly string[];
}

export interface Index {
  readonly known: ReadonlyMap<string, Known>;
  /** Fingerprint of a list or text: its name. */
  readonly scopes: ReadonlyMap<string, string>;
  readonly rows: readonly IndexedRow[];
  /** Sentences of drafted texts, in their order. */
  readonly sentences: readonly { readonly text: string; readonly known: Extract<Known, { kind: "s" }>[] }[];
}

export const knownKey = (kind: Tag["kind"], address: Address): string =>
  `${kind}${scopeMark(address.scope)}.${addressMark(address)}`;
export const tagKey = (tag: Tag): string => `${tag.kind}${tag.scope}.${tag.id}`;

export function indexOf(data: DocumentData): Index {
  const known = new Map<string, Known>();
  const scopes = new Map<string, string>();
  const add = (entry: Known): string => {
    const key = knownKey(entry.kind, entry.address);
    known.set(key, entry);
    return key;
  };
  for (const [name, figure] of Object.entries(data.figures)) add({ kind: "f", ...topFigure(name, figure) });
  const sentences: Index["sentences"][number][] = [];
  for (const [name, text] of Object.entries(data.texts)) {
    scopes.set(scopeMark(name), name);
    const parts = textParts(name, text);
    if (parts.kind === "written") for (const line of parts.lines) add({ kind: "t", ...line });
    else {
      const own = parts.paragraphs.flat().map((s) => ({ kind: "s" as const, ...s }));
      for (const entry of own) {
        add(entry);
        for (const part of entry.sentence.parts)
          if (part.kind === "figure")
            add({ kind: "f", address: partAddress(entry.address, part), figure: part.figure });
      }
      sentences.push({ text: name, known: own });
    }
  }
  const rows: IndexedRow[] = [];
  for (const [name, list] of Object.entries(data.lists)) {
    scopes.set(scopeMark(name), name);
    for (const row of list.rows) {
      const keys = [
        ...rowFigures(name, row).map((f) => add({ kind: "f", ...f })),
        ...rowTexts(name, row).map((t) => add({ kind: "t", ...t })),
      ];
      rows.push({ list: name, row, label: rowLabel(row), keys });
    }
  }
  return { known, scopes, rows, sentences };
}
