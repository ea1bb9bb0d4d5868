/** A file of delimited text as UTF-8 on the disk: itself, or a copy where it is in GB18030. */
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** Enough for a head and some rows, and for telling what a file is. */
const START = 1 << 18;
const LF = 0x0a;

/** Whole lines from the start of a file; null: its first line does not end there. */
export async function startOf(path: string): Promise<Uint8Array | null> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(START);
    const { bytesRead } = await file.read(buffer, 0, START, 0);
    if (bytesRead < START) return buffer.subarray(0, bytesRead);
    const end = buffer.lastIndexOf(LF) + 1;
    return end === 0 ? null : buffer.subarray(0, end);
  } finally {
    await file.close();
  }
}

/** UTF-16 with its mark: read cell by cell. */
export const isWide = (start: Uint8Array): boolean =>
  (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);

export const isUnicode = (start: Uint8Array): boolean => isUtf8(start);

export interface Copy {
  readonly path: string;
  /** Of the file itself. */
  readonly sha256: string;
  remove(): Promise<void>;
}

/** A copy in UTF-8 of a file in GB18030; null: it is none. */
export async function copyInUtf8(path: string): Promise<Copy | null> {
  const folder = await mkdtemp(join(tmpdir(), "lianzhang-plain-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const copy = join(folder, "plain.csv");
  const hash = createHash("sha256");
  const decoder = new TextDecoder("gb18030", { fatal: true });
  async function* texts(): AsyncGenerator<string> {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 19 })) {
      if (!(chunk instanceof Uint8Array)) continue;
      hash.update(chunk);
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  }
  try {
    await pipeline(texts, createWriteStream(copy));
    return { path: copy, sha256: hash.digest("hex"), remove };
  } catch (error) {
    await remove();
    if (error instanceof TypeError) return null;
    throw error;
  }
}
