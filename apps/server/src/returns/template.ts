/** A form as a workbook: empty to fill in (GET /api/returns/template), or as a return has it (GET /api/returns/:id/export). */
import type { Form } from "@lianzhang/definitions";
import { latestPeriod } from "@lianzhang/definitions";
import type { ReadRow } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import { formDescription } from "@lianzhang/returns";
import type { TableFile } from "../registers/tables.ts";
import type { ReturnDesk } from "./desk.ts";
import { formFor, keysOfInput, ownSubjects, periodIn, subjectsFor } from "./desk.ts";
import { formSheetFile } from "./form-sheet.ts";
import { openReturn } from "./opened.ts";

export interface TemplateAsked {
  readonly form: string;
  readonly format: "xlsx" | "csv";
  readonly period?: string | undefined;
}

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
  const description = formDescription(desk.model, form);
  return formSheetFile({ form, description, period, rows, below: [], format: asked.format });
}

/** The rows as they are read, with what was mended, and who stands for them. Throws WorkError LZ7501, LZ7506, LZ7509. */
export async function exportOf(desk: ReturnDesk, id: string, format: "xlsx" | "csv"): Promise<TableFile> {
  const { found, form, description, read } = await openReturn(desk, id, { part: "export" });
  const sent = (await desk.story(id)).find((l) => l.action === "submission.send");
  const { statisticsHead, unitHead } = found.signatories;
  const filledBy = sent === undefined ? "" : ((await desk.names()).get(sent.actor) ?? sent.actor);
  const below = [
    `单位负责人:${unitHead ?? ""}`,
    `统计负责人:${statisticsHead ?? ""}`,
    `填表人:${filledBy}`,
    `报出日期:${sent === undefined ? "" : sent.at.slice(0, 10)}`,
  ];
  const period = periodIn(found.period);
  return formSheetFile({ form, description, period, rows: read.rows, below, format });
}
