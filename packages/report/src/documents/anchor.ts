/**
 * The place of a drafted text that had nothing to say when the document was made: an empty control, and its paragraph no higher than
 * a hair. A later refresh puts there what the rules say by then, a reason written since for example; who deletes the place wants
 * nothing there. A hidden bookmark keeps the spacing that the paragraph had.
 */
import type { Address, Maker, Tag } from "./controls.ts";
import { makeControl, numbered, sentenceTag, textRun } from "./controls.ts";
import type { Document, Element } from "./ooxml/xml.ts";
import { childW, childrenOf, descendants, insertBefore, isElement, isW, makeW, remove } from "./ooxml/xml.ts";

/** No sentence has an id without letters. */
const anchorAddress = (text: string): Address => ({ scope: text, path: [""], label: text });

/** What a tag of the anchor of a text says: kind, scope and address. */
export const anchorTag = (text: string): Tag => sentenceTag(anchorAddress(text), { id: "", parts: [] });

const KEPT = ["line", "lineRule", "before", "after", "beforeLines", "afterLines"] as const;
const BOOKMARK = /^_lz1v((?:_[0-9a-zA-Z]*){6})_(g?)_[0-9]+$/;

const attribute = (element: Element, name: string): string =>
  element.getAttributeNS(element.namespaceURI, name) ?? "";
const write = (element: Element, name: string, value: string): void =>
  element.setAttributeNS(element.namespaceURI, `${element.prefix ?? "w"}:${name}`, value);

/** Elements of `pPr` that stand before `spacing`. */
const BEFORE = [
  ..."pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd".split(
    " ",
  ),
  ..."tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi".split(
    " ",
  ),
  ..."adjustRightInd snapToGrid".split(" "),
];

function spacingOf(paragraph: Element, document: Document): Element {
  let properties = childW(paragraph, "pPr");
  if (properties === null) {
    properties = makeW(document, "pPr");
    paragraph.insertBefore(properties, paragraph.firstChild);
  }
  const found = childW(properties, "spacing");
  if (found !== null) return found;
  const made = makeW(document, "spacing");
  const next = childrenOf(properties).find((e) => !isW(e, ...BEFORE)) ?? null;
  if (next === null) properties.appendChild(made);
  else insertBefore(made, next);
  return made;
}

/** Lines of a grid would give the paragraph a whole one; true: it was told to keep off the grid now. */
function leaveGrid(spacing: Element, document: Document): boolean {
  const properties = spacing.parentNode;
  if (!isElement(properties) || childW(properties, "snapToGrid") !== null) return false;
  insertBefore(makeW(document, "snapToGrid", "0"), spacing);
  return true;
}

/** The anchor; `alone`: the paragraph that it has to itself, which takes no room from now on. */
export function anchorControl(maker: Maker, text: string, alone: Element | null): Element {
  const { document, looks, counter } = maker;
  const run = textRun(looks, document, "");
  if (alone === null) return makeControl(document, anchorTag(text), text, [run], counter);
  const spacing = spacingOf(alone, document);
  const kept = KEPT.map((name) => attribute(spacing, name));
  const id = String(counter.bookmark++);
  const start = numbered(document, "bookmarkStart", id);
  const grid = leaveGrid(spacing, document) ? "g" : "";
  write(start, "name", ["_lz1v", ...kept, grid, String(counter.serial++)].join("_"));
  for (const name of KEPT) spacing.removeAttributeNS(spacing.namespaceURI, name);
  for (const [name, value] of [
    ["before", "0"],
    ["after", "0"],
    ["line", "1"],
    ["lineRule", "exact"],
  ] as const)
    write(spacing, name, value);
  const content = [start, numbered(document, "bookmarkEnd", id), run];
  return makeControl(document, anchorTag(text), text, content, counter);
}

/** Gives a paragraph back the room it had before an anchor; false: the anchor stands among other words. */
export function giveRoom(paragraph: Element): boolean {
  const document = paragraph.ownerDocument;
  // programs move bookmarks that meet: it may have slipped out of the control
  const start = [...descendants(paragraph)].find(
    (e) => isW(e, "bookmarkStart") && BOOKMARK.test(attribute(e, "name")),
  );
  if (start === undefined || document === null) return false;
  const [, spaces = "", grid] = BOOKMARK.exec(attribute(start, "name")) ?? [];
  const id = attribute(start, "id");
  const ends = [...descendants(paragraph)].filter((e) => isW(e, "bookmarkEnd") && attribute(e, "id") === id);
  for (const element of [start, ...ends]) remove(element);
  const spacing = spacingOf(paragraph, document);
  const off = grid === "g" ? childW(childW(paragraph, "pPr") ?? paragraph, "snapToGrid") : null;
  if (off !== null) remove(off);
  const values = spaces.split("_").slice(1);
  for (const [i, name] of KEPT.entries()) {
    const value = values[i] ?? "";
    if (value === "") spacing.removeAttributeNS(spacing.namespaceURI, name);
    else write(spacing, name, value);
  }
  if (spacing.attributes.length === 0) remove(spacing);
  return true;
}
