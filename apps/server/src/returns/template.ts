/** GET /api/returns/template: a workbook to fill in, under heads that read back as they are. */
import type { Form } from "@lianzhang/definitions";
import { latestPeriod } from "@lianzhang/definitions";
import type { ReadRow } from "@lianzhang/intake";
import { rowsSheet } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import { formatDay, formatPeriod } from "@lianzhang/kernel";
import { formDescription } from "@lianzhang/returns";
import { csvText } from "@lianzhang/work";
import { writeXlsx } from "hucre/xlsx";
import { defused } from "../registers/cells.ts";
import type { TableFile } from "../registers/tables.ts";
import type { ReturnDesk } from "./desk.ts";
import { formFor, keysOfInput, ownSubjects, periodIn, subjectsFor } from "./desk.ts";

export interface TemplateAsked {
  readonly form: string;
  readonly format: "xlsx" | "csv";
  readonly period?: string | undefined;
}

/** 表号, 制定机关, 批准文号, 有效期至: top right of a survey, by law. */
function markOf({ survey }: Form): readonly string[] {
  if (survey === null) return [];
  return [
    `表号:${survey.number}`,
    `制定机关:${survey.authority}`,
    `批准文号:${survey.approval}${survey.assumed ? "(暂定)" : ""}`,
    `有效期至:${formatDay(survey.validUntil)}`,
  ];
}

/** What the numbers of coded answers stand for, as a note under the rows: notes are no rows when the sheet comes back. */
const codesOf = (form: Form): readonly (readonly string[])[] =>
  [...form.fields.values()]
    .filter((f) => f.codes.length > 0)
    .map((f) => [`注:${f.label.zh}填代码:${f.codes.map((c) => `${c.code} ${c.label.zh}`).join(";")}`]);

/** Rows of those the viewer's posts open: a firm's own, a county's, all; no names for whoever sees no firms. */
async function rowsFor(desk: ReturnDesk, form: Form, period: Period): Promise<readonly ReadRow[]> {
  const all = ownSubjects(desk, form, await subjectsFor(desk, form, period));
  const own = keysOfInput(desk, "send", form.input);
  const expected = all.filter((s) => s.expected || own.includes(`return:${form.input}/code/${s.code}`));
  return expected.map((s, i) => ({
    file: "",
    sheet: null,
    row: i + 2,
    subject: s.code,
    subjectName: s.name,
    period,
    cells: new Map(),
  }));
}

export async function templateOf(desk: ReturnDesk, asked: TemplateAsked): Promise<TableFile> {
  const form = formFor(desk, asked.form);
  const period = asked.period === undefined ? latestPeriod(form, desk.today) : periodIn(asked.period);
  const rows = await rowsFor(desk, form, period);
  const table = rowsSheet(rows, formDescription(desk.model, form), "").rows.map((r) => r.map((c) => c.text));
  const width = table[0]?.length ?? 1;
  const right = (text: string): readonly string[] => [...Array.from({ length: width - 1 }, () => ""), text];
  const text = formatPeriod(period);
  const sheet = [...markOf(form).map(right), [form.label.zh], ...table, ...codesOf(form)];
  const name = `${form.label.zh}-${text.replaceAll("..", "_")}.${asked.format}`;
  if (asked.format === "csv")
    return {
      name,
      type: "text/csv; charset=utf-8",
      bytes: new TextEncoder().encode(`\ufeff${csvText(sheet.map((r) => r.map(defused)))}`),
    };
  const cells = sheet.map((row) => row.map((cell): string | null => (cell === "" ? null : cell)));
  const bytes = await writeXlsx({
    sheets: [{ name: form.label.zh.replaceAll(/[\\/?*[\]:]/gu, " ").slice(0, 31), rows: cells }],
  });
  return { name, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes };
}
