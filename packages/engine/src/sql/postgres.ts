/**
 * PostgreSQL 14 or later: the second emitter. It is held to DuckDB's digits by tests/dialect.db.test.ts, so that
 * a distributed engine is a third `Dialect` and no more (docs/decisions/0013-dialect-seam.md).
 */
import { quote } from "@lianzhang/kernel";
import type { Statement } from "../relation.ts";
import type { Dialect } from "./dialect.ts";
import { Printer } from "./printer.ts";

/** Longer names are cut in silence by the server, and two fields could become one. */
const LONGEST_NAME = 63;

const dialect: Dialect = {
  // integer overflow raises here, so whatever may leave 64 bits is numeric until it was range-checked
  types: {
    integer: "BIGINT",
    wide: "NUMERIC",
    real: "DOUBLE PRECISION",
    text: "TEXT",
    truth: "BOOLEAN",
  },
  identifier(name) {
    if (encodeURIComponent(name).replaceAll(/%../g, "_").length > LONGEST_NAME)
      throw new Error(
        `the name ${name} has more than the ${LONGEST_NAME} bytes that PostgreSQL keeps; shorten the identifier in the definitions`,
      );
    return quote(name);
  },
  divide: (dividend, divisor) => `div(${dividend}, ${divisor})`,
  element: (list, position) => `(${list})[CAST(${position} AS INTEGER)]`,
  sortedList: (values) => `array_agg(${values} ORDER BY ${values} NULLS LAST)`,
  // A text is compared by code points whatever the server's collation; for any other type the first term is null.
  order: (key, descending) => {
    const direction = descending ? "DESC NULLS LAST" : "ASC NULLS LAST";
    const text = `CASE WHEN pg_typeof(${key}) = CAST('text' AS regtype) THEN CAST(${key} AS TEXT) END COLLATE "C"`;
    return `${text} ${direction}, ${key} ${direction}`;
  },
  hexadecimal: (digits) => `CAST(CAST('x' || ${digits} AS BIT(60)) AS BIGINT)`,
  codePoints: ' COLLATE "C"',
  // sent together they are one transaction
  replaceTable: (name) => `DROP TABLE IF EXISTS ${name};\nCREATE TABLE ${name}`,
  // the planner would write a named expression out again at each mention: n layers would cost 4^n
  computedOnce: (relation) => relation.rel === "extend",
};

const printer = new Printer(dialect);

/** A whole statement as PostgreSQL's SQL. */
export const printPostgres = (statement: Statement): string => printer.statement(statement);

/** A statement whose rows become a table, in the place of the one that has the name. */
export const printPostgresStored = (table: string, statement: Statement): string =>
  printer.stored(table, statement);
