/**
 * Comma, tab or semicolon separated text. Only where lines begin is kept; a line becomes cells when asked for, since a
 * file may have thirty million of them. The bytes `"`, `,`, `;`, tab and newline are never part of another character
 * in UTF-8 nor in GB18030, so lines are found without decoding; UTF-16 is turned into UTF-8 before.
 */
import { say } from "../values/said.ts";
import { byMark, encodingOf, parts, decoderOf, textOf } from "./decode.ts";
import type { Encoding } from "./decode.ts";
import type { Found, Place } from "./found.ts";
import { beyond, Trouble } from "./found.ts";
import type { Meter } from "./limits.ts";
import { BLANK } from "./cells.ts";
import type { RowSource } from "./rows.ts";
import { rowsOf } from "./rows.ts";
import type { Cell, Sheet } from "./sheet.ts";

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

export type Separator = "," | "\t" | ";";
const [QUOTE, LF, CR] = [0x22, 0x0a, 0x0d];

/** By the first lines with anything in them: the separator that most of them have, most often. Quoted ones do not count. */
export function separatorOf(head: string): Separator {
  const lines = head
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, 20);
  const score = (c: string): number => {
    const times = lines.map((line) => line.split(c).length - 1);
    return times.filter((n) => n > 0).length * 1000 + Math.min(999, Math.max(0, ...times));
  };
  const best = ([";", ",", "\t"] as const).map((c) => ({ c, n: score(c) })).toSorted((a, b) => b.n - a.n)[0];
  return best && best.n > 0 ? best.c : ",";
}

interface Lines {
  readonly starts: Uint32Array;
  readonly count: number;
  readonly cells: number;
}

interface Spot {
  readonly row: number;
  readonly column: number;
}
/** Places of one kind: the first ones, and how many there are. */
class Spots {
  readonly first: Spot[] = [];
  count = 0;
  add(row: number, column: number): void {
    if (this.count++ < 50) this.first.push({ row, column });
  }
}

/**
 * Where lines begin. A quote counts only at the start of a cell. One that nothing closes, or that is closed lines later
 * in the middle of a cell, is a character like others: read to its end, the rows between would be lost in one cell.
 */
class LineScan {
  readonly #bytes: Uint8Array;
  readonly #separator: number;
  readonly #meter: Meter;
  #starts = new Uint32Array(1024);
  #count = 0;
  #cells = 0;
  #column = 1;
  #cellFrom = 0;
  /** Bytes gone over in vain; beyond a few times the file, quotes close on their own line or not at all. */
  #vain = 0;
  readonly stray = new Spots();
  readonly open = new Spots();
  readonly long = new Spots();

  constructor(bytes: Uint8Array, separator: Separator, meter: Meter) {
    this.#bytes = bytes;
    this.#separator = separator.charCodeAt(0);
    this.#meter = meter;
  }

  #line(start: number, end: number): void {
    const { limits } = this.#meter;
    if (this.#count >= limits.rows) throw beyond(`超过 ${limits.rows} 行`, `more than ${limits.rows} rows`);
    if (this.#count === this.#starts.length) {
      const next = new Uint32Array(this.#count * 2);
      next.set(this.#starts);
      this.#starts = next;
    }
    this.#cell(end);
    this.#starts[this.#count++] = start;
    this.#cells += this.#column;
    if (this.#column > limits.columns)
      throw beyond(`超过 ${limits.columns} 列`, `more than ${limits.columns} columns`);
    this.#column = 1;
    if (this.#meter.cells + this.#cells > limits.cells)
      throw beyond(`超过 ${limits.cells} 个单元格`, `more than ${limits.cells} cells`);
  }

  /** Ends the cell before `end`. A character has up to four bytes: whether it is too long is seen when it is read. */
  #cell(end: number): void {
    if (end - this.#cellFrom > this.#meter.limits.cellText * 2) this.long.add(this.#count + 1, this.#column);
  }

  /** The place after the quote that closes the one at `i`; -1: none does, as far as `#vain` allows to look. */
  #closing(i: number): number {
    const bytes = this.#bytes;
    const here = this.#vain > bytes.length * 4;
    let lines = false;
    for (let at = i + 1; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === LF || byte === CR) {
        if (here) return -1;
        lines = true;
      } else if (byte === QUOTE) {
        if (bytes[at + 1] === QUOTE) at++;
        else {
          const after = bytes[at + 1];
          const clean = at + 1 >= bytes.length || after === this.#separator || after === LF || after === CR;
          if (clean || !lines) return at + 1;
          this.#vain += at - i;
          return -1;
        }
      }
    }
    this.#vain += bytes.length * 5;
    return bytes.length < i ? -1 : this.#closingHere(i);
  }

  #closingHere(i: number): number {
    const bytes = this.#bytes;
    for (let at = i + 1; at < bytes.length && bytes[at] !== LF && bytes[at] !== CR; at++)
      if (bytes[at] === QUOTE) {
        if (bytes[at + 1] !== QUOTE) return at + 1;
        at++;
      }
    return -1;
  }

  run(from: number): Lines {
    const [bytes, separator] = [this.#bytes, this.#separator];
    let [start, cellStart] = [from, true];
    this.#cellFrom = from;
    let i = from;
    while (i < bytes.length) {
      const byte = bytes[i];
      if (byte === QUOTE) {
        const end = cellStart ? this.#closing(i) : -1;
        if (!cellStart) this.stray.add(this.#count + 1, this.#column);
        else if (end < 0) this.open.add(this.#count + 1, this.#column);
        cellStart = false;
        i = end < 0 ? i + 1 : end;
        const after = bytes[i];
        if (end >= 0 && end < bytes.length && after !== separator && after !== LF && after !== CR)
          this.stray.add(this.#count + 1, this.#column);
        continue;
      }
      if (byte === separator) {
        this.#cell(i);
        this.#column++;
        this.#cellFrom = i + 1;
        cellStart = true;
      } else if (byte === LF || byte === CR) {
        this.#line(start, i);
        if (byte === CR && bytes[i + 1] === LF) i++;
        start = i + 1;
        this.#cellFrom = start;
        cellStart = true;
      } else cellStart = false;
      i++;
    }
    if (start < bytes.length) this.#line(start, bytes.length);
    return { starts: this.#starts, count: this.#count, cells: this.#cells };
  }
}

/** The place of the quote that closes the one at `at`; -1: none does. */
function closing(line: string, at: number): number {
  let end = line.indexOf('"', at + 1);
  while (end >= 0 && line[end + 1] === '"') end = line.indexOf('"', end + 2);
  return end;
}

/** Cells of one line, as `LineScan` found it. A text longer than `most` is cut. */
export function cellsOf(line: string, separator: string, most: number): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (;;) {
    const end = line[at] === '"' ? closing(line, at) : -1;
    let text = "";
    if (end >= 0) {
      text = line.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    let next = line.indexOf(separator, at);
    if (next < 0) next = line.length;
    text += line.slice(at, next);
    cells.push(text === "" ? BLANK : { text: text.length > most ? text.slice(0, most) : text, kind: "text" });
    if (next >= line.length) return cells;
    at = next + 1;
  }
}

class TextRows implements RowSource {
  readonly #bytes: Uint8Array;
  readonly #lines: Lines;
  readonly #decoder: (bytes: Uint8Array) => string;
  readonly #separator: Separator;
  readonly #most: number;

  constructor(bytes: Uint8Array, lines: Lines, encoding: Encoding, separator: Separator, most: number) {
    const decoder = decoderOf(encoding, false);
    [this.#bytes, this.#lines, this.#separator, this.#most] = [bytes, lines, separator, most];
    this.#decoder = (part) => decoder.decode(part);
  }

  get length(): number {
    return this.#lines.count;
  }

  row(index: number): readonly Cell[] {
    const end = index + 1 < this.#lines.count ? this.#lines.starts[index + 1] : this.#bytes.length;
    const line = this.#decoder(this.#bytes.subarray(this.#lines.starts[index], end)).replace(
      /\r\n$|[\r\n]$/,
      "",
    );
    return line === "" ? [] : cellsOf(line, this.#separator, this.#most);
  }
}

/** UTF-8 of a UTF-16 file. */
function transcoded(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  const decoder = decoderOf(encoding, false);
  const encoder = new TextEncoder();
  const out = [...parts(bytes).map((part) => decoder.decode(part, { stream: true })), decoder.decode()].map(
    (t) => encoder.encode(t),
  );
  const joined = new Uint8Array(out.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of out) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const asWritten = say(
  "请核对该行;文字中的引号要写两个",
  "check this row; a quotation mark within a text is written twice",
);

function tell(scan: LineScan, place: Place, meter: Meter, found: Found): void {
  const each = (spots: Spots, code: "LZ8012" | "LZ8005", zh: string, en: string): void => {
    for (const { row, column } of spots.first)
      found.add(
        "explain",
        code,
        { ...place, row, column },
        say(`第 ${row} 行第 ${column} 列:${zh}`, `row ${row}, column ${column}: ${en}`),
        asWritten,
      );
    found.more(code, place, spots.count - spots.first.length);
  };
  each(scan.stray, "LZ8012", "有多余的引号,按原样读入", "a stray quotation mark, read as it stands");
  each(
    scan.open,
    "LZ8012",
    "引号没有结束,各行仍逐行读入",
    "a quotation mark that nothing closes; the lines were read one by one",
  );
  const most = meter.limits.cellText;
  each(
    scan.long,
    "LZ8005",
    `超过 ${most} 个字符,只读入前 ${most} 个`,
    `longer than ${most} characters; only so many were read`,
  );
}

/** Text without a mark or with one; `separator` null: by content. */
export function readText(
  file: string,
  bytes: Uint8Array,
  separator: Separator | null,
  meter: Meter,
  found: Found,
): Sheet {
  const encoding = encodingOf(bytes);
  if (encoding === null)
    throw new Trouble(
      "LZ8011",
      say(
        "文字编码无法识别:不是 UTF-8、GB18030,也不是带标记的 UTF-16",
        "neither UTF-8 nor GB18030 nor marked UTF-16",
      ),
      say("另存为 UTF-8 编码的 csv 或 xlsx", "save it as csv in UTF-8, or as xlsx"),
    );
  const wide = encoding === "utf-16le" || encoding === "utf-16be";
  const plain = wide ? transcoded(bytes, encoding) : bytes;
  const read: Encoding = wide ? "utf-8" : encoding;
  const from = byMark(plain) === "utf-8" ? 3 : 0;
  const by = separator ?? separatorOf(textOf(plain.subarray(from, from + 65_536), read));
  const scan = new LineScan(plain, by, meter);
  const lines = scan.run(from);
  meter.cells += lines.cells;
  tell(scan, { file }, meter, found);
  return {
    file,
    name: null,
    hidden: false,
    rows: rowsOf(new TextRows(plain, lines, read, by, meter.limits.cellText), lines.cells),
  };
}
