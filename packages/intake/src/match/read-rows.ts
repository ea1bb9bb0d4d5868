/** Rows of a recognised table: every cell with its place and what was folded to read it. */
import type { Label, Period } from "@lianzhang/kernel";
import { periodLength } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import type { Cell } from "../grid/sheet.ts";
import type { ReadCell, ReadRow } from "../row.ts";
import type { Steps } from "../steps.ts";
import { finish, flatMapSteps } from "../steps.ts";
import { cellAt, isBlank } from "../tables/cells.ts";
import type { FoundTable, Head, SkippedRow } from "../tables/table.ts";
import { amountColumn, readAmount } from "../values/amounts.ts";
import { readPeriodCell } from "../values/dates.ts";
import { say } from "../values/said.ts";
import { headsOfOthers, periodOfHeads } from "./head-periods.ts";
import { isYearOnly } from "./periods.ts";
import type { FieldColumn, ReadContext, Reader } from "./reader.ts";
import { tell, textOf } from "./reader.ts";
import type { Recognition, Role } from "./recognition.ts";
import { periodColumns } from "./period-columns.ts";
import { periodOf, sheetPeriod, yearOfRow } from "./row-period.ts";
import type { Series } from "./series.ts";
import { isSeries, seriesIn } from "./series.ts";
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

const headsOfRole = (recognition: Recognition, kind: Exclude<Role["kind"], "field">): readonly Head[] =>
  recognition.heads.flatMap((m) => (m.settled && m.role?.kind === kind ? [m.head] : []));

/**
 * Reads the rows of a table as it was recognised: settled heads only. A row that cannot be read stays, with its reasons
 * among the findings; no text is changed. A table of items gives one row.
 */
export const readRows = (
  table: FoundTable,
  recognition: Recognition,
  form: FormDescription,
  context: ReadContext = {},
): RowsRead => finish(readRowSteps(table, recognition, form, context));

/** The same in steps. */
export function* readRowSteps(
  table: FoundTable,
  recognition: Recognition,
  form: FormDescription,
  context: ReadContext,
): Steps<RowsRead> {
  const findings: Finding[] = [];
  const all = fieldColumns(recognition, form);
  const months = isSeries(all);
  const onSheet =
    sheetPeriod(table, form, context, findings, months) ?? periodOfHeads(all.map((f) => f.head));
  const whole = onSheet !== null && !isYearOnly(onSheet, form) ? onSheet : null;
  const { period: rowsSay, year } = periodColumns(headsOfRole(recognition, "period"));
  const of = rowsSay === null && !months ? (context.period ?? whole) : null;
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
    code: headsOfRole(recognition, "code")[0] ?? null,
    name: headsOfRole(recognition, "name")[0] ?? null,
    period: rowsSay,
    year,
    sheetPeriod: onSheet,
    findings,
  };
  const at = table.layout === "rows" ? table.rows : table.rows.slice(0, 1);
  const periods = new Map<string, Period | null>();
  const rows = months
    ? yield* monthRows(
        reader,
        at,
        seriesIn(table, form, all, { said: context.period ?? null, sheet: onSheet }, findings),
      )
    : yield* flatMapSteps(at, (row) => [readRow(reader, row, periods)]);
  const found = named(rows, form, context, findings);
  return { rows: found, findings, skipped: table.skipped };
}

/** One row a month for each row of the sheet: a month in which it holds nothing is no answer, and no row. */
function monthRows(reader: Reader, at: readonly number[], series: Series): Steps<ReadRow[]> {
  const { table } = reader;
  let undated = false;
  return flatMapSteps(at, (row) => {
    const subject = subjectOf(reader, row);
    const year = yearOfRow(reader, row);
    tellMonthBeside(reader, row, subject.code);
    const months = series.monthsOf(year);
    if (months.length === 0 && year === null && !undated) {
      undated = true;
      reader.findings.push(
        tell(reader, { row, column: reader.period?.column ?? null }, null, subject.code, NO_YEAR),
      );
    }
    return months.flatMap(({ period, fields, apart }): ReadRow[] => {
      const filled = fields.some((f) => !isBlank(cellAt(table.of, f.head.row ?? row, f.head.column)));
      return filled ? [{ ...rowOf({ ...reader, fields }, row, subject, period), apart }] : [];
    });
  });
}

/** A row of months that says a month of its own as well. */
function tellMonthBeside(reader: Reader, row: number, subject: string | null): void {
  const { period, table } = reader;
  const text = reader.year === null ? textOf(reader, period, row) : null;
  if (period === null || text === null) return;
  const read = readPeriodCell(cellAt(table.of, period.row ?? row, period.column));
  if (read.ok && periodLength(read.value) === "year") return;
  reader.findings.push(
    tell(reader, { row, column: period.column }, null, subject, {
      strength: "must",
      code: "LZ8133",
      message: say(
        `本行的报告期是“${text}”,各列又是不同的月份`,
        `the row says “${text}”, and its columns are of several months`,
      ),
      hint: say("核对报告期,改正其中之一", "check the periods and correct one of them"),
    }),
  );
}

const NO_YEAR: Pick<Finding, "strength" | "code" | "message" | "hint"> = {
  strength: "must",
  code: "LZ8132",
  message: say("各月没有写明年份", "the months are of no year"),
  hint: say("在表上写明年份,或选择报告期", "write the year on the sheet, or choose the period"),
};

function readRow(reader: Reader, row: number, periods: Map<string, Period | null>): ReadRow {
  const subject = subjectOf(reader, row);
  return rowOf(reader, row, subject, periodOf(reader, row, subject.code, periods));
}

function rowOf(
  reader: Reader,
  row: number,
  subject: ReturnType<typeof subjectOf>,
  period: Period | null,
): ReadRow {
  const { table, fields } = reader;
  const cells = table.of.rows[row - 1];
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
