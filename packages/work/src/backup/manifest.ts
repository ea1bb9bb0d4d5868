/**
 * The file of a backup:
 *
 *     lianzhang-backup-1                        one line
 *     rows of a table, COPY text in gzip        one part a table
 *     bytes of a kept file, as they came        one part a file
 *     the manifest                              one line of JSON
 *     end <where the manifest begins, 16 digits> <SHA-256 of everything before it>
 */
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { z } from "zod";
import type { Anchor } from "../audit/anchor.ts";
import { anchorText, readAnchor } from "../audit/anchor.ts";
import { notABackup } from "./refusals.ts";

export const HEADING = "lianzhang-backup-1\n";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.string().regex(/^\d{1,18}$/);

const manifestShape = z.strictObject({
  format: z.literal("lianzhang-backup-1"),
  made_at: z.string(),
  server: z.string(),
  migrations: z.array(z.strictObject({ number: z.int(), hash })),
  parts: z.array(
    z.strictObject({
      table: z.string(),
      columns: z.array(z.string()),
      rows: count,
      /** Where the part begins in the file, and how many bytes it has there. */
      offset: z.int(),
      bytes: z.int(),
      /** Of the rows, before they are compressed. */
      sha256: hash,
    }),
  ),
  sequences: z.array(
    z.strictObject({ name: z.string(), last: z.string().regex(/^-?\d+$/), used: z.boolean() }),
  ),
  files: z.array(z.strictObject({ sha256: hash, offset: z.int(), bytes: z.int() })).default([]),
  anchor: z.unknown(),
});

/** One table in the file. */
export interface Part {
  readonly table: string;
  readonly columns: readonly string[];
  /** How many, in digits. */
  readonly rows: string;
  readonly offset: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** The bytes of one kept file, as they came. */
export interface FilePart {
  readonly sha256: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Where a sequence stood, in digits, and whether that number was given out. */
export interface SequenceState {
  readonly name: string;
  readonly last: string;
  readonly used: boolean;
}

export interface Manifest {
  readonly format: "lianzhang-backup-1";
  /** When the copy was taken, UTC. */
  readonly made_at: string;
  /** Version of PostgreSQL. */
  readonly server: string;
  readonly migrations: readonly { readonly number: number; readonly hash: string }[];
  readonly parts: readonly Part[];
  readonly sequences: readonly SequenceState[];
  readonly files: readonly FilePart[];
  /** The head of the audit chain in the copy. */
  readonly anchor: Anchor;
}

const END = /^end (\d{16}) ([0-9a-f]{64})\n$/;
const END_HEAD = "end ".length + 16 + 1;
const END_LENGTH = END_HEAD + 64 + 1;

export const endHead = (manifestAt: number): string => `end ${String(manifestAt).padStart(16, "0")} `;

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** The bytes of an open file from `start` up to, not including, `end`; a megabyte at a time. */
export async function* bytesBetween(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const bytes = await bytesAt(file, at, Math.min(1 << 20, end - at));
    if (bytes.length === 0) return;
    at += bytes.length;
    yield bytes;
  }
}

async function hashUpTo(file: FileHandle, end: number): Promise<string> {
  const whole = createHash("sha256");
  for await (const bytes of bytesBetween(file, 0, end)) whole.update(bytes);
  return whole.digest("hex");
}

/** Reads the manifest of an open file after looking at every byte of it. Throws LZ7031. */
async function manifestOf(file: FileHandle, path: string): Promise<Manifest> {
  const { size } = await file.stat();
  const [heading, end] = [
    await bytesAt(file, 0, HEADING.length),
    await bytesAt(file, Math.max(0, size - END_LENGTH), END_LENGTH),
  ];
  if (heading.toString("latin1") !== HEADING)
    throw notABackup(path, {
      zh: "开头不是 lianzhang-backup-1",
      en: "it does not begin with lianzhang-backup-1",
    });
  const [, at = "", expected] = END.exec(end.toString("latin1")) ?? [];
  if (expected === undefined)
    throw notABackup(path, { zh: "没有末行,被截断", en: "its last line is missing: it was cut off" });
  const found = await hashUpTo(file, size - END_LENGTH + END_HEAD);
  if (found !== expected)
    throw notABackup(path, {
      zh: `内容被改动:SHA-256 应为 ${expected},实为 ${found}`,
      en: `it was altered: SHA-256 expected ${expected}, found ${found}`,
    });
  try {
    const line = await bytesAt(file, Number(at), size - END_LENGTH - Number(at));
    const { anchor: said, ...rest } = manifestShape.parse(JSON.parse(line.toString("utf8")));
    const anchor = readAnchor(`${JSON.stringify(said)}\n`);
    if (anchor === null) throw new Error("the anchor is not what was exported");
    return { ...rest, anchor };
  } catch (error) {
    throw notABackup(path, { zh: "清单无法读取", en: "its manifest cannot be read" }, error);
  }
}

/** Opens a backup and hands it over with its manifest; every byte was looked at. Throws LZ7031. */
export async function withBackup<T>(
  path: string,
  work: (manifest: Manifest, file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(path, "r");
  try {
    return await work(await manifestOf(file, path), file);
  } finally {
    await file.close();
  }
}

/** The manifest as it stands in the file: one line. The anchor keeps the text it was exported with. */
export const manifestText = ({ anchor, ...rest }: Manifest): string =>
  `${JSON.stringify({ ...rest, anchor: JSON.parse(anchorText(anchor)) })}\n`;
