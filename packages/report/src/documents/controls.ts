/**
 * Content controls (w:sdt): what was filled in is wrapped in one, and its tag says what it is, so that it is found
 * again after a person has edited the document in Word or WPS.
 *
 *     lz1:f:<list>.<address>:<formats>:<text>:<trace>    a figure
 *     lz1:s:<text>.<address>:<wording>:<text>:           a drafted sentence, its figures inside
 *     lz1:t:<text>.<address>::<text>:                    a text
 *
 * Names are fingerprints, since Word opens no tag of more than 64 characters; the alias says the name in words. A last
 * `!` means that the text carries our mark of a change. A hidden bookmark inside the control says the same without the
 * trace: programs that lose tags (LibreOffice before 7.5 does) keep bookmarks, and `repair.ts` puts the tags back.
 */
import type { DocumentFigure } from "./figure.ts";
import type { Format } from "./figure-text.ts";
import { formatCodes, formatsOfCodes, shownFigure, shownSign } from "./figure-text.ts";
import { fingerprint, textMark } from "./fingerprint.ts";
import type { Part, Sentence } from "./draft/sentence.ts";
import { partText, sentenceText, skeletonText } from "./draft/sentence.ts";
import type { Document, Element } from "./ooxml/xml.ts";
import { childW, copy, descendants, isW, makeText, makeW, valueOf } from "./ooxml/xml.ts";

export type ControlKind = "f" | "s" | "t";

export interface Tag {
  readonly kind: ControlKind;
  /** Fingerprint of the list or drafted text it belongs to; "" at the top. */
  readonly scope: string;
  /** Fingerprint of its full address. */
  readonly id: string;
  /** Formats of a figure, with `+` or `-` for its sign where the format hides it; wording of a sentence. */
  readonly detail: string;
  /** Fingerprint of the text as it was filled in. */
  readonly text: string;
  readonly trace: string;
  readonly marked: boolean;
}

const TAG = /^lz1:([fst]):([0-9a-z]*)\.([0-9a-z]+):([0-9a-z+-]*):([0-9a-z]+):([A-Za-z0-9._/-]*)(!?)$/;

export function readTag(text: string | null): Tag | null {
  const m = TAG.exec(text ?? "");
  if (m === null) return null;
  const [, kind, scope = "", id = "", detail = "", mark = "", trace = "", marked] = m;
  if (kind !== "f" && kind !== "s" && kind !== "t") return null;
  return { kind, scope, id, detail, text: mark, trace, marked: marked === "!" };
}

export const printTag = (tag: Tag): string =>
  `lz1:${tag.kind}:${tag.scope}.${tag.id}:${tag.detail}:${tag.text}:${tag.trace}${tag.marked ? "!" : ""}`;

/** Where something stands in the data: `拉动前五` > key of the row > `拉动`. */
export interface Address {
  readonly scope: string | null;
  readonly path: readonly string[];
  /** In words, for people: 四川时代 拉动. */
  readonly label: string;
}

export const scopeMark = (scope: string | null): string => (scope === null ? "" : fingerprint(scope, 4));
export const addressMark = (address: Address): string =>
  fingerprint([address.scope ?? "", ...address.path].join("\u0001"), 9);

/** Figures of one address may stand in a document in several formats. */
export const figureDetail = (figure: DocumentFigure, formats: readonly Format[]): string =>
  `${formatCodes(formats)}${formats.includes("绝对值") && shownSign(figure, formats) < 0 ? "-" : ""}`;

export const detailFormats = (detail: string): readonly Format[] =>
  formatsOfCodes(detail.replace(/[+-]/g, ""));

export const figureTag = (address: Address, figure: DocumentFigure, formats: readonly Format[]): Tag => ({
  kind: "f",
  scope: scopeMark(address.scope),
  id: addressMark(address),
  detail: figureDetail(figure, formats),
  text: textMark(shownFigure(figure, formats)),
  trace: figure.trace,
  marked: false,
});

export const sentenceTag = (address: Address, sentence: Sentence): Tag => ({
  kind: "s",
  scope: scopeMark(address.scope),
  id: addressMark(address),
  detail: textMark(skeletonText(sentence)),
  text: textMark(sentenceText(sentence)),
  trace: "",
  marked: false,
});

export const textTag = (address: Address, text: string): Tag => ({
  kind: "t",
  scope: scopeMark(address.scope),
  id: addressMark(address),
  detail: "",
  text: textMark(text),
  trace: "",
  marked: false,
});

/** Word's bookmarks have at most 40 characters of letters, digits and `_`; those that begin with `_` are hidden. */
const BOOKMARK = /^_lz1([fstFST])_([0-9a-z]*)_([0-9a-z]+)_([0-9a-z]*)_([0-9a-z]+)_([0-9a-z]+)$/;

export const bookmarkName = (tag: Tag, serial: number): string =>
  [
    `_lz1${tag.marked ? tag.kind.toUpperCase() : tag.kind}`,
    tag.scope,
    tag.id,
    tag.detail.replace("-", "m"),
    tag.text,
    serial.toString(36),
  ].join("_");

export function readBookmark(name: string | null): { readonly tag: Tag; readonly serial: number } | null {
  const m = BOOKMARK.exec(name ?? "");
  if (m === null) return null;
  const [, kinds = "", scope = "", id = "", detail = "", text = "", serial = ""] = m;
  const kind = kinds.toLowerCase();
  if (kind !== "f" && kind !== "s" && kind !== "t") return null;
  const tag: Tag = {
    kind,
    scope,
    id,
    detail: kind === "f" ? detail.replace("m", "-") : detail,
    text,
    trace: "",
    marked: kind !== kinds,
  };
  return { tag, serial: Number.parseInt(serial, 36) };
}

/** Numbers of controls, of bookmarks, and of our own bookmarks' names, each once in a document. */
export interface Counter {
  control: number;
  bookmark: number;
  serial: number;
}

const nameOf = (element: Element): string | null => element.getAttributeNS(element.namespaceURI, "name");

const numberOf = (text: string | null): number => {
  const n = Number(text ?? "0");
  return Number.isSafeInteger(n) && n > 0 && n < 2_000_000_000 ? n : 0;
};

export function counterOf(documents: readonly Document[]): Counter {
  const last = { control: 0, bookmark: 0, serial: 0 };
  for (const document of documents)
    for (const element of descendants(document))
      if (isW(element, "sdtPr"))
        last.control = Math.max(last.control, numberOf(valueOf(childW(element, "id"))));
      else if (isW(element, "bookmarkStart")) {
        const id = element.getAttributeNS(element.namespaceURI, "id");
        last.bookmark = Math.max(last.bookmark, numberOf(id));
        last.serial = Math.max(last.serial, readBookmark(nameOf(element))?.serial ?? 0);
      }
  return { control: last.control + 1, bookmark: last.bookmark + 1, serial: last.serial + 1 };
}

/** A run of text with the looks of another run; line breaks are breaks. */
export function textRun(looks: Element | null, document: Document, text: string): Element {
  const run = makeW(document, "r");
  if (looks !== null) run.appendChild(copy(looks));
  for (const [i, line] of text.split("\n").entries()) {
    if (i > 0) run.appendChild(makeW(document, "br"));
    run.appendChild(makeText(document, line));
  }
  return run;
}

/** Word shows no alias of more than 64 characters. */
const cut = (alias: string): string => [...alias].slice(0, 60).join("");

/** A control around `content`, with the looks of the run that it takes the place of. */
export function makeControl(
  document: Document,
  tag: Tag,
  alias: string,
  content: readonly Element[],
  counter: Counter,
): Element {
  const control = makeW(document, "sdt");
  const properties = makeW(document, "sdtPr");
  properties.appendChild(makeW(document, "alias", cut(alias)));
  properties.appendChild(makeW(document, "tag", printTag(tag)));
  properties.appendChild(makeW(document, "id", String(counter.control++)));
  control.appendChild(properties);
  const inside = makeW(document, "sdtContent");
  const id = String(counter.bookmark++);
  const start = numbered(document, "bookmarkStart", id);
  start.setAttributeNS(
    start.namespaceURI,
    `${start.prefix ?? "w"}:name`,
    bookmarkName(tag, counter.serial++),
  );
  for (const element of [start, ...content, numbered(document, "bookmarkEnd", id)])
    inside.appendChild(element);
  control.appendChild(inside);
  return control;
}

export function numbered(document: Document, name: string, id: string): Element {
  const element = makeW(document, name);
  element.setAttributeNS(element.namespaceURI, `${element.prefix ?? "w"}:id`, id);
  return element;
}

/** The name by which people know a control, where a program lost it. */
export function writeAlias(control: Element, alias: string): void {
  const properties = childW(control, "sdtPr");
  const document = control.ownerDocument;
  if (properties === null || document === null || childW(properties, "alias") !== null) return;
  properties.insertBefore(makeW(document, "alias", cut(alias)), properties.firstChild);
}

/** Writes a tag into a control and the bookmark that repeats it. */
export function writeTag(control: Element, tag: Tag): void {
  const properties = childW(control, "sdtPr");
  const element = properties === null ? null : childW(properties, "tag");
  element?.setAttributeNS(element.namespaceURI, `${element.prefix ?? "w"}:val`, printTag(tag));
  for (const start of descendants(control, (e) => !isW(e, "sdtPr"))) {
    if (!isW(start, "bookmarkStart")) continue;
    const own = readBookmark(nameOf(start));
    if (own?.tag.kind !== tag.kind || own.tag.id !== tag.id) continue;
    const name = bookmarkName(tag, own.serial);
    start.setAttributeNS(start.namespaceURI, `${start.prefix ?? "w"}:name`, name);
    return;
  }
}

/** What controls are made with: the document, the looks of the runs, the counter of numbers. */
export interface Maker {
  readonly document: Document;
  readonly looks: Element | null;
  readonly counter: Counter;
}

export const figureControl = (
  maker: Maker,
  address: Address,
  figure: DocumentFigure,
  formats: readonly Format[],
): Element =>
  makeControl(
    maker.document,
    figureTag(address, figure, formats),
    address.label,
    [textRun(maker.looks, maker.document, shownFigure(figure, formats))],
    maker.counter,
  );

/** The address of a figure inside a drafted sentence. */
export const partAddress = (sentence: Address, part: Extract<Part, { kind: "figure" }>): Address => ({
  scope: sentence.scope,
  path: [...sentence.path, part.name],
  label: part.name,
});

/** Runs and figures of a sentence. */
export const sentenceContent = (maker: Maker, address: Address, sentence: Sentence): Element[] =>
  sentence.parts.map((part) =>
    part.kind === "figure"
      ? figureControl(maker, partAddress(address, part), part.figure, part.formats)
      : textRun(maker.looks, maker.document, partText(part)),
  );

export const sentenceControl = (maker: Maker, address: Address, sentence: Sentence): Element =>
  makeControl(
    maker.document,
    sentenceTag(address, sentence),
    address.label,
    sentenceContent(maker, address, sentence),
    maker.counter,
  );

export const textControl = (maker: Maker, address: Address, text: string): Element =>
  makeControl(
    maker.document,
    textTag(address, text),
    address.label,
    [textRun(maker.looks, maker.document, text)],
    maker.counter,
  );
