/** What was copied from Excel, WPS or a page, as a sheet. */
import { readText } from "./delimited.ts";
import { Found, Trouble } from "./found.ts";
import { readHtml } from "./html.ts";
import { Meter } from "./limits.ts";
import type { Sheet } from "./sheet.ts";

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

const FILE = "粘贴";

/**
 * Cells from the clipboard: `text` with tabs, where cells with a newline or a quotation mark are quoted; `html` (the
 * same cells) is used where it tells of merged ones, which the text cannot. Never throws; beyond the limits of a file
 * it is a sheet without rows.
 */
export function pastedSheet(text: string, html?: string): Sheet {
  try {
    if (html !== undefined && /\b(?:col|row)span\b/i.test(html)) {
      const [sheet, ...others] = readHtml(FILE, html, new Meter({}), new Found());
      if (sheet && others.length === 0) return sheet;
    }
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
  }
  try {
    return readText(FILE, new TextEncoder().encode(text), "\t", new Meter({}), new Found());
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { file: FILE, name: null, hidden: false, rows: [] };
  }
}
