/** Bytes as they came, kept once by their hash beside the database: `<folder>/<first two>/<sha256>`. Never changed. */
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { alteredFile, missingFile } from "./faults.ts";

export interface KeptFiles {
  /** Keeps the bytes and gives their SHA-256. When it resolves they are on the disk. */
  keep(bytes: Uint8Array): Promise<string>;
  /** Keeps a file of any size, a piece at a time. */
  keepFile(path: string): Promise<{ readonly hash: string; readonly size: bigint }>;
  /** The bytes of a hash. Throws LZ7506 when they are not there or are others. */
  read(hash: string): Promise<Uint8Array>;
  /** Where the bytes of a hash are, for whoever reads them a piece at a time and holds them against it. Throws LZ7506. */
  place(hash: string): Promise<string>;
  /** Takes bytes away; those that are not there are no fault. */
  remove(hash: string): Promise<void>;
  /** Every hash that is kept, in order. */
  all(): Promise<readonly string[]>;
}

const HASH = /^[0-9a-f]{64}$/;

export const hashOfBytes = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** A folder's own entries are on the disk only when the folder is synced too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const beside = (folder: string): string => join(folder, `.${randomBytes(8).toString("hex")}.new`);

/** Writes a new file and syncs it; what fails leaves nothing behind. */
async function writeNew(path: string, write: (to: FileHandle) => Promise<void>): Promise<void> {
  try {
    const handle = await open(path, "wx", 0o600);
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Gives a new file the name under which it is whole. */
async function settle(from: string, path: string): Promise<void> {
  const folder = dirname(path);
  try {
    const made = await mkdir(folder, { recursive: true });
    await rename(from, path);
    await syncFolder(folder);
    if (made !== undefined) await syncFolder(dirname(folder));
  } catch (error) {
    await rm(from, { force: true });
    throw error;
  }
}

async function writeWhole(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const fresh = beside(folder);
  await writeNew(fresh, (to) => to.writeFile(bytes));
  await settle(fresh, path);
}

/** Copies a file beside those that are kept and gives its hash and size. */
async function copyBeside(
  from: string,
  to: string,
): Promise<{ readonly hash: string; readonly size: bigint }> {
  const hash = createHash("sha256");
  let size = 0n;
  await writeNew(to, async (handle) => {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 20 })) {
      if (!(chunk instanceof Uint8Array)) continue;
      hash.update(chunk);
      size += BigInt(chunk.length);
      await handle.writeFile(chunk);
    }
  });
  return { hash: hash.digest("hex"), size };
}

async function isKept(path: string, size: number | bigint): Promise<boolean> {
  try {
    return BigInt((await stat(path)).size) === BigInt(size);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function hashesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The files of one instance. */
export function keptFiles(folder: string): KeptFiles {
  const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);
  return {
    keep: async (bytes) => {
      const hash = hashOfBytes(bytes);
      const path = pathOf(hash);
      // what bears the name was whole when it was given it
      if (!(await isKept(path, bytes.length))) await writeWhole(folder, path, bytes);
      return hash;
    },
    keepFile: async (from) => {
      await mkdir(folder, { recursive: true });
      const fresh = beside(folder);
      const kept = await copyBeside(from, fresh);
      const path = pathOf(kept.hash);
      if (await isKept(path, kept.size)) await rm(fresh, { force: true });
      else await settle(fresh, path);
      return kept;
    },
    place: async (hash) => {
      if (!HASH.test(hash)) throw missingFile(hash);
      try {
        await stat(pathOf(hash));
      } catch (error) {
        throw isMissing(error) ? missingFile(hash) : error;
      }
      return pathOf(hash);
    },
    read: async (hash) => {
      if (!HASH.test(hash)) throw missingFile(hash);
      let bytes: Uint8Array;
      try {
        bytes = await readFile(pathOf(hash));
      } catch (error) {
        throw isMissing(error) ? missingFile(hash) : error;
      }
      if (hashOfBytes(bytes) !== hash) throw alteredFile(hash);
      return bytes;
    },
    remove: async (hash) => {
      if (HASH.test(hash)) await rm(pathOf(hash), { force: true });
    },
    all: async () => {
      const found: string[] = [];
      for (const two of (await hashesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)))
        for (const name of await hashesIn(join(folder, two)))
          if (HASH.test(name) && name.startsWith(two)) found.push(name);
      return found.toSorted();
    },
  };
}
