/** Single lines of a large file, found by the index of its scan. */
import { open } from "node:fs/promises";
import type { PlainScan } from "./scan.ts";
import { CR, EVERY, LF } from "./scan.ts";

/** The texts of some lines (numbers from 1, rising), read where they stand. */
export async function linesOf(
  path: string,
  { index, bytes, lines: last }: Pick<PlainScan, "index" | "bytes" | "lines">,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const file = await open(path, "r");
  try {
    let at = -1;
    let block: readonly Uint8Array[] = [];
    for (const number of numbers) {
      if (number > last) continue;
      const wanted = Math.floor((number - 1) / EVERY);
      if (wanted !== at) {
        const start = index[wanted] ?? 0;
        const buffer = Buffer.alloc((index[wanted + 1] ?? bytes) - start);
        await file.read(buffer, 0, buffer.length, start);
        [at, block] = [wanted, linesIn(buffer)];
      }
      const line = block[(number - 1) % EVERY];
      if (line !== undefined) found.set(number, decoder.decode(line));
    }
  } finally {
    await file.close();
  }
  return found;
}

/** The lines of a piece, without what ends them. */
function linesIn(buffer: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < buffer.length;) {
    const found = buffer.indexOf(LF, start);
    const end = found < 0 ? buffer.length : found;
    lines.push(buffer.subarray(start, end > start && buffer[end - 1] === CR ? end - 1 : end));
    start = end + 1;
  }
  return lines;
}
