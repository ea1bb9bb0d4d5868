/** Pieces of a document's data. */
import type { DocumentFigure, DocumentList, DocumentRow, DocumentText } from "@lianzhang/report";
import { written as writtenText } from "@lianzhang/report";

export const rowOf = (
  key: string,
  texts: Readonly<Record<string, string>>,
  figures: Readonly<Record<string, DocumentFigure>>,
): DocumentRow => ({ key, texts, figures });

export const listOf = (
  rows: readonly DocumentRow[],
  figures: readonly string[],
  texts: readonly string[],
): DocumentList => ({ columns: { figures, texts }, rows });

export const written = (texts: Readonly<Record<string, string>>): Readonly<Record<string, DocumentText>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, writtenText(text)]));

/** What is not there beside a figure, under the trace of that figure. */
export const missing = (beside: DocumentFigure, unit: string, reason: string): DocumentFigure => ({
  value: null,
  reason,
  unit,
  decimals: beside.decimals,
  trace: beside.trace,
  marks: [],
});
