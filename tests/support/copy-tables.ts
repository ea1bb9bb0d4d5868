/** Copies every table of a store into PostgreSQL, with the types that the store's columns have there. */
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import { quote, textLiteral } from "@lianzhang/kernel";
import type { Postgres } from "./postgres.ts";

const TYPES: Readonly<Record<string, string>> = {
  VARCHAR: "TEXT",
  BOOLEAN: "BOOLEAN",
  BIGINT: "BIGINT",
  INTEGER: "INTEGER",
  SMALLINT: "SMALLINT",
  // PostgreSQL has no integer of one byte
  TINYINT: "SMALLINT",
  UTINYINT: "SMALLINT",
};

const literal = (v: SqlValue): string =>
  v === null ? "NULL" : typeof v === "string" ? textLiteral(v) : String(v);

export async function copyTables(from: SqlRunner, to: Postgres): Promise<number> {
  const tables = await from.query("SELECT table_name FROM duckdb_tables() ORDER BY table_name");
  let copied = 0;
  for (const [name] of tables.rows) {
    const table = quote(String(name));
    const { columns, types, rows } = await from.query(`SELECT * FROM ${table}`);
    const typed = columns.map((c, i) => {
      const type = TYPES[types[i] ?? ""];
      if (type === undefined)
        throw new Error(`${table}.${c} is ${types[i]}: no type in PostgreSQL is named for it`);
      return `${quote(c)} ${type}`;
    });
    await to.execute(`CREATE TABLE ${table} (${typed.join(", ")})`);
    for (let i = 0; i < rows.length; i += 1000) {
      const lines = rows.slice(i, i + 1000).map((r) => `(${r.map(literal).join(", ")})`);
      await to.execute(`INSERT INTO ${table} VALUES ${lines.join(", ")}`);
    }
    copied += rows.length;
  }
  // without statistics of its own the planner takes the copied tables for empty
  await to.execute("ANALYZE");
  return copied;
}
