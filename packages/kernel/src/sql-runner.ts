/** The port through which engine and returns reach a database. Only packages/store implements it. */
export type SqlValue = bigint | number | string | boolean | null;

/** Columns of one result. Integers of any width arrive as bigint; text as string; null stays null. */
export interface SqlResult {
  readonly columns: readonly string[];
  /** The database's own type names, as `BIGINT`: tests read them to prove that no DOUBLE leaves a query. */
  readonly types: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}

export interface SqlRunner {
  /** Which SQL it reads. */
  readonly dialect: "duckdb" | "postgres";
  query(sql: string): Promise<SqlResult>;
  /** Several statements, no result. */
  execute(sql: string): Promise<void>;
  /**
   * Adds rows of whole numbers and nulls to a table whose columns are all BIGINT, without writing them as text. Absent
   * where the database has no such way.
   */
  append?(table: string, rows: readonly (readonly (number | bigint | null)[])[]): Promise<void>;
  /** All statements of `work` or none. */
  transaction<T>(work: (runner: SqlRunner) => Promise<T>): Promise<T>;
}
