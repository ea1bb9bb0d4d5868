/** Runs and visible text of a paragraph, whatever Word, WPS or LibreOffice put between them. */
import type { Element, Node } from "./xml.ts";
import { aboveW, childW, childrenOf, copy, descendants, insertAfter, isW, makeW, setText } from "./xml.ts";

/** Text that was struck out with changes tracked, and what lies in boxes anchored here, is not this paragraph's. */
const inside = (element: Element): boolean =>
  !isW(element, "del", "moveFrom", "p", "pPr", "rPr", "sdtPr") && element.localName !== "Fallback";

export interface Piece {
  /** `w:t`, or `w:tab`, `w:br`, `w:cr` that stand for one blank. */
  readonly node: Element;
  readonly run: Element;
  readonly text: string;
}

/** The visible text of an element by pieces, in order. */
export function piecesOf(root: Node): Piece[] {
  const pieces: Piece[] = [];
  for (const node of descendants(root, inside)) {
    if (!isW(node, "t", "tab", "br", "cr")) continue;
    const run = aboveW(node, "r");
    if (run === null) continue;
    pieces.push({ node, run, text: isW(node, "t") ? (node.textContent ?? "") : "\n" });
  }
  return pieces;
}

export const visibleText = (root: Node): string =>
  piecesOf(root)
    .map((piece) => piece.text)
    .join("");

/** A new run with the looks of another. */
export function runLike(run: Element): Element {
  const document = run.ownerDocument;
  if (document === null) throw new Error("a run belongs to a document");
  const made = makeW(document, "r");
  const looks = childW(run, "rPr");
  if (looks !== null) made.appendChild(copy(looks));
  return made;
}

/** Cuts a run so that what begins at `offset` of a piece stands in a run of its own. */
function cutBefore(piece: Piece, offset: number): void {
  const before = childrenOf(piece.run).filter((child) => !isW(child, "rPr"));
  const at = before.indexOf(piece.node);
  if (at <= 0 && offset === 0) return;
  const made = runLike(piece.run);
  if (offset > 0) {
    const rest = copy(piece.node);
    setText(rest, piece.text.slice(offset));
    setText(piece.node, piece.text.slice(0, offset));
    made.appendChild(rest);
  } else made.appendChild(piece.node);
  for (const later of before.slice(at + 1)) made.appendChild(later);
  insertAfter(made, piece.run);
}

/** Makes a cut at a place of the paragraph's visible text. */
export function cutAt(paragraph: Element, place: number): void {
  let from = 0;
  for (const piece of piecesOf(paragraph)) {
    if (place < from + piece.text.length) {
      cutBefore(piece, place - from);
      return;
    }
    from += piece.text.length;
  }
}

/** Runs that hold exactly the characters between two cuts. */
export function runsBetween(paragraph: Element, start: number, end: number): Element[] {
  const runs: Element[] = [];
  let from = 0;
  for (const piece of piecesOf(paragraph)) {
    if (from >= start && from < end && piece.text !== "" && !runs.includes(piece.run)) runs.push(piece.run);
    from += piece.text.length;
  }
  return runs;
}
