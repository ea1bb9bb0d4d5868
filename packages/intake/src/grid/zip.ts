/**
 * Archives by their directory at the end, entries unpacked piece by piece: what an archive claims of its sizes is
 * never believed, only what comes out is counted.
 */
import { nameOf, textOf } from "./decode.ts";
import { beyond, damaged, tooLarge, Trouble, withPassword } from "./found.ts";
import { say } from "../values/said.ts";
import { inflated } from "./inflate.ts";
import type { Meter } from "./limits.ts";

export interface Entry {
  /** With `/` between folders. */
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly crc: number;
  /** Where its local header is. */
  readonly offset: number;
  /** Where it is listed in the directory, and how many bytes that takes. */
  readonly listed: { readonly at: number; readonly length: number };
}

const [END, ENTRY, LOCAL, END64, LOCATOR64] = [0x06054b50, 0x02014b50, 0x04034b50, 0x06064b50, 0x07064b50];
const FULL = 0xffffffff;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const wide = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

interface Directory {
  readonly at: number;
  readonly count: number;
}

function directoryOf(view: DataView): Directory {
  const from = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= from; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const [count, start] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    if ((count < 0xffff && start < FULL) || at < 20) return { at: start, count };
    if (view.getUint32(at - 20, true) !== LOCATOR64) return { at: start, count };
    const end = wide(view, at - 12);
    if (end + 56 > view.byteLength || view.getUint32(end, true) !== END64) break;
    return { at: wide(view, end + 48), count: wide(view, end + 32) };
  }
  throw damaged("压缩包不完整", "the archive is not complete");
}

/** Sizes that do not fit into 32 bits stand in an extra field, in this order, each only where it is asked for. */
function widened(view: DataView, at: number, length: number, values: readonly number[]): number[] {
  const out = [...values];
  for (let i = at; i + 4 <= at + length; i += 4 + view.getUint16(i + 2, true)) {
    if (view.getUint16(i, true) !== 1) continue;
    let next = i + 4;
    const end = Math.min(at + length, next + view.getUint16(i + 2, true));
    for (const [k, value] of out.entries())
      if (value === FULL && next + 8 <= end) {
        out[k] = wide(view, next);
        next += 8;
      }
  }
  return out;
}

/** Throws `Trouble` where the directory is broken or has more than the limit of entries. */
export function entriesOf(bytes: Uint8Array, meter: Meter): Entry[] {
  const view = viewOf(bytes);
  if (view.byteLength < 22) throw damaged("压缩包不完整", "the archive is not complete");
  const { at: start, count } = directoryOf(view);
  const entries: Entry[] = [];
  let at = start;
  while (entries.length < count) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY)
      throw damaged("压缩包的目录不完整", "the directory of the archive is not complete");
    if (entries.length >= meter.limits.entries)
      throw beyond(
        `压缩包内超过 ${meter.limits.entries} 个文件`,
        `more than ${meter.limits.entries} entries in an archive`,
      );
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > view.byteLength)
      throw damaged("压缩包的目录不完整", "the directory of the archive is not complete");
    const raw = bytes.subarray(at + 46, at + 46 + nameLength);
    const flags = view.getUint16(at + 8, true);
    const [, packed = 0, offset = 0] = widened(view, at + 46 + nameLength, extraLength, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ]);
    entries.push({
      name: (flags & 0x800 ? textOf(raw, "utf-8") : nameOf(raw)).replaceAll("\\", "/"),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      packed,
      crc: view.getUint32(at + 16, true),
      offset,
      listed: { at, length: next - at },
    });
    at = next;
  }
  return entries;
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crcOf(bytes: Uint8Array, before: number): number {
  let c = before;
  for (let i = 0; i < bytes.length; i++) c = (CRC[(c ^ (bytes[i] ?? 0)) & 255] ?? 0) ^ (c >>> 8);
  return c;
}

/** The checksum an archive keeps of bytes. */
export const crc32 = (bytes: Uint8Array): number => (crcOf(bytes, -1) ^ -1) >>> 0;

const RATIO_FROM = 16_000_000;

function packedOf(bytes: Uint8Array, entry: Entry): Uint8Array {
  const view = viewOf(bytes);
  if (entry.encrypted) throw withPassword();
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== LOCAL)
    throw damaged("压缩包内的文件找不到", "an entry of the archive is not where it should be");
  const from =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (from + entry.packed > bytes.length)
    throw damaged("压缩包内的文件不完整", "an entry of the archive is cut off");
  return bytes.subarray(from, from + entry.packed);
}

/** The bytes of an entry, piece by piece. Throws `Trouble`: broken, of another checksum, encrypted, beyond a limit. */
export async function* unpack(bytes: Uint8Array, entry: Entry, meter: Meter): AsyncGenerator<Uint8Array> {
  const { limits } = meter;
  const packed = packedOf(bytes, entry);
  let [crc, size] = [-1, 0];
  const counted = (chunk: Uint8Array): Uint8Array => {
    size += chunk.length;
    meter.unpacked += chunk.length;
    if (meter.unpacked > limits.unpackedBytes)
      throw beyond(
        `解压后超过 ${limits.unpackedBytes} 字节`,
        `more than ${limits.unpackedBytes} bytes when unpacked`,
      );
    if (size > RATIO_FROM && size > packed.length * limits.ratio)
      throw beyond(
        `解压后膨胀超过 ${limits.ratio} 倍`,
        `it unpacks to more than ${limits.ratio} times its size`,
      );
    crc = crcOf(chunk, crc);
    return chunk;
  };
  if (entry.method === 0) yield counted(packed);
  else if (entry.method === 8) {
    const chunks = inflated(packed);
    try {
      for (;;) {
        const next = await chunks.next().catch(() => {
          throw damaged("压缩包内的文件不能解压", "an entry of the archive cannot be unpacked");
        });
        if (next.done) break;
        yield counted(next.value);
      }
    } finally {
      await chunks.return(undefined);
    }
  } else
    throw new Trouble(
      "LZ8002",
      say(`压缩方法 ${entry.method} 不能读取`, `packed by method ${entry.method}, which is not read`),
      say("用普通的 zip 重新压缩", "pack it again as a plain zip"),
    );
  if ((crc ^ -1) >>> 0 !== entry.crc)
    throw damaged("压缩包内文件的校验和不符", "an entry of the archive has another checksum");
}

/** All bytes of an entry, which may be as many as a file has. */
export async function unpacked(bytes: Uint8Array, entry: Entry, meter: Meter): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of unpack(bytes, entry, meter)) {
    size += chunk.length;
    if (size > meter.limits.fileBytes) throw tooLarge(meter);
    chunks.push(chunk);
  }
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const out = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
