/** The bytes of returns in a backup: those that the copied rows name, each by its hash. */
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Queries } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import type { WorkPlace } from "../open.ts";
import type { KeptFiles } from "../returns/kept-files.ts";
import { hashOfBytes, keptFiles } from "../returns/kept-files.ts";
import type { FilePart } from "./manifest.ts";
import { bytesBetween } from "./manifest.ts";
import { noFilesFolder, notTheSame } from "./refusals.ts";
import type { Table } from "./tables.ts";

/** Where the bytes are: as named, or beside the work folder, as the product keeps them; null: nobody knows. */
export function filesOfPlace(place: WorkPlace, named: string | undefined): KeptFiles | null {
  if (named !== undefined) return keptFiles(named);
  return place.kind === "folder" ? keptFiles(join(place.folder, "../files")) : null;
}

interface Out {
  readonly position: number;
  write(bytes: Buffer): Promise<void>;
}

/** Writes the bytes that the transaction's rows name. Throws LZ7037 where nobody knows where they are, LZ7506. */
export async function copyFiles(
  queries: Queries,
  tables: readonly Table[],
  out: Out,
  files: KeptFiles | null,
): Promise<readonly FilePart[]> {
  // a backup of an earlier version has no returns
  if (!tables.some((t) => t.name === "submission_file")) return [];
  const rows = await queries.rows(
    `SELECT DISTINCT f.hash FROM submission_file f JOIN submission s ON s.id = f.submission WHERE NOT s.purged ORDER BY f.hash`,
  );
  if (rows.length > 0 && files === null) throw noFilesFolder();
  const parts: FilePart[] = [];
  for (const row of rows) {
    const hash = text(row, "hash");
    const bytes = await files?.read(hash);
    if (bytes === undefined) continue;
    parts.push({ sha256: hash, offset: out.position, bytes: bytes.length });
    await out.write(Buffer.from(bytes));
  }
  return parts;
}

/** Keeps the bytes of a backup again; gives what takes away those that were not there before. Throws LZ7034, LZ7037. */
export async function restoreFiles(
  file: FileHandle,
  parts: readonly FilePart[],
  files: KeptFiles | null,
): Promise<() => Promise<void>> {
  if (parts.length === 0) return () => Promise.resolve();
  if (files === null) throw noFilesFolder();
  const there = new Set(await files.all());
  const made: string[] = [];
  const takeAway = async (): Promise<void> => {
    for (const hash of made) await files.remove(hash);
  };
  try {
    for (const { sha256, offset, bytes } of parts) {
      const chunks: Buffer[] = [];
      for await (const chunk of bytesBetween(file, offset, offset + bytes)) chunks.push(chunk);
      const whole = Buffer.concat(chunks);
      if (hashOfBytes(whole) !== sha256)
        throw notTheSame({ zh: `文件 ${sha256} 的内容`, en: `the bytes of ${sha256}` });
      if (!there.has(sha256)) made.push(sha256);
      await files.keep(whole);
    }
    return takeAway;
  } catch (error) {
    await takeAway();
    throw error;
  }
}
