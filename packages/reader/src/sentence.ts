/** Sentences of a paragraph and the parts of one that a target may take its words from. */

export interface Sentence {
  readonly from: number;
  readonly to: number;
}

/** Split at 。；！？; a full stop between brackets or quotation marks does not end one. */
export function sentencesOf(text: string): Sentence[] {
  const out: Sentence[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (!/[。;!?\t]/.test(text[i] ?? "")) continue;
    out.push({ from, to: i + 1 });
    from = i + 1;
  }
  if (from < text.length) out.push({ from, to: text.length });
  return out;
}

/** Ranges between quotation marks and title marks: names, not figures. */
export function quotedRanges(text: string): Sentence[] {
  const out: Sentence[] = [];
  for (const m of text.matchAll(/“[^“”]{1,60}”|《[^《》]{1,80}》|"[^"]{1,40}"|「[^「」]{1,40}」/g))
    out.push({ from: m.index, to: m.index + m[0].length });
  return out;
}

export const inside = (ranges: readonly Sentence[], at: number): boolean =>
  ranges.some((r) => at > r.from && at < r.to);

/** Start of the part that ends at `at`: behind the last comma, semicolon, colon or stop outside quotation marks. */
export function partStart(text: string, floor: number, at: number, quoted: readonly Sentence[]): number {
  for (let i = at - 1; i >= floor; i--)
    if (/[,;。:!?]/.test(text[i] ?? "") && !inside(quoted, i) && !betweenDigits(text, i)) return i + 1;
  return floor;
}

const betweenDigits = (text: string, i: number): boolean =>
  text[i] === "," && /\d/.test(text[i - 1] ?? "") && /^\d{3}(?!\d)/.test(text.slice(i + 1, i + 5));

/** End of the part that begins at `at`. */
export function partEnd(text: string, ceiling: number, at: number, quoted: readonly Sentence[]): number {
  for (let i = at; i < ceiling; i++) if (/[,;。:!?、]/.test(text[i] ?? "") && !inside(quoted, i)) return i;
  return ceiling;
}
