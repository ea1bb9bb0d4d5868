/** The little of the DOM that is needed: WordprocessingML elements, their children, and strict reading. */
import type { Document, Element, Node } from "@xmldom/xmldom";
import { DOMParser, XMLSerializer } from "@xmldom/xmldom";

export type { Document, Element, Node } from "@xmldom/xmldom";

/** Transitional (Word, WPS, LibreOffice) and strict namespaces. */
const TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const XML = "http://www.w3.org/XML/1998/namespace";

export const isElement = (node: Node | null): node is Element => node !== null && node.nodeType === 1;

type WElement = Element & { readonly localName: string };

/** Whether a node is `w:<name>`. */
export const isW = (node: Node | null, ...names: readonly string[]): node is WElement =>
  isElement(node) &&
  (node.namespaceURI === TRANSITIONAL || node.namespaceURI === STRICT) &&
  node.localName !== null &&
  names.includes(node.localName);

export function childrenOf(node: Node): Element[] {
  const found: Element[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (isElement(child)) found.push(child);
  return found;
}

export const childW = (node: Node, name: string): Element | null =>
  childrenOf(node).find((child) => isW(child, name)) ?? null;

/** The children `w:<name>`. */
export const childrenW = (node: Node, name: string): Element[] =>
  childrenOf(node).filter((child): child is Element => isW(child, name));

/** Descendants in document order; `enter` false: an element's inside is left out. Without recursion: files may be deep. */
export function* descendants(
  root: Node,
  enter: (element: Element) => boolean = () => true,
): Iterable<Element> {
  const open: Element[] = [];
  const push = (parent: Node): void => {
    for (let child = parent.lastChild; child !== null; child = child.previousSibling)
      if (isElement(child)) open.push(child);
  };
  push(root);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    if (enter(next)) push(next);
  }
}

/** The nearest `w:<name>` above a node. */
export function aboveW(node: Node, ...names: readonly string[]): Element | null {
  let at = node.parentNode;
  while (at !== null && !isW(at, ...names)) at = at.parentNode;
  return isW(at, ...names) ? at : null;
}

/** `w:val` of an element. */
export const valueOf = (element: Element | null): string | null =>
  element === null ? null : element.getAttributeNS(element.namespaceURI, "val");

/** A new `w:<name>` in the namespace and prefix of the document. */
export function makeW(document: Document, name: string, value?: string): Element {
  const root = document.documentElement;
  const space = root?.namespaceURI ?? TRANSITIONAL;
  const prefix = root?.prefix ?? "w";
  const element = document.createElementNS(space, `${prefix}:${name}`);
  if (value !== undefined) element.setAttributeNS(space, `${prefix}:val`, value);
  return element;
}

/** `w:t` that keeps its blanks. */
export function makeText(document: Document, text: string): Element {
  const t = makeW(document, "t");
  if (/^\s|\s$|\s\s/.test(text)) t.setAttributeNS(XML, "xml:space", "preserve");
  t.appendChild(document.createTextNode(plain(text)));
  return t;
}

export const setText = (t: Element, text: string): void => {
  t.textContent = plain(text);
  t.setAttributeNS(XML, "xml:space", "preserve");
};

// oxlint-disable-next-line no-control-regex -- these are the characters XML 1.0 cannot hold
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const HALF_CHARACTERS = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Without what XML cannot hold. */
const plain = (text: string): string => text.replace(UNPRINTABLE, "").replace(HALF_CHARACTERS, "");

export const remove = (node: Node): void => {
  node.parentNode?.removeChild(node);
};

export const insertBefore = (node: Node, at: Node): void => {
  at.parentNode?.insertBefore(node, at);
};

export const insertAfter = (node: Node, at: Node): void => {
  at.parentNode?.insertBefore(node, at.nextSibling);
};

/** A deep copy; elements stay elements. */
export function copy(element: Element): Element {
  const made = element.cloneNode(true);
  if (!isElement(made)) throw new Error("a copy of an element is an element");
  return made;
}

declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean },
) => { decode(bytes: Uint8Array): string };

/** U+FFFD is a sign like others, whatever was lost before it was typed; bytes that are no UTF-8 are refused by `partText`. */
const ONLY_A_SIGN = /replacement character/;

/** The text of a part; null where its bytes are no UTF-8, so that nothing is guessed. */
export function partText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Reads a part; null when it is not well-formed or brings a DTD (entities are never needed here). */
export function parseXml(text: string): Document | null {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return null;
  try {
    return new DOMParser({
      onError: (level, message) => {
        if (level !== "warning" || !ONLY_A_SIGN.test(message)) throw new Error(message);
      },
    }).parseFromString(text.replace(/^\ufeff?\s*<\?xml\s[^>]*\?>\s*/, ""), "text/xml");
  } catch {
    return null;
  }
}

/** Every part is UTF-8, as the packages of all three programs are. */
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const printXml = (document: Document): string =>
  DECLARATION + new XMLSerializer().serializeToString(document, { requireWellFormed: true });
