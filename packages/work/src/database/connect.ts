/** PostgreSQL behind the `Database` port: reading, and transactions that are done again when the database asks for it. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { kindOf, statementFailed, translated, unknownOutcome } from "./failures.ts";
import type { Parameter, Queries, Row } from "./queries.ts";
import { ROLE, SCHEMA } from "./role.ts";

export interface TransactionOptions {
  /**
   * Every transaction as if alone (SERIALIZABLE). Dear beside the audit chain, which all changes meet at: two at once
   * always conflict. The default is READ COMMITTED with row locks where a decision rests on a row.
   */
  readonly serializable?: boolean;
}

export interface Database {
  /** Reads from one moment; nothing can be changed. */
  read<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /**
   * All of `work` or nothing. It runs again after a conflict, or when the connection broke before COMMIT: it must
   * touch nothing but the database. Throws WorkError: LZ7006, LZ7007, LZ7012 (outcome unknown), LZ7013.
   */
  transaction<T>(work: (queries: Queries) => Promise<T>, options?: TransactionOptions): Promise<T>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** The address, asked for anew: an embedded server may come back at another port. */
  readonly url: () => string;
  /** Connections at most. */
  readonly connections?: number;
  /** How long to wait for a database that is away, in milliseconds. */
  readonly patience?: number;
  /** `owner`: without taking the application's role, in repair and in tests. */
  readonly as?: "application" | "owner";
}

const CONFLICTS_AT_MOST = 20;
const PAUSE = 100;

const { INT2, INT4, INT8, BOOL } = pg.types.builtins;
const INTEGERS: ReadonlySet<number> = new Set([INT2, INT4, INT8]);
const types = {
  getTypeParser: (type: number) => (cell: string) =>
    INTEGERS.has(type) ? BigInt(cell) : type === BOOL ? cell === "t" : cell,
};

/** The port over a connection that is inside a transaction. */
export const queriesOn = (client: pg.ClientBase): Queries => ({
  async rows(sql: string, parameters: readonly Parameter[] = []): Promise<readonly Row[]> {
    return (await client.query<Row>({ text: sql, values: [...parameters], types })).rows;
  },
});

const nothing = (): void => undefined;

function poolAt(url: string, options: ConnectOptions): pg.Pool {
  const role = options.as === "owner" ? "" : ` -c role=${ROLE}`;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 20,
    connectionTimeoutMillis: 10_000,
    options: `-c search_path=${SCHEMA}${role}`,
  });
  // a connection that breaks fails the statement under way; these keep Node from ending the program besides
  pool.on("error", nothing);
  pool.on("connect", (client) => client.on("error", nothing));
  return pool;
}

class PostgresDatabase implements Database {
  readonly #options: ConnectOptions;
  #url: string;
  #pool: pg.Pool;

  constructor(options: ConnectOptions) {
    this.#options = options;
    this.#url = options.url();
    this.#pool = poolAt(this.#url, options);
  }

  #current(): pg.Pool {
    const url = this.#options.url();
    if (url !== this.#url) {
      void this.#pool.end();
      [this.#url, this.#pool] = [url, poolAt(url, this.#options)];
    }
    return this.#pool;
  }

  read<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#patiently("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work);
  }

  transaction<T>(work: (queries: Queries) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const level = options.serializable === true ? "SERIALIZABLE" : "READ COMMITTED";
    return this.#patiently(`BEGIN ISOLATION LEVEL ${level}`, work);
  }

  async #patiently<T>(begin: string, work: (queries: Queries) => Promise<T>): Promise<T> {
    let waited = 0;
    for (let conflicts = 0; ;) {
      try {
        return await this.#once(begin, work);
      } catch (error) {
        const kind = kindOf(error);
        const again =
          kind === "conflict"
            ? ++conflicts < CONFLICTS_AT_MOST
            : kind === "away" && waited < (this.#options.patience ?? 30_000);
        if (!again) throw translated(error, "PostgreSQL");
        const pause = kind === "conflict" ? conflicts * 5 : PAUSE;
        waited += kind === "away" ? PAUSE : 0;
        await sleep(pause);
      }
    }
  }

  async #once<T>(begin: string, work: (queries: Queries) => Promise<T>): Promise<T> {
    const client = await this.#current().connect();
    let broken = true;
    try {
      await client.query(begin);
      const result = await done(client, work);
      await commit(client);
      broken = false;
      return result;
    } catch (error) {
      broken = !(await rolledBack(client));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

const done = <T>(client: pg.PoolClient, work: (queries: Queries) => Promise<T>): Promise<T> =>
  work(queriesOn(client));

/** A transaction in which a statement failed answers COMMIT with ROLLBACK and no error: that is a failure all the same. */
async function commit(client: pg.PoolClient): Promise<void> {
  try {
    const { command } = await client.query("COMMIT");
    if (command === "COMMIT") return;
  } catch (error) {
    throw kindOf(error) === "away" ? unknownOutcome(error) : error;
  }
  throw statementFailed(new Error("a statement of the transaction had failed before COMMIT"));
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query("ROLLBACK");
    return true;
  } catch {
    return false;
  }
}

/** A pool of connections; none is made before the first question. */
export const connect = (options: ConnectOptions): Database => new PostgresDatabase(options);
