/** From the bytes of a return to what is read of them: the same for the page, for accepting, and for the engine's store. */
import type { Form, Model } from "@lianzhang/definitions";
import type {
  Finding,
  FormDescription,
  FormerReturn,
  Named,
  ReturnRead,
  Sheet,
  SheetsRead,
} from "@lianzhang/intake";
import { pastedSheet, readReturn, readSheets } from "@lianzhang/intake";
import { parsePeriod } from "@lianzhang/kernel";
import { formDescription } from "@lianzhang/returns";
import type { AcceptedReturn, Correction } from "@lianzhang/work";
import { noForm } from "@lianzhang/work";
import { matchingOf } from "./matching.ts";

type File = AcceptedReturn["files"][number];

/** What of a return decides how it is read. */
export type Readable = Pick<
  AcceptedReturn,
  "form" | "period" | "sender" | "matching" | "files" | "corrections"
>;

export interface ReadingAround {
  /** Subjects by code. */
  readonly register: readonly Named[];
  readonly before?: readonly FormerReturn[];
  readonly expected?: readonly Named[];
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

/** The sheets of one file of a return, under its name there. Never throws for what the bytes are. */
export async function sheetsOfFile(
  file: Pick<File, "name" | "kind">,
  bytes: Uint8Array,
): Promise<SheetsRead> {
  if (file.kind === "file") return readSheets(file.name, bytes);
  const sheet = pastedSheet(new TextDecoder().decode(bytes));
  return { sheets: [{ ...sheet, file: file.name }], findings: [] };
}

/** The file's own text at a place. */
export const textAt = (
  sheets: readonly Sheet[],
  at: { readonly file: string; readonly sheet: string | null; readonly row: number; readonly column: number },
): string | null => {
  const sheet = sheets.find((s) => s.file === at.file && s.name === at.sheet);
  return sheet === undefined ? null : (sheet.rows[at.row - 1]?.[at.column - 1]?.text ?? "");
};

/** A correction holds over the text it was made over: a file that came anew is not mended by what was said of another. */
const stillHolds =
  (sheets: readonly Sheet[]) =>
  (c: Correction): boolean =>
    textAt(sheets, c) === c.before;

/** Reads a return. Throws WorkError LZ7509 and what `sheetsOf` throws; all else is among the findings. */
export async function readKept(
  model: Model,
  kept: Readable,
  sheetsOf: (file: File) => Promise<SheetsRead>,
  { register, before, expected }: ReadingAround,
): Promise<ReturnReading> {
  const form = model.forms.get(kept.form);
  if (form === undefined) throw noForm(kept.form);
  const description = formDescription(model, form);
  const files: SheetsRead[] = [];
  for (const file of kept.files) files.push(await sheetsOf(file));
  const sheets = files.flatMap((f) => f.sheets);
  const { heads, remembered } = matchingOf(kept.matching);
  const period = parsePeriod(kept.period);
  const isSubject = kept.sender.kind === "enterprise" || register.some((s) => s.code === kept.sender.id);
  const read = readReturn(sheets, {
    forms: [description],
    ...(period === null ? {} : { period }),
    sender: isSubject ? kept.sender.id : null,
    remembered,
    heads,
    corrections: kept.corrections
      .filter(stillHolds(sheets))
      .map(({ file, sheet, row, column, after }) => ({ file, sheet, row, column, text: after })),
    register,
    ...(before === undefined ? {} : { before }),
    ...(expected === undefined ? {} : { expected }),
  });
  return {
    form,
    description,
    sheets,
    read,
    findings: [...files.flatMap((f) => f.findings), ...read.findings],
  };
}
