/** What is to be said about a workbook or a cell of it, with its place. */
import type { Label } from "@lianzhang/kernel";

export interface SheetNote {
  /** `refused`: not written; `must`: written or left, but somebody has to look; `note`: good to know. */
  readonly strength: "refused" | "must" | "note";
  readonly code: `LZ91${string}`;
  readonly sheet: string | null;
  /** 1-based, as a spreadsheet counts; null: the whole sheet or workbook. */
  readonly row: number | null;
  readonly column: number | null;
  /** The mapped cell it is about. */
  readonly id: string | null;
  /** What was found and what was expected. */
  readonly message: Label;
  /** What to do. */
  readonly hint: Label;
}

export const say = (zh: string, en: string): Label => ({ zh, en });

export interface At {
  readonly sheet?: string | null;
  readonly row?: number | null;
  readonly column?: number | null;
  readonly id?: string | null;
}

export const noted = (
  strength: SheetNote["strength"],
  code: SheetNote["code"],
  at: At,
  message: Label,
  hint: Label,
): SheetNote => ({
  strength,
  code,
  sheet: at.sheet ?? null,
  row: at.row ?? null,
  column: at.column ?? null,
  id: at.id ?? null,
  message,
  hint,
});
