/** Puts data into a compiled story: outer loops before inner ones, each copy of a row or paragraph filled on its own. */
import { anchorControl } from "./anchor.ts";
import type { Block, Item, Token, Value } from "./compile.ts";
import { MARK_ATTRIBUTE } from "./compile.ts";
import type { Counter, Maker } from "./controls.ts";
import { figureControl, sentenceControl, textControl } from "./controls.ts";
import type { DocumentData } from "./data.ts";
import { isFormat, shownDecimal } from "./figure-text.ts";
import type { Found, NamedFigure, RowAt } from "./look-up.ts";
import { find } from "./look-up.ts";
import type { Marker } from "./marker.ts";
import { holds } from "./marker.ts";
import type { NoteName } from "./names.ts";
import { isNote } from "./names.ts";
import { visibleText } from "./ooxml/runs.ts";
import type { Document, Element, Node } from "./ooxml/xml.ts";
import {
  aboveW,
  childW,
  childrenOf,
  copy,
  descendants,
  insertAfter,
  insertBefore,
  isElement,
  isW,
  makeText,
  makeW,
  remove,
} from "./ooxml/xml.ts";

export interface Rendering {
  readonly document: Document;
  readonly data: DocumentData;
  readonly counter: Counter;
  /** Figures that came into the document, in its order. */
  readonly used: NamedFigure[];
  /** Places of notes, filled when all figures are known. */
  readonly notes: { readonly note: NoteName; readonly run: Element }[];
}

/** Runs of markers by number, under these nodes. */
function runsOf(roots: readonly Node[]): Map<number, Element> {
  const runs = new Map<number, Element>();
  for (const root of roots) {
    const all = isElement(root) ? [root, ...descendants(root)] : [...descendants(root)];
    for (const element of all) {
      const number = element.getAttribute(MARK_ATTRIBUTE);
      if (number !== null) runs.set(Number(number), element);
    }
  }
  return runs;
}

export function renderItems(
  rendering: Rendering,
  items: readonly Item[],
  roots: readonly Node[],
  rows: readonly RowAt[],
): void {
  const runs = runsOf(roots);
  for (const item of items) {
    if (item.kind === "value") renderValue(rendering, item, runs.get(item.token.id), rows);
    else renderBlock(rendering, item, runs, rows);
  }
}

const makerOf = (rendering: Rendering, run: Element): Maker => ({
  document: rendering.document,
  looks: childW(run, "rPr"),
  counter: rendering.counter,
});

function renderValue(
  rendering: Rendering,
  { token, marker }: Value,
  run: Element | undefined,
  rows: readonly RowAt[],
): void {
  if (run === undefined) return;
  run.removeAttribute(MARK_ATTRIBUTE);
  const found = find(rendering.data, rows, marker.name);
  if (found === null && isNote(marker.name)) {
    rendering.notes.push({ note: marker.name, run });
    return;
  }
  const maker = makerOf(rendering, run);
  if (found?.kind === "drafted" && found.paragraphs.length === 0) {
    const alone = token.alone ? aboveW(run, "p") : null;
    placeLines(run, [[anchorControl(maker, found.name, alone)]], token.alone);
    return;
  }
  const lines = found === null ? [] : linesOf(rendering, found, marker, maker);
  placeLines(run, lines, token.alone);
}

/** What takes a marker's place, by paragraphs. */
function linesOf(
  rendering: Rendering,
  found: Found,
  marker: Extract<Marker, { kind: "value" }>,
  maker: Maker,
): Element[][] {
  switch (found.kind) {
    case "figure": {
      const formats = marker.formats.filter(isFormat);
      rendering.used.push({ address: found.address, figure: found.figure });
      return [[figureControl(maker, found.address, found.figure, formats)]];
    }
    case "written":
      return found.lines.map(({ address, text }) => [textControl(maker, address, text)]);
    case "drafted":
      return found.paragraphs.map((sentences) =>
        sentences.map(({ address, sentence }) => {
          for (const part of sentence.parts)
            if (part.kind === "figure")
              rendering.used.push({
                address: { scope: null, path: [part.name], label: part.name },
                figure: part.figure,
              });
          return sentenceControl(maker, address, sentence);
        }),
      );
    case "plain": {
      const run = makeW(rendering.document, "r");
      if (maker.looks !== null) run.appendChild(copy(maker.looks));
      run.appendChild(makeText(rendering.document, found.text));
      return [[run]];
    }
    case "list":
      return [];
  }
}

/** In the marker's place; where it has its paragraph to itself, every further line gets a paragraph like it. */
export function placeLines(run: Element, lines: readonly (readonly Element[])[], alone: boolean): void {
  const paragraph = aboveW(run, "p");
  let last = paragraph;
  for (const line of alone ? lines.slice(1) : []) {
    if (last === null || paragraph === null) break;
    const next = makeW(paragraph.ownerDocument ?? fail(), "p");
    const properties = childW(paragraph, "pPr");
    if (properties !== null) next.appendChild(copy(properties));
    for (const element of line) next.appendChild(element);
    insertAfter(next, last);
    last = next;
  }
  for (const element of (alone ? lines.slice(0, 1) : lines).flat()) insertBefore(element, run);
  remove(run);
  if (alone && lines.length === 0 && paragraph !== null) dropEmpty(paragraph);
}

const fail = (): never => {
  throw new Error("a node of a document has a document");
};

/** Takes a paragraph out that says nothing; a cell keeps its last one. */
export function dropEmpty(paragraph: Element): void {
  if (visibleText(paragraph).trim() !== "" || childW(paragraph, "sdt") !== null) return;
  const parent = paragraph.parentNode;
  // A section ends in the properties of its last paragraph.
  const properties = childW(paragraph, "pPr");
  if (properties !== null && childW(properties, "sectPr") !== null) return;
  remove(paragraph);
  if (isW(parent, "tc")) keepCell(parent);
}

/** A cell without a paragraph is no cell. */
function keepCell(cell: Element): void {
  if (!isW(childrenOf(cell).at(-1) ?? null, "p")) cell.appendChild(makeW(cell.ownerDocument ?? fail(), "p"));
}

function passes(rendering: Rendering, marker: Block["marker"], rows: readonly RowAt[]): boolean {
  const found = find(rendering.data, rows, marker.name);
  if (marker.kind !== "condition" || found === null) return false;
  if (marker.test.kind === "there") return there(found) !== marker.test.not;
  if (found.kind !== "figure") return false;
  const shown = shownDecimal(found.figure);
  return shown !== null && holds(marker.test.with, shown, marker.test.bound);
}

function there(found: Found): boolean {
  switch (found.kind) {
    case "figure":
      return found.figure.value !== null;
    case "written":
      return found.lines.some((line) => line.text.trim() !== "");
    case "drafted":
      return found.paragraphs.some((sentences) => sentences.length > 0);
    case "plain":
      return found.text !== "";
    case "list":
      return found.list.rows.length > 0;
  }
}

/** Where each copy stands: one of a condition that holds, one of every row of a list. */
function copiesOf(
  rendering: Rendering,
  marker: Block["marker"],
  rows: readonly RowAt[],
): (readonly RowAt[])[] {
  if (marker.kind === "condition") return passes(rendering, marker, rows) ? [rows] : [];
  const found = find(rendering.data, rows, marker.name);
  if (found?.kind !== "list") return [];
  const { name, list } = found;
  return list.rows.map((row, index) => [
    ...rows,
    { list: name, row, index, last: index === list.rows.length - 1 },
  ]);
}

interface Reach {
  /** What is repeated. */
  readonly nodes: readonly Node[];
  /** Before this the copies go; it is taken out at the end. */
  readonly anchor: Node;
  /** Taken out besides. */
  readonly spent: readonly Node[];
}

/** The child of `parent` in which a node stands. */
function childHolding(parent: Node, node: Node): Node {
  let at = node;
  while (at.parentNode !== null && at.parentNode !== parent) at = at.parentNode;
  return at;
}

function between(first: Node, last: Node): Node[] {
  const nodes: Node[] = [];
  for (let at: Node | null = first; at !== null; at = at.nextSibling) {
    nodes.push(at);
    if (at === last) break;
  }
  return nodes;
}

function reachOf(level: Block["level"], open: Element, close: Element): Reach {
  if (level === "rows") {
    const table = aboveW(aboveW(open, "tr") ?? open, "tbl");
    const rows = table === null ? [] : between(childHolding(table, open), childHolding(table, close));
    const anchor = open.ownerDocument?.createComment("") ?? fail();
    const last = rows.at(-1);
    if (last !== undefined) insertAfter(anchor, last);
    return { nodes: rows, anchor, spent: [] };
  }
  const [first, last] =
    level === "inline" ? [open, close] : [aboveW(open, "p") ?? open, aboveW(close, "p") ?? close];
  return { nodes: between(first, last).slice(1, -1), anchor: last, spent: [first] };
}

function renderBlock(
  rendering: Rendering,
  block: Block,
  runs: ReadonlyMap<number, Element>,
  rows: readonly RowAt[],
): void {
  const [open, close] = [runs.get(block.open.id), runs.get(block.close.id)];
  if (open === undefined || close === undefined) return;
  const reach = reachOf(block.level, open, close);
  const cell = aboveW(open, "tc");
  for (const at of copiesOf(rendering, block.marker, rows)) {
    const copies = reach.nodes.map((node) => node.cloneNode(true));
    for (const node of copies) insertBefore(node, reach.anchor);
    for (const end of [block.open, block.close]) dropEnd(copies, end);
    renderItems(rendering, block.inside, copies, at);
  }
  const table = block.level === "rows" ? aboveW(reach.anchor, "tbl") : null;
  for (const node of [...reach.nodes, ...reach.spent, reach.anchor]) remove(node);
  if (table !== null && !childrenOf(table).some((e) => isW(e, "tr", "sdt"))) remove(table);
  if (block.level === "blocks" && cell !== null) keepCell(cell);
}

/** Takes the end of a loop out of a copied row; a paragraph that held nothing else goes with it. */
function dropEnd(copies: readonly Node[], end: Token): void {
  const run = runsOf(copies).get(end.id);
  if (run === undefined) return;
  const paragraph = aboveW(run, "p");
  remove(run);
  if (end.alone && paragraph !== null) dropEmpty(paragraph);
}
