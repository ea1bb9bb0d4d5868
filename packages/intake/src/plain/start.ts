/** The beginning of a large text file: what kind it is, how its cells are parted, and its first rows as a sheet. */
import type { Finding } from "../finding.ts";
import { textOf } from "../grid/decode.ts";
import type { Separator } from "../grid/delimited.ts";
import { cellsOf, separatorOf } from "../grid/delimited.ts";
import { BLANK } from "../grid/cells.ts";
import { kindOf } from "../grid/kinds.ts";
import { LIMITS } from "../grid/limits.ts";
import { readSheets } from "../grid/read.ts";
import type { Cell, Sheet } from "../grid/sheet.ts";

/** The separator is told by so many bytes: those that `readSheets` looks at too. */
const LOOKED_AT = 65_536;

export interface TextStart {
  readonly separator: Separator;
  readonly sheet: Sheet;
  /** Of the file as a whole: its name says another kind. */
  readonly findings: readonly Finding[];
}

/**
 * Reads whole lines from the start of a file in UTF-8, at least 64 KB of it or all. Null: it is no text, or its first rows
 * are not plain.
 */
export async function readTextStart(file: string, bytes: Uint8Array): Promise<TextStart | null> {
  if (kindOf(bytes).is !== "text") return null;
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const { sheets, findings } = await readSheets(file, bytes);
  const [sheet, another] = sheets;
  if (sheet === undefined || another !== undefined || findings.some((f) => f.code !== "LZ8008")) return null;
  return { separator: separatorOf(textOf(bytes.subarray(from, from + LOOKED_AT), "utf-8")), sheet, findings };
}

const NO_CELLS: readonly Cell[] = [];

/** A sheet of which some lines are there, by their number from 1; the others are blank and keep their place. */
export function sheetOfLines(file: string, lines: ReadonlyMap<number, string>, separator: Separator): Sheet {
  const last = [...lines.keys()].reduce((most, n) => Math.max(most, n), 0);
  const rows = Array.from({ length: last }, () => NO_CELLS);
  for (const [number, line] of lines)
    rows[number - 1] = line === "" ? NO_CELLS : cellsOf(line, separator, LIMITS.cellText);
  return { file, name: null, hidden: false, rows };
}

/** A row with these texts in some columns (1-based) and nothing else. */
export function rowWith(width: number, texts: ReadonlyMap<number, string>): readonly Cell[] {
  return Array.from({ length: width }, (_, i): Cell => {
    const text = texts.get(i + 1) ?? "";
    return text === "" ? BLANK : { text, kind: "text" };
  });
}
