/**
 * Rows of a sheet without the parser. Nearly all of a large workbook is rows of plain elements, and the general parser
 * takes twice as long over them. A row with an entity, a comment, CDATA or an instruction goes to the parser,
 * and so does all else.
 */
import { damaged } from "./found.ts";
import type { XmlHandler } from "./xml.ts";

const [LT, GT, SLASH, EQUALS] = [0x3c, 0x3e, 0x2f, 0x3d];
const DEEPEST = 200;
/** A row longer than this is not waited for. */
const LONGEST = 8_000_000;
const [WAIT, NO_ROW] = [-1, -2];
const OPENING = "<sheetData>";

const broken = damaged("XML 不完整", "its XML is not complete");
const blank = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;

/** Whether a piece of XML has nothing but elements, attributes and text as it stands. */
const isPlain = (xml: string): boolean => !xml.includes("&") && !xml.includes("<!") && !xml.includes("<?");

/** Tells the handler a whole plain element. Throws `Trouble` where it is not well-formed. */
export function readPlain(xml: string, handler: XmlHandler): void {
  const open: string[] = [];
  let i = 0;
  const skip = (): void => {
    while (blank(xml.charCodeAt(i))) i++;
  };
  /** The attributes of a tag, up to its end; true: it closes itself. */
  const attributes = (): boolean => {
    for (;;) {
      skip();
      const c = xml.charCodeAt(i);
      if (c === GT) {
        i++;
        return false;
      }
      if (c === SLASH) {
        if (xml.charCodeAt(i + 1) !== GT) throw broken;
        i += 2;
        return true;
      }
      const start = i;
      let k = xml.charCodeAt(i);
      while (k !== EQUALS && !blank(k)) {
        if (Number.isNaN(k) || k === LT || k === GT) throw broken;
        k = xml.charCodeAt(++i);
      }
      const name = xml.slice(start, i);
      skip();
      if (xml.charCodeAt(i++) !== EQUALS) throw broken;
      skip();
      const quote = xml[i];
      const end = quote === '"' || quote === "'" ? xml.indexOf(quote, i + 1) : -1;
      if (end < 0) throw broken;
      handler.attribute(name, xml.slice(i + 1, end));
      i = end + 1;
    }
  };
  while (i < xml.length) {
    if (xml.charCodeAt(i) !== LT) {
      const next = xml.indexOf("<", i);
      const end = next < 0 ? xml.length : next;
      handler.text(xml.slice(i, end));
      i = end;
    } else if (xml.charCodeAt(i + 1) === SLASH) {
      const end = xml.indexOf(">", i);
      if (end < 0) throw broken;
      const name = xml.slice(i + 2, end).trimEnd();
      if (open.pop() !== name) throw broken;
      handler.close(name);
      i = end + 1;
    } else {
      const start = ++i;
      let c = xml.charCodeAt(i);
      while (c !== GT && c !== SLASH && !blank(c)) {
        if (Number.isNaN(c) || c === LT) throw broken;
        c = xml.charCodeAt(++i);
      }
      const name = xml.slice(start, i);
      handler.open(name);
      if (attributes()) handler.close(name);
      else if (open.push(name) > DEEPEST) throw broken;
    }
  }
  if (open.length > 0) throw broken;
}

/** Splits the text of a sheet between the parser and `readPlain`. */
export class RowRoad {
  readonly #parser: (xml: string) => void;
  readonly #handler: XmlHandler;
  #pending = "";
  #state: "before" | "rows" | "after" = "before";

  constructor(parser: (xml: string) => void, handler: XmlHandler) {
    [this.#parser, this.#handler] = [parser, handler];
  }

  /** `open`: what the parser has opened last, after what it was given. */
  write(xml: string, open: () => string): void {
    if (this.#state === "after") return this.#parser(xml);
    this.#pending += xml;
    if (this.#state === "before" && !this.#begin(open)) return;
    let at = 0;
    for (;;) {
      const end = this.#rowEnd(at);
      if (end === NO_ROW) {
        this.#pending = this.#pending.slice(at);
        return this.end();
      }
      if (end === WAIT) break;
      const row = this.#pending.slice(at, end);
      if (isPlain(row)) readPlain(row.trimStart(), this.#handler);
      else this.#parser(row);
      at = end;
    }
    this.#pending = this.#pending.slice(at);
    if (this.#pending.length > LONGEST) this.end();
  }

  /** Gives the rest to the parser. */
  end(): void {
    this.#state = "after";
    this.#parser(this.#pending);
    this.#pending = "";
  }

  /** Goes to the beginning of the rows, once it has come. */
  #begin(open: () => string): boolean {
    const at = this.#pending.indexOf(OPENING);
    const upto = at < 0 ? Math.max(0, this.#pending.length - OPENING.length) : at + OPENING.length;
    this.#parser(this.#pending.slice(0, upto));
    this.#pending = this.#pending.slice(upto);
    if (at < 0) return false;
    // Within a comment it opens nothing.
    if (open() === "sheetData") this.#state = "rows";
    else this.end();
    return this.#state === "rows";
  }

  /** Where the row at `from` ends; WAIT: it has not come yet; NO_ROW: what is there is no row. */
  #rowEnd(from: number): number {
    const xml = this.#pending;
    let at = from;
    while (blank(xml.charCodeAt(at))) at++;
    if (xml.length - at < 5) return WAIT;
    const next = xml.charCodeAt(at + 4);
    if (!xml.startsWith("<row", at) || !(blank(next) || next === GT || next === SLASH)) return NO_ROW;
    const tag = xml.indexOf(">", at);
    if (tag < 0) return WAIT;
    if (xml.charCodeAt(tag - 1) === SLASH) return tag + 1;
    const end = xml.indexOf("</row>", tag);
    return end < 0 ? WAIT : end + 6;
  }
}
