/** A document from files alone: no people, so no reasons, no asks and no signature; it says that it is a draft. */
import type { PaperKind } from "@lianzhang/contract";
import type { Label, Month } from "@lianzhang/kernel";
import { formatDay } from "@lianzhang/kernel";
import type { Gap } from "@lianzhang/report";
import type { Context } from "../context.ts";
import { ApiProblem } from "../errors.ts";
import { buildPaper } from "./build.ts";
import { fillPaper, paperName } from "./make.ts";
import { dayWords } from "./reasons.ts";

export interface DraftAsked {
  readonly kind: PaperKind;
  readonly month: Month;
  /** A chain, `city`, `target:ID`; null for a document of the month. */
  readonly subject: string | null;
  readonly texts: Readonly<Record<string, string>>;
}

export type Draft =
  | {
      readonly ok: true;
      readonly name: string;
      readonly docx: Uint8Array;
      readonly gaps: readonly Gap[];
      readonly assumed: readonly string[];
    }
  | { readonly ok: false; readonly code: string; readonly said: Label; readonly hint: Label | null };

/** `today`: the day on which it is made. Traces of a draft lead nowhere: nothing keeps it. */
export async function draftFromFiles(context: Context, asked: DraftAsked, today: number): Promise<Draft> {
  try {
    const built = await buildPaper(context, null, "draft", asked, dayWords(formatDay(today)));
    const { docx, gaps, assumed } = fillPaper(context, asked.kind, built);
    return { ok: true, name: `${paperName(asked.kind, asked.month, built.label)}.docx`, docx, gaps, assumed };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { code, message, hint } = error.body;
    return { ok: false, code, said: message, hint };
  }
}
