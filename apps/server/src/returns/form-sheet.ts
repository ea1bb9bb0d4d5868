/** A form as a sheet: 表号 and the rest of a survey's mark top right, title, rows, what codes stand for, who stands for it. */
import type { Form } from "@lianzhang/definitions";
import type { Cell, FormDescription, ReadRow } from "@lianzhang/intake";
import { rowsSheet } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import { formatDay, formatPeriod } from "@lianzhang/kernel";
import { csvText } from "@lianzhang/work";
import { writeXlsx } from "hucre/xlsx";
import { defused } from "../registers/cells.ts";
import type { TableFile } from "../registers/tables.ts";

export interface FormSheet {
  readonly form: Form;
  readonly description: FormDescription;
  readonly period: Period;
  readonly rows: readonly ReadRow[];
  /** Lines under the rows; they begin as notes do, so that they are no rows when the sheet comes back. */
  readonly below: readonly string[];
  readonly format: "xlsx" | "csv";
}

type Value = string | number | null;

/** 表号, 制定机关, 批准文号, 有效期至: top right of a survey, by law. */
function markOf({ survey }: Form): readonly string[] {
  if (survey === null) return [];
  return [
    `表号:${survey.number}`,
    `制定机关:${survey.authority}`,
    `批准文号:${survey.approval}${survey.assumed ? "(暂定、待批准)" : ""}`,
    `有效期至:${formatDay(survey.validUntil)}`,
  ];
}

const codesOf = (form: Form): readonly string[] =>
  [...form.fields.values()]
    .filter((f) => f.codes.length > 0)
    .map((f) => `注:${f.label.zh}填代码:${f.codes.map((c) => `${c.code} ${c.label.zh}`).join(";")}`);

/** A figure stays one where a spreadsheet holds all its digits. */
function valueOf({ text, kind }: Cell): Value {
  if (text === "") return null;
  const exact = kind === "number" && text.replaceAll(/\D/gu, "").length <= 15;
  return exact ? Number(text) : text;
}

export async function formSheetFile(sheet: FormSheet): Promise<TableFile> {
  const { form, description, period, rows, below, format } = sheet;
  const table = rowsSheet(rows, description, "").rows;
  const width = table[0]?.length ?? 1;
  const right = (text: string): readonly Value[] => [...Array.from({ length: width - 1 }, () => null), text];
  const lines: readonly (readonly Value[])[] = [
    ...markOf(form).map(right),
    [form.label.zh],
    ...table.map((row) => row.map(valueOf)),
    ...[...codesOf(form), ...below].map((text) => [text]),
  ];
  const name = `${form.label.zh}-${formatPeriod(period).replaceAll("..", "_")}.${format}`;
  if (format === "csv")
    return {
      name,
      type: "text/csv; charset=utf-8",
      bytes: new TextEncoder().encode(
        `\ufeff${csvText(lines.map((row) => row.map((v) => defused(v === null ? "" : String(v)))))}`,
      ),
    };
  const title = form.label.zh.replaceAll(/[\\/?*[\]:]/gu, " ").slice(0, 31);
  const bytes = await writeXlsx({ sheets: [{ name: title, rows: lines.map((row) => [...row]) }] });
  return { name, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes };
}
