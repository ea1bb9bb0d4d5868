/** Sentences where a text had none when the document was made (`anchor.ts`). */
import { giveRoom } from "./anchor.ts";
import type { Maker } from "./controls.ts";
import { sentenceControl, sentenceTag, writeTag } from "./controls.ts";
import { sentenceText } from "./draft/sentence.ts";
import type { AddressedSentence } from "./look-up.ts";
import { textParts } from "./look-up.ts";
import type { Element } from "./ooxml/xml.ts";
import { aboveW } from "./ooxml/xml.ts";
import type { Control } from "./refresh-control.ts";
import { controlOf, isEdited, looksIn, mark } from "./refresh-control.ts";
import type { Work } from "./refresh-work.ts";
import { placeLines } from "./render.ts";

/** The anchor's text, where the rules have something to say by now: sentences in its place, marked as new. */
export function fillAnchor(work: Work, control: Control, text: string): void {
  const data = work.data.texts[text];
  const found = data === undefined ? null : textParts(text, data);
  const paragraphs = found?.kind === "drafted" ? found.paragraphs : [];
  if (paragraphs.length === 0) return;
  const placed = !isEdited(control);
  for (const { sentence } of paragraphs.flat())
    work.added.push({ of: text, name: sentenceText(sentence), placed });
  const document = control.element.ownerDocument;
  if (!placed || document === null) return;
  const paragraph = aboveW(control.element, "p");
  const alone = paragraph !== null && giveRoom(paragraph);
  const looks = looksIn(control);
  const made = paragraphs.map((sentences) =>
    sentences.map((s) => newSentence(work, { document, looks, counter: work.counter }, s)),
  );
  placeLines(control.element, made, alone);
}

function newSentence(work: Work, maker: Maker, { address, sentence }: AddressedSentence): Element {
  const made = sentenceControl(maker, address, sentence);
  for (const part of sentence.parts)
    if (part.kind === "figure")
      work.used.push({ address: { scope: null, path: [part.name], label: part.name }, figure: part.figure });
  mark(made, "yellow");
  const control = controlOf(made);
  if (control !== null) writeTag(control.element, { ...sentenceTag(address, sentence), marked: true });
  return made;
}
