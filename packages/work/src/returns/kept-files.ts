/** Bytes as they came, kept once by their hash beside the database: `<folder>/<first two>/<sha256>`. Never changed. */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { alteredFile, missingFile } from "./faults.ts";

export interface KeptFiles {
  /** Keeps the bytes and gives their SHA-256. When it resolves they are on the disk. */
  keep(bytes: Uint8Array): Promise<string>;
  /** The bytes of a hash. Throws LZ7506 when they are not there or are others. */
  read(hash: string): Promise<Uint8Array>;
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

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const made = await mkdir(folder, { recursive: true });
  const beside = join(folder, `.${randomBytes(8).toString("hex")}.new`);
  try {
    const handle = await open(beside, "wx", 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(folder);
  if (made !== undefined) await syncFolder(dirname(folder));
}

async function isKept(path: string, size: number): Promise<boolean> {
  try {
    return (await stat(path)).size === size;
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
      if (!(await isKept(path, bytes.length))) await writeWhole(path, bytes);
      return hash;
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
      for (const two of await hashesIn(folder))
        for (const name of await hashesIn(join(folder, two)))
          if (HASH.test(name) && name.startsWith(two)) found.push(name);
      return found.toSorted();
    },
  };
}
