/** What the columns of a head are called: levels joined, units and words of time apart. */
import type { Sheet } from "../grid/sheet.ts";
import type { Band } from "./bands.ts";
import { cellAt, isBlank, isMergedInto } from "./cells.ts";
import type { Head, Marks, TextAt } from "./table.ts";
import { splitUnit, wholeUnit } from "./units.ts";
import type { TimeWords } from "./words.ts";
import { canonical, timeWords, VALUE_WORDS } from "./words.ts";

/** A level of a head, as typed and where. */
export interface Level {
  readonly text: string;
  readonly row: number;
  readonly column: number;
}

/** A head whose years in digits wait for the year the table is about. */
export interface RawHead {
  readonly column: number;
  readonly row: number | null;
  readonly path: readonly string[];
  readonly stems: readonly string[];
  readonly times: readonly TimeWords[];
  readonly unit: TextAt | null;
  readonly codes: readonly string[];
}

export const headOf = (
  levels: readonly Level[],
  at: { readonly column: number; readonly row: number | null },
  codes: readonly string[] = [],
  unitBeside: TextAt | null = null,
): RawHead => {
  let unit = unitBeside;
  const path: string[] = [];
  const times: TimeWords[] = [];
  for (const [i, level] of levels.entries()) {
    const whole = i > 0 ? wholeUnit(level.text) : null;
    const split = whole === null ? splitUnit(level.text) : { stem: "", unit: whole };
    if (split.unit !== null) unit = { text: split.unit, row: level.row, column: level.column };
    if (whole !== null) continue;
    path.push(level.text);
    const time = timeWords(canonical(split.stem));
    times.push(i > 0 && VALUE_WORDS.has(time.rest) ? { ...time, rest: "" } : time);
  }
  return { ...at, path, times, stems: times.map((t) => t.rest).filter((t) => t !== ""), unit, codes };
};

/** A blank upper cell belongs to the filled one on its left, when that is a group and no merge ends before it. */
function groupLeft(sheet: Sheet, band: Band, row: number, column: number, left: number): Level | null {
  for (let c = column - 1; c >= left; c--) {
    const cell = cellAt(sheet, row, c);
    if (isBlank(cell)) continue;
    const group = !band.structural.has(c) && cell.of === undefined && hasLower(sheet, band, row, c);
    return group ? { text: cell.text, row, column: c } : null;
  }
  return null;
}

const hasLower = (sheet: Sheet, band: Band, row: number, column: number): boolean => {
  for (let r = row + 1; r <= band.to; r++) {
    if (band.ordinals.includes(r) || band.codes.includes(r)) continue;
    const cell = cellAt(sheet, r, column);
    if (!isBlank(cell) && !(cell.of !== undefined && cell.of[0] < r) && wholeUnit(cell.text) === null)
      return true;
  }
  return false;
};

/** The levels over a column, from the top; merged levels once. */
export function levelsOf(sheet: Sheet, band: Band, column: number, left: number): Level[] {
  const levels: Level[] = [];
  for (let row = band.from; row <= band.to; row++) {
    if (band.ordinals.includes(row) || band.codes.includes(row)) continue;
    const cell = cellAt(sheet, row, column);
    const upper = row < band.to && hasLower(sheet, band, row, column);
    const level = isBlank(cell)
      ? upper && !band.structural.has(column)
        ? groupLeft(sheet, band, row, column, left)
        : null
      : { text: cell.text, row, column };
    if (level === null || levels.at(-1)?.text === level.text) continue;
    if (isMergedInto(cell, row, column) && (cell.of?.[0] ?? row) < band.from) continue; // the title's merge
    levels.push(level);
  }
  return levels;
}

/** Codes under the heads of a column. */
export const codesUnder = (sheet: Sheet, band: Band, column: number): string[] =>
  band.codes.map((row) => canonical(cellAt(sheet, row, column).text)).filter((t) => t !== "");

function marksOf(times: readonly TimeWords[], reference: number | null): Marks {
  const dated = times.map((t) => t.dated).filter((y) => y !== null);
  const year = times.map((t) => t.year).filter((y) => y !== null);
  const [date] = dated;
  const by =
    date === undefined || reference === null
      ? null
      : date === reference
        ? "this"
        : date === reference - 1
          ? "last"
          : "earlier";
  const spans = times.map((t) => t.span).filter((s) => s !== null);
  return {
    year: by ?? (year.includes("last") ? "last" : (year[0] ?? null)),
    span: spans.includes("cumulative") ? "cumulative" : (spans[0] ?? null),
    growth: times.some((t) => t.growth),
    start: times.some((t) => t.start),
  };
}

/** Year and months of all levels, as far as they stand in digits. */
function periodOf(times: readonly TimeWords[]): string | null {
  const year = times.find((t) => t.dated !== null)?.dated;
  const months = times.find((t) => t.months !== null)?.months;
  return year == null && months == null ? null : `${year == null ? "" : `${year}年`}${months ?? ""}`;
}

/** The year the table is about: its context's, else the latest that stands in a head. */
export function referenceYear(heads: readonly RawHead[], said: number | null): number | null {
  if (said !== null) return said;
  const years = heads.flatMap((h) => h.times.map((t) => t.dated)).filter((y) => y !== null);
  return years.length === 0 ? null : Math.max(...years);
}

/** Heads with their time marks, and keys that stay the same next month. */
export function settled(heads: readonly RawHead[], reference: number | null): Head[] {
  return heads.map(({ column, row, path, stems, times, unit, codes }) => {
    const marks = marksOf(times, reference);
    const { year, span, growth, start } = marks;
    const time = [year === "this" ? null : year, span, growth ? "growth" : null, start ? "start" : null];
    const words = time.filter((t) => t !== null).join(" ");
    const key = `${stems.join("/")}${words === "" ? "" : `|${words}`}`;
    return { column, row, path, key, stems, unit, period: periodOf(times), codes, ...marks };
  });
}
