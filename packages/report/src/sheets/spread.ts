/** After one cell was pointed at: the others of its column and of its row that follow the same pattern. */
import type { Sheet } from "@lianzhang/intake";
import type { Label, Month } from "@lianzhang/kernel";
import type { Heads } from "./heads.ts";
import { isTotal } from "./names.ts";
import { say } from "./note.ts";
import type { TimeSaid } from "./reading.ts";
import { readHeads } from "./reading.ts";
import { Reader } from "./suggest.ts";
import type { FigureCatalogue, Member, PeriodRule, Wanted } from "./wanted.ts";
import { sameMembers } from "./wanted.ts";

export interface SpreadCell {
  readonly row: number;
  readonly column: number;
  readonly want: Wanted;
  readonly certainty: number;
  readonly reason: Label;
}

export interface Spread {
  /** Further cells of the column, and of the row. */
  readonly down: readonly SpreadCell[];
  readonly across: readonly SpreadCell[];
}

interface From {
  readonly row: number;
  readonly column: number;
  readonly want: Wanted;
  readonly heads: Heads;
}

const sameWords = (a: Heads["rows"], b: Heads["rows"]): boolean =>
  a.length === b.length && a.every((w, i) => w === b[i]);

interface Side {
  readonly members: readonly Member[];
  /** Words that name the whole: 全市, 合计. */
  readonly total: boolean;
  /** What is left without members and words of time. */
  readonly rest: string;
  readonly time: TimeSaid;
}

/** What the words of one side say. */
function sideOf(reader: Reader, heads: Heads, side: "rows" | "columns"): Side {
  const { words, time } = readHeads(reader.index, { rows: [], columns: [], [side]: heads[side] });
  const members: Member[] = [];
  const rest: string[] = [];
  let total = false;
  for (const w of words) {
    const codes = new Set(
      [...reader.names.members(w.full), ...reader.names.members(w.stem)].map((m) => m.member),
    );
    const [member, other] = codes;
    if (isTotal(w.stem)) total = true;
    else if (member !== undefined && (other === undefined || other.by === member.by)) members.push(member);
    else rest.push(w.stem);
  }
  return { members, total, rest: rest.join("/"), time };
}

/** The pointed figure of another member or of other months, where only these differ in the heads of one side. */
function samePattern(reader: Reader, from: From, to: Heads, side: "rows" | "columns"): Wanted | null {
  const [own, there] = [sideOf(reader, from.heads, side), sideOf(reader, to, side)];
  if (own.rest !== there.rest || own.time.growth !== there.time.growth) return null;
  const { want } = from;
  const sameTime = own.time.span === there.time.span && own.time.back === there.time.back;
  const period: PeriodRule = sameTime
    ? want.period
    : { span: there.time.span ?? want.period.span, back: there.time.back ?? 0 };
  if (own.members.length === 0 && there.members.length === 0 && own.total === there.total)
    return sameTime ? null : { ...want, period };
  const varies = own.members.find((m) => want.of.some((o) => o.by === m.by && o.code === m.code));
  if (varies === undefined && !own.total) return null;
  const member = there.members.find((m) => varies === undefined || m.by === varies.by);
  const rest = want.of.filter((o) => o.by !== (varies ?? member)?.by);
  if (there.total) return { ...want, period, of: rest };
  return member === undefined ? null : { ...want, period, of: [...rest, member] };
}

/** What the heads there say themselves, where they keep the members of the pointed cell. */
function otherFigure(reader: Reader, from: From, row: number, column: number): SpreadCell | null {
  const [best] = reader.suggest(row, column);
  if (best === undefined || best.certainty < 0.75) return null;
  const of = best.want.of.length === 0 ? from.want.of : best.want.of;
  if (!sameMembers(of, from.want.of)) return null;
  const reason = best.reasons[0] ?? say("按表头", "by the head");
  return { row, column, want: { ...best.want, of }, certainty: best.certainty, reason };
}

function follow(
  reader: Reader,
  from: From,
  row: number,
  column: number,
  side: "rows" | "columns",
): SpreadCell[] {
  const heads = reader.headsAt(row, column);
  const fixed = side === "rows" ? "columns" : "rows";
  // Another head on the other side: another table.
  if (!sameWords(heads[fixed], from.heads[fixed]) || heads[side].length === 0) return [];
  if (sameWords(heads[side], from.heads[side])) return [];
  // Names of rows stand in the same column; other words on the left are heads of other columns.
  if (side === "rows" && heads.rows[0]?.left !== from.heads.rows[0]?.left) return [];
  const want = samePattern(reader, from, heads, side);
  const reason = say("与已点选的同一指标", "the figure that was pointed at");
  if (want !== null) return [{ row, column, want, certainty: 0.97, reason }];
  const figure = otherFigure(reader, from, row, column);
  return figure === null ? [] : [figure];
}

/** Suggestions for the cells of the same column and row once `want` was said for one cell. */
export function spreadFigures(
  sheet: Sheet,
  cell: { readonly row: number; readonly column: number; readonly want: Wanted },
  catalogue: FigureCatalogue,
  reported: Month,
): Spread {
  const reader = new Reader(sheet, catalogue, reported);
  const { index } = reader;
  const from: From = { ...cell, heads: reader.headsAt(cell.row, cell.column) };
  const [down, across]: [SpreadCell[], SpreadCell[]] = [[], []];
  const isWord = (row: number, column: number): boolean => index.at(row, column) !== null;
  for (let row = 1; row <= index.height; row++)
    if (row !== cell.row && !isWord(row, cell.column))
      down.push(...follow(reader, from, row, cell.column, "rows"));
  for (let column = 1; column <= index.width; column++)
    if (column !== cell.column && !isWord(cell.row, column))
      across.push(...follow(reader, from, cell.row, column, "columns"));
  return { down, across };
}
