/** ods (OpenDocument spreadsheets) and their flat cells: `content.xml`, read in a stream. */
import { CellStore, own } from "./cells.ts";
import type { Merge } from "./cells.ts";
import type { Show } from "./formats.ts";
import { beyond, damaged, oneMoreSheet, withPassword } from "./found.ts";
import type { Found } from "./found.ts";
import type { Meter } from "./limits.ts";
import { rowsOf } from "./rows.ts";
import type { Sheet } from "./sheet.ts";
import { SheetNotes } from "./sheet-notes.ts";
import { textOf } from "./decode.ts";
import type { XmlHandler } from "./xml.ts";
import { readXml } from "./xml.ts";
import type { Package } from "./xlsx.ts";
import { unpack, unpacked } from "./zip.ts";

const hidesRow = (v: string | undefined): boolean => v === "collapse" || v === "filter";

/** What one cell holds, before it is put as often as it is repeated. */
interface Held {
  readonly number: number | null;
  readonly text: string;
  readonly as: Show;
  readonly formula: boolean;
}

class OdsReader implements XmlHandler {
  readonly sheets: Sheet[] = [];
  readonly #file: string;
  readonly #meter: Meter;
  readonly #found: Found;
  readonly #hiddenStyles = new Set<string>();
  #style = "";
  #element = "";
  /** Attributes of the elements that matter: table, row and cell. */
  #table = new Map<string, string>();
  #rowIs = new Map<string, string>();
  #cellIs = new Map<string, string>();
  #store: CellStore;
  #notes: SheetNotes;
  #merges: Merge[] = [];
  #row = 1;
  #column = 1;
  #line: { column: number; repeat: number; held: Held }[] = [];
  #spans: { column: number; down: number; right: number }[] = [];
  #text = "";
  #paragraphs = 0;
  #inText = 0;
  #aside = 0;
  #stopped = false;
  #columnIs = new Map<string, string>();
  #columns = 1;

  constructor(file: string, meter: Meter, found: Found) {
    [this.#file, this.#meter, this.#found] = [file, meter, found];
    this.#store = new CellStore(meter);
    this.#notes = new SheetNotes(file, null, found, meter);
  }

  open(name: string): void {
    this.#element = name;
    if (name === "table") this.#openTable();
    else if (name === "table-row") {
      [this.#rowIs, this.#line, this.#spans, this.#column] = [new Map(), [], [], 1];
    } else if (name === "table-cell" || name === "covered-table-cell") {
      [this.#cellIs, this.#text, this.#paragraphs] = [new Map(), "", 0];
    } else if (name === "table-column") this.#columnIs = new Map();
    else if (name === "annotation") this.#aside++;
    else if (name === "p" && this.#aside === 0) {
      if (this.#paragraphs++ > 0) this.#add("\n");
      this.#inText++;
    } else if (name === "line-break") this.#add("\n");
    else if (name === "tab") this.#add("\t");
    else if (name === "s") this.#add(" ");
  }

  #openTable(): void {
    [this.#table, this.#row, this.#merges, this.#columns] = [new Map(), 1, [], 1];
    this.#store = new CellStore(this.#meter);
  }

  attribute(name: string, value: string): void {
    const key = name.slice(name.indexOf(":") + 1);
    switch (this.#element) {
      case "style":
        if (key === "name") this.#style = value;
        break;
      case "table-properties":
        if (key === "display" && value === "false") this.#hiddenStyles.add(this.#style);
        break;
      case "table":
        this.#table.set(key, value);
        if (key === "name") this.#notes = new SheetNotes(this.#file, value, this.#found, this.#meter);
        break;
      case "table-row":
        this.#rowIs.set(key, value);
        break;
      case "table-column":
        this.#columnIs.set(key, value);
        break;
      case "table-cell":
      case "covered-table-cell":
        this.#cellIs.set(name === "calcext:value-type" ? "shows" : key, value);
        break;
      case "s":
        // One blank is there already; no cell has more than its limit of them.
        if (key === "c")
          this.#add(" ".repeat(Math.max(0, Math.min(Number(value) || 1, this.#meter.limits.cellText) - 1)));
        break;
      default:
        break;
    }
  }

  #add(text: string): void {
    if (this.#aside === 0 && this.#text.length <= this.#meter.limits.cellText) this.#text += text;
  }

  text(text: string): void {
    if (this.#inText > 0) this.#add(text.slice(0, this.#meter.limits.cellText + 1));
  }

  close(name: string): void {
    if (name === "p" && this.#aside === 0) this.#inText--;
    else if (name === "annotation") this.#aside--;
    else if (name === "table-cell" || name === "covered-table-cell") this.#closeCell(name === "table-cell");
    else if (name === "table-row") this.#closeRow();
    else if (name === "table-column") this.#closeColumn();
    else if (name === "table") this.#closeTable();
  }

  #closeColumn(): void {
    const repeat = repeated(this.#columnIs, "number-columns-repeated");
    if (hidesRow(this.#columnIs.get("visibility")))
      this.#notes.hide(this.#columns, this.#columns + repeat - 1);
    this.#columns += repeat;
  }

  #closeCell(own: boolean): void {
    const is = this.#cellIs;
    const repeat = repeated(is, "number-columns-repeated");
    const [down, right] = [repeated(is, "number-rows-spanned"), repeated(is, "number-columns-spanned")];
    const held = own ? this.#held(is) : null;
    const most = this.#meter.limits.columns;
    if (held && this.#column > most)
      throw beyond(`一张表超过 ${most} 列`, `a sheet of more than ${most} columns`);
    if (held) this.#line.push({ column: this.#column, repeat, held });
    if (own && this.#column <= most && (down > 1 || right > 1))
      this.#spans.push({ column: this.#column, down, right });
    this.#column += repeat;
  }

  /** What a cell holds; null: nothing. */
  #held(is: ReadonlyMap<string, string>): Held | null {
    const formula = is.has("formula");
    const most = this.#meter.limits.cellText;
    if (this.#text.length > most) this.#notes.cut(this.#row, this.#column);
    const text = own(this.#text.slice(0, most));
    const written = (as: Show): Held | null =>
      text === "" && !formula ? null : { number: null, text, as, formula };
    const number = (as: Show): Held | null => {
      const value = Number(is.get("value") || Number.NaN);
      return Number.isFinite(value) ? { number: value, text, as, formula } : written("text");
    };
    if (is.get("shows") === "error" || /^(?:#[A-Z/0?!]+[!?]?|Err:\d+)$/.test(formula ? text : ""))
      return written("error");
    switch (is.get("value-type")) {
      case "float":
      case "currency":
        return number("number");
      case "percentage":
        return number("percent");
      case "boolean":
        return { number: is.get("boolean-value") === "true" ? 1 : 0, text, as: "boolean", formula };
      case "date": {
        const day = (is.get("date-value") ?? "").replace(/T00:00:00(?:\.0+)?$/, "").replace("T", " ");
        return day === "" ? written("text") : { number: null, text: day, as: "day", formula };
      }
      case undefined:
        if (formula && text === "") this.#notes.uncached(this.#row, this.#column);
        return formula && text === "" ? null : written("text");
      default:
        return written("text");
    }
  }

  #closeRow(): void {
    const repeat = repeated(this.#rowIs, "number-rows-repeated");
    if (hidesRow(this.#rowIs.get("visibility")) && this.#line.length > 0) this.#notes.hiddenRows += repeat;
    // A row without anything may stand for a million; it costs nothing.
    if (this.#line.length > 0)
      for (let row = this.#row; row < this.#row + repeat; row++)
        for (const { column, repeat: times, held } of this.#line)
          for (let c = column; c < column + times; c++) this.#put(row, c, held);
    for (const { column, down, right } of this.#spans)
      if (this.#merges.length <= this.#meter.limits.mergedCells)
        this.#merges.push({
          top: this.#row,
          left: column,
          bottom: this.#row + down - 1,
          right: column + right - 1,
        });
    this.#row += repeat;
  }

  #put(row: number, column: number, held: Held): void {
    if (held.number !== null) this.#store.number(row, column, held.number, held.as, held.formula);
    else this.#store.text(row, column, held.text, held.as, held.formula);
  }

  #closeTable(): void {
    if (this.#stopped || !oneMoreSheet(this.#file, this.#meter, this.#found)) {
      this.#stopped = true;
      return;
    }
    this.#notes.close(this.#store, this.#store.merge(this.#merges));
    this.sheets.push({
      file: this.#file,
      name: this.#table.get("name") ?? "",
      hidden: this.#hiddenStyles.has(this.#table.get("style-name") ?? ""),
      rows: rowsOf(this.#store, this.#store.cells),
    });
  }
}

const repeated = (is: ReadonlyMap<string, string>, key: string): number => {
  const n = Number(is.get(key) ?? 1);
  return Number.isInteger(n) && n > 0 ? n : 1;
};

/** Throws `Trouble` where nothing can be read. */
export async function readOds(file: string, from: Package, meter: Meter, found: Found): Promise<Sheet[]> {
  const manifest = from.entries.get("meta-inf/manifest.xml");
  if (manifest && textOf(await unpacked(from.bytes, manifest, meter), "utf-8").includes("encryption-data"))
    throw withPassword();
  const content = from.entries.get("content.xml");
  if (content === undefined) throw damaged("找不到内容", "its contents are not there");
  const reader = new OdsReader(file, meter, found);
  await readXml(unpack(from.bytes, content, meter), reader);
  return reader.sheets;
}
