/**
 * The folded view of a text: full-width forms, radical code points, spaces and hard line breaks are gone from it, and
 * every character knows where it stands in the text as extracted. All reading happens on the view; all answers are
 * given in offsets of the text.
 */
import { foldCharacter } from "./fold.ts";

/** One paragraph of the view. */
export interface Paragraph {
  readonly text: string;
  /** Offset in the source of each character, and one more for the end. */
  readonly at: readonly number[];
  /** Cells of a table row as ranges of `text`; null for running text. */
  readonly cells: readonly { readonly from: number; readonly to: number }[] | null;
}

export const startOf = (p: Paragraph, from: number): number => p.at[from] ?? p.at.at(-1) ?? 0;
/** End in the source of the range that ends before `to`. */
export const endOf = (p: Paragraph, to: number): number =>
  to === 0 ? startOf(p, 0) : startOf(p, to - 1) + 1;

interface RawLine {
  readonly start: number;
  readonly text: string;
}

function linesOf(text: string): RawLine[] {
  const lines: RawLine[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (i < text.length && c !== "\n" && c !== "\r" && c !== "\f" && c !== "\u2028") continue;
    if (i > start) lines.push({ start, text: text.slice(start, i) });
    start = i + 1;
  }
  return lines.filter((line) => line.text.trim() !== "");
}

const CELL_BREAK = /\t|\s*[|｜]\s*/g;

/** A row of a table in plain text: cells behind tabs or bars. */
function cellRanges(line: string): { from: number; to: number }[] | null {
  const body = line.trim();
  if (!body.includes("\t") && (body.match(/[|｜]/g) ?? []).length < 2) return null;
  const ranges: { from: number; to: number }[] = [];
  let from = 0;
  for (const m of line.matchAll(CELL_BREAK)) {
    ranges.push({ from, to: m.index });
    from = m.index + m[0].length;
  }
  ranges.push({ from, to: line.length });
  const bars = /^\s*[|｜]/.test(line);
  const inner = bars ? ranges.slice(1, /[|｜]\s*$/.test(line) ? -1 : undefined) : ranges;
  return inner.length >= 2 ? inner : null;
}

const isWord = (c: string | undefined): boolean => c !== undefined && /[A-Za-z]/.test(c);

/** Adds the folded characters of a piece of the source. Spaces stay only between Latin words. */
function foldInto(
  text: string,
  from: number,
  to: number,
  base: number,
  out: { text: string[]; at: number[] },
): void {
  for (let i = from; i < to; i++) {
    const c = foldCharacter(text[i] ?? "");
    if (/[\s\u200b\ufeff\u00ad]/.test(c)) {
      if (isWord(out.text.at(-1)) && isWord(text[i + 1])) {
        out.text.push(" ");
        out.at.push(base + i);
      }
      continue;
    }
    for (const one of c) {
      out.text.push(one);
      out.at.push(base + i);
    }
  }
}

/** How a line begins when it is not the continuation of the one before. */
const OPENS =
  /^\s*(?:第[一二三四五六七八九十百零〇\d]+[编篇章节条部]|[一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、](?!\d)|[①-⑳]|——|[•·▪●◆■]|附件|附表|专栏)/;
const CLOSED = /[。！？；：!?;:”"）)】]\s*$/;

/** The width at which the lines are broken by hand, or null when paragraphs are whole lines. */
function brokenAt(lines: readonly RawLine[]): number | null {
  const running = lines.filter((line) => cellRanges(line.text) === null);
  if (running.length < 6) return null;
  const lengths = running.map((line) => line.text.trim().length).toSorted((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  if (width < 12 || width > 90) return null;
  const open = running.filter((l) => l.text.trim().length >= width * 0.8 && !CLOSED.test(l.text)).length;
  return open >= running.length * 0.25 && open >= 4 ? width : null;
}

/** The paragraphs of a text, in order. */
export function paragraphsOf(text: string): Paragraph[] {
  const lines = linesOf(text);
  const width = brokenAt(lines);
  const paragraphs: Paragraph[] = [];
  let open: { text: string[]; at: number[]; end: number } | null = null;
  const close = (): void => {
    if (open && open.text.length > 0) paragraphs.push(...pieces(open));
    open = null;
  };
  for (const [i, line] of lines.entries()) {
    const cells = cellRanges(line.text);
    if (cells) {
      close();
      paragraphs.push(tableRow(line, cells));
      continue;
    }
    const into: { text: string[]; at: number[]; end: number } = open ?? { text: [], at: [], end: 0 };
    foldInto(line.text, 0, line.text.length, line.start, into);
    into.end = line.start + line.text.length;
    open = into;
    const next = lines[i + 1];
    const goesOn =
      width !== null &&
      next !== undefined &&
      line.text.trim().length >= width * 0.8 &&
      line.text.trim().length <= width * 1.2 &&
      !/[。！？：!?:]\s*$/.test(line.text) &&
      !OPENS.test(next.text);
    if (!goesOn) close();
  }
  close();
  return paragraphs;
}

/** No paragraph of a document is longer; a file without line breaks is cut at its full stops. */
const LONGEST = 8_000;

function pieces(open: {
  readonly text: readonly string[];
  readonly at: readonly number[];
  readonly end: number;
}): Paragraph[] {
  const out: Paragraph[] = [];
  for (let from = 0; from < open.text.length;) {
    let to = Math.min(open.text.length, from + LONGEST);
    if (to < open.text.length) {
      const stop = open.text.lastIndexOf("。", to);
      if (stop > from) to = stop + 1;
    }
    const end = to === open.text.length ? open.end : (open.at[to] ?? open.end);
    out.push({
      text: open.text.slice(from, to).join(""),
      at: [...open.at.slice(from, to), end],
      cells: null,
    });
    from = to;
  }
  return out;
}

function tableRow(line: RawLine, cells: readonly { from: number; to: number }[]): Paragraph {
  const out: { text: string[]; at: number[] } = { text: [], at: [] };
  const ranges: { from: number; to: number }[] = [];
  for (const [n, cell] of cells.entries()) {
    if (n > 0) {
      out.text.push("\t");
      out.at.push(line.start + cell.from - 1);
    }
    const from = out.text.length;
    foldInto(line.text, cell.from, cell.to, line.start, out);
    ranges.push({ from, to: out.text.length });
  }
  return { text: out.text.join(""), at: [...out.at, line.start + line.text.length], cells: ranges };
}
