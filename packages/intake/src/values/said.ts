/** What reading a cell says: what was folded to understand it, or why it was not understood. */
import type { Label } from "@lianzhang/kernel";

/** How a spreadsheet holds the cell; text for everything that is not one. */
export type CellKind = "text" | "number" | "date" | "boolean" | "percent" | "error";

export interface CellText {
  /** As it stands in the file. */
  readonly text: string;
  readonly kind: CellKind;
}

/** Why a text was not read: what was found and expected, and what to do. */
export interface Problem {
  readonly code: `LZ8${string}`;
  readonly message: Label;
  readonly hint: Label;
}

export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly changed: readonly Label[] }
  | { readonly ok: false; readonly problem: Problem };

export const say = (zh: string, en: string): Label => ({ zh, en });

export const problem = (code: Problem["code"], message: Label, hint: Label): Problem => ({
  code,
  message,
  hint,
});

export const refused = (
  code: Problem["code"],
  message: Label,
  hint: Label,
): { readonly ok: false; readonly problem: Problem } => ({ ok: false, problem: { code, message, hint } });

export const FULL_WIDTH: Label = say("全角字符", "full-width characters");

/** Full-width forms folded, invisible characters and outer blanks out; says so when anything visible changed. */
export function folded(raw: string): { readonly text: string; readonly changed: readonly Label[] } {
  const text = raw
    .normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .trim();
  return { text, changed: /[\uff01-\uff5e\u3000]/.test(raw.trim()) ? [FULL_WIDTH] : [] };
}
