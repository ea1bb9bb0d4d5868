/** Rows of a table as a stream of COPY text: a line a row, the same in every version of PostgreSQL. */
import type { Hash } from "node:crypto";
import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { Transform, Writable as Sink } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { SCHEMA } from "../database/role.ts";
import type { Table } from "./tables.ts";
import { quoted } from "./tables.ts";

/** What was copied: how many rows, and the SHA-256 of their text. */
export interface Copied {
  readonly rows: string;
  readonly sha256: string;
}

/** How values are written: the same on every server, whatever its settings. */
export const PLAIN_VALUES =
  "SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1";

/** Hashes what passes through. */
export const hashing = (hash: Hash): Transform =>
  new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });

const list = (columns: readonly string[]): string => columns.map(quoted).join(", ");

const nowhere = (): Writable => new Sink({ write: (_chunk, _encoding, done) => done() });

/** Copies the rows of a table, in their order, through `stages` (the last one takes them). */
export async function copyOut(
  client: pg.Client,
  { name, columns, order }: Table,
  through: readonly (NodeJS.ReadWriteStream | NodeJS.WritableStream)[] = [nowhere()],
): Promise<Copied> {
  const sql = `SELECT ${list(columns)} FROM ${SCHEMA}.${quoted(name)} ORDER BY ${order}`;
  const rows = client.query(copyTo(`COPY (${sql}) TO STDOUT`));
  const hash = createHash("sha256");
  await pipeline([rows, hashing(hash), ...through]);
  return { rows: String(rows.rowCount), sha256: hash.digest("hex") };
}

/** A stream that takes rows of a table into the database. */
export const copyIn = (client: pg.Client, { name, columns }: Table): Writable =>
  client.query(copyFrom(`COPY ${SCHEMA}.${quoted(name)} (${list(columns)}) FROM STDIN`));

/** Groups of whole lines, `size` of them in each but the last. */
export async function* groupsOfLines(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let [held, lines]: [Buffer[], number] = [[], 0];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) {
      if (++lines < size) continue;
      yield Buffer.concat([...held, chunk.subarray(from, at + 1)]);
      [held, lines, from] = [[], 0, at + 1];
    }
    if (from < chunk.length) held.push(chunk.subarray(from));
  }
  if (held.length > 0) yield Buffer.concat(held);
}
