/** One sheet's cells, each with its figure: what is written, what is a gap, what is refused and why. */
import type { Cell, Limits, Sheet } from "@lianzhang/intake";
import { cellName } from "@lianzhang/intake";
import type { Label, MissingReason } from "@lianzhang/kernel";
import { wordsOf } from "./labels.ts";
import type { CellAt } from "./mapping.ts";
import type { SheetNote } from "./note.ts";
import { noted, say } from "./note.ts";
import type { CellValue } from "./numbers.ts";
import { cellText } from "./numbers.ts";
import type { NewCell } from "./rewrite.ts";
import { styleOf, styleWithout } from "./rewrite.ts";
import type { SheetScan } from "./scan.ts";
import type { Styles } from "./styles.ts";
import type { Wanted } from "./wanted.ts";
import { within } from "./xml.ts";

/** A cell that is surely the one wanted; `locateCells` gives them. */
export interface PlacedCell extends CellAt {
  readonly id: string;
  readonly want: Wanted;
}

export interface FilledCell extends PlacedCell {
  /** What leads back to clause, formula, file and row. */
  readonly trace: string | null;
  /** The number as it stands in the file, and what the cell showed before. */
  readonly written: string;
  readonly before: string;
  /** Against last time; null: nothing to compare with. */
  readonly changed: boolean | null;
}

export interface CellGap extends PlacedCell {
  /** Null: no figure was given at all. */
  readonly reason: MissingReason | null;
  readonly holder: Label | null;
  /** What still stands in the cell. */
  readonly before: string;
}

export interface FillOptions {
  /** Gives changed cells a light fill; leave it off for the copy that is sent. */
  readonly mark?: "changed";
  /** What was written last time, by the cells' ids; null: a gap. */
  readonly last?: Readonly<Record<string, string | null>>;
  readonly limits?: Partial<Limits>;
}

/** More digits than this a spreadsheet does not keep when it saves. */
const KEPT_DIGITS = 15;

/** What one sheet becomes. */
export class SheetFilling {
  readonly cells: FilledCell[] = [];
  readonly gaps: CellGap[] = [];
  readonly notes: SheetNote[] = [];
  readonly #new: NewCell[] = [];
  readonly #scan: SheetScan;
  readonly #sheet: Sheet;
  readonly #styles: Styles;
  readonly #options: FillOptions;

  constructor(scan: SheetScan, sheet: Sheet, styles: Styles, options: FillOptions) {
    [this.#scan, this.#sheet, this.#styles, this.#options] = [scan, sheet, styles, options];
  }

  get changed(): readonly NewCell[] {
    return this.#new;
  }

  put(asked: PlacedCell, value: CellValue | undefined): void {
    const placed = this.#topLeft(asked);
    const { row, column } = placed;
    const old: Cell | undefined = this.#sheet.rows[row - 1]?.[column - 1];
    const before = old?.text ?? "";
    const refuse = (code: SheetNote["code"], message: Label, hint: Label): void => {
      this.notes.push(noted("refused", code, placed, message, hint));
    };
    if (this.#hasFormula(row, column)) return this.#formulaAt(placed, refuse);
    if (value === undefined || value.kind === "missing") return this.#gap(placed, value, before);
    const words = wordsOf(old);
    if (words !== null)
      return refuse(
        "LZ9129",
        say(
          `${cellName(row, column)} 里是文字“${words}”,未填`,
          `${cellName(row, column)} holds the words “${words}”: not written`,
        ),
        say("清空该格,或重新点选", "empty the cell, or point at another"),
      );
    const there = this.#scan.rows.get(row)?.cells.find((c) => c.column === column);
    const style = there ? styleOf(there) : styleWithout(this.#scan, row, column);
    const text = cellText(value, placed.want, this.#styles.formatOf(style));
    if (!text.ok) return refuse(text.code, text.message, text.hint);
    this.#remarks(placed, text.digits, style);
    const changed = this.#differs(placed.id, text.text);
    const marked = this.#options.mark === "changed" && changed === true ? this.#styles.changed(style) : null;
    this.#new.push({ row, column, text: text.text, style: marked ?? style });
    this.cells.push({ ...placed, trace: value.trace, written: text.text, before, changed });
  }

  #differs(id: string, text: string): boolean | null {
    const last = this.#options.last?.[id];
    return last === undefined ? null : last !== text;
  }

  /** A merged cell is written in its first, where spreadsheets keep its value. */
  #topLeft(asked: PlacedCell): PlacedCell {
    const area = this.#scan.merges.find((m) => within(m, asked.row, asked.column));
    if (area === undefined || (area.top === asked.row && area.left === asked.column)) return asked;
    const [to, from] = [cellName(area.top, area.left), cellName(asked.row, asked.column)];
    this.notes.push(
      noted(
        "note",
        "LZ9123",
        { ...asked, row: area.top, column: area.left },
        say(`${from} 属于合并单元格,填在 ${to}`, `${from} is part of a merged cell: written in ${to}`),
        say("无需处理", "nothing to do"),
      ),
    );
    return { ...asked, row: area.top, column: area.left };
  }

  #hasFormula(row: number, column: number): boolean {
    const own = this.#scan.rows.get(row)?.cells.find((c) => c.column === column);
    const inArea = (kind: string): boolean =>
      this.#scan.areas.some((a) => a.kind === kind && within(a, row, column));
    return own?.formula === true || inArea("array") || inArea("dataTable");
  }

  #formulaAt(
    { row, column }: PlacedCell,
    refuse: (code: SheetNote["code"], message: Label, hint: Label) => void,
  ): void {
    const area = this.#scan.areas.find((a) => within(a, row, column));
    const name = cellName(row, column);
    const [zh, en] =
      area === undefined
        ? ["公式", "a formula"]
        : [
            `${cellName(area.top, area.left)}:${cellName(area.bottom, area.right)} 的${area.kind === "shared" ? "共享" : "数组"}公式`,
            `the ${area.kind} formula of ${cellName(area.top, area.left)}:${cellName(area.bottom, area.right)}`,
          ];
    refuse(
      "LZ9120",
      say(`${name} 是${zh},未填`, `${name} has ${en}: not written`),
      say("该格由表自己计算,从对应关系中删去", "the sheet computes it itself: take it out of the mapping"),
    );
  }

  #gap(placed: PlacedCell, value: CellValue | undefined, before: string): void {
    const missing = value?.kind === "missing" ? value : null;
    this.gaps.push({ ...placed, reason: missing?.reason ?? null, holder: missing?.holder ?? null, before });
    if (before.trim() === "") return;
    const name = cellName(placed.row, placed.column);
    this.notes.push(
      noted(
        "must",
        "LZ9122",
        placed,
        say(
          `${name} 没有数可填,表中仍是“${before}”`,
          `there is no figure for ${name}, which still shows “${before}”`,
        ),
        say("核对后清空或保留", "check it, then empty it or leave it"),
      ),
    );
  }

  #remarks(placed: PlacedCell, digits: number, style: number): void {
    const name = cellName(placed.row, placed.column);
    const nothing = say("无需处理", "nothing to do");
    if (digits > KEPT_DIGITS)
      this.notes.push(
        noted(
          "note",
          "LZ9127",
          placed,
          say(
            `${name} 有 ${digits} 位数字,电子表格只保留 ${KEPT_DIGITS} 位`,
            `${name} has ${digits} digits; a spreadsheet keeps ${KEPT_DIGITS}`,
          ),
          say("用较大的单位,或规定小数位数", "use a larger unit, or say how many decimals"),
        ),
      );
    if (this.#scan.isProtected && this.#styles.isLocked(style))
      this.notes.push(
        noted(
          "note",
          "LZ9124",
          placed,
          say(
            `工作表受保护,${name} 是锁定的,已填`,
            `the sheet is protected and ${name} is locked; it was written`,
          ),
          nothing,
        ),
      );
  }
}
