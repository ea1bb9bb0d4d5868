/** Rows of a recognised table: every cell with its place and what was folded to read it. */
import type { Label, Period } from "@lianzhang/kernel";
import { formatPeriod, yearOf } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import type { Cell } from "../grid/sheet.ts";
import type { ReadCell, ReadRow } from "../row.ts";
import type { Named } from "../subjects.ts";
import { matchSubjects } from "../subjects.ts";
import { cellAt, isBlank } from "../tables/cells.ts";
import type { FoundTable, Head, SkippedRow } from "../tables/table.ts";
import type { AmountColumn } from "../values/amounts.ts";
import { amountColumn, readAmount } from "../values/amounts.ts";
import { readUscc } from "../values/codes.ts";
import { readPeriodCell } from "../values/dates.ts";
import { folded, say } from "../values/said.ts";
import { headsOfOthers, periodOfHeads } from "./head-periods.ts";
import { differ, disagree, formPeriod, isYearOnly } from "./periods.ts";
import { placed } from "./places.ts";
import type { Recognition, Role } from "./recognition.ts";

export interface ReadContext {
  /** What the sender said the return is of. */
  readonly period?: Period;
  /** The code of the sender: whom a table without a column of subjects is about. */
  readonly sender?: string;
  /** Names to find subjects by, where the form allows it. */
  readonly register?: readonly Named[];
}

export interface RowsRead {
  readonly rows: readonly ReadRow[];
  readonly findings: readonly Finding[];
  readonly skipped: readonly SkippedRow[];
}

interface FieldColumn {
  readonly id: string;
  readonly head: Head;
  readonly amounts: AmountColumn;
  /** What an empty cell reads as, one for the column. */
  readonly empty: ReadCell;
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

/** Everything that stays the same from row to row. */
interface Reader {
  readonly table: FoundTable;
  readonly form: FormDescription;
  readonly context: ReadContext;
  readonly fields: readonly FieldColumn[];
  readonly code: Head | null;
  readonly name: Head | null;
  readonly period: Head | null;
  /** The sheet's own period; null: it has none that can be read. */
  readonly sheetPeriod: Period | null;
  readonly findings: Finding[];
}

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

const tell = (
  reader: Pick<Reader, "table">,
  at: { readonly row: number | null; readonly column: number | null },
  field: string | null,
  subject: string | null,
  said: Pick<Finding, "strength" | "code" | "message" | "hint">,
): Finding => ({ ...placed(reader.table, { ...at, field }, said), subject });

const AGREE: Label = say("核对报告期,改正其中之一", "check the periods and correct one of them");

function sheetPeriod(
  table: FoundTable,
  form: FormDescription,
  context: ReadContext,
  findings: Finding[],
): Period | null {
  const said = table.context.period;
  if (said === null) return null;
  const read = readPeriodCell(
    { text: said.text, kind: "text" },
    context.period ? yearOf(context.period.to) : null,
  );
  if (!read.ok) return null; // a month without its year says too little
  if (context.period && differ(context.period, read.value, form))
    findings.push(
      tell({ table }, said, null, null, {
        strength: "must",
        code: "LZ8133",
        message: say(
          `表上的报告期是“${said.text}”,本次报送的是 ${formatPeriod(context.period)}`,
          `the sheet says “${said.text}”, the return is sent for ${formatPeriod(context.period)}`,
        ),
        hint: AGREE,
      }),
    );
  return read.value;
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

interface Subject {
  readonly code: string | null;
  readonly name: string | null;
}

const textOf = (reader: Reader, head: Head | null, row: number): string | null => {
  if (head === null) return null;
  const cell = cellAt(reader.table.of, head.row ?? row, head.column);
  return isBlank(cell) ? null : cell.text;
};

/** Whom a row is about: the code of its column; else the table's; else the sender, where the table names nobody. */
function subjectOf(reader: Reader, row: number): Subject {
  const { table, form, context, code: codeHead, name: nameHead } = reader;
  const name =
    textOf(reader, nameHead, row) ??
    (nameHead === null && codeHead === null ? (table.context.sender?.text ?? null) : null);
  const text = textOf(reader, codeHead, row);
  if (codeHead !== null && text !== null) {
    const at = { row: codeHead.row ?? row, column: codeHead.column };
    const cell = cellAt(table.of, at.row, at.column);
    return { code: codeIn(reader, cell, at), name };
  }
  const above = codeHead === null && nameHead === null ? table.context.code : null;
  if (above !== null) return { code: codeIn(reader, { text: above.text, kind: "text" }, above), name };
  if (codeHead === null && nameHead === null && context.sender !== undefined)
    return { code: context.sender, name };
  const byName = name !== null && (form.matchedBy.includes("name") || context.register !== undefined);
  if (!byName)
    reader.findings.push(
      tell(reader, { row, column: codeHead?.column ?? nameHead?.column ?? null }, null, null, {
        strength: "refused",
        code: "LZ8130",
        message:
          name === null
            ? say("这一行没有代码也没有名称", "the row has neither code nor name")
            : say(`“${name}”没有代码`, `“${name}” has no code`),
        hint: say("补上代码;不是数据的行请删去", "add the code; take the row out where it is none"),
      }),
    );
  return { code: null, name };
}

function codeIn(
  reader: Reader,
  cell: Pick<Cell, "text" | "kind">,
  at: { readonly row: number | null; readonly column: number | null },
): string | null {
  if (reader.form.subject.code === "text") return folded(cell.text).text;
  const read = readUscc(cell);
  if (read.ok) return read.value;
  reader.findings.push(tell(reader, at, null, null, { strength: "refused", ...read.problem }));
  return null;
}

/** The row's period: its column, else the sheet, else the sender's word; what disagrees is told. */
function periodOf(
  reader: Reader,
  row: number,
  subject: string | null,
  known: Map<string, Period | null>,
): Period | null {
  const { table, form, context, sheetPeriod: ofSheet, period: head } = reader;
  const text = textOf(reader, head, row);
  const place = {
    row: text === null ? row : (head?.row ?? row),
    column: text === null ? null : (head?.column ?? null),
  };
  const say1 = (strength: Finding["strength"], code: Finding["code"], message: Label, hint: Label): void => {
    reader.findings.push(tell(reader, place, null, subject, { strength, code, message, hint }));
  };
  const whole = ofSheet !== null && !isYearOnly(ofSheet, form) ? ofSheet : null;
  let read: Period | null = whole ?? context.period ?? null;
  if (text !== null && head !== null) {
    const year = ofSheet ?? context.period;
    const cell = readPeriodCell(
      cellAt(table.of, head.row ?? row, head.column),
      year ? yearOf(year.to) : null,
    );
    if (!cell.ok) {
      say1("refused", cell.problem.code, cell.problem.message, cell.problem.hint);
      return null;
    }
    read = cell.value;
    const other = [context.period, ofSheet].find((p) => p != null && disagree(cell.value, p, form));
    if (other != null)
      say1(
        "must",
        "LZ8133",
        say(
          `本行的报告期是“${text}”,本表是 ${formatPeriod(other)}`,
          `the row says “${text}”, the return is of ${formatPeriod(other)}`,
        ),
        AGREE,
      );
  }
  if (read === null) {
    if (known.size === 0)
      say1(
        "must",
        "LZ8132",
        say("没有写报告期", "no period is written"),
        say("在表上写明报告期,或选择报告期", "write the period on the sheet, or choose it"),
      );
    known.set("", null);
    return null;
  }
  const key = formatPeriod(read);
  const settled = known.get(key);
  if (settled !== undefined) return settled;
  const found = formPeriod(read, form);
  if (!found.ok) say1("must", "LZ8134", found.message, found.hint);
  const period = found.ok ? found.period : read;
  known.set(key, period);
  return period;
}

/** Rows without a code, found by their name where a register is given; what is not exactly one subject is told. */
function named(rows: ReadRow[], form: FormDescription, context: ReadContext, findings: Finding[]): ReadRow[] {
  const { register } = context;
  if (!register) return rows;
  const open = rows.filter((r) => r.subject === null && r.subjectName !== null);
  const refused = new Set(findings.filter((f) => f.code.startsWith("LZ822")).map((f) => f.row));
  const asked = open
    .filter((r) => !refused.has(r.row))
    .map((r) => ({ row: r.row, code: null, name: r.subjectName }));
  if (asked.length === 0) return rows;
  const report = matchSubjects(asked, register, ["name"]);
  const codes = new Map(report.matched.map((m) => [m.row, m.subject]));
  const byRow = new Map(rows.map((r) => [r.row, r]));
  for (const unsure of [...report.ambiguous, ...report.unmatched]) {
    const row = byRow.get(unsure.row);
    if (row)
      findings.push({
        strength: "refused",
        code: "LZ8131",
        file: row.file,
        sheet: row.sheet,
        row: row.row,
        column: row.nameColumn ?? null,
        field: null,
        subject: null,
        message: unsure.why,
        hint: say(`补上${form.subject.label.zh}的代码`, "add the code"),
      });
  }
  return rows.map((r) => {
    const code = codes.get(r.row);
    return code === undefined ? r : { ...r, subject: code };
  });
}
