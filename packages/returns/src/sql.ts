/** Small pieces of SQL text. Values go in as literals with quoting; identifiers come from checked ids. */
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import { textLiteral } from "@lianzhang/kernel";

export function literal(value: SqlValue): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return textLiteral(value);
  return String(value);
}

/** Adds rows by VALUES lists of a bounded length. */
export async function insertRows(
  run: SqlRunner,
  table: string,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += 2000) {
    const part = rows.slice(i, i + 2000).map((row) => `(${row.map(literal).join(", ")})`);
    await run.execute(`INSERT INTO ${table} VALUES ${part.join(",\n")}`);
  }
}

/** Rows up to which statements are quicker than a file. */
const FEW = 200;

/** Whole numbers as lines of a file, a megabyte at a time. */
function* numberLines(rows: Iterable<readonly (bigint | number | null)[]>): Generator<string> {
  let buffer = "";
  for (const row of rows) {
    buffer += `${row.join(",")}\n`;
    if (buffer.length < 1 << 20) continue;
    yield buffer;
    buffer = "";
  }
  yield buffer;
}

/**
 * Adds many rows of whole numbers and blanks to a table of these columns (name and type): by a file that the database
 * reads, since a statement of literals costs it a hundred times as much.
 */
export async function insertNumbers(
  run: SqlRunner,
  table: string,
  columns: readonly (readonly [name: string, type: string])[],
  rows: readonly (readonly (bigint | number | null)[])[],
): Promise<void> {
  if (rows.length <= FEW) return insertRows(run, table, rows);
  const folder = await mkdtemp(join(tmpdir(), "lianzhang-rows-"));
  const file = join(folder, "rows.csv");
  try {
    await pipeline(numberLines(rows), createWriteStream(file));
    const types = columns.map(([name, type]) => `${textLiteral(name)}: ${textLiteral(type)}`).join(", ");
    await run.execute(
      `INSERT INTO ${table} SELECT * FROM read_csv(${textLiteral(file)}, header = false, auto_detect = false, delim = ',', quote = '', escape = '', nullstr = '', columns = {${types}})`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A temporary table of the given columns and rows, replaced when it exists. */
export async function mapTable(
  run: SqlRunner,
  name: string,
  columns: string,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  await run.execute(`CREATE OR REPLACE TEMP TABLE ${name} (${columns})`);
  await insertRows(run, name, rows);
}

export async function column(run: Pick<SqlRunner, "query">, sql: string): Promise<SqlValue[]> {
  return (await run.query(sql)).rows.map((r) => r[0] ?? null);
}

export async function count(run: Pick<SqlRunner, "query">, sql: string): Promise<number> {
  return Number((await column(run, sql))[0] ?? 0);
}
