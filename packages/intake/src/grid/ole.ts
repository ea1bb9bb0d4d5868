/**
 * The container of old Office files, as far as it must be known before a library opens it: which streams it has, that
 * following them ends, and that together they are no larger than the file. The library checks none of this.
 */
import { damaged } from "./found.ts";

export interface Ole {
  readonly names: readonly string[];
  /** The records of the workbook; null: there is none, or it is too small to be kept in sectors of its own. */
  readonly workbook: Uint8Array | null;
}

/** Larger values of a table are marks: free, end, and what the table itself takes. */
const LAST = 0xfffffffa;
const SMALL = 4096;

interface Layout {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly size: number;
  readonly sectors: number;
}

const broken = damaged("OLE 容器的目录有误", "its OLE container has a broken directory");

/** Sectors from `start` on; throws where they go in a circle. */
function chain(table: Uint32Array, start: number): number[] {
  const out: number[] = [];
  for (let at = start; at < LAST && at < table.length; at = table[at] ?? LAST) {
    if (out.length > table.length) throw broken;
    out.push(at);
  }
  return out;
}

function gather({ bytes, size }: Layout, sectors: readonly number[]): Uint8Array {
  const out = new Uint8Array(sectors.length * size);
  for (const [i, sector] of sectors.entries()) {
    const part = bytes.subarray((sector + 1) * size, (sector + 2) * size);
    out.set(part, i * size);
  }
  return out;
}

/** The sectors that hold the table of sectors; what the file says of their number must suit its length. */
function tableSectors({ view, size, sectors }: Layout): number[] {
  const count = view.getUint32(44, true);
  const more = view.getUint32(72, true);
  if (count > sectors / (size / 4) + 2 || more > count) throw broken;
  const out: number[] = [];
  for (let i = 0; i < Math.min(109, count); i++) out.push(view.getUint32(76 + i * 4, true));
  let next = view.getUint32(68, true);
  for (let k = 0; k < more && next < sectors; k++) {
    const at = (next + 1) * size;
    if (at + size > view.byteLength) throw broken;
    for (let i = 0; i < size / 4 - 1 && out.length < count; i++) out.push(view.getUint32(at + i * 4, true));
    next = view.getUint32(at + size - 4, true);
  }
  return out.filter((sector) => sector < sectors);
}

const words = (bytes: Uint8Array): Uint32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, true));
};

/** Throws `Trouble`: broken, or made so that reading it would not end. */
export function oleOf(bytes: Uint8Array): Ole {
  if (bytes.length < 1024) throw broken;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = 1 << view.getUint16(30, true);
  if ((size !== 512 && size !== 4096) || view.getUint16(32, true) !== 6 || view.getUint32(56, true) !== SMALL)
    throw broken;
  const layout: Layout = { bytes, view, size, sectors: Math.ceil(bytes.length / size) };
  const table = words(gather(layout, tableSectors(layout)));
  const smallTable = words(gather(layout, chain(table, view.getUint32(60, true))));
  const directory = gather(layout, chain(table, view.getUint32(48, true)));
  const entries = new DataView(directory.buffer);
  const names: string[] = [];
  let workbook: Uint8Array | null = null;
  let held = 0;
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const type = directory[at + 66] ?? 0;
    if (type === 0) continue;
    const length = Math.min(31, entries.getUint16(at + 64, true) / 2 - 1);
    let name = "";
    for (let i = 0; i < length; i++) name += String.fromCharCode(entries.getUint16(at + i * 2, true));
    names.push(name);
    const [start, bytesOf] = [entries.getUint32(at + 116, true), entries.getUint32(at + 120, true)];
    if (type !== 2 && type !== 5) continue;
    const small = type === 2 && bytesOf < SMALL;
    const sectors = chain(small ? smallTable : table, start);
    held += small ? Math.max(bytesOf, sectors.length * 64) : sectors.length * size;
    if (held > bytes.length * 2) throw broken;
    if (!small && type === 2 && (name === "Workbook" || name === "Book"))
      workbook ??= gather(layout, sectors).subarray(0, bytesOf);
  }
  return { names, workbook };
}
