/** One step of the tables, forward. */
export interface Migration {
  /** 1, 2, 3 ... without gaps. */
  readonly number: number;
  readonly name: string;
  /** Statements in the PostgreSQL core; exceptions are listed in docs/work.md. */
  readonly sql: string;
}
