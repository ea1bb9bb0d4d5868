/**
 * A real PostgreSQL for tests of SQL: the embedded server of packages/work in a folder of its own, behind the port of
 * the kernel, gone when stopped.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import { noServerFor, PLATFORM, startServer } from "@lianzhang/work";
import pg from "pg";

/** Why there cannot be a server here; null when there can. Anything else that goes wrong fails the test. */
export const noPostgresHere: string | null = noServerFor(PLATFORM);

/** The port of the kernel, and a way to end it. */
export interface Postgres extends SqlRunner {
  stop(): Promise<void>;
}

const INTEGER_TYPES: ReadonlySet<number> = new Set([
  pg.types.builtins.INT2,
  pg.types.builtins.INT4,
  pg.types.builtins.INT8,
]);

/** A cell as the port of the kernel has it. A numeric that is not whole is an error: no relation may hold one. */
function valueOf(text: string | null, type: number): SqlValue {
  if (text === null) return null;
  if (INTEGER_TYPES.has(type) || type === pg.types.builtins.NUMERIC) return BigInt(text);
  if (type === pg.types.builtins.BOOL) return text === "t";
  if (type === pg.types.builtins.FLOAT8) return Number(text);
  return text;
}

/** Starts a server. It sorts text by pinyin, so that nothing works only because of a C locale. */
export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-postgres-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await startServer({
      folder,
      create: true,
      random: randomBytes,
      settings: { fsync: "off" },
    });
    const client = new pg.Client({ connectionString: server.ownerUrl() });
    await client.connect();
    const stop = (): Promise<void> =>
      client
        .end()
        .then(() => server.stop())
        .then(remove);
    return { ...connection(client), stop };
  } catch (error) {
    remove();
    throw error;
  }
}

function connection(client: pg.Client): SqlRunner {
  const runner: SqlRunner = {
    dialect: "postgres",
    async query(sql) {
      const raw = { getTypeParser: () => (text: string) => text };
      const answer = await client.query<(string | null)[]>({ text: sql, rowMode: "array", types: raw });
      const types = answer.fields.map((f) => f.dataTypeID);
      return {
        columns: answer.fields.map((f) => f.name),
        types: types.map((t) => TYPE_NAMES.get(t) ?? `oid ${t}`),
        rows: answer.rows.map((row) => row.map((cell, i) => valueOf(cell, types[i] ?? 0))),
      };
    },
    async execute(sql) {
      await client.query(sql);
    },
    async transaction(work) {
      await client.query("BEGIN");
      try {
        const result = await work(runner);
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      }
    },
  };
  return runner;
}

const TYPE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(pg.types.builtins).map(([name, id]) => [id, name]),
);
