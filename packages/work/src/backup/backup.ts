/** A consistent copy of the people's half while it is at work: one moment of the database, in one file. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open, rename, rm } from "node:fs/promises";
import { Writable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Label } from "@lianzhang/kernel";
import pg from "pg";
import { makeAnchor } from "../audit/anchor.ts";
import { verifyChain } from "../audit/verify.ts";
import { queriesOn } from "../database/connect.ts";
import { shownUrl, translated } from "../database/failures.ts";
import { pending } from "../database/migrate.ts";
import { MIGRATIONS } from "../database/migrations/index.ts";
import type { Migration } from "../database/migrations/migration.ts";
import type { Queries } from "../database/queries.ts";
import { only, text, whole } from "../database/queries.ts";
import { SCHEMA } from "../database/role.ts";
import type { Clock, RandomBytes } from "../database/sources.ts";
import { hexFrom } from "../database/sources.ts";
import type { WorkPlace } from "../open.ts";
import { serverOf } from "../open.ts";
import { holdBytes, letBytesGo } from "../returns/copying-bytes.ts";
import { copyOut, PLAIN_VALUES } from "./copying.ts";
import { copyFiles, filesOfPlace } from "./files.ts";
import type { Manifest, Part, SequenceState } from "./manifest.ts";
import { endHead, HEADING, manifestText } from "./manifest.ts";
import { brokenChain, fileIsThere } from "./refusals.ts";
import { quoted, sequencesIn, tablesIn } from "./tables.ts";

export interface BackupOptions {
  /** Where PostgreSQL is; at an address, that of the owner or of a user who may read every table. */
  readonly place: WorkPlace;
  readonly file: string;
  /** Folder of the kept files of returns; default: `files` beside the work folder. */
  readonly files?: string;
  /** Whether a file that is there may be replaced. */
  readonly overwrite?: boolean;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly progress?: (step: Label) => void;
  /** The migrations this program knows, in tests. */
  readonly migrations?: readonly Migration[];
}

export interface Backup {
  readonly manifest: Manifest;
  /** Size of the file in bytes, and its SHA-256 as `sha256sum` tells it. */
  readonly bytes: number;
  readonly sha256: string;
}

/** A file that is written from its beginning on, and the hash of it so far. */
class Growing {
  readonly #file: FileHandle;
  readonly #whole = createHash("sha256");
  position = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async write(bytes: Buffer): Promise<void> {
    this.#whole.update(bytes);
    this.position += bytes.length;
    await this.#file.writeFile(bytes);
  }

  hash = (): string => this.#whole.copy().digest("hex");

  /** A stream into the file, which stays open after it. */
  stream = (): Writable =>
    new Writable({
      write: (chunk: Buffer, _, done) => void this.write(chunk).then(() => done(), done),
    });
}

async function sequenceStates(queries: Queries): Promise<readonly SequenceState[]> {
  const states: SequenceState[] = [];
  for (const name of await sequencesIn(queries)) {
    const row = only(await queries.rows(`SELECT last_value, is_called FROM ${SCHEMA}.${quoted(name)}`));
    states.push({ name, last: String(whole(row, "last_value")), used: row["is_called"] === true });
  }
  return states;
}

const migrationsIn = async (queries: Queries): Promise<Manifest["migrations"]> =>
  (await queries.rows("SELECT number, hash FROM schema_migration ORDER BY number")).map((row) => ({
    number: Number(whole(row, "number")),
    hash: text(row, "hash"),
  }));

/** Writes everything the transaction of `client` sees. */
async function writeAll(client: pg.Client, out: Growing, options: BackupOptions): Promise<Manifest> {
  const queries = queriesOn(client);
  const made_at = options.clock();
  const migrations = await migrationsIn(queries);
  pending(options.migrations ?? MIGRATIONS, migrations);
  options.progress?.({ zh: "核验审计链", en: "verifying the audit chain" });
  const verdict = await verifyChain(queries);
  if (!verdict.holds) throw brokenChain(verdict.broken.number, verdict.broken.fault);
  const anchor = await makeAnchor(queries, made_at);
  await out.write(Buffer.from(HEADING));
  const parts: Part[] = [];
  for (const table of await tablesIn(queries)) {
    options.progress?.({ zh: `备份 ${table.name}`, en: `copying ${table.name}` });
    const offset = out.position;
    const { rows, sha256 } = await copyOut(client, table, [createGzip(), out.stream()]);
    const bytes = out.position - offset;
    parts.push({ table: table.name, columns: table.columns, rows, offset, bytes, sha256 });
  }
  const files = await copyFiles(
    queries,
    await tablesIn(queries),
    out,
    filesOfPlace(options.place, options.files),
  );
  await letBytesGo(client);
  const sequences = await sequenceStates(queries);
  const server = text(only(await queries.rows("SHOW server_version")), "server_version");
  return {
    format: "lianzhang-backup-1",
    made_at: made_at.toISOString(),
    server,
    migrations,
    parts,
    sequences,
    files,
    anchor,
  };
}

async function writeFile(client: pg.Client, file: FileHandle, options: BackupOptions): Promise<Backup> {
  const out = new Growing(file);
  const manifest = await writeAll(client, out, options);
  const head = endHead(out.position);
  await out.write(Buffer.from(manifestText(manifest)));
  await out.write(Buffer.from(head));
  await out.write(Buffer.from(`${out.hash()}\n`));
  await file.sync();
  return { manifest, bytes: out.position, sha256: out.hash() };
}

async function writeNew(client: pg.Client, path: string, options: BackupOptions): Promise<Backup> {
  const handle = await open(path, "wx", 0o600);
  try {
    return await writeFile(client, handle, options);
  } finally {
    await handle.close();
  }
}

/** Writes beside the file and renames when it is whole: what bears the name is a backup. */
async function writtenWhole(client: pg.Client, options: BackupOptions): Promise<Backup> {
  const { file } = options;
  const beside = `${file}.${hexFrom(options.random, 4)}.new`;
  try {
    const made = await writeNew(client, beside, options);
    if (existsSync(file) && options.overwrite !== true) throw fileIsThere(file);
    await rename(beside, file);
    return made;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** All of it from one moment: who writes meanwhile is not kept waiting, and is in the copy whole or not at all. */
async function fromOneMoment(url: string, options: BackupOptions): Promise<Backup> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    options: `-c search_path=${SCHEMA}`,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await holdBytes(client);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query(PLAIN_VALUES);
    const made = await writtenWhole(client, options);
    await client.query("COMMIT");
    return made;
  } catch (error) {
    throw translated(error, shownUrl(url));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Writes a backup (0600) while the product runs. The key file of second factors is not in it. Throws WorkError LZ7001
 * to LZ7013, LZ7035 when the file is there, LZ7036 when the chain does not hold; then no file is left.
 */
export async function makeBackup(options: BackupOptions): Promise<Backup> {
  if (existsSync(options.file) && options.overwrite !== true) throw fileIsThere(options.file);
  options.progress?.({ zh: "打开数据库", en: "opening the database" });
  const server = await serverOf(options.place, options.random);
  try {
    return await fromOneMoment(server.ownerUrl(), options);
  } finally {
    await server.stop();
  }
}
