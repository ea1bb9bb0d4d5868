/** A document from a template and data. Nothing is filled while a marker is not understood. */
import type { Diagnostic } from "@lianzhang/kernel";
import { checkItems } from "./check.ts";
import type { Compiled } from "./compile.ts";
import { compile } from "./compile.ts";
import type { Counter } from "./controls.ts";
import { counterOf, sentenceControl } from "./controls.ts";
import type { DocumentData } from "./data.ts";
import { dataFindings } from "./data-check.ts";
import { docxFinding } from "./docx-finding.ts";
import type { NamedFigure } from "./look-up.ts";
import type { NameTable, NoteName } from "./names.ts";
import { NOTE_NAMES, namesOf } from "./names.ts";
import type { Gap } from "./notes.ts";
import { gapsOf, noteAddress, noteSentence } from "./notes.ts";
import type { Docx } from "./ooxml/docx.ts";
import { closeDocx, openDocx } from "./ooxml/docx.ts";
import type { Document, Element } from "./ooxml/xml.ts";
import { childW, childrenOf, insertBefore, isW, makeW } from "./ooxml/xml.ts";
import type { Rendering } from "./render.ts";
import { placeLines, renderItems } from "./render.ts";

export interface Filled {
  readonly ok: true;
  readonly docx: Uint8Array;
  /** Figures without a value that the document shows, with their reasons. */
  readonly gaps: readonly Gap[];
  /** Figures under a provisional reading (暂定口径). */
  readonly assumed: readonly string[];
  /** Made-up data is in it, and the document says so. */
  readonly demo: boolean;
  /** Traces of all figures in it, each once. */
  readonly traces: readonly string[];
}

export interface Refused {
  readonly ok: false;
  readonly findings: readonly Diagnostic[];
}

interface OpenTemplate {
  readonly docx: Docx;
  readonly stories: readonly {
    readonly name: string;
    readonly document: Document;
    readonly read: Compiled;
  }[];
}

function openTemplate(file: string, bytes: Uint8Array): OpenTemplate | Refused {
  const opened = openDocx(bytes);
  if (!opened.ok) return { ok: false, findings: [docxFinding(file, opened)] };
  const [main] = opened.docx.stories;
  return {
    docx: opened.docx,
    stories: opened.docx.stories.map(({ name, document }) => ({
      name,
      document,
      // The document itself goes by the file's name; headers and footers say which part they are.
      read: compile(document, name === main?.name ? file : `${file}/${name.replace(/^.*\//, "")}`),
    })),
  };
}

/** What is wrong with a template: names, formats, loops. Empty: it can be filled. */
export function checkTemplate(file: string, bytes: Uint8Array, names: NameTable): readonly Diagnostic[] {
  const opened = openTemplate(file, bytes);
  if ("ok" in opened) return opened.findings;
  return opened.stories.flatMap(({ read }) => [...read.findings, ...checkItems(read.items, [names])]);
}

/** Fills a template. `file` is its name for findings. */
export function fillTemplate(file: string, bytes: Uint8Array, data: DocumentData): Filled | Refused {
  const opened = openTemplate(file, bytes);
  if ("ok" in opened) return opened;
  const names = namesOf(data);
  const findings = [
    ...dataFindings(file, data),
    ...opened.stories.flatMap(({ read }) => [...read.findings, ...checkItems(read.items, [names])]),
  ];
  if (findings.length > 0) return { ok: false, findings };
  const counter = counterOf(opened.stories.map((story) => story.document));
  const used: NamedFigure[] = [];
  const notes: Rendering["notes"][number][] = [];
  for (const { document, read } of opened.stories)
    renderItems({ document, data, counter, used, notes }, read.items, [document], []);
  const [main] = opened.stories;
  if (main !== undefined) writeNotes(main.document, notes, { used, data }, counter);
  return {
    ok: true,
    docx: closeDocx(opened.docx, new Set(opened.stories.map((story) => story.name))),
    gaps: gapsOf(used),
    assumed: [...new Set(used.filter((f) => f.figure.marks.includes("assumed")).map((f) => f.address.label))],
    demo: used.some((f) => f.figure.marks.includes("demo")),
    traces: [...new Set(used.map((f) => f.figure.trace))],
  };
}

/** Notes where the template asks for them; what must be said and has no place is added: draft and demo first, the others last. */
function writeNotes(
  document: Document,
  places: Rendering["notes"],
  { used, data }: { readonly used: readonly NamedFigure[]; readonly data: DocumentData },
  counter: Counter,
): void {
  for (const note of NOTE_NAMES) {
    const sentence = noteSentence(note, used, data);
    const own = places.filter((place) => place.note === note);
    for (const { run } of own) {
      const maker = { document: run.ownerDocument ?? document, looks: childW(run, "rPr"), counter };
      const lines = sentence === null ? [] : [[sentenceControl(maker, noteAddress(note), sentence)]];
      const paragraph = run.parentNode;
      placeLines(
        run,
        lines,
        paragraph !== null && childrenOf(paragraph).every((e) => e === run || isW(e, "pPr")),
      );
    }
    if (own.length === 0 && sentence !== null)
      addNote(document, note, (looks) =>
        sentenceControl({ document, looks, counter }, noteAddress(note), sentence),
      );
  }
}

function addNote(document: Document, note: NoteName, control: (looks: Element) => Element): void {
  const root = document.documentElement;
  const body = root === null ? null : childW(root, "body");
  if (body === null) return;
  const paragraph = makeW(document, "p");
  const looks = makeW(document, "rPr");
  const warns = note === "草稿说明" || note === "演示说明";
  if (warns) {
    looks.appendChild(makeW(document, "b"));
    looks.appendChild(makeW(document, "color", "C00000"));
  }
  looks.appendChild(makeW(document, "sz", "21"));
  paragraph.appendChild(control(looks));
  const first = childrenOf(body)[0];
  const section = childrenOf(body).findLast((e) => isW(e, "sectPr"));
  if (warns && first !== undefined) insertBefore(paragraph, first);
  else if (section !== undefined) insertBefore(paragraph, section);
  else body.appendChild(paragraph);
}
