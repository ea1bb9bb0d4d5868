/** What is told of a sheet beside its cells. */
import { say } from "../values/said.ts";
import type { CellStore, Laid } from "./cells.ts";
import type { Found } from "./found.ts";
import type { Meter } from "./limits.ts";

/** `28` as `AB`. */
export function letters(column: number): string {
  let out = "";
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26))
    out = String.fromCharCode(65 + ((n - 1) % 26)) + out;
  return out;
}

const NOTHING_TO_DO = say("请确认这些内容是否应当上报", "make sure that they belong to the return");

export class SheetNotes {
  readonly #file: string;
  readonly #sheet: string | null;
  readonly #found: Found;
  readonly #meter: Meter;
  hiddenRows = 0;
  /** Ranges of columns, 1-based. */
  readonly #hiddenColumns: [number, number][] = [];
  #scaled: { row: number; column: number; count: number } | null = null;

  constructor(file: string, sheet: string | null, found: Found, meter: Meter) {
    [this.#file, this.#sheet, this.#found, this.#meter] = [file, sheet, found, meter];
  }

  hide(from: number, to: number): void {
    if (this.#hiddenColumns.length < this.#meter.limits.columns) this.#hiddenColumns.push([from, to]);
  }

  uncached(row: number, column: number): void {
    const cell = `${letters(column)}${row}`;
    this.#found.add(
      "refused",
      "LZ8013",
      { file: this.#file, sheet: this.#sheet, row, column },
      say(`${cell} 只有公式,没有保存计算结果`, `${cell} has a formula but no computed value`),
      say("用 Excel 或 WPS 打开并保存一次,再发一次", "open it in Excel or WPS, save it, send it again"),
    );
  }

  cut(row: number, column: number): void {
    const most = this.#meter.limits.cellText;
    this.#found.add(
      "explain",
      "LZ8005",
      { file: this.#file, sheet: this.#sheet, row, column },
      say(
        `单元格超过 ${most} 个字符,只读入前 ${most} 个`,
        `the cell is longer than ${most} characters; only so many were read`,
      ),
      say("缩短文字", "shorten the text"),
    );
  }

  /** A format that divides what it shows (`0.00,`, 万 by `0!.0,`). */
  scaled(row: number, column: number): void {
    if (this.#scaled) this.#scaled.count++;
    else this.#scaled = { row, column, count: 1 };
  }

  /** A value that a merged area covers is seen by nobody, and is not read. */
  #under([first]: Laid["under"], count: number): void {
    if (first === undefined) return;
    const [row, column] = first;
    const cell = `${letters(column)}${row}`;
    this.#found.add(
      "explain",
      "LZ8019",
      { file: this.#file, sheet: this.#sheet, row, column },
      say(
        `从 ${cell} 起有 ${count} 个单元格被合并单元格遮住,其中原有的内容未读入`,
        `from ${cell} on, ${count} cells lie under merged ones; what they hold was not read`,
      ),
      say("取消合并后核对", "unmerge them and check"),
    );
  }

  /** Tells the rest, once the cells are read. */
  close(store: CellStore, laid: Laid): void {
    this.#under(laid.under, laid.under.length);
    const place = { file: this.#file, sheet: this.#sheet };
    if (this.#scaled) {
      const { row, column, count } = this.#scaled;
      const cell = `${letters(column)}${row}`;
      this.#found.add(
        "note",
        "LZ8017",
        { ...place, row, column },
        say(
          `从 ${cell} 起有 ${count} 个单元格的格式把数缩小显示(如按千、按万),读入的是保存的原数`,
          `from ${cell} on, ${count} cells are shown divided by their format; the stored figures were read`,
        ),
        say("请核对单位", "check the unit"),
      );
    }
    if (store.disorder > 0)
      this.#found.add(
        "refused",
        "LZ8016",
        { ...place, row: store.disorder },
        say(
          `第 ${store.disorder} 行在文件内重复或次序颠倒,不能确定以哪个为准`,
          `row ${store.disorder} stands twice or out of order in the file; which one holds is not known`,
        ),
        say(
          "用 Excel 或 WPS 打开并另存,再发一次",
          "open it in Excel or WPS, save it under another name, send that",
        ),
      );
    if (!laid.all)
      this.#found.add(
        "explain",
        "LZ8005",
        place,
        say("合并单元格过多,未按合并处理", "too many merged cells; they were left as they are"),
        say("取消不必要的合并", "unmerge what need not be merged"),
      );
    const columns = this.#hiddenColumns.filter(([min]) => min <= store.width);
    const hidden = columns.reduce((n, [min, max]) => n + Math.min(max, store.width) - min + 1, 0);
    if (this.hiddenRows === 0 && hidden === 0) return;
    this.#found.add(
      "note",
      "LZ8014",
      place,
      say(
        `有隐藏的内容(${this.hiddenRows} 行、${hidden} 列),已一并读入`,
        `hidden rows (${this.hiddenRows}) and columns (${hidden}) were read as well`,
      ),
      NOTHING_TO_DO,
    );
  }
}
