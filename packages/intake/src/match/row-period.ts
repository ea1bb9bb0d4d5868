/** Which period a row is of. */
import type { Label, Period } from "@lianzhang/kernel";
import { formatPeriod, periodLength, yearOf } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import { cellAt } from "../tables/cells.ts";
import type { FoundTable } from "../tables/table.ts";
import { readPeriodCell } from "../values/dates.ts";
import { say } from "../values/said.ts";
import { monthCell } from "./period-columns.ts";
import { differ, disagree, formPeriod, isYearOnly } from "./periods.ts";
import type { ReadContext, Reader } from "./reader.ts";
import { tell, textOf } from "./reader.ts";

const AGREE: Label = say("核对报告期,改正其中之一", "check the periods and correct one of them");

/** The period written on the sheet; null: none that can be read. `months`: its columns say periods of their own. */
export function sheetPeriod(
  table: FoundTable,
  form: FormDescription,
  context: ReadContext,
  findings: Finding[],
  months = false,
): Period | null {
  const said = table.context.period;
  if (said === null) return null;
  const read = readPeriodCell(
    { text: said.text, kind: "text" },
    context.period ? yearOf(context.period.to) : null,
  );
  if (!read.ok) return null; // a month without its year says too little
  // a sheet of several months beside each other holds the return's
  const apart =
    context.period !== undefined &&
    (months
      ? context.period.from < read.value.from || context.period.to > read.value.to
      : differ(context.period, read.value, form));
  if (context.period && apart)
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

/** The year a row's months are of: its own column's, else the sheet's, else the sender's word. */
export function yearOfRow(reader: Reader, row: number): number | null {
  const { table, year, period, sheetPeriod: ofSheet, context } = reader;
  const head = year ?? period;
  const read = head === null ? null : readPeriodCell(cellAt(table.of, head.row ?? row, head.column));
  if (read?.ok === true && periodLength(read.value) === "year") return yearOf(read.value.to);
  const wider = year === null ? (ofSheet ?? context.period) : null;
  return wider ? yearOf(wider.to) : null;
}

/** The row's period: its column, else the sheet, else the sender's word; what disagrees is told. */
export function periodOf(
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
    const cell = readPeriodCell(
      monthCell(head, cellAt(table.of, head.row ?? row, head.column)),
      yearOfRow(reader, row),
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
