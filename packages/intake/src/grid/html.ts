/** Tables of a web page, as many portals give them under the name of a workbook, and as a sheet copies them. */
import { Parser } from "htmlparser2";
import { CellStore, own } from "./cells.ts";
import type { Merge } from "./cells.ts";
import type { Found } from "./found.ts";
import { beyond, damaged, oneMoreSheet } from "./found.ts";
import type { Meter } from "./limits.ts";
import { rowsOf } from "./rows.ts";
import type { Sheet } from "./sheet.ts";
import { SheetNotes } from "./sheet-notes.ts";

class Table {
  readonly store: CellStore;
  readonly merges: Merge[] = [];
  row = 0;
  column = 0;
  /** Columns that cells from above reach down into: column -> last row. */
  readonly #taken = new Map<number, number>();
  #right = 1;
  #down = 1;
  #text: string | null = null;
  readonly #meter: Meter;
  /** Cells that merged ones take, also those without a text. */
  #spanned = 0;

  constructor(meter: Meter) {
    this.#meter = meter;
    this.store = new CellStore(meter);
  }

  startRow(): void {
    this.endCell();
    this.row++;
    this.column = 0;
  }

  startCell(right: number, down: number): void {
    this.endCell();
    if (this.row === 0) this.row = 1;
    do this.column++;
    while ((this.#taken.get(this.column) ?? 0) >= this.row);
    [this.#right, this.#down, this.#text] = [right, down, ""];
  }

  text(text: string, most: number): void {
    if (this.#text !== null && this.#text.length <= most) this.#text += text.slice(0, most + 1);
  }

  endCell(): void {
    if (this.#text === null) return;
    const text = this.#text
      .split("\u0000")
      .map((line) => line.replace(/[ \t\r\n\f]+/g, " ").trim())
      .join("\n")
      .trim();
    this.#text = null;
    const [right, down] = [this.#right, this.#down];
    this.store.text(this.row, this.column, own(text), "text", false);
    this.#spanned += right * down - 1;
    if (this.#spanned > this.#meter.limits.mergedCells)
      throw beyond("合并单元格过多", "too many merged cells");
    if (right > 1 || down > 1)
      this.merges.push({
        top: this.row,
        left: this.column,
        bottom: this.row + down - 1,
        right: this.column + right - 1,
      });
    if (down > 1) for (let c = 0; c < right; c++) this.#taken.set(this.column + c, this.row + down - 1);
    this.column += right - 1;
  }
}

const BREAKS = new Set(["br", "p", "div", "li"]);
const DEEPEST = 200;

/** All tables of a page, an inner one beside the one it stands in. Throws `Trouble`: no table, beyond a limit. */
export function readHtml(file: string, html: string, meter: Meter, found: Found): Sheet[] {
  const most = meter.limits.cellText;
  const [tables, open]: [Table[], Table[]] = [[], []];
  let [silent, depth] = [0, 0];
  const span = (value: string | undefined): number => {
    const n = Number(value ?? 1);
    return Number.isInteger(n) && n > 0 ? Math.min(n, meter.limits.rows) : 1;
  };
  const parser = new Parser({
    onopentag: (name, is) => {
      if (++depth > DEEPEST) throw damaged("网页嵌套过深", "the page is nested too deeply");
      const table = open.at(-1);
      if (name === "table") {
        const next = new Table(meter);
        tables.push(next);
        open.push(next);
      } else if (name === "tr") table?.startRow();
      else if (name === "td" || name === "th") table?.startCell(span(is["colspan"]), span(is["rowspan"]));
      else if (name === "script" || name === "style") silent++;
      else if (BREAKS.has(name)) table?.text("\u0000", most);
    },
    ontext: (text) => {
      if (silent === 0) open.at(-1)?.text(text.replaceAll("\u0000", "").replaceAll("\u00a0", " "), most);
    },
    onclosetag: (name) => {
      depth--;
      if (name === "table") open.pop()?.endCell();
      else if (name === "td" || name === "th" || name === "tr") open.at(-1)?.endCell();
      else if (name === "script" || name === "style") silent--;
    },
  });
  parser.write(html);
  parser.end();
  for (const table of open) table.endCell();
  const filled = tables.filter((table) => table.store.length > 0);
  if (filled.length === 0) throw damaged("网页内没有表格", "the page has no table");
  const sheets: Sheet[] = [];
  for (const [i, table] of filled.entries()) {
    if (!oneMoreSheet(file, meter, found)) break;
    const name = filled.length === 1 ? null : `表格${i + 1}`;
    new SheetNotes(file, name, found, meter).close(table.store, table.store.merge(table.merges));
    sheets.push({ file, name, hidden: false, rows: rowsOf(table.store, table.store.cells) });
  }
  return sheets;
}
