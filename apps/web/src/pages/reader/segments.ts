/** The text cut where findings begin and end, so that marks may lie over one another. */
import type { ReadingFinding } from "@lianzhang/contract";

export interface Segment {
  readonly from: number;
  readonly text: string;
  /** The findings that lie over it, the widest first. */
  readonly over: readonly string[];
}

export interface Line {
  readonly from: number;
  readonly segments: readonly Segment[];
}

type Marked = Pick<ReadingFinding, "key" | "start" | "end">;

/** Lines of the text with their segments; empty lines are left out. */
export function linesOf(text: string, findings: readonly Marked[]): readonly Line[] {
  const marked = findings
    .filter((f) => f.end > f.start)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const lines: Line[] = [];
  let first = 0;
  let from = 0;
  for (const line of text.split(/\r\n|[\n\r\f]/)) {
    const to = from + line.length;
    while (first < marked.length && (marked[first]?.end ?? 0) <= from) first++;
    const here = marked.slice(first).filter((f) => f.start < to && f.end > from);
    if (line.trim() !== "") lines.push({ from, segments: segmentsOf(text, from, to, here) });
    from = to + (text[to] === "\r" && text[to + 1] === "\n" ? 2 : 1);
  }
  return lines;
}

function segmentsOf(text: string, from: number, to: number, here: readonly Marked[]): readonly Segment[] {
  const cuts = new Set([from, to]);
  for (const { start, end } of here) {
    if (start > from) cuts.add(start);
    if (end < to) cuts.add(end);
  }
  const at = [...cuts].toSorted((a, b) => a - b);
  return at.slice(0, -1).map((start, i) => {
    const end = at[i + 1] ?? to;
    const over = here.filter((f) => f.start <= start && f.end >= end).map((f) => f.key);
    return { from: start, text: text.slice(start, end), over };
  });
}
