/** The main text of a web page: the largest block of it that holds headings, paragraphs and tables. */
import { Parser } from "htmlparser2";
import { TextBuilder } from "./builder.ts";
import type { DocumentText } from "./document-text.ts";
import { Refusal } from "./refusal.ts";

const SILENT = new Set([
  "script",
  "style",
  "noscript",
  "head",
  "nav",
  "footer",
  "header",
  "aside",
  "form",
  "button",
  "select",
  "template",
  "iframe",
]);
const BLOCKS = new Set([
  "p",
  "div",
  "li",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "section",
  "article",
  "ul",
  "ol",
  "table",
  "tr",
  "main",
  "body",
  "blockquote",
  "dd",
  "dt",
  "center",
]);
const VOID = new Set([
  "br",
  "img",
  "input",
  "hr",
  "meta",
  "link",
  "col",
  "wbr",
  "source",
  "area",
  "base",
  "embed",
  "param",
  "track",
]);
const DEEPEST = 500;
/** Columns of a table. */
const WIDEST = 63;

type Piece =
  | { readonly is: "line"; readonly text: string; readonly heading: boolean }
  | { readonly is: "row"; readonly cells: readonly string[] };

interface Block {
  readonly name: string;
  readonly from: number;
  /** Characters that stand in it, links left out: menus are links. */
  weight: number;
}

class PageReader {
  readonly pieces: Piece[] = [];
  /** The best block so far: where its pieces begin and end. */
  best: { from: number; to: number; weight: number } | null = null;
  readonly #blocks: Block[] = [];
  #line = "";
  #cells: string[] | null = null;
  #silent = 0;
  #links = 0;
  #heading = false;
  /** Columns that the cell under way takes. */
  #span = 1;

  open(name: string, span: string | undefined): void {
    if (VOID.has(name)) {
      if (name === "br") this.#flush();
      return;
    }
    if (SILENT.has(name)) this.#silent++;
    if (name === "a") this.#links++;
    if (name === "td" || name === "th")
      this.#span = Math.min(WIDEST, Math.max(1, Math.floor(Number(span)) || 1));
    if (name === "tr") {
      this.#flush();
      this.#cells = [];
    } else if (BLOCKS.has(name)) this.#flush();
    if (this.#blocks.length > DEEPEST)
      throw new Refusal(
        "LZ8405",
        { zh: "网页嵌套过深", en: "the page is nested too deeply" },
        { zh: "把正文另存为 txt", en: "save the main text as txt" },
      );
    this.#blocks.push({ name, from: this.pieces.length, weight: 0 });
  }

  text(text: string): void {
    if (this.#silent > 0) return;
    this.#line += text.replace(/\s+/g, " ");
    const block = this.#blocks.at(-1);
    if (block && this.#links === 0) block.weight += text.trim().length;
  }

  close(name: string): void {
    if (VOID.has(name)) return;
    if (SILENT.has(name)) this.#silent = Math.max(0, this.#silent - 1);
    if (name === "a") this.#links = Math.max(0, this.#links - 1);
    if ((name === "td" || name === "th") && this.#cells) {
      this.#cells.push(this.#line.trim(), ...Array.from({ length: this.#span - 1 }, () => ""));
      this.#span = 1;
      this.#line = "";
    } else if (name === "tr" && this.#cells) {
      this.pieces.push({ is: "row", cells: this.#cells });
      this.#cells = null;
    } else if (BLOCKS.has(name)) {
      this.#heading = /^h[1-3]$/.test(name);
      this.#flush();
      this.#heading = false;
    }
    const block = this.#blocks.pop();
    const outer = this.#blocks.at(-1);
    if (!block) return;
    if (
      /^(?:div|article|section|main|body|td)$/.test(name) &&
      (this.best === null || block.weight > this.best.weight)
    )
      this.best = { from: block.from, to: this.pieces.length, weight: block.weight };
    // paragraphs speak for the block they stand in; a block within a block only by half
    if (outer)
      outer.weight += /^(?:div|article|section|main|body)$/.test(name) ? block.weight / 2 : block.weight;
  }

  #flush(): void {
    if (this.#cells) {
      if (this.#line !== "") this.#line += " ";
      return;
    }
    const text = this.#line.trim();
    this.#line = "";
    if (text !== "" && this.#silent === 0) this.pieces.push({ is: "line", text, heading: this.#heading });
  }

  end(): void {
    this.#flush();
  }
}

export function htmlText(html: string): DocumentText {
  const page = new PageReader();
  const parser = new Parser({
    onopentag: (name, is) => page.open(name, is["colspan"]),
    ontext: (text) => page.text(text),
    onclosetag: (name) => page.close(name),
  });
  parser.write(html);
  parser.end();
  page.end();
  const builder = new TextBuilder(null);
  const { from, to } = page.best ?? { from: 0, to: page.pieces.length };
  const main = page.pieces.slice(from, to);
  // the title often stands over the article, in a heading of the page
  const title = page.pieces.slice(0, from).findLast((piece) => piece.is === "line" && piece.heading);
  const lines = main.slice(0, 5).flatMap((piece) => (piece.is === "line" ? [piece.text] : []));
  if (title?.is === "line" && !lines.some((line) => line.includes(title.text))) builder.add(title.text);
  for (const piece of main.length > 0 ? main : page.pieces)
    if (piece.is === "line") builder.add(piece.text);
    else builder.row(piece.cells);
  return builder.done();
}
