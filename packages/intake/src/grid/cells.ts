/** Cells of one sheet, kept small: a double or the number of a text each; a row becomes objects when asked for. */
import { beyond } from "./found.ts";
import type { Meter } from "./limits.ts";
import type { Cell } from "./sheet.ts";
import type { Show } from "./formats.ts";
import { KIND_OF, shown, SHOWS } from "./formats.ts";
import type { RowSource } from "./rows.ts";

/** 1-based, both ends in it. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Laid {
  /** False: more merged cells than `mergedCells`, and none is laid. */
  readonly all: boolean;
  /** Row and column of the cells with a value of their own that now show another's. */
  readonly under: readonly (readonly [number, number])[];
}

const PAGE = 4096;
interface Page {
  readonly values: Float64Array;
  readonly columns: Uint16Array;
  /** Place in SHOWS, plus FORMULA and TEXT. */
  readonly marks: Uint8Array;
}
const FORMULA = 64;
const TEXT = 128;
/** Longer texts are rarely alike, and keeping them by content would cost more than it saves. */
const INTERN = 64;

export const BLANK: Cell = Object.freeze({ text: "", kind: "text" });
const NO_CELLS: readonly Cell[] = Object.freeze([]);

/** A part of a chunk keeps the whole chunk in memory; a copy does not. */
export const own = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1));

export class CellStore implements RowSource {
  readonly #meter: Meter;
  readonly #pages: Page[] = [];
  #page: Page = { values: new Float64Array(0), columns: new Uint16Array(0), marks: new Uint8Array(0) };
  readonly #texts: string[] = [];
  readonly #known = new Map<string, number>();
  #first = new Uint32Array(256);
  #count = new Uint16Array(256);
  #merges = new Map<number, Merge[]>();
  #cells = 0;
  #height = 0;
  #width = 0;
  #row = 0;
  #column = 0;
  /** First row (1-based) that came twice or out of order; 0: none. */
  disorder = 0;

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  get length(): number {
    return this.#height;
  }
  get cells(): number {
    return this.#cells;
  }
  get width(): number {
    return this.#width;
  }

  /** A number of the sheet; days are serial days of 1900. `row` and `column` are 1-based. */
  number(row: number, column: number, value: number, as: Show, formula: boolean): void {
    this.#put(row, column, value, SHOWS.indexOf(as) | (formula ? FORMULA : 0));
  }

  /** `text` must be no part of a larger one (`own`). */
  text(row: number, column: number, text: string, as: Show, formula: boolean): void {
    if (text === "" && !formula) return;
    let at = text.length <= INTERN ? this.#known.get(text) : undefined;
    if (at === undefined) {
      at = this.#texts.push(text) - 1;
      if (text.length <= INTERN) this.#known.set(text, at);
    }
    this.#put(row, column, at, SHOWS.indexOf(as) | TEXT | (formula ? FORMULA : 0));
  }

  #put(row: number, column: number, value: number, mark: number): void {
    const { limits } = this.#meter;
    if (row > limits.rows)
      throw beyond(`一张表超过 ${limits.rows} 行`, `a sheet of more than ${limits.rows} rows`);
    if (column > limits.columns)
      throw beyond(`一张表超过 ${limits.columns} 列`, `a sheet of more than ${limits.columns} columns`);
    if (++this.#meter.cells > limits.cells)
      throw beyond(`超过 ${limits.cells} 个单元格`, `more than ${limits.cells} cells`);
    if (row !== this.#row && !this.#startRow(row)) return;
    if (column <= this.#column) this.disorder ||= row;
    this.#column = column;
    const at = this.#cells % PAGE;
    if (at === 0) {
      this.#page = {
        values: new Float64Array(PAGE),
        columns: new Uint16Array(PAGE),
        marks: new Uint8Array(PAGE),
      };
      this.#pages.push(this.#page);
    }
    this.#page.values[at] = value;
    this.#page.columns[at] = column;
    this.#page.marks[at] = mark;
    this.#cells++;
    this.#count[row - 1] = (this.#count[row - 1] ?? 0) + 1;
    if (column > this.#width) this.#width = column;
  }

  /** False: the row has been read already; its second coming is told, not mixed into the first. */
  #startRow(row: number): boolean {
    if (row > this.#first.length) {
      const size = Math.min(this.#meter.limits.rows, Math.max(row, this.#first.length * 2));
      const [first, count] = [new Uint32Array(size), new Uint16Array(size)];
      first.set(this.#first);
      count.set(this.#count);
      [this.#first, this.#count] = [first, count];
    }
    if ((this.#count[row - 1] ?? 0) > 0) {
      this.disorder ||= row;
      return false;
    }
    [this.#row, this.#column] = [row, 0];
    this.#first[row - 1] = this.#cells;
    if (row > this.#height) this.#height = row;
    return true;
  }

  /**
   * Lays merged areas over the cells, as far as the sheet has any; call once, after the cells. Where rows are out of
   * order (`disorder`), none is laid.
   */
  merge(merges: readonly Merge[]): Laid {
    let area = 0;
    const laid: Merge[] = [];
    if (this.disorder === 0)
      for (const m of merges) {
        const bottom = Math.min(m.bottom, this.#height);
        const right = Math.min(m.right, this.#width);
        if (bottom < m.top || right < m.left || m.top < 1 || m.left < 1) continue;
        area += (bottom - m.top + 1) * (right - m.left + 1);
        if (area > this.#meter.limits.mergedCells) return { all: false, under: [] };
        laid.push({ ...m, bottom, right });
      }
    const under: [number, number][] = [];
    for (const m of laid)
      for (let row = m.top; row <= m.bottom; row++) {
        const here = this.#merges.get(row);
        if (here) here.push(m);
        else this.#merges.set(row, [m]);
        const end = this.#from(row, m.right + 1);
        for (let i = this.#from(row, m.left); i < end; i++)
          if (row !== m.top || this.#columnOf(i) !== m.left) under.push([row, this.#columnOf(i)]);
      }
    return { all: true, under };
  }

  #columnOf(i: number): number {
    return this.#pages[Math.floor(i / PAGE)]?.columns[i % PAGE] ?? 0;
  }

  /** The first entry of a row at or behind a column. */
  #from(row: number, column: number): number {
    let low = this.#first[row - 1] ?? 0;
    let high = low + (this.#count[row - 1] ?? 0);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#columnOf(middle) < column) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The cell of one entry. */
  #cell(i: number): Cell {
    const page = this.#pages[Math.floor(i / PAGE)];
    const [value, mark] = [page?.values[i % PAGE] ?? 0, page?.marks[i % PAGE] ?? 0];
    const as = SHOWS[mark & 63] ?? "text";
    const { text, kind } =
      mark & TEXT ? { text: this.#texts[value] ?? "", kind: KIND_OF[as] } : shown(value, as);
    return mark & FORMULA ? { text, kind, formula: true } : { text, kind };
  }

  #find(row: number, column: number): Cell {
    const i = this.#from(row, column);
    const end = (this.#first[row - 1] ?? 0) + (this.#count[row - 1] ?? 0);
    return i < end && this.#columnOf(i) === column ? this.#cell(i) : BLANK;
  }

  /** Row `index` (0-based). */
  row(index: number): readonly Cell[] {
    const [first, count] = [this.#first[index] ?? 0, this.#count[index] ?? 0];
    const merges = this.#merges.get(index + 1);
    if (count === 0 && merges === undefined) return NO_CELLS;
    const row: Cell[] = [];
    const put = (column: number, cell: Cell): void => {
      while (row.length < column) row.push(BLANK);
      row[column - 1] = cell;
    };
    for (let i = first; i < first + count; i++) put(this.#columnOf(i), this.#cell(i));
    for (const m of merges ?? []) {
      const { text, kind } = this.#find(m.top, m.left);
      const covered: Cell = { text, kind, of: [m.top, m.left] };
      for (let column = m.left; column <= m.right; column++)
        if (index + 1 !== m.top || column !== m.left) put(column, covered);
    }
    return row;
  }
}
