/**
 * Puts back what a program lost that saved the file: a control without its tag gets it from the bookmark inside, and
 * where the control itself is gone (LibreOffice keeps no control inside another) a new one is laid around the bookmark.
 */
import type { Counter, Tag } from "./controls.ts";
import { printTag, readBookmark, readTag } from "./controls.ts";
import type { Document, Element, Node } from "./ooxml/xml.ts";
import {
  childW,
  descendants,
  insertAfter,
  insertBefore,
  isElement,
  isW,
  makeW,
  valueOf,
} from "./ooxml/xml.ts";

const attribute = (element: Element, name: string): string | null =>
  element.getAttributeNS(element.namespaceURI, name);

function tagAbove(start: Element, tag: Tag): boolean {
  for (let at = start.parentNode; isElement(at); at = at.parentNode) {
    const properties = isW(at, "sdt") ? childW(at, "sdtPr") : null;
    const own = properties === null ? null : readTag(valueOf(childW(properties, "tag")));
    if (own?.kind === tag.kind && own.id === tag.id) return true;
  }
  return false;
}

const isUntagged = (element: Node | null): element is Element => {
  if (!isW(element, "sdt")) return false;
  const properties = childW(element, "sdtPr");
  return properties === null || readTag(valueOf(childW(properties, "tag"))) === null;
};

/** Siblings from a bookmark's start to its end; null: they stand in different places. */
function range(start: Element): Node[] | null {
  const id = attribute(start, "id");
  const nodes: Node[] = [];
  for (let at: Node | null = start; at !== null; at = at.nextSibling) {
    nodes.push(at);
    if (isW(at, "bookmarkEnd") && attribute(at, "id") === id) return untangled(nodes, at);
  }
  return null;
}

/** Where two meet, the next one's start may have slipped before this one's end: it goes behind it again. */
function untangled(nodes: Node[], end: Node): Node[] {
  for (let last = nodes.at(-2); isW(last ?? null, "bookmarkStart"); last = nodes.at(-2)) {
    if (last === undefined || nodes.length < 3) break;
    nodes.splice(-2, 1);
    insertAfter(last, end);
  }
  return nodes;
}

function writeProperties(document: Document, control: Element, tag: Tag, counter: Counter): void {
  let properties = childW(control, "sdtPr");
  if (properties === null) {
    properties = makeW(document, "sdtPr");
    control.insertBefore(properties, control.firstChild);
  }
  if (childW(properties, "tag") !== null) return;
  if (childW(properties, "id") === null)
    properties.insertBefore(makeW(document, "id", String(counter.control++)), properties.firstChild);
  properties.insertBefore(makeW(document, "tag", printTag(tag)), properties.firstChild);
}

/** The untagged control that a bookmark stands in or around, alone. */
function controlAt(start: Element, nodes: readonly Node[], tag: Tag): Element | null {
  const parent = start.parentNode;
  const outer = isW(parent, "sdtContent") ? parent.parentNode : null;
  if (isUntagged(outer) && tag.kind !== "s") return outer;
  const held = nodes.filter((node) => isW(node, "sdt", "r"));
  const [only] = held;
  return held.length === 1 && only !== undefined && isUntagged(only) && tag.kind !== "s" ? only : null;
}

export function repair(document: Document, counter: Counter): void {
  for (const start of [...descendants(document)].filter((e): e is Element => isW(e, "bookmarkStart"))) {
    const own = readBookmark(attribute(start, "name"));
    if (own === null || tagAbove(start, own.tag)) continue;
    const nodes = range(start);
    if (nodes === null) continue;
    const found = controlAt(start, nodes, own.tag);
    if (found !== null) {
      writeProperties(document, found, own.tag, counter);
      continue;
    }
    const control = makeW(document, "sdt");
    const content = makeW(document, "sdtContent");
    control.appendChild(content);
    insertBefore(control, start);
    for (const node of nodes) content.appendChild(node);
    writeProperties(document, control, own.tag, counter);
  }
}
