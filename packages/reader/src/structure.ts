/** Headings: which paragraphs open a clause, of which level, under which number. */
import type { Paragraph } from "./text.ts";
import { endOf, startOf } from "./text.ts";
import { wholeNumeral } from "./numerals.ts";

export interface Clause {
  readonly level: number;
  /** Digits; empty for dashes and run-in heads. */
  readonly number: string;
  readonly label: string;
  readonly heading: string;
  readonly start: number;
  readonly end: number;
  readonly path: string;
  /** How it is marked; a run-in head has no mark at all. */
  readonly mark: Mark;
  /** The paragraph that opens it. */
  readonly paragraph: number;
}

export type Mark =
  | "part"
  | "chapter"
  | "section"
  | "article"
  | "han"
  | "han-bracket"
  | "digit"
  | "digit-bracket"
  | "circle"
  | "dash"
  | "first"
  | "annex"
  | "run-in";

interface Marker {
  readonly mark: Mark;
  readonly number: string;
  readonly label: string;
  /** Length of the mark in the paragraph. */
  readonly length: number;
}

const HAN = "[一二三四五六七八九十百零〇]+";
const MARKERS: readonly { readonly mark: Mark; readonly form: RegExp }[] = [
  { mark: "part", form: new RegExp(`^第(${HAN}|\\d+)[编篇]`) },
  { mark: "chapter", form: new RegExp(`^第(${HAN}|\\d+)章`) },
  { mark: "section", form: new RegExp(`^第(${HAN}|\\d+)节`) },
  { mark: "article", form: new RegExp(`^第(${HAN}|\\d+)条[:、.]?`) },
  { mark: "han", form: new RegExp(`^(${HAN})、`) },
  { mark: "han-bracket", form: new RegExp(`^\\((${HAN})\\)[、.]?`) },
  { mark: "first", form: new RegExp(`^(${HAN})(?:是(?!否)|要)`) },
  { mark: "digit", form: /^(\d{1,3})(?:[.](?!\d)|、)/ },
  { mark: "digit-bracket", form: /^\((\d{1,3})\)[、.]?/ },
  { mark: "circle", form: /^([①-⑳])/ },
  { mark: "dash", form: /^(——|--|—)(?=[^\d—])/ },
];

function markerOf(text: string): Marker | null {
  for (const { mark, form } of MARKERS) {
    const m = form.exec(text);
    if (!m) continue;
    const written = m[1] ?? "";
    const number =
      mark === "dash"
        ? ""
        : mark === "circle"
          ? String(written.charCodeAt(0) - 0x245f)
          : (wholeNumeral(written) ?? "");
    if (number === "" && mark !== "dash") return null;
    return { mark, number, label: m[0], length: m[0].length };
  }
  const annex = /^附[件表录](\d+|[一二三四五六七八九十]+)?(?=[:.、]|$|[^\s,;。:"“《附]{2,40}$)[:.、]?/.exec(
    text,
  );
  if (!annex || text.length > 60) return null;
  return {
    mark: "annex",
    number: wholeNumeral(annex[1] ?? "1") ?? "1",
    label: annex[0],
    length: annex[0].length,
  };
}

/** The heading: what stands behind the mark up to the first full stop or colon; an article has its opening words. */
function headingOf(text: string, from: number, mark: Mark): { text: string; to: number } {
  const stop = mark === "article" ? /[。;:,、!?]/ : /[。;:!?]/;
  const rest = text.slice(from);
  const cut = stop.exec(rest)?.index ?? rest.length;
  return { text: rest.slice(0, cut), to: from + cut };
}

/** Levels of the marks of one text: 章, 节 and 条 push the numbers below them down. */
function levelsOf(marks: ReadonlySet<Mark>): Readonly<Record<Mark, number>> {
  const base =
    marks.has("section") || marks.has("article") ? 2 : marks.has("chapter") || marks.has("part") ? 1 : 0;
  return {
    part: marks.has("chapter") ? 0 : 1,
    chapter: 1,
    section: 2,
    article: 2,
    han: base + 1,
    "han-bracket": marks.has("han") ? base + 2 : Math.max(2, base + 1),
    first: 3,
    digit: Math.max(3, marks.has("han") || marks.has("han-bracket") ? base + 3 : base + 1),
    "digit-bracket": base + 4,
    circle: base + 5,
    dash: 3,
    annex: 1,
    "run-in": 3,
  };
}

/** A short first sentence with more behind it, no comma, no number: 扩大有效投资。深化…… */
function runIn(text: string): string | null {
  const m = /^([^,。;:!?、()\d]{4,24}(?:、[^,。;:!?()\d]{2,14})?)。(?=.)/.exec(text);
  return m?.[1] ?? null;
}

/** A line of a table of contents: dots, and the page. */
const CONTENTS = /(?:[.·]{3,}|…+|-{3,})\d{1,3}$/;
const LISTS_ANNEXES = /^附[件表]:?1[.、]/;

interface Draft {
  readonly paragraph: number;
  readonly mark: Mark;
  readonly level: number;
  readonly number: string;
  readonly label: string;
  readonly heading: string;
}

/** The lines of a list of annexes at the end of a covering letter open nothing. */
const opensAnnex = (paragraphs: readonly Paragraph[], i: number): boolean =>
  !/^附[件表录]\d*[:.、]?.*\d+[.、]/.test(paragraphs[i]?.text ?? "") &&
  (paragraphs[i + 1]?.text.length ?? 0) > 0;

/** Two marks of one line: 第一章 总则 in a table of contents are followed by the same marks again. */
function contentsEnd(found: readonly { readonly i: number; readonly marker: Marker }[]): number {
  const first = found.find((f) => f.marker.mark === "chapter" || f.marker.mark === "part");
  if (!first) return 0;
  const again = found.findLast(
    (f) => f.marker.mark === first.marker.mark && f.marker.number === first.marker.number,
  );
  return again && again.i !== first.i ? again.i : 0;
}

export function clausesOf(paragraphs: readonly Paragraph[], textLength: number): Clause[] {
  const found: { i: number; marker: Marker }[] = [];
  let listed = false;
  for (const [i, p] of paragraphs.entries()) {
    if (p.cells || CONTENTS.test(p.text)) continue;
    const marker = markerOf(p.text);
    // 附件：1.… and the lines 2.… below it name the annexes
    listed = LISTS_ANNEXES.test(p.text) || (listed && marker?.mark === "digit");
    if (!marker || listed) continue;
    if (marker.mark === "dash" && i < 4 && found.length === 0) continue;
    if (marker.mark === "annex" && !opensAnnex(paragraphs, i)) continue;
    found.push({ i, marker });
  }
  const from = contentsEnd(found);
  const kept = found.filter((f) => f.i >= from);
  const levels = levelsOf(new Set(kept.map((f) => f.marker.mark)));
  const drafts: Draft[] = kept.map(({ i, marker }) => {
    const text = paragraphs[i]?.text ?? "";
    const level = levels[marker.mark];
    return {
      paragraph: i,
      mark: marker.mark,
      level,
      number: marker.number,
      label: marker.label,
      heading: headingOf(text, marker.length, marker.mark).text,
    };
  });
  return placed(
    [...drafts, ...runIns(paragraphs, drafts)].toSorted((a, b) => a.paragraph - b.paragraph),
    paragraphs,
    textLength,
  );
}

/** Run-in heads count only where a clause has several and nearly all its paragraphs begin with one. */
function runIns(paragraphs: readonly Paragraph[], drafts: readonly Draft[]): Draft[] {
  const out: Draft[] = [];
  for (const [n, draft] of drafts.entries()) {
    const next = drafts[n + 1]?.paragraph ?? paragraphs.length;
    const body = paragraphs.slice(draft.paragraph + 1, next).filter((p) => !p.cells && p.text.length > 40);
    const heads = body.map((p) => runIn(p.text));
    const count = heads.filter((h) => h !== null).length;
    if (count < 2 || count < body.length * 0.7 || draft.level > 2) continue;
    for (let i = draft.paragraph + 1; i < next; i++) {
      const p = paragraphs[i];
      const head = p && !p.cells && p.text.length > 40 ? runIn(p.text) : null;
      if (head !== null)
        out.push({ paragraph: i, mark: "run-in", level: 3, number: "", label: "", heading: head });
    }
  }
  return out;
}

/** For each clause the next one of its level or above, or -1. */
function nextOfLevel(drafts: readonly Draft[]): number[] {
  const next = drafts.map(() => -1);
  const open: number[] = [];
  for (const [n, d] of drafts.entries()) {
    while (open.length > 0 && (drafts[open.at(-1) ?? 0]?.level ?? 0) >= d.level) next[open.pop() ?? 0] = n;
    open.push(n);
  }
  return next;
}

function placed(drafts: readonly Draft[], paragraphs: readonly Paragraph[], textLength: number): Clause[] {
  const stack: { level: number; step: string }[] = [];
  const afters = nextOfLevel(drafts);
  const starts = drafts.map((d) => {
    const p = paragraphs[d.paragraph];
    return p ? startOf(p, 0) : 0;
  });
  return drafts.map((d, n) => {
    while (stack.length > 0 && (stack.at(-1)?.level ?? 0) >= d.level) stack.pop();
    const step =
      d.mark === "annex"
        ? `附件${d.number}`
        : d.number === ""
          ? d.mark === "dash"
            ? d.heading.slice(0, 6)
            : ""
          : d.number;
    if (d.mark === "annex") stack.length = 0;
    stack.push({ level: d.mark === "annex" ? -1 : d.level, step });
    const path = stack
      .map((s) => s.step)
      .filter((s) => s !== "")
      .join("/");
    const after = afters[n] ?? -1;
    const end = after < 0 ? textLength : (starts[after] ?? textLength);
    const last = paragraphs[(after < 0 ? paragraphs.length : (drafts[after]?.paragraph ?? 0)) - 1];
    const trimmed = last ? endOf(last, last.text.length) : end;
    return {
      level: d.level,
      number: d.number,
      label: d.label,
      heading: d.heading,
      start: starts[n] ?? 0,
      end: Math.min(end, trimmed),
      path,
      mark: d.mark,
      paragraph: d.paragraph,
    };
  });
}
