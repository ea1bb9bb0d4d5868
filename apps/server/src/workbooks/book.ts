/** A workbook from above: which figures its empty cells ask for, and the workbook filled. */
import type { Model } from "@lianzhang/definitions";
import type { Finding, Sheet } from "@lianzhang/intake";
import { readSheets } from "@lianzhang/intake";
import type { Label, Month } from "@lianzhang/kernel";
import type {
  CellAt,
  FillOptions,
  FillResult,
  LostCell,
  Mapped,
  PlacedCell,
  SheetNote,
  Suggestion,
  WorkbookMapping,
} from "@lianzhang/report";
import { fillWorkbook, locateCells, mapWorkbook, suggestForCells } from "@lianzhang/report";
import type { Context } from "../context.ts";
import { marksOf } from "../present.ts";
import { figureCatalogue, meaning } from "./catalogue.ts";
import type { CellFigure, CellsAsked } from "./values.ts";
import { cellFigures } from "./values.ts";

export interface Book {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** From here on everything over a cell was understood; below, a person is asked. */
export const SURE = 0.9;

/** A cell whose heads point at something. */
export interface SuggestedCell extends CellAt {
  readonly best: Suggestion;
}

export interface SuggestedBook {
  readonly cells: readonly SuggestedCell[];
  /** Of the sure cells, for a person to look through; nothing is filled before somebody gave it back. */
  readonly proposed: Mapped;
  readonly findings: readonly Finding[];
}

const emptyCells = (sheet: Sheet): readonly { readonly row: number; readonly column: number }[] => {
  const width = Math.max(0, ...sheet.rows.map((cells) => cells.length));
  return sheet.rows.flatMap((cells, r) =>
    Array.from({ length: width }, (_, c) => c).flatMap((c) => {
      const cell = cells[c];
      const blank = cell === undefined || (cell.of === undefined && cell.text.trim() === "");
      return blank ? [{ row: r + 1, column: c + 1 }] : [];
    }),
  );
};

/**
 * What the heads of every empty cell point at. `by`: the grouping that is meant where several have a member of one name;
 * null leaves these cells to a person. Findings tell what of the file could not be read.
 */
export async function suggestBook(
  model: Model,
  { name, bytes }: Book,
  month: Month,
  by: string | null,
): Promise<SuggestedBook> {
  const all = figureCatalogue(model);
  const catalogue = by === null ? all : meaning(all, by);
  const { sheets, findings } = await readSheets(name, bytes);
  const cells = sheets.flatMap((sheet) => {
    const blanks = emptyCells(sheet);
    const suggestions = suggestForCells(sheet, blanks, catalogue, month);
    return blanks.flatMap((at, i): SuggestedCell[] => {
      const best = suggestions[i]?.[0];
      return best === undefined ? [] : [{ sheet: sheet.name ?? "", ...at, best }];
    });
  });
  const pointed = cells
    .filter(({ best }) => best.certainty >= SURE)
    .map(({ best, ...at }, i) => ({ ...at, id: `c${i + 1}`, want: best.want }));
  const label = { zh: name.replace(/\.\w+$/, ""), en: name.replace(/\.\w+$/, "") };
  return { cells, proposed: mapWorkbook(label, sheets, pointed, month), findings };
}

/** A workbook with every mapped cell in its place, and what is known for it. */
export interface ReadyBook {
  readonly book: Book;
  readonly sheets: readonly Sheet[];
  readonly placed: readonly PlacedCell[];
  /** Mapped cells that have no sure place in this workbook. */
  readonly lost: readonly LostCell[];
  readonly figures: ReadonlyMap<string, CellFigure>;
  readonly notes: readonly SheetNote[];
  /** Figures that rest on made-up rows are among those asked for. */
  readonly demo: boolean;
  /** Names of the figures whose reading is provisional (暂定口径). */
  readonly assumed: readonly Label[];
  readonly findings: readonly Finding[];
}

export async function readyBook(
  context: Context,
  book: Book,
  mapping: WorkbookMapping,
  asked: CellsAsked,
): Promise<ReadyBook> {
  const { sheets, findings } = await readSheets(book.name, book.bytes);
  const { cells, notes } = locateCells(sheets, mapping, { month: asked.month });
  const placed = cells.flatMap((c): PlacedCell[] => (c.state === "found" ? [c] : []));
  const lost = cells.flatMap((c): LostCell[] => (c.state === "found" ? [] : [c]));
  const figures = await cellFigures(context, placed, asked);
  const { model, instance } = context;
  const shown = [...new Set(placed.map((p) => p.want.figure))].flatMap(
    (id) => model.indicators.get(id) ?? [],
  );
  const marked = shown.map((i) => ({ label: i.label, marks: marksOf(model, instance.demo, i) }));
  return {
    book,
    sheets,
    placed,
    lost,
    figures,
    notes,
    demo: marked.some((m) => m.marks.includes("demo")),
    assumed: marked.flatMap((m) => (m.marks.includes("assumed") ? [m.label] : [])),
    findings,
  };
}

/** Writes what is known into its cells. */
export function writeBook({ book, placed, figures }: ReadyBook, options: FillOptions): Promise<FillResult> {
  const values = Object.fromEntries([...figures].map(([id, { value }]) => [id, value]));
  return fillWorkbook(book.name, book.bytes, placed, values, options);
}

export type FilledBook = FillResult & Pick<ReadyBook, "lost" | "demo" | "assumed" | "findings">;

/**
 * The workbook with the figures of a month in the cells a mapping knows, wherever they stand now. Only cells that are
 * surely the mapped ones are written; the others are told with what to do.
 */
export async function fillBook(
  context: Context,
  book: Book,
  mapping: WorkbookMapping,
  asked: CellsAsked,
  options: FillOptions = {},
): Promise<FilledBook> {
  const ready = await readyBook(context, book, mapping, asked);
  const filled = await writeBook(ready, options);
  const { lost, demo, assumed, findings, notes } = ready;
  return { ...filled, notes: [...notes, ...filled.notes], lost, demo, assumed, findings };
}
