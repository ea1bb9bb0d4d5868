/**
 * What a document is filled from: plain data under the names that templates use. Whoever makes it computes nothing
 * here: figures come with their exact decimal and the id their trace is found by.
 */
import type { Sentence } from "./draft/sentence.ts";
import type { DocumentFigure } from "./figure.ts";

/** Texts people wrote, a line a paragraph; or sentences drafted by rules, by paragraphs. */
export type DocumentText =
  | { readonly kind: "written"; readonly text: string }
  | { readonly kind: "drafted"; readonly paragraphs: readonly (readonly Sentence[])[] };

export interface DocumentRow {
  /** What the row is about (a code), so that a refresh finds it again; once in its list. */
  readonly key: string;
  readonly figures: Readonly<Record<string, DocumentFigure>>;
  readonly texts: Readonly<Record<string, string>>;
}

export interface DocumentList {
  /** Names that every row has, said here so that an empty list can be checked. */
  readonly columns: { readonly figures: readonly string[]; readonly texts: readonly string[] };
  readonly rows: readonly DocumentRow[];
}

export interface DocumentData {
  readonly figures: Readonly<Record<string, DocumentFigure>>;
  readonly texts: Readonly<Record<string, DocumentText>>;
  readonly lists: Readonly<Record<string, DocumentList>>;
  /** What a draft says of itself before everything else: 草稿(未签发); absent: it is none. */
  readonly draft?: string;
  /** Where its figures come from, told at the end: the signed run; absent: nothing is said. */
  readonly source?: string;
}

export const written = (text: string): DocumentText => ({ kind: "written", text });
