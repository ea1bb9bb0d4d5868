/** A Word document as text: paragraphs with the numbers Word gives them, tables as rows, notes at the end. */
import type { Entry, XmlHandler } from "@lianzhang/intake";
import { entriesOf, Meter, readXml, Trouble, unpacked } from "@lianzhang/intake";
import { TextBuilder } from "./builder.ts";
import type { DocumentText } from "./document-text.ts";
import type { Level } from "./numbering.ts";
import { Numbering } from "./numbering.ts";
import { Refusal } from "./refusal.ts";

/** A decision is a few hundred kilobytes of XML. */
const LIMITS = { unpackedBytes: 200_000_000, entries: 2_000 } as const;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

export async function docxText(bytes: Uint8Array): Promise<DocumentText> {
  try {
    const meter = new Meter(LIMITS);
    const entries = new Map(entriesOf(bytes, meter).map((entry) => [entry.name, entry]));
    const part = async (name: string, handler: XmlHandler): Promise<boolean> => {
      const entry: Entry | undefined = entries.get(name);
      if (!entry) return false;
      await readXml(once(await unpacked(bytes, entry, meter)), handler);
      return true;
    };
    const lists = new ListReader();
    await part("word/numbering.xml", lists);
    const styles = new StyleReader();
    await part("word/styles.xml", styles);
    const body = new BodyReader(new TextBuilder(1), lists.numbering(), styles.numbered);
    if (!(await part("word/document.xml", body))) throw notWord();
    body.builder.page = null;
    await part("word/footnotes.xml", body);
    return body.builder.done();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    throw new Refusal(error.code === "LZ8005" ? "LZ8404" : "LZ8405", error.said, {
      zh: "用 Word 或 WPS 打开,去掉密码,重新保存为 docx",
      en: "open it in Word or WPS, take off the password, save it again as docx",
    });
  }
}

const notWord = (): Refusal =>
  new Refusal(
    "LZ8403",
    { zh: "压缩包内没有 Word 正文", en: "the archive holds no Word document" },
    { zh: "另存为 docx", en: "save it as docx" },
  );

/** numbering.xml: lists by their id, with the levels of the scheme each refers to. */
class ListReader implements XmlHandler {
  readonly #schemes = new Map<string, Map<number, { format: string; text: string; start: number }>>();
  readonly #lists = new Map<string, string>();
  #element = "";
  #scheme = "";
  #list = "";
  #level: { format: string; text: string; start: number } = { format: "decimal", text: "", start: 1 };

  open(name: string): void {
    this.#element = name;
  }
  attribute(name: string, value: string): void {
    const key = `${this.#element}/${name.replace(/^.*:/, "")}`;
    if (key === "abstractNum/abstractNumId") this.#schemes.set((this.#scheme = value), new Map());
    else if (key === "lvl/ilvl") {
      this.#level = { format: "decimal", text: "", start: 1 };
      this.#schemes.get(this.#scheme)?.set(Number(value), this.#level);
    } else if (key === "numFmt/val") this.#level.format = value;
    else if (key === "lvlText/val") this.#level.text = value;
    else if (key === "start/val") this.#level.start = Number(value) || 0;
    else if (key === "num/numId") this.#list = value;
    else if (key === "abstractNumId/val") this.#lists.set(this.#list, value);
  }
  text(): void {
    // no text in this part
  }
  close(): void {
    this.#element = "";
  }

  numbering(): Numbering {
    const levels = new Map<string, ReadonlyMap<number, Level>>();
    for (const [list, scheme] of this.#lists)
      levels.set(list, this.#schemes.get(scheme) ?? new Map<number, Level>());
    return new Numbering(levels);
  }
}

interface Numbered {
  readonly list: string;
  readonly depth: number;
}

/** styles.xml: styles whose paragraphs belong to a list. */
class StyleReader implements XmlHandler {
  readonly numbered = new Map<string, Numbered>();
  #element = "";
  #style = "";

  open(name: string): void {
    this.#element = name;
  }
  attribute(name: string, value: string): void {
    const key = `${this.#element}/${name.replace(/^.*:/, "")}`;
    const known = this.numbered.get(this.#style);
    if (key === "style/styleId") this.#style = value;
    else if (key === "ilvl/val")
      this.numbered.set(this.#style, { list: known?.list ?? "", depth: Number(value) });
    else if (key === "numId/val") this.numbered.set(this.#style, { list: value, depth: known?.depth ?? 0 });
  }
  text(): void {
    // no text in this part
  }
  close(): void {
    this.#element = "";
  }
}

interface Row {
  readonly cells: string[];
  cell: string;
  span: number;
}

/** document.xml and footnotes.xml. */
class BodyReader implements XmlHandler {
  readonly builder: TextBuilder;
  readonly #numbering: Numbering;
  readonly #styles: ReadonlyMap<string, Numbered>;
  readonly #rows: Row[] = [];
  #element = "";
  #paragraph = "";
  #style = "";
  #list: string | null = null;
  #depth = 0;
  /** Inside a fallback drawing, whose text stands in the document already. */
  #silent = 0;

  constructor(builder: TextBuilder, numbering: Numbering, styles: ReadonlyMap<string, Numbered>) {
    this.builder = builder;
    this.#numbering = numbering;
    this.#styles = styles;
  }

  open(name: string): void {
    this.#element = name;
    if (name === "Fallback") this.#silent++;
    else if (name === "p") [this.#paragraph, this.#style, this.#list, this.#depth] = ["", "", null, 0];
    else if (name === "tr") this.#rows.push({ cells: [], cell: "", span: 1 });
    else if (name === "tc") {
      const row = this.#rows.at(-1);
      if (row) [row.cell, row.span] = ["", 1];
    } else if (name === "tab" || name === "br") this.#paragraph += " ";
    else if (name === "lastRenderedPageBreak") this.#turn();
  }

  attribute(name: string, value: string): void {
    const key = `${this.#element}/${name.replace(/^.*:/, "")}`;
    if (key === "pStyle/val") this.#style = value;
    else if (key === "numId/val") this.#list = value;
    else if (key === "ilvl/val") this.#depth = Number(value);
    else if (key === "br/type" && value === "page") this.#turn();
    else if (key === "gridSpan/val") {
      const row = this.#rows.at(-1);
      if (row) row.span = Math.min(63, Number(value) || 1);
    }
  }

  text(text: string): void {
    if (this.#element === "t" && this.#silent === 0) this.#paragraph += text;
  }

  close(name: string): void {
    this.#element = "";
    if (name === "Fallback") this.#silent--;
    if (this.#silent > 0) return;
    const row = this.#rows.at(-1);
    if (name === "p") this.#endParagraph(row);
    else if (name === "tc" && row)
      row.cells.push(row.cell, ...Array.from({ length: row.span - 1 }, () => ""));
    else if (name === "tr") {
      this.#rows.pop();
      const outer = this.#rows.at(-1);
      if (row && outer) outer.cell += row.cells.join(" ");
      else if (row) this.builder.row(row.cells);
    }
  }

  #turn(): void {
    if (this.builder.page !== null) this.builder.page++;
  }

  #endParagraph(row: Row | undefined): void {
    const styled = this.#styles.get(this.#style);
    const list = this.#list ?? styled?.list ?? "";
    const depth = this.#list === null ? (styled?.depth ?? 0) : this.#depth;
    const text = this.#paragraph.replaceAll("|", "｜").replaceAll("\t", " ");
    const mark = text.trim() === "" || list === "" || list === "0" ? "" : this.#numbering.next(list, depth);
    if (row) row.cell += mark + text;
    else this.builder.add(mark + text);
    this.#paragraph = "";
  }
}
