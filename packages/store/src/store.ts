/** DuckDB behind the SqlRunner port: the only file that talks to it. */
import type { DuckDBConnection, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { BIGINT, DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";
import type { SqlResult, SqlRunner, SqlValue } from "@lianzhang/kernel";
import { StoreError, storeError } from "./errors.ts";

export interface StoreOptions {
  /** Worker threads of the database; default: one per core. */
  readonly threads?: number;
  /** Memory limit as DuckDB writes it: `2GB`. Default: 80 % of the machine. */
  readonly memory?: string;
}

export interface Store extends SqlRunner {
  /** The database's version, part of a run's key: `v1.5.6`. */
  readonly version: string;
  /** Ends the process's hold on the file. Waits for the statement under way. */
  close(): Promise<void>;
}

/** Integers of every width become bigint, DOUBLE number; decimals, dates and nested values their exact text. */
function convert(value: DuckDBValue): SqlValue {
  switch (typeof value) {
    case "bigint":
    case "boolean":
    case "string":
      return value;
    case "number":
      return value;
    default:
      return value === null ? null : String(value);
  }
}

const SMALL_INTEGERS = new Set(["TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"]);
const toBigInt = (value: DuckDBValue): SqlValue =>
  typeof value === "number" ? BigInt(value) : convert(value);
type Converter = (value: DuckDBValue) => SqlValue;
const converterOf = (type: DuckDBType): Converter => (SMALL_INTEGERS.has(String(type)) ? toBigInt : convert);

/** A chunk column by column: several times as fast as asking it row by row. */
function addRows(rows: SqlValue[][], chunk: DuckDBDataChunk, converters: readonly Converter[]): void {
  const columns = converters.map((to, at) => chunk.getColumnValues(at).map(to));
  // asked once: every asking goes into the database
  const { rowCount } = chunk;
  for (let i = 0; i < rowCount; i++) rows.push(columns.map((column) => column[i] ?? null));
}

const begins = (sql: string): string => (sql.length <= 200 ? sql : `${sql.slice(0, 200)} …`);

type Numbers = readonly (readonly (number | bigint | null)[])[];
/** Rows of a chunk of the database. */
const CHUNK = 2048;

class Connection implements SqlRunner {
  readonly dialect = "duckdb";
  readonly #connection: DuckDBConnection;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  async query(sql: string): Promise<SqlResult> {
    try {
      const result = await this.#connection.run(sql);
      const types = result.columnTypes();
      const converters = types.map(converterOf);
      const rows: SqlValue[][] = [];
      for (const chunk of await result.fetchAllChunks()) addRows(rows, chunk, converters);
      return { columns: result.columnNames(), types: types.map(String), rows };
    } catch (error) {
      throw storeError(error, begins(sql), false);
    }
  }

  async execute(sql: string): Promise<void> {
    try {
      await this.#connection.run(sql);
    } catch (error) {
      throw storeError(error, begins(sql), false);
    }
  }

  async append(table: string, rows: Numbers): Promise<void> {
    const width = rows[0]?.length ?? 0;
    const types = Array.from({ length: width }, () => BIGINT);
    try {
      const appender = await this.#connection.createAppender(table);
      for (let i = 0; i < rows.length; i += CHUNK) {
        const part = rows.slice(i, i + CHUNK);
        const chunk = DuckDBDataChunk.create(types, part.length);
        chunk.setColumns(
          types.map((_, at) =>
            part.map((row) => (typeof row[at] === "number" ? BigInt(row[at]) : (row[at] ?? null))),
          ),
        );
        appender.appendDataChunk(chunk);
      }
      appender.closeSync();
    } catch (error) {
      throw storeError(error, `append to ${table}`, false);
    }
  }

  /** Inside a transaction: joins it. */
  transaction<T>(work: (runner: SqlRunner) => Promise<T>): Promise<T> {
    return work(this);
  }
}

/** Statements or transactions of one connection, one after the other. */
class Line {
  readonly connection: Connection;
  readonly #raw: DuckDBConnection;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(raw: DuckDBConnection) {
    this.#raw = raw;
    this.connection = new Connection(raw);
  }

  queue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#tail.then(work);
    this.#tail = next.catch(() => undefined);
    return next;
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return this.queue(() => {
      this.#raw.closeSync();
      return Promise.resolve();
    });
  }
}

/**
 * Two connections: a long transaction does not keep questions waiting, which see what was there before it until it has
 * ended. Temporary tables are of their connection: those of a transaction are there for the next one.
 */
class DuckStore implements Store {
  readonly dialect = "duckdb";
  readonly version: string;
  readonly #instance: DuckDBInstance;
  readonly #asking: Line;
  readonly #changing: Line;
  #closed = false;

  constructor(
    instance: DuckDBInstance,
    asking: DuckDBConnection,
    changing: DuckDBConnection,
    version: string,
  ) {
    this.#instance = instance;
    [this.#asking, this.#changing] = [new Line(asking), new Line(changing)];
    this.version = version;
  }

  #queue<T>(line: Line, work: (connection: Connection) => Promise<T>): Promise<T> {
    return line.queue(() => {
      if (this.#closed) throw new StoreError("LZ6008", "the store was closed", "open it again");
      return work(line.connection);
    });
  }

  query(sql: string): Promise<SqlResult> {
    return this.#queue(this.#asking, (connection) => connection.query(sql));
  }

  execute(sql: string): Promise<void> {
    return this.#queue(this.#asking, (connection) => connection.execute(sql));
  }

  append(table: string, rows: Numbers): Promise<void> {
    return this.#queue(this.#asking, (connection) => connection.append(table, rows));
  }

  transaction<T>(work: (runner: SqlRunner) => Promise<T>): Promise<T> {
    return this.#queue(this.#changing, async (connection) => {
      await connection.execute("BEGIN TRANSACTION");
      try {
        const result = await work(connection);
        await connection.execute("COMMIT");
        return result;
      } catch (error) {
        // A failed COMMIT has rolled back already; the first error is the one to tell.
        await connection.execute("ROLLBACK").catch(() => undefined);
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await Promise.all([this.#asking, this.#changing].map((line) => line.queue(() => Promise.resolve())));
    this.#closed = true;
    await Promise.all([this.#asking.close(), this.#changing.close()]);
    this.#instance.closeSync();
  }
}

/**
 * Opens (and makes) a database file, or `:memory:`. One process owns a file: a second one gets LZ6001 with
 * the number of the first. Throws `StoreError` only.
 */
export async function openStore(path: string, options: StoreOptions = {}): Promise<Store> {
  const config: Record<string, string> = {
    // Files are read only where the product names them; nothing is fetched.
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    preserve_insertion_order: "true",
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    ...(options.memory === undefined ? {} : { memory_limit: options.memory }),
  };
  try {
    const instance = await DuckDBInstance.create(path, config);
    const raw = await instance.connect();
    const reader = await raw.runAndReadAll("SELECT version()");
    const changing = await instance.connect();
    return new DuckStore(instance, raw, changing, String(reader.getRows()[0]?.[0] ?? ""));
  } catch (error) {
    throw storeError(error, path, true);
  }
}
