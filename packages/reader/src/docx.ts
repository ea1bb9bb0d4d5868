/** The text of a Word document: paragraphs with their printed numbers, tables as rows, notes at the end. */
import { entriesOf, Meter, Trouble } from "@lianzhang/intake";
import { TextBuilder } from "./builder.ts";
import type { DocumentText } from "./document-text.ts";
import { admitMarks, Refusal } from "./refusal.ts";
import { listOfStyle, listsOf, stylesOf } from "./docx-lists.ts";
import type { StyleNumber } from "./docx-lists.ts";
import type { Part } from "./docx-part.ts";
import { readPart } from "./docx-part.ts";
import type { List } from "./numbering.ts";
import { Numbers } from "./numbering.ts";

interface Paragraph {
  text: string;
  style: string | null;
  numId: string | null;
  level: number | null;
}

interface Cell {
  paragraphs: string[];
  span: number;
}

/** A table under way. */
interface Table {
  row: Cell[] | null;
}

/** Deleted text, field codes, and the older copy of a drawing are no part of what a reader sees. */
const SILENT = new Set([
  "del",
  "moveFrom",
  "instrText",
  "delText",
  "Fallback",
  "pPrChange",
  "rPrChange",
  "numberingChange",
]);
const WIDEST = 64;

/** What a story (document, notes, a header) says, told paragraph by paragraph. */
class Story {
  readonly #out: TextBuilder;
  readonly #numbers: Numbers;
  readonly #styles: ReadonlyMap<string, StyleNumber>;
  readonly #paragraphs: Paragraph[] = [];
  /** Tables within which we are; a text box is a place of its own, marked by null. */
  readonly #tables: (Table | null)[] = [];
  #silent = 0;
  #inText = false;

  constructor(out: TextBuilder, numbers: Numbers, styles: ReadonlyMap<string, StyleNumber>) {
    [this.#out, this.#numbers, this.#styles] = [out, numbers, styles];
  }

  #turn(): void {
    if (this.#out.page !== null) this.#out.page++;
  }

  open(element: string): void {
    if (SILENT.has(element)) this.#silent++;
    if (this.#silent > 0) return;
    const paragraph = this.#paragraphs.at(-1);
    const table = this.#tables.at(-1);
    if (element === "p") this.#paragraphs.push({ text: "", style: null, numId: null, level: null });
    else if (element === "t") this.#inText = true;
    else if ((element === "tab" || element === "br" || element === "cr") && paragraph) paragraph.text += " ";
    else if (element === "noBreakHyphen" && paragraph) paragraph.text += "-";
    else if (element === "lastRenderedPageBreak") this.#turn();
    else if (element === "tbl") this.#tables.push({ row: null });
    else if (element === "txbxContent") this.#tables.push(null);
    else if (element === "tr" && table) table.row = [];
    else if (element === "tc") table?.row?.push({ paragraphs: [], span: 1 });
  }

  attribute(element: string, name: string, value: string): void {
    if (this.#silent > 0) return;
    if (element === "br" && name === "type" && value === "page") this.#turn();
    if (name !== "val") return;
    const paragraph = this.#paragraphs.at(-1);
    if (element === "gridSpan") {
      const cell = this.#tables.at(-1)?.row?.at(-1);
      if (cell) cell.span = Math.min(WIDEST, Math.max(1, Number(value) || 1));
    } else if (!paragraph) return;
    else if (element === "pStyle") paragraph.style = value;
    else if (element === "numId") paragraph.numId = value;
    else if (element === "ilvl") paragraph.level = Number(value);
  }

  text(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (this.#silent === 0 && this.#inText && paragraph) paragraph.text += text;
  }

  close(element: string): void {
    if (this.#silent === 0) this.#end(element);
    if (SILENT.has(element)) this.#silent--;
  }

  #end(element: string): void {
    if (element === "t") this.#inText = false;
    else if (element === "p") this.#endParagraph();
    else if (element === "tr") this.#endRow();
    else if (element === "tbl" || element === "txbxContent") this.#tables.pop();
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    // In the text a bar or a tab parts cells.
    const text = this.#label(paragraph) + paragraph.text.replaceAll("|", "｜").replaceAll("\t", " ");
    const cell = this.#tables.at(-1)?.row?.at(-1);
    if (cell) cell.paragraphs.push(text);
    else this.#out.add(text);
  }

  /** An empty paragraph counts in no list that is seen. */
  #label(paragraph: Paragraph): string {
    if (paragraph.text.trim() === "" || paragraph.numId === "0") return "";
    const style = listOfStyle(this.#styles, paragraph.style);
    const numId = paragraph.numId ?? style?.numId;
    return numId === undefined ? "" : this.#numbers.next(numId, paragraph.level ?? style?.level ?? 0);
  }

  /** A table within a cell is text of the cell. */
  #endRow(): void {
    const table = this.#tables.at(-1);
    if (!table?.row) return;
    const cells = table.row.flatMap((cell) => [
      cell.paragraphs.filter((p) => p.trim() !== "").join(" "),
      ...Array.from({ length: cell.span - 1 }, () => ""),
    ]);
    table.row = null;
    const outer = this.#tables.at(-2)?.row?.at(-1);
    if (outer) outer.paragraphs.push(cells.join(" "));
    else if (cells.length === 1) this.#out.add(cells[0] ?? "");
    else this.#out.row(cells);
  }
}

const notWord = (): Refusal =>
  new Refusal(
    "LZ8403",
    { zh: "压缩包内没有 Word 正文", en: "the archive holds no Word document" },
    { zh: "用 Word 或 WPS 另存为 docx", en: "save it as docx from Word or WPS" },
  );

/** Throws `Refusal`. */
export async function docxText(bytes: Uint8Array): Promise<DocumentText> {
  try {
    return await read(bytes);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    throw new Refusal(error.code === "LZ8005" ? "LZ8404" : "LZ8405", error.said, {
      zh: "用 Word 或 WPS 打开,去掉密码,重新保存为 docx",
      en: "open it in Word or WPS, take off the password, save it again as docx",
    });
  }
}

/** A decision is a few hundred kilobytes of XML. */
const LIMITS = { unpackedBytes: 200_000_000, entries: 2_000 } as const;

async function read(bytes: Uint8Array): Promise<DocumentText> {
  const meter = new Meter(LIMITS);
  const entries = entriesOf(bytes, meter);
  const named = (name: RegExp): Part[] =>
    entries.filter((e) => name.test(e.name)).map((entry) => ({ bytes, entry, meter }));
  const [main] = named(/^\/?word\/document\d*\.xml$/);
  if (!main) throw notWord();
  const [numbering] = named(/^\/?word\/numbering\.xml$/);
  const [styling] = named(/^\/?word\/styles\.xml$/);
  const lists = numbering ? await listsOf(numbering) : new Map<string, List>();
  const styles = styling ? await stylesOf(styling) : new Map<string, StyleNumber>();
  const numbers = new Numbers(lists);
  // A mark of secrecy may stand in the head of the page only; heads and feet are else no text of the document.
  for (const head of named(/^\/?word\/(?:header|footer)\d*\.xml$/)) {
    const said = new TextBuilder(null);
    await readPart(head, new Story(said, new Numbers(lists), styles));
    admitMarks(said.done().text);
  }
  const out = new TextBuilder(1);
  await readPart(main, new Story(out, numbers, styles));
  out.page = null;
  for (const notes of [...named(/^\/?word\/footnotes\.xml$/), ...named(/^\/?word\/endnotes\.xml$/)])
    await readPart(notes, new Story(out, numbers, styles));
  return out.done();
}
