/** What is wrong or worth a look, and where: one kind of finding for reading and for checks. */
import type { Label } from "@lianzhang/kernel";
import type { Strength } from "./form.ts";

export interface Finding {
  /** `refused`: the cell or row could not be understood; the others are checks of the form. */
  readonly strength: "refused" | Strength;
  readonly code: `LZ8${string}`;
  readonly file: string;
  readonly sheet: string | null;
  /** 1-based, as a spreadsheet counts; null: the whole sheet. */
  readonly row: number | null;
  readonly column: number | null;
  readonly field: string | null;
  readonly subject: string | null;
  /** What was found and what was expected. */
  readonly message: Label;
  /** What to do. */
  readonly hint: Label;
  /** The check of the form it comes from. */
  readonly check?: string;
}
