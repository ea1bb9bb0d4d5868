/** What was said of the heads of a return, as it is kept with it: from it the same rows are read years later. */
import type { Matching, ReturnAsked, SaidHeads } from "@lianzhang/intake";
import { z } from "zod";

const role = z.union([
  z.strictObject({ kind: z.enum(["code", "name", "period", "other"]) }),
  z.strictObject({ kind: z.literal("field"), field: z.string(), unit: z.string().nullable() }),
]);
const matching = z.strictObject({
  version: z.literal(1),
  form: z.string(),
  sender: z.string().nullable(),
  heads: z.array(z.strictObject({ key: z.string(), role, said: z.string().nullable() })),
});
const place = z.int().positive();
const heads = z.strictObject({
  file: z.string(),
  sheet: z.string().nullable(),
  table: z.int().nonnegative(),
  corrections: z.array(z.strictObject({ column: place, row: place.nullable(), role })),
});
const rowPlace = z.strictObject({
  file: z.string(),
  sheet: z.string().nullable(),
  row: place,
  period: z.string().nullable(),
});
const asideRow = z.strictObject({
  file: z.string(),
  sheet: z.string().nullable(),
  row: place,
  was: z.string(),
  reason: z.string(),
  by: z.string(),
  on: z.string(),
});
const kept = z.strictObject({
  version: z.literal(1),
  /** What a sender confirmed once, for the next returns too. */
  remembered: z.array(matching),
  /** What was said of places of these very files. */
  heads: z.array(heads),
  /** `rows`: nobody said a period; every row, or its sheet, says its own. */
  period: z.enum(["return", "rows"]),
  held: z.array(rowPlace).default([]),
  aside: z.array(asideRow).default([]),
});

export interface RowPlace {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
  /** Months beside each other are several rows of one place. */
  readonly period: string | null;
}

/** A row that a person set aside: a firm that is not registered, a line that is no answer. */
export interface AsideRow {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
  /** The row as the file has it: another file under the same name is not meant. */
  readonly was: string;
  readonly reason: string;
  readonly by: string;
  /** `2026-11-28`. */
  readonly on: string;
}

export interface KeptMatching {
  readonly remembered: readonly Matching[];
  readonly heads: readonly SaidHeads[];
  readonly period: "return" | "rows";
  /**
   * Rows that checks against what was stored held up on the day of an import. They are kept, so that the same rows come
   * of it at any time, whatever is stored then.
   */
  readonly held: readonly RowPlace[];
  readonly aside: readonly AsideRow[];
}

const NOTHING: KeptMatching = { remembered: [], heads: [], period: "return", held: [], aside: [] };

/** Reads what `matchingText` wrote, or one confirmed matching alone; null: nothing was said. Throws ZodError for anything else. */
export function keptMatching(text: string | null): KeptMatching {
  if (text === null) return NOTHING;
  const read = z.union([kept, matching]).parse(JSON.parse(text));
  return "remembered" in read ? read : { ...NOTHING, remembered: [read] };
}

export const matchingText = ({ remembered, heads: said, period, held, aside }: KeptMatching): string =>
  JSON.stringify({
    version: 1,
    remembered,
    heads: said,
    period,
    ...(held.length === 0 ? {} : { held }),
    ...(aside.length === 0 ? {} : { aside }),
  });

/** What a reader is asked because of it. */
export const askedBy = (
  { remembered, heads: said, period }: KeptMatching,
  ofReturn: ReturnAsked["period"],
): Pick<ReturnAsked, "remembered" | "heads" | "period"> => ({
  remembered,
  heads: said,
  ...(period === "return" && ofReturn !== undefined ? { period: ofReturn } : {}),
});
