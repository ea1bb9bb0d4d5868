/** Collects the text of a document paragraph by paragraph, with where each came from. */
import type { DocumentText, SourcePlace } from "./document-text.ts";
import { DOCUMENT_LIMITS } from "./refusal.ts";

export class TextBuilder {
  #text = "";
  readonly #places: SourcePlace[] = [];
  page: number | null;

  constructor(page: number | null) {
    this.page = page;
  }

  /** A paragraph or a row; what is empty is not kept. */
  add(line: string): void {
    const text = line.replace(/[\r\n\f]+/g, " ");
    // one character over the limit is enough to refuse the document
    if (text.trim() === "" || this.#text.length > DOCUMENT_LIMITS.characters) return;
    if (this.#text !== "") this.#text += "\n";
    this.#places.push({ start: this.#text.length, page: this.page, paragraph: this.#places.length + 1 });
    this.#text += text;
  }

  /** The cells of a row behind tabs; a row of one cell is a paragraph. */
  row(cells: readonly string[]): void {
    const filled = cells.map((cell) => cell.replace(/[\s|]+/g, " ").trim());
    if (filled.some((cell) => cell !== "")) this.add(filled.join("\t"));
  }

  done(): DocumentText {
    return { text: this.#text, places: this.#places };
  }
}
