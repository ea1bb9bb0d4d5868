/** Workbooks of Excel 97-2003 and of WPS before xlsx (BIFF8 in an OLE container), by hucre. */
import { say } from "../values/said.ts";
import { CellStore } from "./cells.ts";
import { damaged, oneMoreSheet, Trouble } from "./found.ts";
import type { Found } from "./found.ts";
import type { Meter } from "./limits.ts";
import { rowsOf } from "./rows.ts";
import type { Sheet } from "./sheet.ts";
import { SheetNotes } from "./sheet-notes.ts";

const ERRORS = new Set(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#ERR!"]);

/** Whether the bytes hold a name of the container's directory (UTF-16). */
function holds(bytes: Uint8Array, name: string): boolean {
  const wanted = Uint8Array.from([...name].flatMap((c) => [c.charCodeAt(0), 0]));
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}

/**
 * Whether the workbook's records are encrypted: after the first record (BOF of BIFF8, at the start of a sector) comes
 * FILEPASS within a few others. The library does not look, and would give nonsense.
 */
function hasPassword(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 512; at + 20 <= bytes.length; at += 64) {
    if (view.getUint32(at, true) !== 0x00100809 || view.getUint16(at + 4, true) !== 0x0600) continue;
    let next = at;
    for (let i = 0; i < 4 && next + 4 <= bytes.length; i++) {
      if (view.getUint16(next, true) === 0x2f) return true;
      next += 4 + view.getUint16(next + 2, true);
    }
  }
  return false;
}

/** What an OLE container is, when it is no workbook. */
function otherKind(bytes: Uint8Array): Trouble {
  if (holds(bytes, "EncryptedPackage") || hasPassword(bytes))
    return new Trouble(
      "LZ8003",
      say("工作簿有密码", "the workbook has a password"),
      say("去掉密码后另存,再发一次", "take the password off, save it and send it again"),
    );
  const kinds: readonly (readonly [string, string, string])[] = [
    ["WordDocument", "Word 文档", "a Word document"],
    ["PowerPoint Document", "演示文稿", "a presentation"],
    ["__substg1.0_", "邮件", "a mail"],
  ];
  const kind = kinds.find(([name]) => holds(bytes, name));
  if (kind)
    return new Trouble(
      "LZ8002",
      say(`这是${kind[1]},不是表格`, `it is ${kind[2]}, not a sheet`),
      say("把表格复制到工作簿,另存为 xlsx", "copy the table into a workbook and save it as xlsx"),
    );
  return damaged("不是可读的 xls 工作簿", "it is no xls workbook that can be read");
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
  if (hasPassword(bytes)) throw otherKind(bytes);
  // The reader of old workbooks is fetched only when one comes.
  const { readXls: read } = await import("hucre");
  const book = await read(bytes).catch(() => null);
  if (book === null) throw otherKind(bytes);
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
