/** Many returns together: where they contradict each other, and who has not answered. */
import type { Label, Period } from "@lianzhang/kernel";
import { formatPeriod, samePeriod } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import type { ReadCell, ReadRow } from "../row.ts";
import type { Named } from "../subjects.ts";
import { say } from "../values/said.ts";
import { cellName } from "./places.ts";

export interface ValueAt {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly value: bigint;
}

export interface ValueConflict {
  readonly subject: string;
  readonly period: Period;
  readonly field: string;
  /** Two or more, in the order of the files. */
  readonly places: readonly ValueAt[];
}

export interface Duplicate {
  readonly subject: string;
  readonly period: Period;
  readonly rows: readonly ReadRow[];
}

export interface Conflicts {
  readonly conflicts: readonly ValueConflict[];
  /** The same figures in several workbooks. */
  readonly duplicates: readonly Duplicate[];
  readonly findings: readonly Finding[];
}

const placeOf = (row: ReadRow, cell: ReadCell, value: bigint): ValueAt => ({
  file: row.file,
  sheet: row.sheet,
  row: cell.row ?? row.row,
  column: cell.column,
  text: cell.text,
  value,
});

const words = (p: ValueAt): string =>
  `${p.file}${p.sheet === null ? "" : ` ${p.sheet}`} ${cellName(p.row, p.column)}“${p.text}”`;

/** Rows by subject and period, with the workbook each came in. */
function answers(workbooks: readonly (readonly ReadRow[])[]): Map<string, { row: ReadRow; book: number }[]> {
  const found = new Map<string, { row: ReadRow; book: number }[]>();
  for (const [book, rows] of workbooks.entries())
    for (const row of rows) {
      if (row.subject === null || row.period === null) continue;
      const key = `${row.subject}\u0000${formatPeriod(row.period)}`;
      const list = found.get(key);
      if (list) list.push({ row, book });
      else found.set(key, [{ row, book }]);
    }
  return found;
}

/**
 * One subject, period and field with different values in several workbooks, with every place; and equal answers given twice.
 * Rows of one workbook are compared by `checkRows`. A missing value contradicts nothing.
 */
export function conflictsOf(workbooks: readonly (readonly ReadRow[])[]): Conflicts {
  const conflicts: ValueConflict[] = [];
  const duplicates: Duplicate[] = [];
  const findings: Finding[] = [];
  for (const list of answers(workbooks).values()) {
    const [first] = list;
    if (!first || list.every((a) => a.book === first.book)) continue;
    const { subject, period } = first.row;
    if (subject === null || period === null) continue;
    let [equal, different] = [0, 0];
    for (const field of new Set(list.flatMap((a) => [...a.row.cells.keys()]))) {
      const places = list.flatMap(({ row }) => {
        const cell = row.cells.get(field);
        return cell?.value == null ? [] : [placeOf(row, cell, cell.value)];
      });
      if (places.length < 2) continue;
      if (places.every((p) => p.value === places[0]?.value)) equal++;
      else {
        different++;
        conflicts.push({ subject, period, field, places });
        findings.push(conflictFinding(subject, period, field, places));
      }
    }
    if (different > 0 || equal === 0) continue;
    const rows = list.map((a) => a.row);
    duplicates.push({ subject, period, rows });
    findings.push(duplicateFinding(subject, period, rows));
  }
  return { conflicts, duplicates, findings };
}

const last = <T>(list: readonly T[]): T | undefined => list.at(-1);

function conflictFinding(
  subject: string,
  period: Period,
  field: string,
  places: readonly ValueAt[],
): Finding {
  const at = last(places);
  const where = places.map((p) => words(p));
  return {
    strength: "must",
    code: "LZ8140",
    file: at?.file ?? "",
    sheet: at?.sheet ?? null,
    row: at?.row ?? null,
    column: at?.column ?? null,
    field,
    subject,
    message: say(
      `${subject} ${formatPeriod(period)} 在几个文件中数值不同:${where.join(";")}`,
      `${subject} ${formatPeriod(period)} has different figures: ${where.join("; ")}`,
    ),
    hint: say("核实后保留一个,退回另一个", "find out which is right and send the other back"),
  };
}

function duplicateFinding(subject: string, period: Period, rows: readonly ReadRow[]): Finding {
  const at = last(rows);
  const where = rows.map((r) => `${r.file}${r.sheet === null ? "" : ` ${r.sheet}`} ${r.row}`);
  return {
    strength: "note",
    code: "LZ8141",
    file: at?.file ?? "",
    sheet: at?.sheet ?? null,
    row: at?.row ?? null,
    column: at?.subjectColumn ?? null,
    field: null,
    subject,
    message: say(
      `${subject} ${formatPeriod(period)} 报了${rows.length}次,数值相同:${where.join(";")}`,
      `${subject} ${formatPeriod(period)} came ${rows.length} times with the same figures: ${where.join("; ")}`,
    ),
    hint: say("只计一次", "it counts once"),
  };
}

export interface ChaseList {
  readonly unanswered: readonly Named[];
  readonly partly: readonly {
    readonly subject: Named;
    /** Required fields without a value. */
    readonly lacking: readonly { readonly field: string; readonly label: Label }[];
    readonly rows: readonly ReadRow[];
  }[];
  readonly twice: readonly { readonly subject: Named; readonly rows: readonly ReadRow[] }[];
  /** Answered in full, once or more. */
  readonly complete: readonly Named[];
  /** Rows of subjects nobody waited for, and rows of nobody. */
  readonly unexpected: readonly ReadRow[];
}

/** 催报: how the expected subjects answered for a period, the interval the form gives it (`formPeriod`). */
export function chaseList(
  expected: readonly Named[],
  rows: readonly ReadRow[],
  period: Period,
  form: Pick<FormDescription, "fields">,
): ChaseList {
  const mine = rows.filter((r) => r.period === null || samePeriod(r.period, period));
  const required = form.fields.filter((f) => f.required);
  const bySubject = new Map<string, ReadRow[]>();
  const codes = new Set(expected.map((s) => s.code));
  const unexpected = mine.filter((r) => r.subject === null || !codes.has(r.subject));
  for (const row of mine)
    if (row.subject !== null && row.period !== null)
      bySubject.set(row.subject, [...(bySubject.get(row.subject) ?? []), row]);
  const found: { -readonly [K in Exclude<keyof ChaseList, "unexpected">]: ChaseList[K][number][] } = {
    unanswered: [],
    partly: [],
    twice: [],
    complete: [],
  };
  for (const subject of expected) {
    const own = bySubject.get(subject.code) ?? [];
    if (own.length === 0) {
      found.unanswered.push(subject);
      continue;
    }
    if (own.length > 1) found.twice.push({ subject, rows: own });
    const lacking = required
      .filter((f) => own.every((r) => (r.cells.get(f.id)?.value ?? null) === null))
      .map((f) => ({ field: f.id, label: f.label }));
    if (lacking.length > 0) found.partly.push({ subject, lacking, rows: own });
    else found.complete.push(subject);
  }
  return { ...found, unexpected };
}
