/** CSV as it comes: encodings by content, delimiters, blank lines, ragged rows. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

export interface CsvScan {
  readonly sha256: string;
  /** null: neither UTF-8 nor GB18030. */
  readonly encoding: Encoding | null;
  readonly delimiter: "," | "\t" | ";";
  /** Most cells in any row. */
  readonly width: number;
  readonly blankLines: boolean;
  readonly quotedNewlines: boolean;
}

async function decodes(file: string, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
      if (chunk instanceof Uint8Array) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Counts cells and lines of UTF-8 bytes; other encodings are read row by row anyway. */
class Shape {
  width = 1;
  blankLines = false;
  quotedNewlines = false;
  readonly #delimiter: number;
  #cells = 1;
  #empty = true;
  #quoted = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** State is held in locals over the chunk: this loop sees every byte of files of hundreds of megabytes. */
  push(chunk: Uint8Array): void {
    const delimiter = this.#delimiter;
    let [cells, empty, quoted, width] = [this.#cells, this.#empty, this.#quoted, this.width];
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte === 0x22) quoted = !quoted;
      else if (byte === 0x0a) {
        if (quoted) this.quotedNewlines = true;
        else {
          if (empty) this.blankLines = true;
          if (cells > width) width = cells;
          cells = 1;
          empty = true;
          continue;
        }
      } else if (byte === delimiter && !quoted) cells++;
      if (empty && byte !== 0x0d) empty = false;
    }
    [this.#cells, this.#empty, this.#quoted, this.width] = [cells, empty, quoted, width];
  }

  end(): void {
    if (this.#cells > this.width) this.width = this.#cells;
  }
}

function delimiterOf(head: string): "," | "\t" | ";" {
  const line = head.split("\n")[0] ?? "";
  const times = (c: string): number => line.split(c).length - 1;
  if (times("\t") > times(",")) return "\t";
  return times(";") > times(",") ? ";" : ",";
}

/** Reads the file once for its hash and shape and once more only when it is not UTF-8. */
export async function scanCsv(file: string): Promise<CsvScan> {
  const hash = createHash("sha256");
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let [valid, shape, wide]: [boolean, Shape | null, Encoding | null] = [true, null, null];
  let delimiter: "," | "\t" | ";" = ",";
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    if (!(chunk instanceof Uint8Array)) continue;
    hash.update(chunk);
    if (shape === null) {
      if (chunk[0] === 0xff && chunk[1] === 0xfe) wide = "utf-16le";
      if (chunk[0] === 0xfe && chunk[1] === 0xff) wide = "utf-16be";
      delimiter = delimiterOf(new TextDecoder(wide ?? "utf-8").decode(chunk.subarray(0, 65_536)));
      shape = new Shape(delimiter);
    }
    if (wide !== null) continue;
    shape.push(chunk);
    if (valid) {
      try {
        utf8.decode(chunk, { stream: true });
      } catch {
        valid = false;
      }
    }
  }
  try {
    if (valid) utf8.decode();
  } catch {
    valid = false;
  }
  shape?.end();
  const encoding = wide ?? (valid ? "utf-8" : (await decodes(file, "gb18030")) ? "gb18030" : null);
  return {
    sha256: hash.digest("hex"),
    encoding,
    delimiter,
    width: shape?.width ?? 1,
    blankLines: shape?.blankLines ?? false,
    quotedNewlines: shape?.quotedNewlines ?? false,
  };
}

/** A streaming reader of delimited text: blank lines are rows without cells, so that row numbers stay what a person sees. */
export class CsvRows {
  readonly #delimiter: string;
  #row: string[] = [];
  #cell = "";
  #quoted = false;
  #closed = false; // a quote just ended: a second one is a quote character
  #started = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  *push(text: string): Generator<string[]> {
    for (const c of text) {
      if (this.#quoted) {
        if (c === '"') [this.#quoted, this.#closed] = [false, true];
        else this.#cell += c;
        continue;
      }
      if (c === '"' && this.#closed)
        [this.#cell, this.#quoted, this.#closed] = [`${this.#cell}"`, true, false];
      else if (c === '"' && this.#cell === "") [this.#quoted, this.#started] = [true, true];
      else if (c === this.#delimiter) this.#endCell();
      else if (c === "\n") yield this.#endRow();
      else {
        this.#cell += c;
        [this.#closed, this.#started] = [false, true];
      }
    }
  }

  #endCell(): void {
    this.#row.push(this.#cell);
    [this.#cell, this.#closed, this.#started] = ["", false, true];
  }

  #endRow(): string[] {
    this.#cell = this.#cell.replace(/\r$/, "");
    const blank = this.#row.length === 0 && this.#cell === "";
    if (!blank) this.#endCell();
    const row = this.#row;
    this.#row = [];
    this.#started = false;
    this.#closed = false;
    return row;
  }

  *end(): Generator<string[]> {
    if (this.#started || this.#row.length > 0 || this.#cell !== "") yield this.#endRow();
  }
}

export async function* decodeRows(
  file: string,
  encoding: Encoding,
  delimiter: string,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder(encoding);
  const rows = new CsvRows(delimiter);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
    if (chunk instanceof Uint8Array) yield* rows.push(decoder.decode(chunk, { stream: true }));
  yield* rows.push(decoder.decode());
  yield* rows.end();
}

/** One line of plain CSV, padded so that no line is blank. */
export function csvLine(row: readonly string[], width: number): string {
  const cells = Array.from({ length: width }, (_, i) => row[i] ?? "");
  const line = cells.map((c) => (/[",\r\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(",");
  return line === "" ? '""' : line;
}
