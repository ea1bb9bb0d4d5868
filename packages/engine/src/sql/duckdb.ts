/** DuckDB: the emitter that the engine runs on. */
import { quote } from "@lianzhang/kernel";
import type { Statement } from "../relation.ts";
import type { Dialect } from "./dialect.ts";
import { Printer } from "./printer.ts";

const dialect: Dialect = {
  types: { integer: "BIGINT", wide: "HUGEINT", real: "DOUBLE", text: "VARCHAR", truth: "BOOLEAN" },
  identifier: quote,
  divide: (dividend, divisor) => `(${dividend} // ${divisor})`,
  element: (list, position) => `${list}[${position}]`,
  sortedList: (values) => `list_sort(list(${values}), 'ASC', 'NULLS LAST')`,
  // text is compared by its bytes, which is the order of code points
  order: (key, descending) => `${key}${descending ? " DESC" : ""} NULLS LAST`,
  hexadecimal: (digits) => `CAST('0x' || ${digits} AS BIGINT)`,
  codePoints: "",
  replaceTable: (name) => `CREATE OR REPLACE TABLE ${name}`,
  computedOnce: () => false,
};

const printer = new Printer(dialect);

/** A whole statement as DuckDB's SQL. */
export const printStatement = (statement: Statement): string => printer.statement(statement);

/** A statement whose rows become a table, in the place of the one that has the name. */
export const printStored = (table: string, statement: Statement): string => printer.stored(table, statement);
