/** A workbook from above whose cells were pointed at once: plain data that is kept and found again every period. */
import type { Sheet } from "@lianzhang/intake";
import { cellName } from "@lianzhang/intake";
import type { Label, Month } from "@lianzhang/kernel";
import { formatMonth, parsePeriod } from "@lianzhang/kernel";
import { WordIndex } from "./heads.ts";
import type { SheetNote } from "./note.ts";
import { noted, say } from "./note.ts";
import { disagreement, readHeads, unitOver } from "./reading.ts";
import type { PlacedWord } from "./skeleton.ts";
import { packed, unpackedWords, wordsIn } from "./skeleton.ts";
import type { Wanted } from "./wanted.ts";
import { ruleLabel } from "./wanted.ts";

export interface CellAt {
  readonly sheet: string;
  /** 1-based. */
  readonly row: number;
  readonly column: number;
}

/** A cell somebody pointed at. `id` stays the same as long as the mapping holds: values and traces go by it. */
export interface Pointed extends CellAt {
  readonly id: string;
  readonly want: Wanted;
}

export interface MappedCell extends Pointed {
  /** The words it was known by: of its row from left to right, of its column from the top. For people; `words` decide. */
  readonly rowHead: readonly string[];
  readonly columnHead: readonly string[];
  /** The unit its heads or the sheet said; null: none. */
  readonly unit: string | null;
}

export interface MappedSheet {
  readonly name: string;
  /** The longest words above the heads, which tell this sheet from another of its make; null: none. */
  readonly title: string | null;
  /** Every word of the sheet with its place, as it was when cells were pointed at. */
  readonly words: readonly PlacedWord[];
}

export interface WorkbookMapping {
  readonly version: 1;
  readonly label: Label;
  /** The month the workbook was about, as 2025-05: months in heads are told from it. */
  readonly month: string;
  /** Names of all sheets there were. */
  readonly book: readonly string[];
  readonly sheets: readonly MappedSheet[];
  readonly cells: readonly MappedCell[];
}

export interface Mapped {
  readonly mapping: WorkbookMapping;
  readonly notes: readonly SheetNote[];
}

/** The month a mapping was made for. Throws where it is no month: a mapping is read by whoever kept it. */
export function monthOf(mapping: Pick<WorkbookMapping, "month">): Month {
  const period = parsePeriod(mapping.month);
  if (period === null || period.from !== period.to)
    throw new RangeError(`a mapping of “${mapping.month}”, which is no month`);
  return period.to;
}

const UNTITLED = /[::]|^附件|^第.{1,3}页/;

/** The longest words above row `head`, without 单位:亿元 and 填报日期:. */
export function titleAbove(index: WordIndex, head: number): string | null {
  let title: string | null = null;
  for (const word of index.words) {
    if (word.top >= head || UNTITLED.test(word.text.trim())) continue;
    const text = index.text(word);
    if (text.length > (title?.length ?? 0)) title = text;
  }
  return title;
}

/** The mapping of pointed cells. Notes tell what will not be found again (LZ9117) or reads otherwise than it is asked (LZ9118). */
export function mapWorkbook(
  label: Label,
  sheets: readonly Sheet[],
  pointed: readonly Pointed[],
  reported: Month,
): Mapped {
  const notes: SheetNote[] = [];
  const cells: MappedCell[] = [];
  const mapped: MappedSheet[] = [];
  for (const sheet of sheets) {
    const own = pointed.filter((p) => p.sheet === (sheet.name ?? ""));
    if (own.length === 0) continue;
    const words = wordsIn(sheet);
    const index = new WordIndex(words, reported);
    let head = Infinity;
    for (const p of own) {
      const cell = anchored(p, sheet, index, notes);
      cells.push(cell);
      for (const word of index.headsAt(cell.row, cell.column).columns) head = Math.min(head, word.top);
    }
    mapped.push({ name: sheet.name ?? "", title: titleAbove(index, head), words: packed(words) });
  }
  for (const p of pointed)
    if (!sheets.some((s) => (s.name ?? "") === p.sheet))
      notes.push(
        noted(
          "refused",
          "LZ9110",
          p,
          say(`没有工作表“${p.sheet}”`, `there is no sheet “${p.sheet}”`),
          say("重新点选单元格", "point at the cell again"),
        ),
      );
  const book = sheets.map((s) => s.name ?? "");
  return { mapping: { version: 1, label, month: formatMonth(reported), book, sheets: mapped, cells }, notes };
}

function anchored(p: Pointed, sheet: Sheet, index: WordIndex, notes: SheetNote[]): MappedCell {
  const of = sheet.rows[p.row - 1]?.[p.column - 1]?.of;
  const [row, column] = of ?? [p.row, p.column];
  const heads = index.headsAt(row, column);
  const read = readHeads(index, heads);
  const at = { ...p, row, column };
  if (heads.rows.length === 0 || heads.columns.length === 0)
    notes.push(
      noted(
        "note",
        "LZ9117",
        at,
        say(
          `${cellName(row, column)} ${heads.rows.length === 0 ? "左边没有行名" : "上方没有列名"},表样改动后找不回`,
          `${cellName(row, column)} has no words ${heads.rows.length === 0 ? "on its left" : "above it"}: it is found only while the sheet stays as it is`,
        ),
        say("表样改动后重新点选", "point at it again when the sheet changes"),
      ),
    );
  const other = disagreement(read, p.want, index.reported);
  if (other !== null)
    notes.push(
      noted(
        "must",
        "LZ9118",
        at,
        say(
          `表头写的是${other.zh},点选的是${ruleLabel(p.want.period).zh}`,
          `the head says ${other.en}, asked is ${ruleLabel(p.want.period).en}`,
        ),
        say("核对期别", "check the period of the figure"),
      ),
    );
  return {
    ...at,
    rowHead: heads.rows.map((w) => w.text),
    columnHead: heads.columns.map((w) => w.text),
    unit: unitOver(index, heads)?.text ?? null,
  };
}

/** The words a mapped sheet had, for the month it was mapped in. */
export const indexOf = (sheet: MappedSheet, mapping: Pick<WorkbookMapping, "month">): WordIndex =>
  new WordIndex(unpackedWords(sheet.words), monthOf(mapping));
