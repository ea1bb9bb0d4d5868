/** Names to values with their addresses: the same for filling and for refreshing. */
import type { Address } from "./controls.ts";
import type { DocumentData, DocumentList, DocumentRow, DocumentText } from "./data.ts";
import type { Sentence } from "./draft/sentence.ts";
import type { DocumentFigure } from "./figure.ts";
import { foldName } from "./marker.ts";

export interface NamedFigure {
  readonly address: Address;
  readonly figure: DocumentFigure;
}

export type Found =
  | { readonly kind: "figure"; readonly address: Address; readonly figure: DocumentFigure }
  /** A line a paragraph. */
  | { readonly kind: "written"; readonly lines: readonly { address: Address; text: string }[] }
  | {
      readonly kind: "drafted";
      readonly name: string;
      readonly paragraphs: readonly (readonly AddressedSentence[])[];
    }
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "list"; readonly name: string; readonly list: DocumentList };

export interface AddressedSentence {
  readonly address: Address;
  readonly sentence: Sentence;
}

/** What a loop stands at; none at the top. */
export interface RowAt {
  readonly list: string;
  readonly row: DocumentRow;
  readonly index: number;
  readonly last: boolean;
}

const entryOf = <T>(record: Readonly<Record<string, T>>, folded: string): [string, T] | null =>
  Object.entries(record).find(([name]) => foldName(name) === folded) ?? null;

/** The words by which people know a row: its first text. */
export const rowLabel = (row: DocumentRow): string => Object.values(row.texts)[0] ?? row.key;

export const rowFigures = (list: string, row: DocumentRow): NamedFigure[] =>
  Object.entries(row.figures).map(([name, figure]) => ({
    address: { scope: list, path: [row.key, name], label: `${rowLabel(row)} ${name}` },
    figure,
  }));

export const rowTexts = (list: string, row: DocumentRow): { address: Address; text: string }[] =>
  Object.entries(row.texts).map(([name, text]) => ({
    address: { scope: list, path: [row.key, name], label: `${rowLabel(row)} ${name}` },
    text,
  }));

export const topFigure = (name: string, figure: DocumentFigure): NamedFigure => ({
  address: { scope: null, path: [name], label: name },
  figure,
});

/** The lines or sentences of a text under its name. */
export function textParts(name: string, text: DocumentText): Extract<Found, { kind: "written" | "drafted" }> {
  if (text.kind === "written")
    return {
      kind: "written",
      lines: text.text.split(/\r?\n/).map((line, i) => ({
        address: { scope: name, path: [String(i)], label: i === 0 ? name : `${name} ${i + 1}` },
        text: line,
      })),
    };
  return {
    kind: "drafted",
    name,
    paragraphs: text.paragraphs.map((sentences) =>
      sentences.map((sentence) => ({
        address: { scope: name, path: [sentence.id], label: `${name} ${sentence.id}` },
        sentence,
      })),
    ),
  };
}

/** A folded name, looked up from the innermost row outwards. */
export function find(data: DocumentData, rows: readonly RowAt[], name: string): Found | null {
  const inner = rows.at(-1);
  if (inner !== undefined && name === "序号") return { kind: "plain", text: String(inner.index + 1) };
  if (inner !== undefined && name === "末项") return { kind: "plain", text: inner.last ? "末项" : "" };
  for (const at of rows.toReversed()) {
    const figure = rowFigures(at.list, at.row).find((f) => foldName(f.address.path[1] ?? "") === name);
    if (figure !== undefined) return { kind: "figure", ...figure };
    const text = rowTexts(at.list, at.row).find((t) => foldName(t.address.path[1] ?? "") === name);
    if (text !== undefined) return { kind: "written", lines: [text] };
  }
  const figure = entryOf(data.figures, name);
  if (figure !== null) return { kind: "figure", ...topFigure(...figure) };
  const text = entryOf(data.texts, name);
  if (text !== null) return textParts(...text);
  const list = entryOf(data.lists, name);
  return list === null ? null : { kind: "list", name: list[0], list: list[1] };
}
