/** The thread in which a clerk's figures are read and checked, beside the page. One file, and it asks the network for nothing. */
import type { Sheet, SheetsRead } from "@lianzhang/intake";
import { pastedSheet, readSheets } from "@lianzhang/intake";
import type { Given } from "../given.ts";
import type { Answered, Asked } from "./messages.ts";
import { checkTyped, ownFigures } from "./own-check.ts";
import { timed } from "./timed.ts";

const tell = (answer: Answered): void => postMessage(answer);

/** The file read last: saying what its heads are reads it anew, not its bytes. */
let kept: { readonly name: string; readonly size: number; readonly read: SheetsRead } | null = null;

async function sheetsOf({ name, kind, bytes }: Given, again: boolean): Promise<SheetsRead> {
  if (again && kept?.name === name && kept.size === bytes.length) return kept.read;
  const pasted = (): readonly Sheet[] => [{ ...pastedSheet(new TextDecoder().decode(bytes)), file: name }];
  const read = kind === "file" ? await readSheets(name, bytes) : { sheets: pasted(), findings: [] };
  kept = { name, size: bytes.length, read };
  return read;
}

async function answer(asked: Asked): Promise<Answered> {
  const { number, of } = asked;
  const { form, firm, period } = of;
  if (asked.kind === "check")
    return { kind: "checked", number, check: timed(() => checkTyped(asked.figures, form, firm, period)) };
  tell({ kind: "stage", number, stage: { at: "open" } });
  const { sheets, findings } = await sheetsOf(asked.given, asked.said.length > 0);
  const rows = sheets.reduce((n, s) => n + s.rows.length, 0);
  tell({ kind: "stage", number, stage: { at: "read", rows } });
  const own = ownFigures(sheets, form, firm, period, asked.said);
  return { kind: "read", number, read: { own, findings } };
}

addEventListener("message", (event: MessageEvent<Asked>) => {
  const { number } = event.data;
  answer(event.data).then(tell, (error: unknown) =>
    tell({ kind: "failed", number, message: error instanceof Error ? error.message : String(error) }),
  );
});
tell({ kind: "ready" });
