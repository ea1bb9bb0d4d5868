/** Brings a database up: forward only, one at a time, and never over a past that was altered. */
import { createHash } from "node:crypto";
import pg from "pg";
import { WorkError } from "../errors.ts";
import { shownUrl, translated } from "./failures.ts";
import type { Migration } from "./migrations/migration.ts";
import { ROLE, SCHEMA, VIEWER_ROLE } from "./role.ts";
import type { Clock } from "./sources.ts";

export interface Applied {
  readonly number: number;
  readonly hash: string;
}

const hashOf = (sql: string): string => createHash("sha256").update(sql).digest("hex");

// any number will do as long as it stays the same: "LZ" and the year
const LOCK = 7690_2026;
const OLDEST = 15;

const tooOld = (url: string, found: string): WorkError =>
  new WorkError(
    "LZ7008",
    { zh: `${shownUrl(url)} 是 PostgreSQL ${found}`, en: `${shownUrl(url)} is PostgreSQL ${found}` },
    { zh: `需要 ${OLDEST} 或以上`, en: `${OLDEST} or later is needed` },
  );

const altered = (m: Migration, found: string): WorkError =>
  new WorkError(
    "LZ7009",
    {
      zh: `迁移 ${m.number} (${m.name}) 与建库时不同:库中 ${found.slice(0, 12)},程序 ${hashOf(m.sql).slice(0, 12)}`,
      en: `migration ${m.number} (${m.name}) is not the one applied: database ${found.slice(0, 12)}, program ${hashOf(m.sql).slice(0, 12)}`,
    },
    {
      zh: "用建库的那一版程序或更新的版本;旧迁移不得修改",
      en: "use the program the database was made with or a later one; a past migration is never edited",
    },
  );

const otherVersion = (zh: string, en: string): WorkError =>
  new WorkError(
    "LZ7010",
    { zh, en },
    {
      zh: "使用较新的程序;若程序较新,用 lianzhang start 启动一次",
      en: "use the newer program; when the program is the newer, start it once (lianzhang start)",
    },
  );

/** The migrations still to be applied. Throws LZ7009 for an altered one, LZ7010 for one the program does not know. */
export function pending(known: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const byNumber = new Map(applied.map((a) => [a.number, a.hash]));
  for (const m of known) {
    const found = byNumber.get(m.number);
    if (found !== undefined && found !== hashOf(m.sql)) throw altered(m, found);
    byNumber.delete(m.number);
  }
  const [unknown] = byNumber.keys();
  if (unknown !== undefined)
    throw otherVersion(
      `数据库已有迁移 ${unknown},程序只到 ${known.length}`,
      `the database has migration ${unknown}, the program knows ${known.length}`,
    );
  const there = new Set(applied.map((a) => a.number));
  return known.filter((m) => !there.has(m.number));
}

async function appliedIn(client: pg.Client): Promise<readonly Applied[]> {
  const table = await client.query("SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = $2", [
    SCHEMA,
    "schema_migration",
  ]);
  if (table.rows.length === 0) return [];
  const { rows } = await client.query<Applied>("SELECT number, hash FROM schema_migration ORDER BY number");
  return rows;
}

interface RoleNeeded {
  readonly role: string;
  /** Whether the grantee has it, as SQL over `$1`. */
  readonly member: string;
  readonly grantee: string;
}

const STATEMENTS = `CREATE ROLE ${ROLE} NOLOGIN; CREATE ROLE ${VIEWER_ROLE} NOLOGIN; GRANT ${VIEWER_ROLE} TO ${ROLE}; GRANT ${ROLE} TO <user>;`;

async function ensureMember(client: pg.Client, { role, member, grantee }: RoleNeeded): Promise<void> {
  const { rows } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  if (rows.length === 0) await client.query(`CREATE ROLE ${role} NOLOGIN`);
  const has = await client.query<{ yes: boolean }>(`SELECT ${member} AS yes`, [role]);
  // who makes a role may give it, which from PostgreSQL 16 on is not yet to take it
  if (rows.length === 0 || has.rows[0]?.yes !== true) await client.query(`GRANT ${role} TO ${grantee}`);
}

/** Roles cannot be in a migration: they belong to the whole server, and there only its administrator may make them. */
async function ensureRoles(client: pg.Client): Promise<void> {
  try {
    const toUser = { role: ROLE, member: "pg_has_role($1, 'MEMBER')", grantee: "CURRENT_USER" };
    const toApplication = {
      role: VIEWER_ROLE,
      member: `pg_has_role('${ROLE}', $1, 'MEMBER')`,
      grantee: ROLE,
    };
    await ensureMember(client, toUser);
    await ensureMember(client, toApplication);
  } catch (error) {
    throw new WorkError(
      "LZ7011",
      {
        zh: `无权建立角色 ${ROLE} 和 ${VIEWER_ROLE}`,
        en: `this user may not make the roles ${ROLE} and ${VIEWER_ROLE}`,
      },
      { zh: `请数据库管理员执行一次:${STATEMENTS}`, en: `the administrator runs once: ${STATEMENTS}` },
      error,
    );
  }
}

const FIRST = `CREATE TABLE schema_migration (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL)`;

async function ensureSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", [SCHEMA]);
  if (rows.length === 0) await client.query(`CREATE SCHEMA ${SCHEMA}`);
  await client.query(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${ROLE}`);
}

/** One migration and the record of it, together or not at all. */
async function apply(client: pg.Client, m: Migration, clock: Clock): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(m.sql);
    await client.query(
      "INSERT INTO schema_migration (number, name, hash, applied_at) VALUES ($1, $2, $3, $4)",
      [m.number, m.name, hashOf(m.sql), clock().toISOString()],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

async function bringUp(client: pg.Client, known: readonly Migration[], clock: Clock): Promise<void> {
  // several programs may start at once: one applies, the others find it done
  await client.query(`SELECT pg_advisory_lock(${LOCK})`);
  const before = await appliedIn(client);
  const todo = pending(known, before);
  if (todo.length === 0) return;
  await ensureRoles(client);
  await ensureSchema(client);
  if (before.length === 0) await client.query(FIRST);
  for (const m of todo) await apply(client, m, clock);
}

async function onlyCheck(client: pg.Client, known: readonly Migration[]): Promise<void> {
  const todo = pending(known, await appliedIn(client));
  const [first] = todo;
  if (first !== undefined)
    throw otherVersion(
      `数据库尚未执行迁移 ${first.number} (${first.name})`,
      `the database does not have migration ${first.number} (${first.name}) yet`,
    );
}

/**
 * Makes role, schema and tables as these migrations leave them, in the transaction of `client`. The records of the
 * migrations are not made: a backup brings them with the other rows.
 */
export async function makeTables(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  // a program that starts meanwhile waits, and finds what was made
  await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
  await ensureRoles(client);
  await ensureSchema(client);
  await client.query(FIRST);
  for (const { sql } of migrations) await client.query(sql);
}

export interface MigrateOptions {
  /** Address of the owner. */
  readonly url: string;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  /** `check`: only look; a database that is behind is LZ7010. */
  readonly mode: "apply" | "check";
}

/**
 * Looks whether the server can be used and brings its tables up. Throws WorkError LZ7006 to LZ7011.
 */
export async function migrate({ url, migrations, clock, mode }: MigrateOptions): Promise<void> {
  const options = `-c search_path=${SCHEMA}`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, options });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
    const found = rows[0]?.server_version ?? "";
    if (Number.parseInt(found, 10) < OLDEST) throw tooOld(url, found);
    await (mode === "apply" ? bringUp(client, migrations, clock) : onlyCheck(client, migrations));
  } catch (error) {
    throw translated(error, shownUrl(url));
  } finally {
    await client.end().catch(() => undefined);
  }
}
