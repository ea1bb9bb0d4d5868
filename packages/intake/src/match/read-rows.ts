/** Rows of a recognised table: every cell with its place and what was folded to read it. */
import type { Label, Period } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import type { Cell } from "../grid/sheet.ts";
import type { ReadCell, ReadRow } from "../row.ts";
import { cellAt } from "../tables/cells.ts";
import type { FoundTable, Head, SkippedRow } from "../tables/table.ts";
import { amountColumn, readAmount } from "../values/amounts.ts";
import { say } from "../values/said.ts";
import { headsOfOthers, periodOfHeads } from "./head-periods.ts";
import { isYearOnly } from "./periods.ts";
import type { FieldColumn, ReadContext, Reader } from "./reader.ts";
import { tell } from "./reader.ts";
import type { Recognition, Role } from "./recognition.ts";
import { periodOf, sheetPeriod } from "./row-period.ts";
import { named, subjectOf } from "./row-subject.ts";

export interface RowsRead {
  readonly rows: readonly ReadRow[];
  readonly findings: readonly Finding[];
  readonly skipped: readonly SkippedRow[];
}

const NONE: readonly Label[] = [];
const CORRECTED = (was: string): Label => say(`更正,原填“${was}”`, `corrected; “${was}” was written`);

function fieldColumns(recognition: Recognition, form: FormDescription): FieldColumn[] {
  return recognition.heads.flatMap(({ head, role, settled }): FieldColumn[] => {
    if (!settled || role?.kind !== "field") return [];
    const field = form.fields.find((f) => f.id === role.field);
    const amounts = field ? amountColumn(field, role.unit) : null;
    if (!field || amounts === null) return [];
    return [{ id: field.id, head, amounts, empty: cellOf(head, "", null, "blank", NONE) }];
  });
}

const headOfRole = (recognition: Recognition, kind: Exclude<Role["kind"], "field">): Head | null =>
  recognition.heads.find((m) => m.settled && m.role?.kind === kind)?.head ?? null;

/**
 * Reads the rows of a table as it was recognised: settled heads only. A row that cannot be read stays, with its reasons
 * among the findings; no text is changed. A table of items gives one row.
 */
export function readRows(
  table: FoundTable,
  recognition: Recognition,
  form: FormDescription,
  context: ReadContext = {},
): RowsRead {
  const findings: Finding[] = [];
  const all = fieldColumns(recognition, form);
  const onSheet = sheetPeriod(table, form, context, findings) ?? periodOfHeads(all.map((f) => f.head));
  const whole = onSheet !== null && !isYearOnly(onSheet, form) ? onSheet : null;
  const rowsSay = headOfRole(recognition, "period");
  const of = rowsSay === null ? (context.period ?? whole) : null;
  const { others, findings: told } = headsOfOthers(
    table,
    all.map((f) => ({ head: f.head, field: f.id })),
    of,
  );
  findings.push(...told);
  const reader: Reader = {
    table,
    form,
    context,
    fields: all.filter((f) => !others.has(f.head)),
    code: headOfRole(recognition, "code"),
    name: headOfRole(recognition, "name"),
    period: rowsSay,
    sheetPeriod: onSheet,
    findings,
  };
  const at = table.layout === "rows" ? table.rows : table.rows.slice(0, 1);
  const periods = new Map<string, Period | null>();
  const rows = at.map((row) => readRow(reader, row, periods));
  const found = named(rows, form, context, findings);
  return { rows: found, findings, skipped: table.skipped };
}

function readRow(reader: Reader, row: number, periods: Map<string, Period | null>): ReadRow {
  const { table, fields } = reader;
  const cells = table.of.rows[row - 1];
  const subject = subjectOf(reader, row);
  const period = periodOf(reader, row, subject.code, periods);
  const read = new Map<string, ReadCell>();
  for (const column of fields) {
    const at = column.head.row;
    const cell = at === null ? cells?.[column.head.column - 1] : cellAt(table.of, at, column.head.column);
    read.set(
      column.id,
      cell === undefined || cell.text === ""
        ? corrected(cell, column.empty)
        : readOne(reader, column, cell, row, subject.code),
    );
  }
  return {
    file: table.file,
    sheet: table.sheet,
    row,
    subject: subject.code,
    subjectName: subject.name,
    subjectColumn: reader.code?.column ?? null,
    nameColumn: reader.name?.column ?? null,
    period,
    cells: read,
  };
}

const corrected = (cell: Cell | undefined, read: ReadCell): ReadCell =>
  cell?.was === undefined ? read : { ...read, changed: [...read.changed, CORRECTED(cell.was)] };

/** Written out, not spread: millions of these are made. */
const cellOf = (
  head: Head,
  text: string,
  value: bigint | null,
  missing: ReadCell["missing"],
  changed: readonly Label[],
): ReadCell =>
  head.row === null
    ? { column: head.column, text, value, missing, changed }
    : { column: head.column, row: head.row, text, value, missing, changed };

function readOne(
  reader: Reader,
  { id, head, amounts }: FieldColumn,
  cell: Cell,
  row: number,
  subject: string | null,
): ReadCell {
  const found = readAmount(cell, amounts);
  const { text } = cell;
  if (found.kind === "bad") {
    const at = { row: head.row ?? row, column: head.column };
    reader.findings.push(tell(reader, at, id, subject, { strength: "refused", ...found.problem }));
    return corrected(cell, cellOf(head, text, null, found.reason, NONE));
  }
  const read =
    found.kind === "value"
      ? cellOf(head, text, found.value, null, found.changed)
      : cellOf(head, text, null, found.reason, found.changed);
  return cell.was === undefined ? read : corrected(cell, read);
}
