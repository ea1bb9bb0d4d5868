/** Figures into the cells of a workbook from above: only these cells change, and what must follow from them. */
import type { Entry, Sheet } from "@lianzhang/intake";
import { readSheets } from "@lianzhang/intake";
import type { SheetNote } from "./note.ts";
import { noted, say } from "./note.ts";
import type { CellValue } from "./numbers.ts";
import { cellEdits } from "./rewrite.ts";
import { scanSheet } from "./scan.ts";
import type { FilledCell, FillOptions, CellGap, PlacedCell } from "./sheet-filling.ts";
import { SheetFilling } from "./sheet-filling.ts";
import { Styles } from "./styles.ts";
import type { Book } from "./workbook-file.ts";
import {
  beyondLimits,
  bookOf,
  bytesOf,
  damagedPart,
  recalculated,
  Refusal,
  WorkbookFile,
} from "./workbook-file.ts";
import { edited, Malformed, within } from "./xml.ts";
import { repacked, Unmovable } from "./zip-out.ts";

export type FillResult =
  | {
      readonly ok: true;
      readonly bytes: Uint8Array;
      readonly cells: readonly FilledCell[];
      readonly gaps: readonly CellGap[];
      readonly notes: readonly SheetNote[];
    }
  | { readonly ok: false; readonly notes: readonly SheetNote[] };

/** Sheets of the placed cells, in order. */
const byName = (placed: readonly PlacedCell[]): Map<string, PlacedCell[]> => {
  const out = new Map<string, PlacedCell[]>();
  for (const p of placed) out.set(p.sheet, [...(out.get(p.sheet) ?? []), p]);
  return out;
};

/** Rows whose cells may be written: those asked for, and the first rows of merged areas around them. */
function rowsFor(xml: string, cells: readonly PlacedCell[]): ReadonlySet<number> {
  const rows = new Set(cells.map((c) => c.row));
  const { merges, tooMany } = scanSheet(xml, new Set());
  if (tooMany) throw beyondLimits("合并单元格或数组公式过多", "too many merged cells or array formulas");
  for (const merge of merges) if (cells.some((c) => within(merge, c.row, c.column))) rows.add(merge.top);
  return rows;
}

const FORMULA = /<(?:[^\s:<>]+:)?f[\s>/]/;

class Filling {
  readonly #file: WorkbookFile;
  readonly #book: Book;
  readonly #options: FillOptions;
  readonly #contents = new Map<Entry, Uint8Array>();
  readonly cells: FilledCell[] = [];
  readonly gaps: CellGap[] = [];
  readonly notes: SheetNote[] = [];

  constructor(file: WorkbookFile, book: Book, options: FillOptions) {
    [this.#file, this.#book, this.#options] = [file, book, options];
  }

  async sheet(
    name: string,
    cells: readonly PlacedCell[],
    values: Readonly<Record<string, CellValue>>,
    sheets: readonly Sheet[],
    styles: Styles,
  ): Promise<void> {
    const [part, sheet] = [
      this.#book.sheets.find((s) => s.name === name),
      sheets.find((s) => s.name === name),
    ];
    if (part === undefined || sheet === undefined) {
      this.notes.push(
        noted(
          "refused",
          "LZ9110",
          { sheet: name },
          say(`没有工作表“${name}”,或它读不出来`, `there is no sheet “${name}”, or it cannot be read`),
          say("核对工作簿", "check the workbook"),
        ),
      );
      return;
    }
    const xml = await this.#file.text(part.part);
    const scan = scanSheet(xml, rowsFor(xml, cells));
    if (scan.disorder !== null || scan.data === null)
      throw damagedPart(
        `工作表“${name}”的行或单元格次序有误(${scan.disorder ?? "无内容"})`,
        `rows or cells of sheet “${name}” are out of order (${scan.disorder ?? "no contents"})`,
      );
    const filling = new SheetFilling(scan, sheet, styles, this.#options);
    for (const cell of cells) filling.put(cell, values[cell.id]);
    this.cells.push(...filling.cells);
    this.gaps.push(...filling.gaps);
    this.notes.push(...filling.notes);
    if (filling.changed.length > 0)
      this.#contents.set(this.#file.entry(part.part), bytesOf(edited(xml, cellEdits(scan, filling.changed))));
  }

  /** What follows from changed cells: styles where changes are marked, formulas that are computed anew. */
  async end(styles: Styles): Promise<Uint8Array> {
    if (this.#contents.size === 0) return this.#file.bytes;
    const written = styles.written();
    if (written !== null && this.#book.styles !== null)
      this.#contents.set(this.#file.entry(this.#book.styles), bytesOf(written));
    if (await this.#computes()) {
      const xml = recalculated(this.#book.xml);
      if (xml !== null) this.#contents.set(this.#file.entry(this.#book.part), bytesOf(xml));
      this.notes.push(
        noted(
          "note",
          "LZ9121",
          {},
          say(
            "表内公式在打开时重新计算,此前显示旧值",
            "formulas are computed when it is opened; until then they show their old values",
          ),
          say(
            "用 Excel 或 WPS 打开一次并保存,再转 PDF 或打印",
            "open and save it in Excel or WPS before it is printed or made a PDF",
          ),
        ),
      );
    }
    if (this.#file.entries.some((e) => e.name.toLowerCase().startsWith("_xmlsignatures/")))
      this.notes.push(
        noted(
          "must",
          "LZ9128",
          {},
          say("工作簿带数字签名,填写后签名失效", "the workbook is signed; its signature no longer holds"),
          say("需要时重新签名", "sign it again where it is needed"),
        ),
      );
    return repacked(this.#file.bytes, this.#file.entries, this.#contents);
  }

  async #computes(): Promise<boolean> {
    for (const { part } of this.#book.sheets) if (FORMULA.test(await this.#file.text(part))) return true;
    return false;
  }
}

/**
 * The workbook with figures in the placed cells. Every part but the filled sheets keeps its bytes; in these only the
 * filled cells change. Where the sheet has formulas the workbook asks for their calculation when it is opened. Never throws
 * at what a file holds: what cannot be filled is told.
 */
export async function fillWorkbook(
  name: string,
  bytes: Uint8Array,
  placed: readonly PlacedCell[],
  values: Readonly<Record<string, CellValue>>,
  options: FillOptions = {},
): Promise<FillResult> {
  try {
    const file = await WorkbookFile.open(bytes, options.limits ?? {});
    const book = await bookOf(file);
    const { sheets } = await readSheets(name, bytes, options.limits);
    const styles = new Styles(book.styles === null ? "" : await file.text(book.styles));
    const filling = new Filling(file, book, options);
    for (const [sheet, cells] of byName(placed)) await filling.sheet(sheet, cells, values, sheets, styles);
    const out = await filling.end(styles);
    return { ok: true, bytes: out, cells: filling.cells, gaps: filling.gaps, notes: filling.notes };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, notes: [error.note] };
    if (error instanceof Malformed)
      return { ok: false, notes: [damagedPart("XML 不完整", "its XML is not complete").note] };
    if (error instanceof Unmovable)
      return { ok: false, notes: [damagedPart("压缩包的条目重叠", "entries of its package overlap").note] };
    throw error;
  }
}
