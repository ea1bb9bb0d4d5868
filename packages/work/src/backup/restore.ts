/** A backup put back: a new folder or an empty database, all of it in one transaction, or nothing. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Label } from "@lianzhang/kernel";
import pg from "pg";
import type { Verdict } from "../audit/verdict.ts";
import { anchorText } from "../audit/anchor.ts";
import { verifyChain } from "../audit/verify.ts";
import { queriesOn } from "../database/connect.ts";
import { shownUrl, translated } from "../database/failures.ts";
import { makeTables, migrate, pending } from "../database/migrate.ts";
import { MIGRATIONS } from "../database/migrations/index.ts";
import type { Migration } from "../database/migrations/migration.ts";
import type { Queries } from "../database/queries.ts";
import { SCHEMA } from "../database/role.ts";
import type { Clock, RandomBytes } from "../database/sources.ts";
import { WorkError } from "../errors.ts";
import type { WorkPlace } from "../open.ts";
import { serverOf } from "../open.ts";
import { copyIn, copyOut, groupsOfLines, hashing, PLAIN_VALUES } from "./copying.ts";
import { filesOfPlace, restoreFiles } from "./files.ts";
import type { Manifest, Part } from "./manifest.ts";
import { bytesBetween, withBackup } from "./manifest.ts";
import { notEmpty, notTheSame, otherProgram } from "./refusals.ts";
import type { Table } from "./tables.ts";
import { EVENTS, HEAD, quoted, sequencesIn, tablesIn } from "./tables.ts";

export interface RestoreOptions {
  readonly file: string;
  /** A folder that is new or empty, or the address of the owner of an empty database. */
  readonly place: WorkPlace;
  /** Folder to keep the files of returns in; default: `files` beside the work folder. What is there stays. */
  readonly files?: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly progress?: (step: Label) => void;
  /** The migrations this program knows, in tests. */
  readonly migrations?: readonly Migration[];
}

export interface Restored {
  readonly manifest: Manifest;
  /** Of the chain that was restored, held against the anchor of the manifest. */
  readonly verdict: Verdict & { readonly holds: true };
}

/** The migrations the backup was made with. Throws LZ7032 when this program does not know them. */
function migrationsFor(
  known: readonly Migration[],
  { migrations }: Manifest,
  file: string,
): readonly Migration[] {
  try {
    const later = new Set(pending(known, migrations));
    return known.filter((m) => !later.has(m));
  } catch (error) {
    if (error instanceof WorkError) throw otherProgram(file, error.said, error);
    throw error;
  }
}

async function requireEmpty(queries: Queries, url: string): Promise<void> {
  const found = await queries.rows("SELECT 1 FROM pg_tables WHERE schemaname = $1 LIMIT 1", [SCHEMA]);
  if (found.length > 0) throw notEmpty(shownUrl(url));
}

const described = (
  tables: readonly { readonly name: string; readonly columns: readonly string[] }[],
): string =>
  tables
    .map(({ name, columns }) => `${name}(${columns.join(",")})`)
    .toSorted()
    .join(" ");

/** The tables as they were made now, with the part each is in. Throws LZ7034 when they are not those of the backup. */
async function partsInOrder(
  queries: Queries,
  { parts, sequences }: Manifest,
): Promise<readonly (readonly [Table, Part])[]> {
  const tables = await tablesIn(queries);
  const [made, saved] = [
    `${described(tables)} ${(await sequencesIn(queries)).join(" ")}`,
    `${described(parts.map((p) => ({ name: p.table, columns: p.columns })))} ${sequences.map((s) => s.name).join(" ")}`,
  ];
  if (made !== saved)
    throw notTheSame({
      zh: `数据表应为 ${saved},实为 ${made}`,
      en: `tables: expected ${saved}, found ${made}`,
    });
  return tables.flatMap((table) =>
    parts.filter((p) => p.table === table.name).map((part) => [table, part] as const),
  );
}

const LINKS_AT_ONCE = 500;

/**
 * The links go in through the guard of the chain, one behind the other, as they were made. Every link moves the head,
 * and the versions of its row pile up until the transaction ends: writing the table anew drops them, without which
 * each link would take longer than the one before.
 */
async function loadLinks(client: pg.Client, table: Table, rows: AsyncIterable<Buffer>): Promise<void> {
  for await (const group of groupsOfLines(rows, LINKS_AT_ONCE)) {
    await pipeline([group], copyIn(client, table));
    await client.query(`ALTER TABLE ${HEAD} ALTER COLUMN number TYPE BIGINT USING number + 0`);
  }
}

/** Loads one table; what the migrations put in of themselves gives way. The head is moved by the links, not loaded. */
async function load(client: pg.Client, file: FileHandle, table: Table, part: Part): Promise<void> {
  if (table.name === HEAD) return;
  const { offset, bytes } = part;
  const stored = bytesBetween(file, offset, offset + bytes);
  const hash = createHash("sha256");
  const stages = [stored, createGunzip(), hashing(hash)] as const;
  if (table.name === EVENTS) await pipeline(...stages, (rows) => loadLinks(client, table, rows));
  else await pipeline(...stages, copyIn(client, table));
  if (hash.digest("hex") !== part.sha256)
    throw notTheSame({ zh: `${table.name} 的哈希`, en: `the hash of ${table.name}` });
}

async function clearSeeds(client: pg.Client, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables.toReversed())
    if (name !== HEAD && name !== EVENTS) await client.query(`DELETE FROM ${quoted(name)}`);
}

/** Reads every table back: the rows are those that were saved, to the byte. */
async function compare(client: pg.Client, table: Table, part: Part): Promise<void> {
  const found = await copyOut(client, table);
  if (found.rows === part.rows && found.sha256 === part.sha256) return;
  throw notTheSame({
    zh: `${table.name} 应为 ${part.rows} 行 ${part.sha256},实为 ${found.rows} 行 ${found.sha256}`,
    en: `${table.name}: expected ${part.rows} rows ${part.sha256}, found ${found.rows} rows ${found.sha256}`,
  });
}

async function verified(queries: Queries, { anchor }: Manifest): Promise<Restored["verdict"]> {
  const verdict = await verifyChain(queries, [{ name: "manifest", text: anchorText(anchor) }]);
  if (verdict.holds) return verdict;
  const { number, fault } = verdict.broken;
  throw notTheSame({
    zh: `审计链在第 ${number} 环断裂(${fault})`,
    en: `the audit chain is broken at link ${number} (${fault})`,
  });
}

/**
 * Triggers that derive columns (whose a record is) rest: what they made is among the rows, and made anew in another order
 * of rows it would be another text. The guards of the chain stay on.
 */
async function deriving(
  client: pg.Client,
  tables: readonly Table[],
  how: "DISABLE" | "ENABLE",
): Promise<void> {
  for (const { name } of tables)
    if (!name.startsWith("audit_")) await client.query(`ALTER TABLE ${quoted(name)} ${how} TRIGGER USER`);
}

interface Source {
  readonly manifest: Manifest;
  readonly file: FileHandle;
  readonly migrations: readonly Migration[];
}

async function loadAll(
  client: pg.Client,
  { manifest, file, migrations }: Source,
  progress: (step: Label) => void,
): Promise<Restored> {
  const queries = queriesOn(client);
  await makeTables(client, migrations);
  await client.query(PLAIN_VALUES);
  const parts = await partsInOrder(queries, manifest);
  const tables = parts.map(([table]) => table);
  await deriving(client, tables, "DISABLE");
  await clearSeeds(client, tables);
  for (const [table, part] of parts) {
    progress({ zh: `恢复 ${table.name}:${part.rows} 行`, en: `restoring ${table.name}: ${part.rows} rows` });
    await load(client, file, table, part);
  }
  await deriving(client, tables, "ENABLE");
  for (const { name, last, used } of manifest.sequences)
    await queries.rows("SELECT setval(CAST($1 AS regclass), $2, $3)", [
      `${SCHEMA}.${quoted(name)}`,
      BigInt(last),
      used,
    ]);
  progress({ zh: "逐表核对,核验审计链", en: "comparing every table, verifying the audit chain" });
  for (const [table, part] of parts) await compare(client, table, part);
  return { manifest, verdict: await verified(queries, manifest) };
}

/** All in one transaction, rolled back at the first thing that is not as it was. */
async function intoDatabase(url: string, source: Source, progress: (step: Label) => void): Promise<Restored> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    options: `-c search_path=${SCHEMA}`,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await requireEmpty(queriesOn(client), url);
    await client.query("BEGIN");
    const restored = await loadAll(client, source, progress);
    await client.query("COMMIT");
    return restored;
  } catch (error) {
    throw translated(error, shownUrl(url));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A folder that is not there or has nothing in it; gives back what takes away whatever is made in it. */
function newFolder(folder: string): () => void {
  const there = existsSync(folder);
  if (there && readdirSync(folder).length > 0) throw notEmpty(folder);
  return () => {
    const made = there ? readdirSync(folder).map((name) => join(folder, name)) : [folder];
    for (const path of made) rmSync(path, { recursive: true, force: true });
  };
}

async function intoPlace(source: Source, options: RestoreOptions): Promise<Restored> {
  const { random, clock, progress = () => undefined } = options;
  progress({ zh: "打开数据库", en: "opening the database" });
  const place = options.place.kind === "folder" ? { ...options.place, create: true } : options.place;
  const server = await serverOf(place, random);
  try {
    const url = server.ownerUrl();
    const restored = await intoDatabase(url, source, progress);
    // a backup of an earlier version is brought up like the database it was made of
    await migrate({ url, migrations: options.migrations ?? MIGRATIONS, clock, mode: "apply" });
    return restored;
  } finally {
    await server.stop();
  }
}

/**
 * Restores a backup and proves it: every byte of the file, every row of every table, every link of the chain against
 * the anchor. Throws WorkError LZ7031 to LZ7034 and what opening a database throws; then nothing is left behind.
 */
export function restoreBackup(options: RestoreOptions): Promise<Restored> {
  return withBackup(options.file, async (manifest, file) => {
    const migrations = migrationsFor(options.migrations ?? MIGRATIONS, manifest, options.file);
    const takeAway = options.place.kind === "folder" ? newFolder(options.place.folder) : () => undefined;
    const files = filesOfPlace(options.place, options.files);
    // bytes first: rows that name them are there only when they are
    const takeFilesAway = await restoreFiles(file, manifest.files, files);
    try {
      return await intoPlace({ manifest, file, migrations }, options);
    } catch (error) {
      takeAway();
      await takeFilesAway();
      throw error;
    }
  });
}
