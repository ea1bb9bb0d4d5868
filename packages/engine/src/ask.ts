/** The rows of a statement, asked of a database in its own dialect. */
import type { SqlResult, SqlRunner } from "@lianzhang/kernel";
import type { Statement } from "./relation.ts";
import { printStatement } from "./sql/duckdb.ts";
import { printPostgres } from "./sql/postgres.ts";

const PRINTERS = { duckdb: printStatement, postgres: printPostgres } as const;

export const ask = (runner: SqlRunner, statement: Statement): Promise<SqlResult> =>
  runner.query(PRINTERS[runner.dialect](statement));
