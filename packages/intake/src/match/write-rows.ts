/** Rows as a sheet again: what is exported reads back as the same rows. */
import type { Unit } from "@lianzhang/kernel";
import { decimalText, formatPeriod, parseUnit } from "@lianzhang/kernel";
import type { FieldDescription, FormDescription } from "../form.ts";
import type { Cell, Sheet } from "../grid/sheet.ts";
import type { ReadCell, ReadRow } from "../row.ts";

const text = (t: string): Cell => ({ text: t, kind: "text" });

/** A value in the field's unit with all its digits; a missing one by its mark, an unread one as it was written. */
function cellFor(cell: ReadCell | undefined, field: FieldDescription, unit: Unit | null): Cell {
  if (cell === undefined || cell.missing === "blank") return text("");
  if (cell.value !== null && unit !== null)
    return { text: decimalText(cell.value, { numeric: field.number.numeric, unit }), kind: "number" };
  if (cell.missing === "not_applicable") return text("不适用");
  if (cell.missing === "suppressed") return text("…");
  return text(cell.text);
}

/**
 * The rows under the form's own heads, units in brackets (a code has none): `统一社会信用代码`, `企业名称`, `报告期`, then the fields. `findTables`,
 * `recognise` and `readRows` of it give the same subjects, periods, values and missing reasons.
 */
export function rowsSheet(rows: readonly ReadRow[], form: FormDescription, file: string): Sheet {
  const code = form.subject.code === "uscc" ? "统一社会信用代码" : `${form.subject.label.zh}代码`;
  const units = form.fields.map((f) => {
    const read = parseUnit(f.unit);
    return read.ok ? read.unit : null;
  });
  const head = [
    code,
    `${form.subject.label.zh}名称`,
    "报告期",
    ...form.fields.map((f) => (f.codes.length > 0 ? f.label.zh : `${f.label.zh}(${f.unit})`)),
  ];
  const body = rows.map((row) => [
    text(row.subject ?? ""),
    text(row.subjectName ?? ""),
    text(row.period === null ? "" : formatPeriod(row.period)),
    ...form.fields.map((f, i) => cellFor(row.cells.get(f.id), f, units[i] ?? null)),
  ]);
  return { file, name: null, hidden: false, rows: [head.map((t) => text(t)), ...body] };
}
