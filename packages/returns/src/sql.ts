/** Small pieces of SQL text. Values go in as literals with quoting; identifiers come from checked ids. */
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import { quote, textLiteral } from "@lianzhang/kernel";

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

/** Splits texts that hold no such character by themselves. */
const UNIT = "\u001f";

/** One column of texts as a relation `(name)`: a long list as one literal costs the parser nothing. */
export const textList = (name: string, texts: readonly string[]): string =>
  `(SELECT unnest(string_split(${textLiteral(texts.join(UNIT))}, chr(31))) AS ${name})`;

/** Fewer rows are written as text sooner than a table for them is made. */
const FEW = 200;
const APPENDED = "stage_append";

/** Adds rows of whole numbers and nulls to the named columns; much faster than VALUES where there are thousands. */
export async function insertNumbers(
  run: SqlRunner,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (number | bigint | null)[])[],
): Promise<void> {
  if (rows.length === 0) return;
  if (run.append !== undefined && rows.length > FEW) {
    const own = columns.map((_, at) => `c${at}`);
    await run.execute(
      `CREATE OR REPLACE TEMP TABLE ${APPENDED} (${own.map((c) => `${c} BIGINT`).join(", ")})`,
    );
    await run.append(APPENDED, rows);
    const named = columns.map((name, at) => `c${at} AS ${quote(name)}`);
    await run.execute(
      `INSERT INTO ${table} BY NAME SELECT ${named.join(", ")} FROM ${APPENDED}; DROP TABLE ${APPENDED}`,
    );
    return;
  }
  const lists = columns.map((name, at) => {
    const cells = rows.map((row) => row[at] ?? "").join(",");
    return `CAST(nullif(unnest(string_split('${cells}', ',')), '') AS BIGINT) AS ${quote(name)}`;
  });
  await run.execute(`INSERT INTO ${table} BY NAME SELECT ${lists.join(", ")}`);
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
