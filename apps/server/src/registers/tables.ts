/** Tables in and out: POST /api/registers/:register/import, GET /api/registers/:register/export. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { ImportReportAnswer } from "@lianzhang/contract";
import { formatMonth } from "@lianzhang/kernel";
import { readTableFile } from "@lianzhang/returns";
import type { Table } from "@lianzhang/work";
import { csvText } from "@lianzhang/work";
import { writeXlsx } from "hucre/xlsx";
import { badQuery } from "../errors.ts";
import { asEntered, defused } from "./cells.ts";
import { registerFor } from "./describe.ts";
import type { Desk } from "./desk.ts";
import { faultOut, monthIn } from "./written.ts";

export interface ImportAsked {
  readonly name: string;
  readonly month: string;
  readonly reason: string;
  readonly apply: "look" | "all" | "good";
  readonly exported?: string | undefined;
}

const KINDS: ReadonlySet<string> = new Set([".csv", ".tsv", ".txt", ".xlsx"]);
/** Faults told one by one; the total says how many there are. */
const TOLD = 200;

/** The rows of a file a person sends. Throws ApiProblem 400 with what to do. */
export async function tableIn(name: string, bytes: Uint8Array): Promise<Table> {
  const kind = extname(name).toLowerCase();
  if (!KINDS.has(kind))
    throw badQuery(
      { zh: `不能读取「${name}」这种文件`, en: `files such as ${name} are not read` },
      { zh: "另存为 xlsx 或 csv", en: "save it as xlsx or csv" },
    );
  const folder = await mkdtemp(join(tmpdir(), "lianzhang-table-"));
  try {
    const path = join(folder, `table${kind}`);
    await writeFile(path, bytes);
    return (await readTableFile(path)).map((row) => row.map(asEntered));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw badQuery(
      { zh: `读不出「${name}」:${why}`, en: `${name} cannot be read: ${why}` },
      { zh: "用 WPS 或 Excel 打开后另存为 xlsx 再导入", en: "open it, save it as xlsx, and import that" },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** POST /api/registers/:register/import, the file as the body. */
export async function importTable(
  desk: Desk,
  id: string,
  asked: ImportAsked,
  bytes: Uint8Array,
): Promise<ImportReportAnswer> {
  registerFor(desk, id);
  if (asked.apply !== "look" && asked.reason.trim() === "")
    throw badQuery(
      { zh: "未写明导入依据", en: "the import gives no reason" },
      { zh: "写明依据,如文号或会议", en: "say what it rests on: a document or a meeting" },
    );
  const report = await desk.registers.import(desk.acting, id, {
    table: await tableIn(asked.name, bytes),
    month: monthIn(asked.month),
    exported: asked.exported === undefined ? null : BigInt(asked.exported),
    reason: asked.reason.trim() === "" ? asked.name : asked.reason.trim(),
    apply: asked.apply,
  });
  if (report.applied) desk.changed(id);
  return {
    applied: report.applied,
    new: report.new,
    changed: report.changed,
    unchanged: report.unchanged.length,
    refused: report.refused.slice(0, TOLD).map(faultOut),
    refusedTotal: report.refused.length,
  };
}

export interface TableFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** GET /api/registers/:register/export: every spell, in heads that the import reads; the name has the event. */
export async function exportTable(desk: Desk, id: string, format: "csv" | "xlsx"): Promise<TableFile> {
  const { register } = registerFor(desk, id);
  const { event, table: kept } = await desk.registers.export(id, "labels");
  const table = kept.map((row) => row.map(defused));
  const name = `${register.label.zh}-${formatMonth(desk.thisMonth)}-事件${event}.${format}`;
  if (format === "csv")
    return {
      name,
      type: "text/csv; charset=utf-8",
      bytes: new TextEncoder().encode(`\ufeff${csvText(table)}`),
    };
  const rows = table.map((row) => row.map((cell): string | null => (cell === "" ? null : cell)));
  const bytes = await writeXlsx({ sheets: [{ name: register.label.zh, rows }] });
  return { name, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes };
}
