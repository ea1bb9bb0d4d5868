/** Rows and sentences that appear or go between two refreshes. */
import { sentenceControl, sentenceTag, scopeMark, writeTag } from "./controls.ts";
import { sentenceText } from "./draft/sentence.ts";
import { visibleText } from "./ooxml/runs.ts";
import type { Element } from "./ooxml/xml.ts";
import { aboveW, descendants, isW, insertAfter, insertBefore, remove } from "./ooxml/xml.ts";
import type { Control } from "./refresh-control.ts";
import { controlOf, controlsOf, isEdited, looksIn, mark } from "./refresh-control.ts";
import type { Known } from "./refresh-index.ts";
import { knownKey, tagKey } from "./refresh-index.ts";
import type { Work } from "./refresh-work.ts";

const rowText = (row: Element): string =>
  [...descendants(row)]
    .filter((e) => isW(e, "p"))
    .map((p) => visibleText(p).trim())
    .filter((text) => text !== "")
    .join(" ");

/** Controls that nothing supplies any more. A row of a table is told once. */
export function tellGone(work: Work, controls: readonly Control[]): void {
  const rows = new Set<Element>();
  for (const control of controls) {
    const list = work.index.scopes.get(control.tag.scope) ?? null;
    const removed = control.tag.kind === "s" && !isEdited(control);
    const row = control.tag.kind === "s" ? null : aboveW(control.element, "tr");
    if (row === null)
      work.gone.push({ of: list, name: control.alias || control.text, text: control.text, removed });
    else if (!rows.has(row)) {
      rows.add(row);
      work.gone.push({ of: list, name: control.alias || control.text, text: rowText(row), removed: false });
    }
    if (removed) remove(control.element);
    else if (control.tag.kind === "f") {
      mark(control.content, "lightGray");
      writeTag(control.element, { ...control.tag, marked: true });
    }
  }
}

/** Rows of lists the document shows that it has no row for. */
export function tellRows(work: Work, controls: readonly Control[]): void {
  const scopes = new Set(controls.map((control) => control.tag.scope));
  const there = new Set(controls.map((control) => tagKey(control.tag)));
  for (const row of work.index.rows)
    if (scopes.has(scopeMark(row.list)) && !row.keys.some((key) => there.has(key)))
      work.added.push({ of: row.list, name: row.label, placed: false });
}

/** Sentences that rules write now and did not then: after the one before them, where that is in the document. */
export function addSentences(work: Work, controls: readonly Control[]): void {
  const places = new Map(
    controls.filter((c) => c.element.parentNode !== null).map((c) => [tagKey(c.tag), c.element]),
  );
  const scopes = new Set(controls.map((control) => control.tag.scope));
  for (const { text, known } of work.index.sentences) {
    if (!scopes.has(scopeMark(text))) continue;
    const there = known.map((k) => places.get(knownKey("s", k.address)) ?? null);
    let before: Element | null = null;
    for (const [i, entry] of known.entries()) {
      const own = there[i] ?? null;
      const next: Element | null = there.slice(i + 1).find((e) => e !== null) ?? null;
      before = own ?? placeSentence(work, text, entry, { before, next }) ?? before;
    }
  }
}

function placeSentence(
  work: Work,
  text: string,
  { address, sentence }: Extract<Known, { kind: "s" }>,
  { before, next }: { readonly before: Element | null; readonly next: Element | null },
): Element | null {
  const beside = before ?? next;
  const like = beside === null ? null : controlOf(beside);
  const document = beside?.ownerDocument ?? null;
  work.added.push({ of: text, name: sentenceText(sentence), placed: like !== null });
  if (beside === null || like === null || document === null) return null;
  const made = sentenceControl({ document, looks: looksIn(like), counter: work.counter }, address, sentence);
  if (before === null) insertBefore(made, beside);
  else insertAfter(made, beside);
  for (const { tag } of controlsOf(made)) {
    const known = work.index.known.get(tagKey(tag));
    if (known?.kind === "f") work.used.push({ address: known.address, figure: known.figure });
  }
  mark(made, "yellow");
  const control = controlOf(made);
  if (control !== null) writeTag(control.element, { ...sentenceTag(address, sentence), marked: true });
  return made;
}
