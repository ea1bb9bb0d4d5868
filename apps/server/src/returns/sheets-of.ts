/** The files of a return as sheets, whatever they came as. */
import type { Finding, Sheet, SheetsRead } from "@lianzhang/intake";
import { fileTooLarge, LIMITS, pastedSheet, readSheets } from "@lianzhang/intake";
import type { SubmissionFile } from "@lianzhang/work";
import { z } from "zod";

/** A form filled in on the page: its cells as they were typed, head included. */
const typed = z.strictObject({ rows: z.array(z.array(z.string())) });

export type ReturnFile = Pick<SubmissionFile, "name" | "hash" | "kind" | "size">;

/** Every file under a name of its own: a second one of the same name is `五月.csv (2)`. */
export function namedFiles<F extends Pick<ReturnFile, "name">>(files: readonly F[]): F[] {
  const times = new Map<string, number>();
  return files.map((file) => {
    const nth = (times.get(file.name) ?? 0) + 1;
    times.set(file.name, nth);
    return nth === 1 ? file : { ...file, name: `${file.name} (${nth})` };
  });
}

/** Whether the bytes are a form filled in on the page. */
export function isTyped(bytes: Uint8Array): boolean {
  try {
    return typed.safeParse(JSON.parse(new TextDecoder().decode(bytes))).success;
  } catch {
    return false;
  }
}

/** The sheets of one file under its name. Throws ZodError, SyntaxError for a typed form that is none. */
async function sheetsOfOne(file: Pick<ReturnFile, "name" | "kind">, bytes: Uint8Array): Promise<SheetsRead> {
  if (file.kind === "file") return readSheets(file.name, bytes);
  const text = new TextDecoder().decode(bytes);
  if (file.kind === "paste") return { sheets: [{ ...pastedSheet(text), file: file.name }], findings: [] };
  const { rows } = typed.parse(JSON.parse(text));
  const cells = rows.map((row) => row.map((t) => ({ text: t, kind: "text" as const })));
  return { sheets: [{ file: file.name, name: null, hidden: false, rows: cells }], findings: [] };
}

/** The sheets of a kept file; one that is too large for it is told, and its bytes are left where they are. */
export async function sheetsOfKept(
  file: Pick<ReturnFile, "name" | "kind" | "size">,
  bytesOf: () => Promise<Uint8Array>,
): Promise<SheetsRead> {
  return file.size > LIMITS.fileBytes ? fileTooLarge(file.name) : sheetsOfOne(file, await bytesOf());
}

/** The sheets of a return, in the order of its files, with what reading the files found. Throws ZodError for a typed form that is none. */
export async function sheetsOf(
  files: readonly ReturnFile[],
  bytesOf: (hash: string) => Promise<Uint8Array>,
): Promise<SheetsRead> {
  const [sheets, findings]: [Sheet[], Finding[]] = [[], []];
  for (const file of namedFiles(files)) {
    const read = await sheetsOfKept(file, () => bytesOf(file.hash));
    sheets.push(...read.sheets);
    findings.push(...read.findings);
  }
  return { sheets, findings };
}
