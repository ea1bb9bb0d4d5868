/** An archive with a few entries replaced: all others keep their bytes as they were packed. */
import type { Entry } from "@lianzhang/intake";
import { crc32 } from "@lianzhang/intake";
import { deflateSync } from "fflate";

/** The archive is not one whose entries can be moved: they overlap, or lie behind the directory. */
export class Unmovable extends Error {}

const LOCAL_LENGTH = 30;
const ENTRY_LENGTH = 46;
const FULL = 0xffffffff;
const ZIP64 = 1;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Extra fields without the sizes of large entries, which the header has itself now. */
function small(extra: Uint8Array): Uint8Array {
  const view = viewOf(extra);
  const kept: number[] = [];
  for (let at = 0; at + 4 <= extra.length;) {
    const next = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) !== ZIP64) kept.push(...extra.subarray(at, next));
    at = next;
  }
  return Uint8Array.from(kept);
}

interface Packed {
  readonly bytes: Uint8Array;
  readonly crc: number;
  readonly size: number;
}

/** Deflated, without a descriptor behind it, sizes in 32 bits. */
function stamp(view: DataView, at: number, packed: Packed): void {
  view.setUint16(at + 2, view.getUint16(at + 2, true) & ~0b1110, true);
  view.setUint16(at + 4, 8, true);
  view.setUint32(at + 10, packed.crc, true);
  view.setUint32(at + 14, packed.bytes.length, true);
  view.setUint32(at + 18, packed.size, true);
}

function localOf(bytes: Uint8Array, entry: Entry, packed: Packed): Uint8Array {
  const old = viewOf(bytes);
  const [names, extras] = [old.getUint16(entry.offset + 26, true), old.getUint16(entry.offset + 28, true)];
  const from = entry.offset + LOCAL_LENGTH;
  const extra = small(bytes.subarray(from + names, from + names + extras));
  const out = new Uint8Array(LOCAL_LENGTH + names + extra.length + packed.bytes.length);
  out.set(bytes.subarray(entry.offset, from + names));
  out.set(extra, LOCAL_LENGTH + names);
  out.set(packed.bytes, LOCAL_LENGTH + names + extra.length);
  const view = viewOf(out);
  stamp(view, 4, packed);
  view.setUint16(28, extra.length, true);
  return out;
}

function listedOf(bytes: Uint8Array, { listed }: Entry, packed: Packed | null, offset: number): Uint8Array {
  const old = bytes.slice(listed.at, listed.at + listed.length);
  const view = viewOf(old);
  const [names, extras] = [view.getUint16(28, true), view.getUint16(30, true)];
  const from = ENTRY_LENGTH + names;
  if (packed === null) {
    if (view.getUint32(42, true) !== FULL) view.setUint32(42, offset, true);
    else moveWide(view, from, extras, offset);
    return old;
  }
  const extra = small(old.subarray(from, from + extras));
  const out = new Uint8Array(old.length - extras + extra.length);
  out.set(old.subarray(0, from));
  out.set(extra, from);
  out.set(old.subarray(from + extras), from + extra.length);
  const made = viewOf(out);
  stamp(made, 6, packed);
  made.setUint16(30, extra.length, true);
  made.setUint32(42, offset, true);
  return out;
}

/** The offset of a large entry stands behind the sizes that are kept in the extra field too. */
function moveWide(view: DataView, from: number, length: number, offset: number): void {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== ZIP64) continue;
    const before = [24, 20].filter((k) => view.getUint32(k, true) === FULL).length;
    if (at + 4 + before * 8 + 8 > from + length) break;
    view.setBigUint64(at + 4 + before * 8, BigInt(offset), true);
    return;
  }
  throw new Unmovable("an offset that is not there");
}

/** Where the bytes of each entry end: where the next one begins, or the directory. */
function segments(entries: readonly Entry[], directory: number): Map<Entry, number> {
  const sorted = entries.toSorted((a, b) => a.offset - b.offset);
  const ends = new Map<Entry, number>();
  for (const [i, entry] of sorted.entries()) {
    const end = sorted[i + 1]?.offset ?? directory;
    if (entry.offset + LOCAL_LENGTH + entry.packed > end) throw new Unmovable("entries overlap");
    ends.set(entry, end);
  }
  return ends;
}

/** The archive with these entries' contents. Throws `Unmovable`. */
export function repacked(
  bytes: Uint8Array,
  entries: readonly Entry[],
  contents: ReadonlyMap<Entry, Uint8Array>,
): Uint8Array {
  const directory = Math.min(...entries.map((e) => e.listed.at));
  const ends = segments(entries, directory);
  const order = [...ends.keys()];
  const parts: Uint8Array[] = [bytes.subarray(0, order[0]?.offset ?? 0)];
  let at = parts[0]?.length ?? 0;
  const placed = new Map<Entry, { readonly offset: number; readonly packed: Packed | null }>();
  for (const entry of order) {
    const content = contents.get(entry);
    const packed =
      content === undefined
        ? null
        : { bytes: deflateSync(content), crc: crc32(content), size: content.length };
    const part =
      packed === null ? bytes.subarray(entry.offset, ends.get(entry)) : localOf(bytes, entry, packed);
    placed.set(entry, { offset: at, packed });
    parts.push(part);
    at += part.length;
  }
  const start = at;
  for (const entry of entries) {
    const { offset, packed } = placed.get(entry) ?? { offset: 0, packed: null };
    const part = listedOf(bytes, entry, packed, offset);
    parts.push(part);
    at += part.length;
  }
  parts.push(endOf(entries.length, start, at - start));
  return joined(parts, at + 22);
}

function endOf(count: number, start: number, size: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(22));
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, start, true);
  return new Uint8Array(view.buffer);
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
