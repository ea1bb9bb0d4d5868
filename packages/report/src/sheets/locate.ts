/** Where mapped cells stand now. A cell is found by the words of its row and column, or it is not written to at all. */
import type { Sheet } from "@lianzhang/intake";
import { cellName } from "@lianzhang/intake";
import type { Label, Month } from "@lianzhang/kernel";
import { Alignment } from "./align.ts";
import type { Heads } from "./heads.ts";
import { WordIndex } from "./heads.ts";
import { timeless } from "./labels.ts";
import type { CellAt, MappedCell, WorkbookMapping } from "./mapping.ts";
import { indexOf } from "./mapping.ts";
import type { SheetNote } from "./note.ts";
import { noted, say } from "./note.ts";
import { unitOver } from "./reading.ts";
import { SheetChooser } from "./sheets-now.ts";

export interface FoundCell extends CellAt {
  readonly id: string;
  readonly state: "found";
  readonly want: MappedCell["want"];
  /** 1: where it was; below: it has moved, or its sheet has another name. */
  readonly certainty: number;
  readonly moved: boolean;
}

export interface LostCell {
  readonly id: string;
  /** `gone`: no cell has its heads; `doubtful`: several could be it, or it may be another. */
  readonly state: "gone" | "doubtful";
  readonly was: CellAt;
  readonly want: MappedCell["want"];
}

export type LocatedCell = FoundCell | LostCell;

export interface Located {
  readonly cells: readonly LocatedCell[];
  readonly notes: readonly SheetNote[];
}

export interface LocateOptions {
  /** The month reported. */
  readonly month: Month;
  /** Sheets that a person has said are the mapped ones, though their title differs: name as mapped to name now. */
  readonly confirmed?: Readonly<Record<string, string>>;
}

const AGAIN = say("重新点选该单元格", "point at the cell again");

/** A pair of an old and a new sheet, with what was compared before. */
class Pair {
  readonly old: WordIndex;
  readonly now: WordIndex;
  readonly #rowsOf = new Map<string, number[]>();
  readonly #columnsOf = new Map<string, number[]>();
  readonly #textsNow: ReadonlySet<string>;
  readonly #timelessNow: ReadonlySet<string>;
  readonly #alignments = new Map<string, Alignment>();
  #shift: { readonly rows: number; readonly columns: number } | null | undefined;

  constructor(old: WordIndex, now: WordIndex) {
    [this.old, this.now] = [old, now];
    for (const word of now.words) {
      for (let r = word.top; r <= word.bottom; r++) add(this.#rowsOf, now.text(word), r);
      for (let c = word.left; c <= word.right; c++) add(this.#columnsOf, now.text(word), c);
    }
    this.#textsNow = new Set(now.words.map((w) => now.text(w)));
    this.#timelessNow = new Set(now.words.map((w) => timeless(w.text)));
  }

  /** The places the cell may be at now; one: it is that. */
  places(row: number, column: number): readonly (readonly [number, number])[] {
    const heads = this.old.headsAt(row, column);
    if (heads.rows.length === 0 || heads.columns.length === 0) return this.#asBefore(row, column);
    const [rows, columns] = [texts(this.old, heads.rows), texts(this.old, heads.columns)];
    const found: (readonly [number, number])[] = [];
    for (const r of new Set(this.#rowsOf.get(rows.at(-1) ?? "")))
      for (const c of new Set(this.#columnsOf.get(columns.at(-1) ?? ""))) {
        const now = this.now.headsAt(r, c);
        if (!same(texts(this.now, now.rows), rows) || !same(texts(this.now, now.columns), columns)) continue;
        if (this.#is(heads, now, [row, column], [r, c])) found.push([r, c]);
      }
    return found;
  }

  /** What is left of the heads of a cell that was not found. */
  left(row: number, column: number): "all" | "of another month" | "not all" {
    const heads = this.old.headsAt(row, column);
    const all = [...heads.rows, ...heads.columns];
    if (all.every((w) => this.#textsNow.has(this.old.text(w)))) return "all";
    return all.every((w) => this.#timelessNow.has(timeless(w.text))) ? "of another month" : "not all";
  }

  /** Whether the new place is the old one, by all rows and all columns around both. */
  #is(heads: Heads, now: Heads, [row, column]: readonly number[], [r, c]: readonly number[]): boolean {
    const [labels, labelsNow] = [heads.rows.map((w) => w.left), now.rows.map((w) => w.left)];
    const [levels, levelsNow] = [heads.columns.map((w) => w.top), now.columns.map((w) => w.top)];
    // The corner where heads of rows and of columns cross tells one table from another.
    for (const [k, level] of levels.entries())
      for (const [l, label] of labels.entries())
        if (textAt(this.old, level, label) !== textAt(this.now, levelsNow[k] ?? 0, labelsNow[l] ?? 0))
          return false;
    return (
      this.#aligned("rows", labels, labelsNow).find(row ?? 0) === r &&
      this.#aligned("columns", levels, levelsNow).find(column ?? 0) === c
    );
  }

  #aligned(of: "rows" | "columns", before: readonly number[], now: readonly number[]): Alignment {
    const key = `${of}|${before.join()}|${now.join()}`;
    const known = this.#alignments.get(key);
    if (known) return known;
    const made = new Alignment(keysOf(this.old, of, before), keysOf(this.now, of, now));
    this.#alignments.set(key, made);
    return made;
  }

  /** A cell without heads on both sides: where the whole sheet is as it was, moved as one. */
  #asBefore(row: number, column: number): readonly (readonly [number, number])[] {
    this.#shift ??= shiftOf(this.old, this.now);
    return this.#shift === null ? [] : [[row + this.#shift.rows, column + this.#shift.columns]];
  }
}

function add(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const texts = (index: WordIndex, words: Heads["rows"]): string[] => words.map((w) => index.text(w));
const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((t, i) => t === b[i]);

const textAt = (index: WordIndex, row: number, column: number): string => {
  const word = index.at(row, column);
  return word === null ? "" : index.text(word);
};

/** Each row by its words in these columns, or each column by its words in these rows; place 0 is nothing. */
function keysOf(index: WordIndex, of: "rows" | "columns", across: readonly number[]): string[] {
  const keys = [""];
  const upto = of === "rows" ? index.height : index.width;
  for (let at = 1; at <= upto; at++) {
    const words = across.map((k) => (of === "rows" ? textAt(index, at, k) : textAt(index, k, at)));
    keys.push(words.every((w) => w === "") ? "" : words.join("\u0001"));
  }
  return keys;
}

/** How far all words moved together; null: they did not. */
function shiftOf(old: WordIndex, now: WordIndex): { rows: number; columns: number } | null {
  const [a, b] = [old.words[0], now.words[0]];
  if (a === undefined || b === undefined || old.words.length !== now.words.length) return null;
  const [rows, columns] = [b.top - a.top, b.left - a.left];
  const moved = old.words.every((w, i) => {
    const n = now.words[i];
    return (
      n !== undefined &&
      now.text(n) === old.text(w) &&
      n.top === w.top + rows &&
      n.left === w.left + columns &&
      n.bottom === w.bottom + rows &&
      n.right === w.right + columns
    );
  });
  return moved ? { rows, columns } : null;
}

const wordsOf = (cell: MappedCell): string =>
  [...cell.rowHead, ...cell.columnHead].map((t) => t.replace(/\s+/g, " ").trim()).join(" / ");

type Lost = (state: LostCell["state"], code: SheetNote["code"], message: Label, hint: Label) => LostCell;

class Locator {
  readonly notes: SheetNote[] = [];
  readonly #mapping: WorkbookMapping;
  readonly #options: LocateOptions;
  readonly #chooser: SheetChooser;
  readonly #pairs = new Map<string, Pair>();

  constructor(mapping: WorkbookMapping, sheets: readonly Sheet[], options: LocateOptions) {
    [this.#mapping, this.#options] = [mapping, options];
    this.#chooser = new SheetChooser(mapping, sheets, options);
  }

  cell(cell: MappedCell): LocatedCell {
    const { id, want } = cell;
    const was: CellAt = { sheet: cell.sheet, row: cell.row, column: cell.column };
    const chosen = this.#chooser.sheetOf(cell.sheet);
    if (chosen.state !== "found") {
      this.notes.push({ ...chosen.note, id });
      return { id, state: chosen.state, was, want };
    }
    const pair = this.#pairOf(cell.sheet, chosen.index);
    const places = pair.places(cell.row, cell.column);
    const [place] = places;
    const lost: Lost = (state, code, message, hint) => {
      this.notes.push(noted("refused", code, { ...was, sheet: chosen.name, id }, message, hint));
      return { id, state, was, want };
    };
    if (place === undefined) return this.#unfound(cell, pair, lost);
    if (places.length > 1) {
      const names = places.map(([r, c]) => cellName(r, c)).join("、");
      return lost(
        "doubtful",
        "LZ9112",
        say(`“${wordsOf(cell)}”可能是 ${names},未填`, `“${wordsOf(cell)}” could be ${names}: not written`),
        AGAIN,
      );
    }
    const [row, column] = place;
    const unit = unitOver(pair.now, pair.now.headsAt(row, column))?.text ?? null;
    if (unit !== cell.unit)
      return lost(
        "doubtful",
        "LZ9114",
        say(
          `单位原为${cell.unit ?? "(未写)"},现为${unit ?? "(未写)"},未填`,
          `its unit was ${cell.unit ?? "(none)"} and is now ${unit ?? "(none)"}: not written`,
        ),
        say("核对单位后重新点选", "check the unit and point at the cell again"),
      );
    const moved = row !== cell.row || column !== cell.column;
    const certainty = chosen.renamed ? 0.92 : moved ? 0.97 : 1;
    return { id, state: "found", sheet: chosen.name, row, column, certainty, moved, want };
  }

  #unfound(cell: MappedCell, pair: Pair, lost: Lost): LostCell {
    const words = wordsOf(cell);
    switch (pair.left(cell.row, cell.column)) {
      case "not all":
        return lost("gone", "LZ9111", say(`找不到“${words}”`, `no cell has the heads “${words}”`), AGAIN);
      case "of another month":
        return lost(
          "gone",
          "LZ9113",
          say(`“${words}”在本表中不是所报的月份`, `heads like “${words}” are not of the month reported`),
          say("先改正表头的年月", "correct year and month of the heads first"),
        );
      case "all":
        return lost(
          "doubtful",
          "LZ9112",
          say(
            `“${words}”的表头还在,但分不清是哪一格`,
            `the heads “${words}” are there, but not which cell it is`,
          ),
          AGAIN,
        );
    }
  }

  #pairOf(name: string, index: WordIndex): Pair {
    const known = this.#pairs.get(name);
    if (known) return known;
    const sheet = this.#mapping.sheets.find((s) => s.name === name);
    const old = sheet ? indexOf(sheet, this.#mapping) : new WordIndex([], this.#options.month);
    const made = new Pair(old, index);
    this.#pairs.set(name, made);
    return made;
  }
}

/** Where every cell of a mapping stands in a workbook now, with certainty; what is not surely found is told and has no place. */
export function locateCells(
  sheets: readonly Sheet[],
  mapping: WorkbookMapping,
  options: LocateOptions,
): Located {
  const locator = new Locator(mapping, sheets, options);
  const cells = mapping.cells.map((cell) => locator.cell(cell));
  return once(cells, locator.notes);
}

/** Two mapped cells at one place: neither is written. */
function once(cells: readonly LocatedCell[], notes: readonly SheetNote[]): Located {
  const at = (c: FoundCell): string => `${c.sheet}\n${c.row},${c.column}`;
  const count = new Map<string, number>();
  for (const c of cells) if (c.state === "found") count.set(at(c), (count.get(at(c)) ?? 0) + 1);
  const more: SheetNote[] = [];
  const settled = cells.map((c): LocatedCell => {
    if (c.state !== "found" || count.get(at(c)) === 1) return c;
    more.push(
      noted(
        "refused",
        "LZ9112",
        c,
        say(
          `两处点选都落在 ${cellName(c.row, c.column)},未填`,
          `two pointed cells are both at ${cellName(c.row, c.column)}: not written`,
        ),
        AGAIN,
      ),
    );
    const { id, want, sheet, row, column } = c;
    return { id, state: "doubtful", was: { sheet, row, column }, want };
  });
  return { cells: settled, notes: [...notes, ...more] };
}
