/** What the page and its checking thread say to each other. */
import type { Finding, FormDescription } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import type { Given } from "../given.ts";
import type { Figures, Firm, OwnCheck, OwnFigures, SaidHead } from "./own-check.ts";
import type { Timed } from "./timed.ts";

/** The form, whose, and for which period. */
export interface Sheetless {
  readonly form: FormDescription;
  readonly firm: Firm;
  readonly period: Period;
}

/** What was read of a file or a paste. */
export interface FileRead {
  readonly own: OwnFigures;
  /** Of the file itself. */
  readonly findings: readonly Finding[];
}

/** How far reading is: the file is opened, then its rows are read and checked. */
export type Stage = { readonly at: "open" } | { readonly at: "read"; readonly rows: number };

export type Job =
  | { readonly kind: "check"; readonly of: Sheetless; readonly figures: Figures }
  | {
      readonly kind: "read";
      readonly of: Sheetless;
      readonly given: Given;
      readonly said: readonly SaidHead[];
    };

/** `number` tells which job an answer is to. */
export type Asked = Job & { readonly number: number };

export type Answered =
  | { readonly kind: "ready" }
  | { readonly kind: "stage"; readonly number: number; readonly stage: Stage }
  | { readonly kind: "checked"; readonly number: number; readonly check: Timed<OwnCheck> }
  | { readonly kind: "read"; readonly number: number; readonly read: FileRead }
  | { readonly kind: "failed"; readonly number: number; readonly message: string };
