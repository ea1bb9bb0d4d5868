/** Rows of an accepted submission as they go into the store: which are kept, which wait, and where they stood. */
import type { Form, Register } from "@lianzhang/definitions";
import type { ReadCell, ReadRow } from "@lianzhang/intake";
import type { Day, SqlRunner, SqlValue } from "@lianzhang/kernel";
import { formatPeriod, LIMIT, quote, reasonCode, subjectTable, textLiteral } from "@lianzhang/kernel";
import { NOT_HELD } from "./numbers.ts";
import { returnInterval } from "./periods.ts";
import type { Report } from "./report.ts";
import { column } from "./sql.ts";

export interface AcceptedFile {
  readonly name: string;
  /** SHA-256 of its bytes, lower-case hexadecimal. */
  readonly sha256: string;
}

/** The head of a column as the sender wrote it, and the unit it was read in. */
export interface SenderHead {
  readonly file: string;
  readonly sheet: string | null;
  /** 1-based. */
  readonly column: number;
  readonly head: string;
  readonly unit: string | null;
}

export interface AcceptedSubmission {
  /** Its id in the people's half. */
  readonly id: string;
  /** Number of the acceptance in the audit chain, 1 or more. */
  readonly event: bigint;
  /** Hash of that link: tells another chain, as of a restored backup, from the one the store followed. */
  readonly eventHash?: string;
  /** The day from which its rows are what is known. */
  readonly knownFrom: Day;
  readonly sender: string | null;
  /** 快报, 初步数, 最终数, and where it was published; null: not said. */
  readonly version?: string | null;
  readonly source?: string | null;
  readonly files: readonly AcceptedFile[];
  readonly heads?: readonly SenderHead[];
}

/** Rows of one file and sheet whose fields stand in the same columns: one row of the table `submission`. */
export interface Part {
  readonly file: string;
  readonly sheet: string | null;
  /** Field -> column, 1-based. */
  readonly columns: ReadonlyMap<string, number>;
  readonly rows: readonly KeptRow[];
}

export interface KeptRow {
  readonly row: ReadRow;
  readonly subject: number;
  readonly from: number;
  readonly to: number;
}

export interface WaitingRow {
  readonly row: ReadRow;
  /** `LZ4011: ...`, as the table `refused` says it. */
  readonly reason: string;
}

export interface Sorted {
  readonly parts: readonly Part[];
  readonly refused: readonly WaitingRow[];
}

/** Numbers of the subjects with these codes. */
async function numbersOf(
  run: SqlRunner,
  register: Register,
  rows: readonly ReadRow[],
): Promise<ReadonlyMap<string, number>> {
  const codes = [...new Set(rows.flatMap((r) => (r.subject === null ? [] : [r.subject])))];
  if (codes.length === 0) return new Map();
  const found = await run.query(
    `SELECT code, subject::BIGINT FROM ${quote(subjectTable(register.id))} WHERE code IN (${codes.map(textLiteral).join(", ")}) ORDER BY code`,
  );
  return new Map(found.rows.map(([code, n]) => [String(code), Number(n)]));
}

/** The value and reason a cell is kept with. A value beyond 18 digits is none the store can add up. */
export function cellValues(cell: ReadCell | undefined): readonly [SqlValue, SqlValue] {
  if (cell === undefined) return [null, NOT_HELD];
  if (cell.value === null) return [null, reasonCode(cell.missing ?? "blank")];
  const tooLong = cell.value >= LIMIT || cell.value <= -LIMIT;
  return tooLong ? [null, reasonCode("out_of_range")] : [cell.value, reasonCode("present")];
}

/** Parts have one column a field, and a row number once: a wide sheet's row gives several parts one row each. */
function partsOf(kept: readonly KeptRow[]): readonly Part[] {
  const parts = new Map<string, Part & { readonly rows: KeptRow[] }>();
  const times = new Map<string, number>();
  for (const one of kept) {
    const { file, sheet, row, cells } = one.row;
    const columns = new Map(
      [...cells]
        .map(([field, c]): [string, number] => [field, c.column])
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
    const shape = JSON.stringify([file, sheet, [...columns]]);
    const nth = (times.get(`${row} ${shape}`) ?? 0) + 1;
    times.set(`${row} ${shape}`, nth);
    const key = `${nth} ${shape}`;
    const part = parts.get(key) ?? { file, sheet, columns, rows: [] };
    part.rows.push(one);
    parts.set(key, part);
  }
  return [...parts.values()];
}

/**
 * Sorts rows into those that become facts and those that do not: no period of the form (LZ4012), a subject that is not
 * in the register (LZ4010, LZ4011), the same subject and period twice in one submission (LZ4014, the first is kept).
 */
export async function sortRows(
  run: SqlRunner,
  report: Report,
  form: Form,
  register: Register,
  rows: readonly ReadRow[],
): Promise<Sorted> {
  const numbers = await numbersOf(run, register, rows);
  const [kept, refused]: [KeptRow[], WaitingRow[]] = [[], []];
  const seen = new Map<string, ReadRow>();
  const refuse = (
    row: ReadRow,
    at: number | null | undefined,
    code: string,
    message: string,
    hint: string,
  ) => {
    report.add(code, row.file, row.row, at ?? 1, `${message}; the row was not loaded`, hint);
    refused.push({ row, reason: `${code}: ${message}` });
  };
  for (const row of rows) {
    const { subject: code, subjectColumn, period } = row;
    if (code === null) {
      refuse(row, subjectColumn, "LZ4010", "the code is blank or cannot be read", "correct the code");
      continue;
    }
    const subject = numbers.get(code);
    if (subject === undefined) {
      const hint = "enter the subject in the register: its rows then become facts by themselves";
      refuse(row, subjectColumn, "LZ4011", `${code} is not in the register ${register.id}`, hint);
      continue;
    }
    const read = period === null ? null : returnInterval(form, period);
    if (read?.ok !== true) {
      refuse(
        row,
        null,
        "LZ4012",
        read?.message ?? "the period is blank or cannot be read",
        read?.hint ?? "say the period",
      );
      continue;
    }
    const { from, to } = read.period;
    const first = seen.get(`${subject} ${from} ${to}`);
    if (first === undefined) {
      seen.set(`${subject} ${from} ${to}`, row);
      kept.push({ row, subject, from, to });
    } else
      refuse(
        row,
        subjectColumn,
        "LZ4014",
        `${code} and ${formatPeriod(read.period)} stand in ${first.file} row ${first.row} already`,
        "keep one",
      );
  }
  return { parts: partsOf(kept), refused };
}

/** The highest number a submission has in the store. */
export const lastSubmission = async (run: SqlRunner): Promise<number> =>
  Number((await column(run, "SELECT coalesce(max(id), 0) FROM submission"))[0] ?? 0);
