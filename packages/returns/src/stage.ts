/** What the loading of one file needs, and the pieces registers, lists and returns share. */
import type { HeadTarget, Register } from "@lianzhang/definitions";
import { isHead } from "@lianzhang/definitions";
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import { parseUscc } from "@lianzhang/kernel";
import type { HeadColumn } from "./heads.ts";
import { readHeads } from "./heads.ts";
import type { DataFile } from "./files.ts";
import type { Report } from "./report.ts";
import { TOLD } from "./report.ts";
import type { RawTable } from "./source.ts";
import { readRaw } from "./source.ts";
import { column, mapTable } from "./sql.ts";

/** A file under way: its number, raw table and understood head. */
export interface OpenFile {
  readonly no: number;
  readonly file: DataFile;
  readonly raw: RawTable;
  readonly heads: ReadonlyMap<string, HeadColumn>;
}

export interface Loading {
  readonly run: SqlRunner;
  readonly report: Report;
  /** Every file that was read, in the order of reading; its index is its number. */
  readonly files: OpenFile[];
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);

/** Reads the file into the raw table and its head; null (told in the report) when it cannot be loaded. */
export async function openFile(
  loading: Loading,
  file: DataFile,
  targets: readonly HeadTarget[],
): Promise<OpenFile | null> {
  let raw: RawTable;
  try {
    raw = await readRaw(loading.run, file.path, isHead);
  } catch (error) {
    loading.report.add(
      "LZ4003",
      file.path,
      1,
      1,
      `the file cannot be read: ${wordsOf(error)}`,
      "save it again as CSV (UTF-8) or xlsx",
    );
    return null;
  }
  if (raw.head.length === 0) return null; // an empty file holds nothing to lose
  const heads = readHeads(raw.head, raw.headRow, targets, file.path, loading.report);
  if (!heads) return null;
  const open = { no: loading.files.length, file, raw, heads };
  loading.files.push(open);
  return open;
}

/** The raw column of a role, or NULL where the file has none. */
export const cell = (open: OpenFile, id: string): string => {
  const head = open.heads.get(id);
  return head ? `r.c${head.at}` : "CAST(NULL AS VARCHAR)";
};

/** Rows below the head that are not wholly blank. */
export const dataRows = (open: OpenFile): string => {
  const all = Array.from({ length: open.raw.width }, (_, i) => `r.c${i + 1}`).join(", ");
  return `r.rid >= ${open.raw.headRow} AND coalesce(${all}) IS NOT NULL`;
};

/** Distinct texts of a role's column. */
export async function textsOf(loading: Loading, open: OpenFile, id: string): Promise<string[]> {
  if (!open.heads.has(id)) return [];
  const values = await column(
    loading.run,
    `SELECT DISTINCT ${cell(open, id)} FROM ${open.raw.name} r WHERE ${dataRows(open)}`,
  );
  return values.filter((v) => typeof v === "string");
}

/** A subject's code as typed, folded; `problem` says what is wrong with it. */
export function readCode(
  register: Register,
  text: string,
): { readonly code: string | null; readonly problem: string | null } {
  if (register.identity === "code") {
    const code = text.normalize("NFKC").trim();
    return code === "" ? { code: null, problem: "the code is blank" } : { code, problem: null };
  }
  const read = parseUscc(text);
  if (read.ok) return { code: read.code, problem: null };
  switch (read.problem) {
    case "length":
      return { code: null, problem: "a unified social credit code has 18 characters" };
    case "character":
      return {
        code: null,
        problem: "a unified social credit code has digits and capital letters without I, O, S, V, Z",
      };
    case "check":
      return {
        code: null,
        problem: `the last character does not check; the first 17 need ${read.expected ?? "another"}`,
      };
    case "organisation_check":
      return {
        code: null,
        problem: "the 17th character does not check the organisation code (characters 9 to 17)",
      };
  }
}

/** A row that is not loaded: told, and kept with its text. */
export interface Refusal {
  readonly row: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export async function refuse(loading: Loading, open: OpenFile, refusals: readonly Refusal[]): Promise<void> {
  const told = new Map<string, { column: number; n: number }>();
  for (const r of refusals) {
    const seen = told.get(r.code) ?? { column: r.column, n: 0 };
    seen.n++;
    told.set(r.code, seen);
    if (seen.n <= TOLD)
      loading.report.add(
        r.code,
        open.file.path,
        r.row,
        r.column,
        `${r.message}; the row was not loaded`,
        r.hint,
      );
  }
  for (const [code, { column: at, n }] of told) loading.report.rest(code, open.file.path, at, n, "refused");
  if (refusals.length === 0) return;
  await mapTable(
    loading.run,
    "stage_refusal",
    "row_no INTEGER, reason VARCHAR",
    refusals.map((r): SqlValue[] => [r.row, `${r.code}: ${r.message}`]),
  );
  const all = Array.from({ length: open.raw.width }, (_, i) => `coalesce(r.c${i + 1}, '')`).join(", ");
  await loading.run
    .execute(`INSERT INTO stage_refused SELECT ${open.no}, f.row_no, f.reason, concat_ws(',', ${all})
    FROM stage_refusal f JOIN ${open.raw.name} r ON r.rid = f.row_no - 1 ORDER BY f.row_no`);
}
