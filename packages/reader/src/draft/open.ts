/** What a draft leaves to a person: listed with the reason, never guessed. */
import type { Label } from "@lianzhang/kernel";

export interface OpenItem {
  readonly what: "target" | "task" | "indicator" | "decision";
  readonly text: string;
  /** Offset in the text; null: of the document as a whole. */
  readonly start: number | null;
  readonly why: Label;
  /** What it may be: ids with their names. */
  readonly near: readonly string[];
}

/** No translation is made up. */
export const untranslated = (zh: string): Label => ({ zh, en: `to be translated: ${zh}` });
