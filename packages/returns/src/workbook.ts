/** The first sheet of a workbook as rows of text, as a person reads them. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { CellValue } from "hucre/xlsx";
import { readXlsx } from "hucre/xlsx";

export interface SheetRows {
  readonly sheet: string;
  readonly sha256: string;
  readonly rows: readonly (readonly string[])[];
}

/**
 * A number as the spreadsheet shows it in full: 15 significant digits, which is what spreadsheets keep of
 * what was typed (the file has 17 and turns 0.1+0.2 into 0.30000000000000004).
 */
function decimal(n: number): string {
  return String(Number(n.toPrecision(15)));
}

/** 0.15 in a cell formatted as a percentage was typed as 15%. */
const percentage = (n: number): string => `${decimal(n * 100)}%`;

function text(value: CellValue, format: string | undefined): string {
  if (value === null) return "";
  if (typeof value === "number")
    return format !== undefined && /%/.test(format) ? percentage(value) : decimal(value);
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "string") return value;
  return value.toISOString().slice(0, 10);
}

/** Throws what the reader throws when the file is no workbook. */
export async function readWorkbook(file: string): Promise<SheetRows> {
  const bytes = await readFile(file);
  const book = await readXlsx(bytes, { readStyles: true });
  const sheet = book.sheets[0];
  if (!sheet) throw new Error("the workbook has no sheet");
  const rows = sheet.rows.map((row, r) =>
    row.map((value, c) => text(value, sheet.cells?.get(`${r},${c}`)?.style?.numFmt)),
  );
  return { sheet: sheet.name, sha256: createHash("sha256").update(bytes).digest("hex"), rows };
}
