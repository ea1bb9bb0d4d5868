/** A computed result as files: figures, targets, and the run they belong to. */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ComputeResult, TargetResult } from "@lianzhang/engine";
import type { SqlRunner } from "@lianzhang/kernel";
import { quote, textLiteral } from "@lianzhang/kernel";
import type { City } from "./city.ts";
import { documentOf } from "./document.ts";
import { figureRow, targetRow } from "./figure-row.ts";
import { toJson } from "./json.ts";
import type { Terminal } from "./terminal.ts";

type Cell = string | number | boolean | null;
type Rows = readonly Readonly<Record<string, Cell>>[];

/** Columns of decimal text, written as DECIMAL in Parquet: 18 digits with up to 12 decimals. */
const DECIMALS = new Set(["value", "bound_value", "path_value", "achieved", "needed"]);

const csvCell = (v: Cell): string => {
  const text = v === null ? "" : String(v);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** RFC 4180 with a byte-order mark, so that Excel and WPS read the Chinese heads. */
export function csv(columns: readonly string[], rows: Rows): string {
  const lines = [
    columns.map(csvCell).join(","),
    ...rows.map((r) => columns.map((c) => csvCell(r[c] ?? null)).join(",")),
  ];
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

const literal = (column: string, v: Cell): string => {
  if (v === null) return "NULL";
  if (typeof v !== "string") return String(v);
  return DECIMALS.has(column) ? `${textLiteral(v)}::DECIMAL(32,12)` : textLiteral(v);
};

const typeOf = (column: string, rows: Rows): string => {
  if (DECIMALS.has(column)) return "DECIMAL(32,12)";
  const sample = rows.find((r) => r[column] !== null)?.[column];
  return typeof sample === "number" ? "INTEGER" : typeof sample === "boolean" ? "BOOLEAN" : "VARCHAR";
};

async function parquet(
  runner: SqlRunner,
  path: string,
  columns: readonly string[],
  rows: Rows,
): Promise<void> {
  await runner.execute(
    `CREATE OR REPLACE TEMP TABLE "result_rows" ("row_no" INTEGER, ${columns.map((c) => `${quote(c)} ${typeOf(c, rows)}`).join(", ")})`,
  );
  for (let i = 0; i < rows.length; i += 1000) {
    const part = rows
      .slice(i, i + 1000)
      .map((r, j) => `(${i + j}, ${columns.map((c) => literal(c, r[c] ?? null)).join(", ")})`);
    await runner.execute(`INSERT INTO "result_rows" VALUES ${part.join(", ")}`);
  }
  await runner.execute(
    `COPY (SELECT ${columns.map(quote).join(", ")} FROM "result_rows" ORDER BY "row_no") TO ${textLiteral(path)} (FORMAT parquet)`,
  );
}

const FIGURE_COLUMNS = [
  "indicator",
  "label",
  "period",
  "subject",
  "group",
  "group_label",
  "value",
  "unit",
  "reason",
  "population",
  "expected",
  "reported",
  "used",
  "unknown",
  "additive",
  "assumed",
  "partition",
  "counting",
  "membership_basis",
  "membership_month",
  "price_basis",
  "growth_basis",
  "known",
  "counted",
];
const TARGET_COLUMNS = [
  "target",
  "label",
  "clause",
  "indicator",
  "by",
  "bound",
  "bound_value",
  "unit",
  "value",
  "reason",
  "path_value",
  "achieved",
  "needed",
  "status",
  "assumed",
];

/** Writes `figures` and `targets` in the format, and `run.json` with the key that reproduces them. */
export async function writeResult(
  terminal: Terminal,
  city: City,
  result: ComputeResult,
  targets: readonly TargetResult[],
  out: string,
  format: string,
): Promise<void> {
  const folder = resolve(terminal.cwd, out);
  await mkdir(folder, { recursive: true });
  const document = documentOf(city, result, targets);
  const tables = [
    {
      name: "figures",
      columns: FIGURE_COLUMNS,
      rows: result.figures.map((f): Readonly<Record<string, Cell>> => ({
        ...figureRow(city.model, f, result.request),
      })),
    },
    {
      name: "targets",
      columns: TARGET_COLUMNS,
      rows: targets.map((t): Readonly<Record<string, Cell>> => ({ ...targetRow(city.model, t) })),
    },
  ];
  for (const t of tables) {
    const path = join(folder, `${t.name}.${format}`);
    if (format === "parquet") await parquet(city.store, path, t.columns, t.rows);
    else await writeFile(path, format === "json" ? `${toJson(t.rows)}\n` : csv(t.columns, t.rows));
  }
  const { figures: _figures, targets: _targets, ...run } = document;
  await writeFile(join(folder, "run.json"), `${toJson(run)}\n`);
  terminal.progress({ zh: `结果已写入 ${folder}`, en: `written to ${folder}` });
}
