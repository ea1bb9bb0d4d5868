/** One sheet of an xlsx workbook, read in a stream. */
import type { Merge } from "./cells.ts";
import { CellStore, own } from "./cells.ts";
import { damaged } from "./found.ts";
import type { Format, Show } from "./formats.ts";
import type { Found } from "./found.ts";
import type { Meter } from "./limits.ts";
import { rowsOf } from "./rows.ts";
import type { Sheet } from "./sheet.ts";
import { SheetNotes } from "./sheet-notes.ts";
import type { XmlHandler } from "./xml.ts";
import { readXml } from "./xml.ts";

/** `_x000D_` stands for a character that XML cannot hold. */
export const escapes = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** `AB12` as row and column, 1-based; null: no such place. */
function placeOf(ref: string): { readonly row: number; readonly column: number } | null {
  let [column, i] = [0, 0];
  for (; i < ref.length && i < 4; i++) {
    const c = ref.charCodeAt(i) & 0xdf;
    if (c < 65 || c > 90) break;
    column = column * 26 + c - 64;
  }
  let row = 0;
  for (; i < ref.length; i++) {
    const c = ref.charCodeAt(i) - 48;
    if (c < 0 || c > 9) return null;
    row = row * 10 + c;
  }
  return column > 0 && row > 0 ? { row, column } : null;
}

function mergeOf(ref: string): Merge | null {
  const [a, b] = ref.split(":");
  const [from, to] = [placeOf(a ?? ""), placeOf(b ?? a ?? "")];
  return from && to ? { top: from.row, left: from.column, bottom: to.row, right: to.column } : null;
}

interface Shared {
  readonly formats: readonly Format[];
  readonly texts: readonly string[];
  readonly from1904: boolean;
}

const GENERAL: Format = { show: "number", scale: 1 };
const DAYS: ReadonlySet<Show> = new Set(["day", "month", "year", "moment"]);
/** Days between the two beginnings a workbook can count from. */
const SINCE_1904 = 1462;

class SheetReader implements XmlHandler {
  readonly #shared: Shared;
  readonly #notes: SheetNotes;
  readonly #most: number;
  readonly #merged: number;
  readonly store: CellStore;
  readonly merges: Merge[] = [];
  #element = "";
  #row = 0;
  #column = 0;
  #style = 0;
  #type = "n";
  #formula = false;
  #value: string | null = null;
  #reading = false;
  #phonetic = 0;
  #col = { min: 0, max: 0, hidden: false };

  constructor(shared: Shared, meter: Meter, notes: SheetNotes) {
    [this.#shared, this.#notes, this.#most] = [shared, notes, meter.limits.cellText];
    this.#merged = meter.limits.mergedCells;
    this.store = new CellStore(meter);
  }

  open(name: string): void {
    this.#element = name;
    switch (name) {
      case "row":
        this.#row++;
        this.#column = 0;
        break;
      case "c":
        this.#column++;
        [this.#style, this.#type, this.#formula, this.#value] = [0, "n", false, null];
        break;
      case "f":
        this.#formula = true;
        break;
      case "rPh":
        this.#phonetic++;
        break;
      case "v":
      case "t":
        this.#reading = this.#phonetic === 0;
        if (this.#reading) this.#value ??= "";
        break;
      case "col":
        this.#col = { min: 0, max: 0, hidden: false };
        break;
      default:
        break;
    }
  }

  attribute(name: string, value: string): void {
    if (this.#element === "c") {
      if (name === "r") this.#at(value);
      else if (name === "s") this.#style = Number(value);
      else if (name === "t") this.#type = value;
    } else if (this.#element === "row") {
      if (name === "r") this.#row = Number(value) || this.#row;
      else if (name === "hidden" && value !== "0" && value !== "false") this.#notes.hiddenRows++;
    } else if (this.#element === "mergeCell" && name === "ref") {
      const merge = mergeOf(value);
      // One more than may be laid is kept, so that it is told.
      if (merge && this.merges.length <= this.#merged) this.merges.push(merge);
    } else if (this.#element === "col") {
      if (name === "min") this.#col.min = Number(value);
      else if (name === "max") this.#col.max = Number(value);
      else if (name === "hidden") this.#col.hidden = value !== "0" && value !== "false";
    }
  }

  #at(ref: string): void {
    const place = placeOf(ref);
    if (place === null) return;
    [this.#row, this.#column] = [place.row, place.column];
  }

  text(text: string): void {
    if (this.#reading && this.#value !== null && this.#value.length <= this.#most)
      this.#value += text.slice(0, this.#most + 1);
  }

  close(name: string): void {
    this.#reading = false;
    if (name === "c") this.#cell();
    else if (name === "rPh") this.#phonetic--;
    else if (name === "col" && this.#col.hidden) this.#notes.hide(this.#col.min, this.#col.max);
  }

  #cell(): void {
    const [row, column, formula, value] = [this.#row, this.#column, this.#formula, this.#value];
    if (value === null) {
      if (formula) this.#notes.uncached(row, column);
      return;
    }
    switch (this.#type) {
      case "s": {
        const text = this.#shared.texts[Number(value)];
        if (text === undefined)
          throw damaged("引用了不存在的文字", "a cell refers to a text that is not there");
        return this.#text(text, "text");
      }
      case "str":
      case "inlineStr":
        return this.#text(own(escapes(value)), "text");
      case "b":
        return this.store.number(row, column, value === "0" || value === "false" ? 0 : 1, "boolean", formula);
      case "e":
        return this.#text(value, "error");
      case "d":
        return this.#text(value.replace(/T(?:00:00(?::00(?:\.0+)?)?)?Z?$/, "").replace("T", " "), "day");
      default:
        return this.#number(value);
    }
  }

  #text(text: string, as: Show): void {
    if (text.length > this.#most) this.#notes.cut(this.#row, this.#column);
    this.store.text(this.#row, this.#column, text.slice(0, this.#most), as, this.#formula);
  }

  #number(value: string): void {
    if (value === "") return;
    const number = Number(value);
    // What is no number stays as it is written; whoever reads the column will say so.
    if (!Number.isFinite(number)) return this.#text(value, "text");
    const { show, scale } = this.#shared.formats[this.#style] ?? GENERAL;
    if (scale !== 1) this.#notes.scaled(this.#row, this.#column);
    const since = this.#shared.from1904 && DAYS.has(show) ? SINCE_1904 : 0;
    this.store.number(this.#row, this.#column, number + since, show, this.#formula);
  }
}

/** Throws `Trouble`: broken XML, a DTD, beyond a limit. */
export async function readSheet(
  sheet: Omit<Sheet, "rows">,
  chunks: AsyncIterable<Uint8Array>,
  shared: Shared,
  meter: Meter,
  found: Found,
): Promise<Sheet> {
  const notes = new SheetNotes(sheet.file, sheet.name, found, meter);
  const reader = new SheetReader(shared, meter, notes);
  await readXml(chunks, reader, true);
  const { store } = reader;
  notes.close(store, store.merge(reader.merges));
  return { ...sheet, rows: rowsOf(store, store.cells) };
}
