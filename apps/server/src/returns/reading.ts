/** What is read of a return that people work on: as it will be read when it is accepted, and what checks say beside it. */
import type { Form, Model } from "@lianzhang/definitions";
import type {
  Finding,
  FormDescription,
  FormerReturn,
  Named,
  ReadRow,
  ReturnRead,
  Sheet,
  SheetsRead,
} from "@lianzhang/intake";
import { checkReturn, takeReturn } from "@lianzhang/intake";
import { formDescription } from "@lianzhang/returns";
import type { AcceptedReturn } from "@lianzhang/work";
import { noForm } from "@lianzhang/work";
import { joinedTo } from "./elsewhere.ts";
import { inTurns } from "./in-turns.ts";
import { askedOf } from "./rows-of.ts";
import { namedFiles } from "./sheets-of.ts";

type File = AcceptedReturn["files"][number];

export interface ReadingAround {
  /** Subjects the sender may answer for. */
  readonly register: readonly Named[];
  /** Names to find subjects by. */
  readonly names: readonly Named[];
  /** Former returns of these subjects. */
  readonly before: (codes: readonly string[]) => Promise<readonly FormerReturn[]>;
  readonly expected?: readonly Named[];
  /** Runs the checks that read more than the return. */
  readonly elsewhere: (form: FormDescription, rows: readonly ReadRow[]) => Promise<readonly Finding[]>;
}

export interface ReturnReading {
  readonly form: Form;
  readonly description: FormDescription;
  /** As the files have them, without corrections. */
  readonly sheets: readonly Sheet[];
  readonly read: ReturnRead;
  /** Of files and of what was read. */
  readonly findings: readonly Finding[];
}

/** Reads a return. Throws WorkError LZ7509 and what `sheetsOf` throws; all else is among the findings. */
export async function readKept(
  model: Model,
  kept: Omit<AcceptedReturn, "id">,
  sheetsOf: (file: File) => Promise<SheetsRead>,
  { elsewhere, before, ...around }: ReadingAround,
): Promise<ReturnReading> {
  const form = model.forms.get(kept.form);
  if (form === undefined) throw noForm(kept.form);
  const description = formDescription(model, form);
  const files: SheetsRead[] = [];
  for (const file of namedFiles(kept.files)) files.push(await sheetsOf(file));
  const sheets = files.flatMap((f) => f.sheets);
  const asked = { ...askedOf(description, sheets, kept), ...around };
  const taken = await inTurns(takeReturn(sheets, asked));
  const registered = new Set(around.register.map((s) => s.code));
  const codes = new Set(
    taken.rows.flatMap((r) => (r.subject !== null && registered.has(r.subject) ? r.subject : [])),
  );
  const read = await inTurns(checkReturn(taken, { ...asked, before: await before([...codes]) }));
  const isAside = (f: Finding): boolean =>
    asked.aside?.some((a) => a.file === f.file && a.sheet === f.sheet && a.row === f.row) ?? false;
  return {
    form,
    description,
    sheets,
    read,
    findings: joinedTo(
      [...files.flatMap((f) => f.findings).filter((f) => !isAside(f)), ...read.findings],
      await elsewhere(description, read.rows),
    ),
  };
}
