/** The port everything in this package asks the database through, and how cells become values. */

/** Whole numbers travel as bigint; decimals, days and times as their text. */
export type Cell = string | bigint | boolean | null;
export type Row = Readonly<Record<string, Cell>>;
export type Parameter = string | bigint | boolean | null | readonly (string | bigint | null)[];

/** A connection inside a transaction. Values are only ever passed as parameters `$1`, never written into the SQL. */
export interface Queries {
  /** Runs one statement and gives its rows; one that gives none (`INSERT` without RETURNING) gives []. */
  rows(sql: string, parameters?: readonly Parameter[]): Promise<readonly Row[]>;
}

const wrong = (row: Row, column: string, expected: string): TypeError =>
  new TypeError(`column ${column}: expected ${expected}, found ${typeof row[column]} ${String(row[column])}`);

/** A text that is not null. Throws TypeError with the column's name otherwise. */
export function text(row: Row, column: string): string {
  const cell = row[column];
  if (typeof cell !== "string") throw wrong(row, column, "text");
  return cell;
}

/** A text or null. */
export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column);

/** A whole number that is not null. */
export function whole(row: Row, column: string): bigint {
  const cell = row[column];
  if (typeof cell !== "bigint") throw wrong(row, column, "a whole number");
  return cell;
}

/** A whole number or null. */
export const wholeOrNull = (row: Row, column: string): bigint | null =>
  row[column] === null ? null : whole(row, column);

/** The only row of an answer. Throws when there is none or more than one. */
export function only(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new TypeError(`expected one row, found ${rows.length}`);
  return row;
}
