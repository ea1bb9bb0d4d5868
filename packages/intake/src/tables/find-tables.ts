/** The tables of a sheet: heads, what is written around them, rows of data and rows that are none. */
import type { Sheet } from "../grid/sheet.ts";
import { yearOf } from "@lianzhang/kernel";
import { readPeriodCell } from "../values/dates.ts";
import type { Band } from "./bands.ts";
import { bandsOf, bareHead, holdsFigures, isHeadless, sameHead } from "./bands.ts";
import { cellAt, filled, isBlank, isNumeric } from "./cells.ts";
import { contextIn, unitsInNote } from "./context.ts";
import type { Columns } from "./data-rows.ts";
import { rowKind } from "./data-rows.ts";
import type { RawHead } from "./heads.ts";
import { codesUnder, headOf, levelsOf, referenceYear, settled } from "./heads.ts";
import { blocksOf, isUnheadedItems, itemsIn, pairsIn } from "./items.ts";
import type { FoundTable, SkippedRow, TableContext } from "./table.ts";
import { canonical, CODE_WORDS, ITEM_WORDS, NAME_WORDS } from "./words.ts";

/** A band with its share of the sheet: what is written above it, and its rows below. */
interface Part {
  readonly band: Band;
  readonly above: { readonly from: number; readonly to: number };
  /** Rows of the part; repeated heads cut out. */
  readonly below: readonly { readonly from: number; readonly to: number }[];
  readonly repeated: readonly number[];
}

/** Where the words above a later head begin: after the last row of figures, its notes, and the blank row under them. */
function contextStart(sheet: Sheet, after: number, head: number): number {
  let start = head;
  while (start - 1 > after && !holdsFigures(sheet, start - 1)) start--;
  for (let row = start; row < head; row++) if (filled(sheet, row).length === 0) return row + 1;
  return start;
}

const sameWords = (a: TableContext, b: TableContext): boolean =>
  (["period", "sender", "code"] as const).every(
    (k) => b[k] === null || b[k].row === null || a[k]?.text === b[k].text,
  ) && b.units.every((u) => a.units.some((v) => v.text === u.text));

const WHOLE = { from: 1, to: Infinity };

/** Bands cut into parts. A head that is repeated under the same words goes on with the same table. */
function partsOf(sheet: Sheet, bands: readonly Band[]): Part[] {
  const parts: Part[] = [];
  let above = 1;
  for (let i = 0; i < bands.length; i++) {
    const first = bands[i];
    if (!first) continue;
    const below: { from: number; to: number }[] = [];
    const repeated: number[] = [];
    const from = above;
    const context = contextIn(sheet, from, first.from - 1, WHOLE);
    let band = first;
    for (;;) {
      const next = bands[i + 1];
      const start = next === undefined ? sheet.rows.length + 1 : contextStart(sheet, band.to, next.from);
      below.push({ from: band.to + 1, to: start - 1 });
      above = start;
      if (next === undefined || !sameHead(sheet, first, next)) break;
      if (!sameWords(context, contextIn(sheet, start, next.from - 1, WHOLE))) break;
      for (let row = start; row <= next.to; row++) repeated.push(row);
      band = next;
      i++;
    }
    parts.push({ band: first, above: { from, to: first.from - 1 }, below, repeated });
  }
  return parts;
}

/** Column ranges of the tables beside each other under one band: a blank column between heads that each tell a subject. */
function groupsOf(sheet: Sheet, band: Band): { from: number; to: number }[] {
  const groups: { from: number; to: number; tells: boolean }[] = [];
  const width = Math.max(
    ...Array.from({ length: band.to - band.from + 1 }, (_, i) => sheet.rows[band.from + i - 1]?.length ?? 0),
  );
  let open = false;
  for (let column = 1; column <= width; column++) {
    if (isHeadless(sheet, band, column)) {
      open = false;
      continue;
    }
    const text = canonical(cellAt(sheet, band.anchor, column).text);
    const subject = CODE_WORDS.has(text) || NAME_WORDS.has(text) || ITEM_WORDS.has(text);
    const last = groups.at(-1);
    if (open && last) [last.to, last.tells] = [column, last.tells || subject];
    else groups.push({ from: column, to: column, tells: subject });
    open = true;
  }
  const joined: { from: number; to: number; tells: boolean }[] = [];
  for (const group of groups) {
    const last = joined.at(-1);
    if (last && !(last.tells && group.tells)) [last.to, last.tells] = [group.to, last.tells || group.tells];
    else joined.push({ ...group });
  }
  return joined;
}

const columnOf = (heads: readonly RawHead[], words: ReadonlySet<string>): number | null =>
  heads.find((h) => h.stems.some((s) => words.has(bareHead(s))))?.column ?? null;

type Group = { readonly from: number; readonly to: number };
type Draft = Omit<FoundTable, "index">;

const yearIn = (context: TableContext): number | null => {
  if (context.period === null) return null;
  const read = readPeriodCell({ text: context.period.text, kind: "text" });
  return read.ok ? yearOf(read.value.to) : null;
};

/** Units that notes under the table say, where nothing above does. */
const withNotes = (context: TableContext, skipped: readonly SkippedRow[]): TableContext =>
  context.units.length > 0
    ? context
    : {
        ...context,
        units: skipped.flatMap((s) => (s.reason === "note" ? unitsInNote(s.text, s.row, 1) : [])),
      };

/** What stands above one of several tables goes before what stands above them all. */
const orElse = (own: TableContext, all: TableContext): TableContext => ({
  title: own.title ?? all.title,
  units: own.units.length > 0 ? own.units : all.units,
  period: own.period ?? all.period,
  sender: own.sender ?? all.sender,
  code: own.code ?? all.code,
  number: own.number ?? all.number,
});

/** Rows of figures above the head: of no table. */
function aboveTheHead(sheet: Sheet, part: Part): SkippedRow[] {
  const found: SkippedRow[] = [];
  for (let row = part.above.from; row <= part.above.to; row++)
    if (filled(sheet, row).filter((c) => isNumeric(c.text)).length > 1)
      found.push({ row, reason: "outside", text: firstText(sheet, row) });
  return found;
}

function draftOf(sheet: Sheet, part: Part, group: Group, groups: readonly Group[]): Draft {
  const { band } = part;
  const alone = groups.length === 1;
  const around = alone ? WHOLE : group;
  const own = contextIn(sheet, part.above.from, part.above.to, around);
  const context = alone ? own : orElse(own, contextIn(sheet, part.above.from, part.above.to, WHOLE));
  const base = { file: sheet.file, sheet: sheet.name, head: { from: band.from, to: band.to }, of: sheet };
  const apart: readonly SkippedRow[] = [
    ...aboveTheHead(sheet, part),
    ...part.repeated.map((row): SkippedRow => ({
      row,
      reason: "repeated_head",
      text: firstText(sheet, row),
    })),
  ];
  const blocks = blocksOf(sheet, band, group.from, group.to);
  if (blocks !== null && blocks.some((b) => b.values.length > 0)) {
    const all = part.below.map((b) => itemsIn(sheet, band, blocks, b.from, b.to));
    const skipped = [...all.flatMap((a) => a.skipped), ...apart].sort((a, b) => a.row - b.row);
    const heads = all.flatMap((a) => a.heads);
    const words = withNotes(context, skipped);
    const year = referenceYear(heads, yearIn(words));
    const columns = { from: Math.min(...blocks.map((b) => b.item)), to: group.to };
    return {
      ...base,
      layout: "items",
      columns,
      context: words,
      heads: settled(heads, year),
      rows: all.flatMap((a) => a.rows),
      skipped,
    };
  }
  const heads: RawHead[] = [];
  for (let column = group.from; column <= group.to; column++)
    if (!isHeadless(sheet, band, column))
      heads.push(
        headOf(
          levelsOf(sheet, band, column, group.from),
          { column, row: null },
          codesUnder(sheet, band, column),
        ),
      );
  const columns: Columns = { ...group, code: columnOf(heads, CODE_WORDS), name: columnOf(heads, NAME_WORDS) };
  const found = dataRows(sheet, part, columns, reach(group, groups));
  const skipped = [...found.skipped, ...apart].sort((a, b) => a.row - b.row);
  for (const column of found.headless) heads.push(headOf([], { column, row: null }));
  heads.sort((a, b) => a.column - b.column);
  const words = withNotes(context, skipped);
  const year = referenceYear(heads, yearIn(words));
  return {
    ...base,
    layout: "rows",
    columns: group,
    context: words,
    heads: settled(heads, year),
    rows: found.rows,
    skipped,
  };
}

const firstText = (sheet: Sheet, row: number): string => filled(sheet, row)[0]?.cell.text ?? "";

/** The columns a table may reach: up to its neighbours. */
function reach(group: Group, groups: readonly Group[]): Group {
  const at = groups.indexOf(group);
  return { from: (groups[at - 1]?.to ?? 0) + 1, to: (groups[at + 1]?.from ?? Infinity) - 1 };
}

interface Rows {
  readonly rows: number[];
  readonly skipped: SkippedRow[];
  /** Columns with values and no head. */
  readonly headless: Set<number>;
}

function dataRows(sheet: Sheet, part: Part, columns: Columns, within: Group): Rows {
  const found: Rows = { rows: [], skipped: [], headless: new Set() };
  const inside: number[] = [];
  for (let c = columns.from; c <= columns.to; c++) if (isHeadless(sheet, part.band, c)) inside.push(c);
  for (const { from, to } of part.below)
    for (let row = from; row <= to; row++) {
      const kind = rowKind(sheet, row, columns);
      if (kind === null) continue;
      if (kind !== "data") {
        const first = filled(sheet, row, columns.from, columns.to)[0];
        found.skipped.push({ row, reason: kind, text: first?.cell.text ?? "" });
        continue;
      }
      found.rows.push(row);
      const cells = sheet.rows[row - 1] ?? [];
      for (const c of inside) if (!isBlank(cells[c - 1])) found.headless.add(c);
      for (let c = within.from; c < columns.from; c++) if (!isBlank(cells[c - 1])) found.headless.add(c);
      const last = Math.min(cells.length, within.to);
      for (let c = columns.to + 1; c <= last; c++) if (!isBlank(cells[c - 1])) found.headless.add(c);
    }
  return found;
}

/**
 * The tables of a sheet, from top to bottom and left to right. Nothing is thrown away: rows that are no data stand in `skipped`
 * with the reason (blank rows apart), values under no head as a head without words. A sheet without a table gives none.
 */
export function findTables(sheet: Sheet): FoundTable[] {
  const drafts: Draft[] = [];
  for (const part of partsOf(sheet, bandsOf(sheet))) {
    const groups: readonly Group[] = groupsOf(sheet, part.band);
    const whole: Group = { from: groups[0]?.from ?? 1, to: groups.at(-1)?.to ?? 1 };
    if (isUnheadedItems(sheet, part.band)) drafts.push(draftOf(sheet, part, whole, [whole]));
    else for (const group of groups) drafts.push(draftOf(sheet, part, group, groups));
  }
  if (drafts.length === 0) {
    const pairs = pairsOf(sheet);
    if (pairs) drafts.push(pairs);
  }
  return drafts.map((draft, index) => ({ ...draft, index }));
}

/** No form of labels and values is longer. */
const LONGEST_FORM = 1000;

function pairsOf(sheet: Sheet): Draft | null {
  if (sheet.rows.length > LONGEST_FORM) return null;
  const found = pairsIn(sheet, sheet.rows.length);
  if (found === null) return null;
  const { heads, rows, skipped } = found;
  const context = contextIn(sheet, 1, sheet.rows.length, WHOLE);
  const first = rows[0] ?? 1;
  return {
    file: sheet.file,
    sheet: sheet.name,
    layout: "items",
    head: { from: first, to: first },
    columns: { from: found.columns[0], to: found.columns[1] },
    context,
    heads: settled(heads, referenceYear(heads, yearIn(context))),
    rows,
    skipped,
    of: sheet,
  };
}
