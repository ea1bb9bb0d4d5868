/** Statements, asked of a database in its own dialect. */
import type { SqlResult, SqlRunner } from "@lianzhang/kernel";
import type { Statement } from "./relation.ts";
import { printStatement, printStored } from "./sql/duckdb.ts";
import { printPostgres, printPostgresStored } from "./sql/postgres.ts";

const PRINTERS = { duckdb: printStatement, postgres: printPostgres } as const;
const KEEPERS = { duckdb: printStored, postgres: printPostgresStored } as const;

/** The rows of a statement. */
export const ask = (runner: SqlRunner, statement: Statement): Promise<SqlResult> =>
  runner.query(PRINTERS[runner.dialect](statement));

/** Keeps the rows of a statement as a table, in the place of the one that has the name. */
export const keep = (runner: SqlRunner, table: string, statement: Statement): Promise<void> =>
  runner.execute(KEEPERS[runner.dialect](table, statement));
