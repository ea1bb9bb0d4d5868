/** A control of an edited document: its tag, its text, and how its content is replaced. */
import type { Counter, Maker, Tag } from "./controls.ts";
import { readTag } from "./controls.ts";
import { textMark } from "./fingerprint.ts";
import { piecesOf, visibleText } from "./ooxml/runs.ts";
import type { Document, Element } from "./ooxml/xml.ts";
import {
  childW,
  childrenOf,
  copy,
  descendants,
  insertBefore,
  isElement,
  isW,
  makeW,
  remove,
  valueOf,
} from "./ooxml/xml.ts";

export interface Control {
  readonly element: Element;
  readonly content: Element;
  readonly tag: Tag;
  /** What a person sees there. */
  readonly text: string;
  readonly alias: string;
  /** The drafted sentence it stands in. */
  readonly sentence: Element | null;
}

const sdtTag = (element: Element): Tag | null => {
  const properties = childW(element, "sdtPr");
  return properties === null ? null : readTag(valueOf(childW(properties, "tag")));
};

function sentenceAbove(element: Element): Element | null {
  for (let at = element.parentNode; isElement(at); at = at.parentNode)
    if (isW(at, "sdt") && sdtTag(at)?.kind === "s") return at;
  return null;
}

/** An element as a control of ours; null: it is none. */
export function controlOf(element: Element): Control | null {
  const tag = isW(element, "sdt") ? sdtTag(element) : null;
  const content = childW(element, "sdtContent");
  if (tag === null || content === null) return null;
  const properties = childW(element, "sdtPr");
  return {
    element,
    content,
    tag,
    text: visibleText(content),
    alias: properties === null ? "" : (valueOf(childW(properties, "alias")) ?? ""),
    sentence: sentenceAbove(element),
  };
}

/** Our controls below a node, in order. What was deleted with changes tracked is not there any more. */
export const controlsOf = (root: Document | Element): Control[] =>
  [...descendants(root, (e) => !isW(e, "del", "moveFrom"))].flatMap((element) => controlOf(element) ?? []);

/** How the text of a control looks: of its first run. */
export function looksIn(control: Control): Element | null {
  const run = piecesOf(control.content)[0]?.run ?? runsIn(control.content)[0] ?? null;
  const looks = run === null ? null : childW(run, "rPr");
  return looks === null ? null : copy(looks);
}

export const isEdited = (control: Control): boolean => textMark(control.text) !== control.tag.text;

/** Changed since the last time; no longer supplied. */
export type Mark = "yellow" | "lightGray";

function looksOf(run: Element): Element {
  const found = childW(run, "rPr");
  if (found !== null) return found;
  const document = run.ownerDocument;
  if (document === null) throw new Error("a run belongs to a document");
  const made = makeW(document, "rPr");
  run.insertBefore(made, run.firstChild);
  return made;
}

const runsIn = (element: Element): Element[] => [...descendants(element)].filter((e) => isW(e, "r"));

export function mark(element: Element, colour: Mark): void {
  for (const run of runsIn(element)) {
    const looks = looksOf(run);
    const before = childW(looks, "highlight");
    if (before !== null) remove(before);
    const document = run.ownerDocument;
    if (document !== null) looks.appendChild(makeW(document, "highlight", colour));
  }
}

/** Takes our marks off again; another colour is a person's. */
export function unmark(element: Element): void {
  for (const run of runsIn(element)) {
    const looks = childW(run, "rPr");
    const found = looks === null ? null : childW(looks, "highlight");
    if (found !== null && ["yellow", "lightGray"].includes(valueOf(found) ?? "")) remove(found);
  }
}

const TEXT = ["rPr", "t", "tab", "br", "cr", "lastRenderedPageBreak", "noBreakHyphen", "softHyphen"];
/** Runs with a comment's or note's mark stay, whatever becomes of the text. */
const isText = (element: Element): boolean =>
  isW(element, "sdt", "hyperlink", "ins", "smartTag", "proofErr") ||
  (isW(element, "r") && childrenOf(element).every((child) => isW(child, ...TEXT)));

/** Replaces what stands in a control, with the looks of its first run. */
export function replaceContent(
  control: Control,
  counter: Counter,
  content: (maker: Maker) => readonly Element[],
): readonly Element[] {
  const document = control.content.ownerDocument;
  if (document === null) throw new Error("a control belongs to a document");
  if (control.tag.marked) unmark(control.content);
  const made = content({ document, looks: looksIn(control), counter });
  // A control may have come to hold whole paragraphs: what it says goes into the first.
  const holder = [...descendants(control.content)].find((e) => isW(e, "p")) ?? control.content;
  const old = childrenOf(holder).filter(isText);
  const place = old[0] ?? null;
  for (const element of made)
    if (place === null) holder.appendChild(element);
    else insertBefore(element, place);
  for (const element of old) remove(element);
  return made;
}
