/** Data folders into the tables of the store, in one transaction. */
import { createHash } from "node:crypto";
import type { Model } from "@lianzhang/definitions";
import type { Day, Diagnostic, SqlRunner, SqlValue } from "@lianzhang/kernel";
import {
  classificationTable,
  factTable,
  membershipTable,
  quote,
  textLiteral,
  spellTable,
  subjectTable,
} from "@lianzhang/kernel";
import { stageForm } from "./facts.ts";
import type { DataFile } from "./files.ts";
import { findFiles } from "./files.ts";
import { loadMembership } from "./memberships.ts";
import { loadRegister, settleLinks } from "./registers.ts";
import { Report } from "./report.ts";
import { count, insertRows, mapTable } from "./sql.ts";
import type { Loading } from "./stage.ts";
import { createTables } from "./tables.ts";
import { commitForm } from "./versions.ts";

export interface LoadOptions {
  /** The day rows without `known` became known; default: the day their file was last changed. */
  readonly received?: Day;
}

export interface LoadResult {
  /** Sorted by file, row, column. `line` is the row of the file, `column` the column of the sheet. */
  readonly diagnostics: Diagnostic[];
  readonly tables: { readonly table: string; readonly rows: number }[];
  readonly commit: number;
}

/** Depth first: a code and what is under it are one range of `idx`. */
async function loadClassifications(run: SqlRunner, model: Model): Promise<void> {
  for (const c of model.classifications.values())
    await insertRows(
      run,
      quote(classificationTable(c.id)),
      c.codes.map((code, i): SqlValue[] => [code.code, i, code.parent, code.label.zh]),
    );
}

const of = (files: readonly DataFile[], id: string): DataFile[] => files.filter((f) => f.id === id);

async function keepRefusals(loading: Loading): Promise<void> {
  const { run } = loading;
  await mapTable(
    run,
    "stage_file",
    "file_no INTEGER, file VARCHAR",
    loading.files.map((f) => [f.no, f.file.path]),
  );
  const submission = (alias: string): string =>
    `(SELECT min(s.id) FROM submission s WHERE s.file = ${alias}.file)`;
  await run.execute(`INSERT INTO refused SELECT ${submission("f")}, f.file, r.row_no, r.reason, r.text FROM stage_refused r JOIN stage_file f USING (file_no) ORDER BY r.file_no, r.row_no;
    INSERT INTO bad_cell SELECT ${submission("f")}, f.file, b.row_no, b.field, b.col_no, b.reason, b.text, b.expected FROM stage_bad_cell b JOIN stage_file f USING (file_no) ORDER BY b.file_no, b.row_no, b.col_no`);
}

async function writeCommit(run: SqlRunner, model: Model, content: string, facts: number): Promise<number> {
  const commit = (await count(run, "SELECT coalesce(max(commit_no), 0) FROM commit_log")) + 1;
  const hash = createHash("sha256").update(content).digest("hex");
  const [refused, bad] = [
    await count(run, "SELECT count(*) FROM refused"),
    await count(run, "SELECT count(*) FROM bad_cell"),
  ];
  await insertRows(run, "commit_log", [[commit, model.key, hash, facts, refused, bad]]);
  return commit;
}

export function logCommit(loading: Loading, model: Model, tables: LoadResult["tables"]): Promise<number> {
  const content = loading.files.map((f) => `${f.file.id} ${f.raw.sha256}\n`).join("");
  const facts = tables.filter((t) => t.table.startsWith("f_")).reduce((n, t) => n + t.rows, 0);
  return writeCommit(loading.run, model, content, facts);
}

/** A commit of returns accepted or taken back, each said as its id and event. */
export const logAcceptance = (run: SqlRunner, model: Model, said: readonly string[]): Promise<number> =>
  writeCommit(run, model, said.map((s) => `${s}\n`).join(""), 0);

/** Registers that have no subject. */
export async function emptyRegisters(
  model: Model,
  runner: Pick<SqlRunner, "query">,
): Promise<ReadonlySet<string>> {
  const ids = [...model.registers.keys()];
  if (ids.length === 0) return new Set();
  const parts = ids.map(
    (id) => `SELECT ${textLiteral(id)} AS id WHERE NOT EXISTS (SELECT 1 FROM ${quote(subjectTable(id))})`,
  );
  const { rows } = await runner.query(`${parts.join(" UNION ALL ")} ORDER BY 1`);
  return new Set(rows.map(([id]) => String(id)));
}

async function countTables(run: SqlRunner, model: Model): Promise<LoadResult["tables"]> {
  const names = [
    ...[...model.registers.keys()].flatMap((r) => [subjectTable(r), spellTable(r)]),
    ...[...model.memberships.keys()].map(membershipTable),
    ...[...model.classifications.keys()].map(classificationTable),
    ...[...model.forms.keys()].map(factTable),
    "submission",
  ];
  const tables: { table: string; rows: number }[] = [];
  for (const table of names)
    tables.push({ table, rows: await count(run, `SELECT count(*) FROM ${quote(table)}`) });
  return tables;
}

export async function dropStages(run: SqlRunner): Promise<void> {
  const { rows } = await run.query(
    `SELECT 'VIEW', view_name FROM duckdb_views() WHERE temporary AND starts_with(view_name, 'stage_')
       UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, 'stage_') ORDER BY 1 DESC, 2`,
  );
  if (rows.length > 0)
    await run.execute(
      rows.map(([kind, name]) => `DROP ${String(kind)} IF EXISTS ${quote(String(name))};`).join("\n"),
    );
}

/**
 * Makes every table of the model and fills them from `registers/` and `returns/` of the folders, in their
 * order. All or nothing; loading the same folders again gives the same tables. What cannot be loaded is
 * told in the diagnostics and kept in the tables `refused` and `bad_cell`.
 */
export async function loadData(
  model: Model,
  runner: SqlRunner,
  folders: readonly string[],
  options: LoadOptions,
): Promise<LoadResult> {
  const report = new Report();
  const registerIds = new Set([...model.registers.keys(), ...model.memberships.keys()]);
  const files = await findFiles(folders, registerIds, new Set(model.forms.keys()), report);
  return runner.transaction(async (run) => {
    const loading: Loading = { run, report, files: [] };
    await run.execute(createTables(model));
    await loadClassifications(run, model);
    for (const register of model.registers.values())
      await loadRegister(loading, model, register, of(files.registers, register.id));
    for (const register of model.registers.values()) await settleLinks(run, register);
    for (const m of model.memberships.values())
      await loadMembership(loading, model, m, of(files.registers, m.id));
    for (const form of model.forms.values()) {
      await stageForm(loading, model, form, of(files.returns, form.id), options.received ?? null);
      await commitForm(run, form);
    }
    await keepRefusals(loading);
    const tables = await countTables(run, model);
    const commit = await logCommit(loading, model, tables);
    await dropStages(run);
    return { diagnostics: report.sorted(), tables, commit };
  });
}
