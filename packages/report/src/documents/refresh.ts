/**
 * New figures in a document that people have edited. Only the inside of our controls changes, and only where nobody
 * wrote over it; everything else of the file keeps its bytes. What changed, what was kept and what is gone is told.
 */
import type { Diagnostic } from "@lianzhang/kernel";
import { anchorTag } from "./anchor.ts";
import {
  counterOf,
  detailFormats,
  figureTag,
  sentenceContent,
  sentenceTag,
  textRun,
  textTag,
  writeAlias,
  writeTag,
} from "./controls.ts";
import type { DocumentData } from "./data.ts";
import { dataFindings } from "./data-check.ts";
import { docxFinding } from "./docx-finding.ts";
import { partText, sentenceText } from "./draft/sentence.ts";
import { shownFigure } from "./figure-text.ts";
import { textMark } from "./fingerprint.ts";
import type { Refused } from "./fill.ts";
import { NOTE_NAMES } from "./names.ts";
import { emptyNote, gapsOf, noteAddress, noteSentence } from "./notes.ts";
import { closeDocx, openDocx } from "./ooxml/docx.ts";
import { fillAnchor } from "./refresh-anchor.ts";
import type { Control } from "./refresh-control.ts";
import { controlsOf, isEdited, mark, replaceContent, unmark } from "./refresh-control.ts";
import type { Known } from "./refresh-index.ts";
import { indexOf, knownKey, tagKey } from "./refresh-index.ts";
import { repair } from "./repair.ts";
import { addSentences, tellGone, tellRows } from "./refresh-lists.ts";
import type { Refreshed, Work } from "./refresh-work.ts";

export function refreshDocument(file: string, bytes: Uint8Array, data: DocumentData): Refreshed | Refused {
  const opened = openDocx(bytes);
  if (!opened.ok) return { ok: false, findings: [docxFinding(file, opened)] };
  const wrong = dataFindings(file, data);
  if (wrong.length > 0) return { ok: false, findings: wrong };
  const { docx } = opened;
  const counter = counterOf(docx.stories.map((story) => story.document));
  for (const { document } of docx.stories) repair(document, counter);
  const stories = docx.stories.map(({ name, document }) => ({ name, controls: controlsOf(document) }));
  if (stories.every(({ controls }) => controls.length === 0))
    return { ok: false, findings: [noControls(file)] };
  const work: Work = {
    index: indexOf(data),
    counter,
    changed: [],
    kept: [],
    gone: [],
    added: [],
    used: [],
    data,
  };
  const all = stories.flatMap(({ controls }) => controls);
  const anchors = new Map(Object.keys(data.texts).map((text) => [tagKey(anchorTag(text)), text]));
  const isAnchor = (control: Control): boolean => anchors.has(tagKey(control.tag));
  const standing = all.filter((control) => !isAnchor(control));
  const outer = standing.filter((control) => control.sentence === null && !isNoteControl(control));
  if (outer.length > 0 && !outer.some((control) => work.index.known.has(tagKey(control.tag))))
    return { ok: false, findings: [otherData(file)] };
  tellGone(
    work,
    outer.filter((control) => !work.index.known.has(tagKey(control.tag))),
  );
  for (const control of outer) refreshControl(work, control);
  addSentences(work, standing);
  tellRows(work, standing);
  for (const control of all.filter(isAnchor))
    fillAnchor(work, control, anchors.get(tagKey(control.tag)) ?? "");
  for (const control of all.filter(isNoteControl)) refreshNote(work, control);
  const touched = new Set(stories.filter((s) => s.controls.length > 0).map((s) => s.name));
  return {
    ok: true,
    docx: closeDocx(docx, touched),
    changed: work.changed,
    kept: work.kept,
    gone: work.gone,
    added: work.added,
    gaps: gapsOf(work.used),
    traces: [...new Set(work.used.map((f) => f.figure.trace))],
  };
}

const noControls = (file: string): Diagnostic => ({
  file,
  line: 1,
  column: 1,
  severity: "error",
  code: "LZ9030",
  message: "no figure of ours is in this document",
  hint: "make the document anew, or refresh the file that was made here",
  zh: {
    message: "文档中没有本系统写入的数",
    hint: "重新生成文档,或选择由本系统生成的文件",
  },
});

/** Every figure would go grey: somebody chose the wrong file. */
const otherData = (file: string): Diagnostic => ({
  file,
  line: 1,
  column: 1,
  severity: "error",
  code: "LZ9031",
  message: "nothing in this document is of these data: it is another kind of document",
  hint: "choose the document that was made from them",
  zh: {
    message: "文档中的数与所选数据没有一项对得上,是另一种文书",
    hint: "选择由这些数据生成的文书",
  },
});

const NOTE_KEYS = new Map(NOTE_NAMES.map((note) => [knownKey("s", noteAddress(note)), note]));
const isNoteControl = (control: Control): boolean => NOTE_KEYS.has(tagKey(control.tag));

function refreshControl(work: Work, control: Control): void {
  const known = work.index.known.get(tagKey(control.tag));
  if (known === undefined) return;
  writeAlias(control.element, known.address.label);
  switch (known.kind) {
    case "f":
      return refreshFigure(work, control, known);
    case "s":
      return refreshSentence(work, control, known);
    case "t":
      return refreshText(work, control, known);
  }
}

/** Marks of the last refresh come off where nothing changed now. */
function settle(control: Control): void {
  if (control.tag.marked) unmark(control.content);
}

function refreshFigure(work: Work, control: Control, known: Extract<Known, { kind: "f" }>): void {
  const { address, figure } = known;
  const formats = detailFormats(control.tag.detail);
  const after = shownFigure(figure, formats);
  const tag = figureTag(address, figure, formats);
  if (isEdited(control)) {
    // The person's figure stays, and stays known as hers: the tag keeps the text that it was.
    work.kept.push({ name: address.label, typed: control.text, now: after });
    return;
  }
  work.used.push({ address, figure });
  const changed = textMark(after) !== control.tag.text;
  const turned = formats.includes("绝对值") && tag.detail.includes("-") !== control.tag.detail.includes("-");
  if (!changed && !turned) {
    settle(control);
    writeTag(control.element, tag);
    return;
  }
  work.changed.push({ name: address.label, before: control.text, after, turned });
  replaceContent(control, work.counter, (maker) => [textRun(maker.looks, maker.document, after)]);
  mark(control.content, "yellow");
  writeTag(control.element, { ...tag, marked: true });
}

function refreshText(work: Work, control: Control, known: Extract<Known, { kind: "t" }>): void {
  const { address, text } = known;
  if (isEdited(control)) {
    if (textMark(text) !== control.tag.text)
      work.kept.push({ name: address.label, typed: control.text, now: text });
    return;
  }
  if (textMark(text) === control.tag.text) return settle(control);
  work.changed.push({ name: address.label, before: control.text, after: text, turned: false });
  replaceContent(control, work.counter, (maker) => [textRun(maker.looks, maker.document, text)]);
  mark(control.content, "yellow");
  writeTag(control.element, { ...textTag(address, text), marked: true });
}

function refreshSentence(work: Work, control: Control, known: Extract<Known, { kind: "s" }>): void {
  const { address, sentence } = known;
  const tag = sentenceTag(address, sentence);
  const inner = controlsOf(control.content);
  if (isEdited(control)) {
    keepSentence(work, control, known, inner);
    return;
  }
  if (tag.text === control.tag.text) {
    for (const part of sentence.parts)
      if (part.kind === "figure")
        work.used.push({
          address: { scope: null, path: [part.name], label: part.name },
          figure: part.figure,
        });
    for (const figure of inner) {
      const own = work.index.known.get(tagKey(figure.tag));
      if (own?.kind === "f")
        writeTag(figure.element, figureTag(own.address, own.figure, detailFormats(figure.tag.detail)));
    }
    settle(control);
    writeTag(control.element, tag);
    return;
  }
  rewriteSentence(work, control, known, inner);
}

/** A sentence nobody edited is written anew; its changed figures, or all of its changed wording, are marked. */
function rewriteSentence(
  work: Work,
  control: Control,
  { address, sentence }: Extract<Known, { kind: "s" }>,
  inner: readonly Control[],
): void {
  const tag = sentenceTag(address, sentence);
  const before = new Map(inner.map((figure) => [tagKey(figure.tag), figure.text]));
  const reworded = tag.detail !== control.tag.detail;
  if (reworded)
    work.changed.push({
      name: address.label,
      before: control.text,
      after: sentenceText(sentence),
      turned: false,
    });
  replaceContent(control, work.counter, (maker) => sentenceContent(maker, address, sentence));
  for (const figure of controlsOf(control.content)) {
    const own = work.index.known.get(tagKey(figure.tag));
    if (own?.kind !== "f") continue;
    work.used.push({ address: own.address, figure: own.figure });
    const was = before.get(tagKey(figure.tag));
    if (was === figure.text) continue;
    if (!reworded)
      work.changed.push({ name: own.address.label, before: was ?? "", after: figure.text, turned: false });
    mark(figure.content, "yellow");
    writeTag(figure.element, { ...figure.tag, marked: true });
  }
  if (reworded) mark(control.content, "yellow");
  writeTag(control.element, { ...tag, marked: true });
}

/** A person's wording stays. Its figures follow as long as the rules would still say the same of them. */
function keepSentence(
  work: Work,
  control: Control,
  { address, sentence }: Extract<Known, { kind: "s" }>,
  inner: readonly Control[],
): void {
  work.kept.push({ name: address.label, typed: control.text, now: sentenceText(sentence) });
  if (sentenceTag(address, sentence).detail !== control.tag.detail) return;
  for (const figure of inner) {
    const known = work.index.known.get(tagKey(figure.tag));
    if (known?.kind === "f") refreshFigure(work, figure, known);
  }
}

function refreshNote(work: Work, control: Control): void {
  const note = NOTE_KEYS.get(tagKey(control.tag));
  if (note === undefined) return;
  const sentence = noteSentence(note, work.used, work.data) ?? emptyNote(note);
  const address = noteAddress(note);
  const tag = sentenceTag(address, sentence);
  if (isEdited(control)) {
    if (tag.text !== control.tag.text)
      work.kept.push({ name: note, typed: control.text, now: sentenceText(sentence) });
    return;
  }
  if (tag.text === control.tag.text) return settle(control);
  work.changed.push({ name: note, before: control.text, after: sentenceText(sentence), turned: false });
  replaceContent(control, work.counter, (maker) =>
    sentence.parts.map((part) => textRun(maker.looks, maker.document, partText(part))),
  );
  mark(control.content, "yellow");
  writeTag(control.element, { ...tag, marked: true });
}
