/** Lines of a page out of its pieces of text, and paragraphs out of the lines of all pages. */

export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly height: number;
  readonly page: number;
}

/** Pieces of one column from top to bottom; pieces at about one height are one line. */
function linesIn(pieces: readonly Piece[], page: number): Line[] {
  const rows: Piece[][] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && Math.abs(first.y - piece.y) < Math.max(first.height, piece.height) * 0.5)
      row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => {
    const sorted = row.toSorted((a, b) => a.x - b.x);
    let text = "";
    let end = -Infinity;
    for (const piece of sorted) {
      // a wide gap inside a line is the next cell of a table
      const gap = piece.x - end;
      if (text !== "" && gap > piece.height * 2.5) text += "\t";
      else if (text !== "" && gap > piece.height * 0.3 && /[A-Za-z]$/.test(text)) text += " ";
      text += piece.text;
      end = Math.max(end, piece.x + piece.width);
    }
    const left = sorted[0]?.x ?? 0;
    return {
      text,
      left,
      right: end,
      y: sorted[0]?.y ?? 0,
      height: Math.max(...sorted.map((p) => p.height)),
      page,
    };
  });
}

/** Two columns: hardly a piece crosses the middle, and both sides are well filled. */
function columnsOf(pieces: readonly Piece[], size: PageSize): Piece[][] {
  const middle = size.width / 2;
  const left = pieces.filter((p) => p.x + p.width <= middle + 2);
  const right = pieces.filter((p) => p.x >= middle - 2);
  const heights = (of: readonly Piece[]): number => new Set(of.map((p) => Math.round(p.y))).size;
  const crossing = pieces.length - left.length - right.length;
  const wide = (of: readonly Piece[]): number => of.filter((p) => p.width > size.width * 0.25).length;
  const two =
    crossing <= pieces.length * 0.1 &&
    heights(left) >= 8 &&
    heights(right) >= 8 &&
    wide(left) >= 5 &&
    wide(right) >= 5;
  if (!two) return [[...pieces]];
  const across = pieces.filter((p) => !left.includes(p) && !right.includes(p));
  return [across, left, right];
}

export const pageLines = (pieces: readonly Piece[], size: PageSize, page: number): Line[] =>
  columnsOf(
    pieces.filter((p) => p.text.trim() !== ""),
    size,
  ).flatMap((column) => linesIn(column, page));

const PAGE_NUMBER =
  /^[-—–\s·]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–\s·]*$/;
const OPENS =
  /^(?:第[一二三四五六七八九十百\d]+[编篇章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、](?!\d)|——|附件|专栏)/;

/** Heads, feet and page numbers: at the edge of the page, and the same on several pages but for digits. */
export function withoutEdges(
  pages: readonly { readonly lines: readonly Line[]; readonly size: PageSize }[],
): Line[] {
  const key = (line: Line): string => line.text.replace(/[\d\s]+/g, "#");
  const edge = (line: Line, size: PageSize): boolean =>
    line.y > size.height * 0.92 || line.y < size.height * 0.08;
  const counts = new Map<string, number>();
  for (const { lines, size } of pages)
    for (const line of lines) if (edge(line, size)) counts.set(key(line), (counts.get(key(line)) ?? 0) + 1);
  return pages.flatMap(({ lines, size }) =>
    lines.filter(
      (line) =>
        !(
          edge(line, size) &&
          (PAGE_NUMBER.test(line.text.trim()) ||
            (counts.get(key(line)) ?? 0) >= Math.max(2, pages.length * 0.4))
        ),
    ),
  );
}

/** A line goes on in the next when it is full, does not end a sentence, and the next is neither indented nor a heading. */
export function goesOn(
  line: Line,
  next: Line,
  margins: { readonly left: number; readonly right: number },
): boolean {
  const full = line.right >= margins.right - line.height * 1.6;
  const indented = next.left > margins.left + next.height * 1.2;
  const table = line.text.includes("\t") || next.text.includes("\t");
  return full && !indented && !table && !OPENS.test(next.text.trim()) && !/[：:]\s*$/.test(line.text);
}
