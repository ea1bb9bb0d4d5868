/** A small BIFF8 workbook in an OLE container for tests: no library that is kept up writes this format any more. */

type Value = string | number | boolean;
const DATE_STYLE = 1;

class Bytes {
  readonly #out: number[] = [];
  u8(...values: number[]): this {
    this.#out.push(...values.map((v) => v & 255));
    return this;
  }
  u16(...values: number[]): this {
    for (const v of values) this.u8(v, v >> 8);
    return this;
  }
  u32(...values: number[]): this {
    for (const v of values) this.u16(v & 0xffff, v >>> 16);
    return this;
  }
  f64(value: number): this {
    return this.raw(new Uint8Array(new Float64Array([value]).buffer));
  }
  text(text: string): this {
    for (const c of text) this.u16(c.charCodeAt(0));
    return this;
  }
  raw(bytes: Iterable<number>): this {
    this.#out.push(...bytes);
    return this;
  }
  get bytes(): number[] {
    return this.#out;
  }
}

const record = (id: number, body: Bytes): number[] =>
  new Bytes().u16(id, body.bytes.length).raw(body.bytes).bytes;
const bof = (kind: number): number[] =>
  record(0x0809, new Bytes().u16(0x0600, kind, 0x0dbb, 0x07cc).u32(0, 6));
const eof = record(0x000a, new Bytes());

function cell(row: number, column: number, value: Value | Date): number[] {
  const at = (style: number): Bytes => new Bytes().u16(row, column, style);
  if (value instanceof Date) return record(0x0203, at(DATE_STYLE).f64(value.getTime() / 86_400_000 + 25_569));
  if (typeof value === "number") return record(0x0203, at(0).f64(value));
  if (typeof value === "boolean") return record(0x0205, at(0).u8(value ? 1 : 0, 0));
  return record(0x0204, at(0).u16(value.length).u8(1).text(value));
}

/** The Workbook stream of one sheet. `first`: records after its beginning, such as FILEPASS. */
function stream(name: string, rows: readonly (readonly (Value | Date)[])[], first: number[]): number[] {
  const start = [
    ...bof(5),
    ...first,
    ...record(0x00e0, new Bytes().u16(0, 0).raw(Array.from({ length: 16 }, () => 0))),
    ...record(0x00e0, new Bytes().u16(0, 14).raw(Array.from({ length: 16 }, () => 0))),
  ];
  const sheetHead = 4 + 4 + 2 + 1 + 1 + name.length * 2;
  const at = start.length + sheetHead + eof.length;
  const bound = record(0x0085, new Bytes().u32(at).u8(0, 0, name.length, 1).text(name));
  const cells = rows.flatMap((row, r) => row.flatMap((value, c) => cell(r, c, value)));
  return [...start, ...bound, ...eof, ...bof(0x10), ...cells, ...eof];
}

const [FREE, END, FAT] = [0xffffffff, 0xfffffffe, 0xfffffffd];

/** An OLE container with one stream: header, table of sectors, directory, then the stream. */
export function oleOf(name: string, body: readonly number[]): Uint8Array {
  const size = Math.max(4096, body.length);
  const sectors = Math.ceil(size / 512);
  const header = new Bytes()
    .u8(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)
    .raw(Array.from({ length: 16 }, () => 0))
    .u16(0x3e, 3, 0xfffe, 9, 6)
    .u16(0, 0, 0)
    .u32(0, 1, 1, 0, 4096, END, 0, END, 0)
    .u32(0, ...Array.from({ length: 108 }, () => FREE));
  const table = new Bytes().u32(
    FAT,
    END,
    ...Array.from({ length: sectors }, (_, i) => (i + 1 < sectors ? i + 3 : END)),
  );
  while (table.bytes.length < 512) table.u32(FREE);
  const directory = (label: string, type: number, child: number, from: number, length: number): number[] => {
    const entry = new Bytes().text(label);
    while (entry.bytes.length < 64) entry.u8(0);
    entry
      .u16(label.length * 2 + 2)
      .u8(type, 1)
      .u32(FREE, FREE, child);
    return entry.raw(Array.from({ length: 36 }, () => 0)).u32(from, length, 0).bytes;
  };
  const list = new Bytes().raw(directory("Root Entry", 5, 1, END, 0)).raw(directory(name, 2, FREE, 2, size));
  while (list.bytes.length < 512) list.u8(0);
  const out = new Uint8Array(512 * (3 + sectors));
  out.set(header.bytes, 0);
  out.set(table.bytes, 512);
  out.set(list.bytes, 1024);
  out.set(body, 1536);
  return out;
}

export const xlsOf = (name: string, rows: readonly (readonly (Value | Date)[])[]): Uint8Array =>
  oleOf("Workbook", stream(name, rows, []));

/** Its records say that they are encrypted (FILEPASS). */
export const xlsWithPassword = (): Uint8Array =>
  oleOf(
    "Workbook",
    stream("表1", [[1]], record(0x002f, new Bytes().u16(1, 1, 1).raw(Array.from({ length: 48 }, () => 7)))),
  );
