/** Workbooks of Excel 97-2003 and of WPS before xlsx (BIFF8 in an OLE container), by hucre. */
import { say } from "../values/said.ts";
import { CellStore } from "./cells.ts";
import { beyond, damaged, oneMoreSheet, Trouble, withPassword } from "./found.ts";
import type { Found } from "./found.ts";
import type { Meter } from "./limits.ts";
import type { Ole } from "./ole.ts";
import { oleOf } from "./ole.ts";
import { rowsOf } from "./rows.ts";
import type { Sheet } from "./sheet.ts";
import { SheetNotes } from "./sheet-notes.ts";

const ERRORS = new Set(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#ERR!"]);

/** More records than this the library cannot hold in a page's memory: about 65,536 rows of 45 columns. */
const RECORDS = 3_000_000;

/** Throws `Trouble` for records that are encrypted (FILEPASS; the library would give nonsense) or too many. */
function checkRecords(workbook: Uint8Array): void {
  const view = new DataView(workbook.buffer, workbook.byteOffset, workbook.byteLength);
  let count = 0;
  for (let at = 0; at + 4 <= workbook.length; at += 4 + view.getUint16(at + 2, true)) {
    if (count++ < 6 && view.getUint16(at, true) === 0x2f) throw withPassword();
    if (count > RECORDS)
      throw beyond(`xls 工作簿超过 ${RECORDS} 条记录`, `an xls of more than ${RECORDS} records`);
  }
}

const OTHERS: readonly (readonly [name: string, zh: string, en: string])[] = [
  ["WordDocument", "Word 文档", "a Word document"],
  ["PowerPoint Document", "演示文稿", "a presentation"],
  ["__properties_version1.0", "邮件", "a mail"],
];

/** Throws `Trouble` for a container that is no workbook, saying what it is. */
function checkKind({ names, workbook }: Ole): void {
  if (names.includes("EncryptedPackage")) throw withPassword();
  const kind = OTHERS.find(([name]) => names.includes(name));
  if (kind)
    throw new Trouble(
      "LZ8002",
      say(`这是${kind[1]},不是表格`, `it is ${kind[2]}, not a sheet`),
      say("把表格复制到工作簿,另存为 xlsx", "copy the table into a workbook and save it as xlsx"),
    );
  if (workbook) checkRecords(workbook);
}

/** `2024-05-31`, with the time where there is one. */
function dayText(date: Date): string {
  const time = Math.round(date.getTime() / 1000) * 1000;
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) return "";
  return new Date(time)
    .toISOString()
    .replace(/T00:00:00.000Z$/, "")
    .replace("T", " ")
    .replace(/\.000Z$/, "");
}

/** Throws `Trouble` where nothing can be read. */
export async function readXls(file: string, bytes: Uint8Array, meter: Meter, found: Found): Promise<Sheet[]> {
  checkKind(oleOf(bytes));
  // The reader of old workbooks is fetched only when one comes.
  const { readXls: read } = await import("hucre");
  const book = await read(bytes).catch(() => null);
  if (book === null) throw damaged("不是可读的 xls 工作簿", "it is no xls workbook that can be read");
  const sheets: Sheet[] = [];
  for (const { name, rows, merges } of book.sheets) {
    if (!oneMoreSheet(file, meter, found)) break;
    const store = new CellStore(meter);
    const notes = new SheetNotes(file, name, found, meter);
    for (const [r, row] of rows.entries())
      for (const [c, value] of row.entries()) {
        if (typeof value === "number") store.number(r + 1, c + 1, value, "number", false);
        else if (typeof value === "boolean") store.number(r + 1, c + 1, value ? 1 : 0, "boolean", false);
        else if (value instanceof Date) store.text(r + 1, c + 1, dayText(value), "day", false);
        else if (typeof value === "string")
          store.text(r + 1, c + 1, value, ERRORS.has(value) ? "error" : "text", false);
      }
    const areas = (merges ?? []).map((m) => ({
      top: m.startRow + 1,
      left: m.startCol + 1,
      bottom: m.endRow + 1,
      right: m.endCol + 1,
    }));
    notes.close(store, store.merge(areas));
    sheets.push({ file, name, hidden: false, rows: rowsOf(store, store.cells) });
  }
  found.add(
    "note",
    "LZ8015",
    { file },
    say(
      "旧版 xls 只能读出保存的数值:百分数显示为小数(12.5% 为 0.125),看不出公式和隐藏的工作表",
      "of an old xls only stored values are read: 12.5% comes as 0.125, formulas and hidden sheets cannot be told",
    ),
    say("最好另存为 xlsx 再发", "better save it as xlsx and send that"),
  );
  return sheets;
}
