/** A large file of delimited text gone over once: its hash, whether it is plain lines, which of them hold an odd cell. */
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { PlainTable, WhyCells } from "@lianzhang/intake";
import { BAD, BEYOND, CLOSED, ENDS, NEXT, PART, planOf, POINT, WHOLE } from "./cells.ts";

export interface PlainLimits {
  /** Smaller files are read cell by cell. */
  readonly least: number;
  readonly fileBytes: number;
  readonly rows: number;
  /** Rows that are read cell by cell. */
  readonly odd: number;
  /** Rows under the head that are always read so: where a head ends is seen in what follows it. */
  readonly first: number;
}

/** Limits of large plain tables; others have those of `LIMITS`. */
export const PLAIN_LIMITS: PlainLimits = {
  least: 4_000_000,
  fileBytes: 2_000_000_000,
  rows: 50_000_000,
  odd: 200_000,
  first: 20,
};

export interface PlainScan {
  readonly sha256: string;
  readonly bytes: number;
  /** Lines with anything in them: the blank ones at the end are no rows. */
  readonly lines: number;
  /** Cells in the longest line. */
  readonly width: number;
  /** Numbers of lines with an odd cell, from 1, rising. */
  readonly odd: readonly number[];
  /** Where every `EVERY`th line begins. */
  readonly index: readonly number[];
}

/** Lines between two places of the index. */
export const EVERY = 256;
const LONGEST = 32_000;
export const LF = 0x0a;
export const CR = 0x0d;
const [QUOTE, DOT] = [0x22, 0x2e];

const NOT_QUOTED = 0;
const IN_QUOTES = 1;
const BEHIND_QUOTES = 2;

class LineScan {
  lines = 0;
  width = 1;
  fault: WhyCells | null = null;
  readonly odd: number[] = [];
  readonly index: number[] = [];
  readonly #starts: Uint8Array;
  readonly #whole: Uint8Array;
  readonly #part: Uint8Array;
  readonly #head: number;
  readonly #separator: number;
  readonly #limits: PlainLimits;
  /** Places count from the start of the file. */
  #offset: number;
  #line: number;
  #cell: number;
  #point = 0;
  #column = 0;
  #state: number;
  /** How the cell stood when its closing quotation mark came. */
  #closed = BAD;
  #quotes = NOT_QUOTED;
  #filled = 0;
  #isOdd = false;
  #isBlank = false;
  #afterCr = false;

  /** Cells of the head are not looked at. `from`: bytes of a mark before the first line. */
  constructor(table: PlainTable, separator: string, from: number, limits: PlainLimits) {
    const plan = planOf(table);
    [this.#starts, this.#whole, this.#part] = [plan.starts, plan.whole, plan.part];
    [this.#head, this.#limits, this.#separator] = [table.headTo, limits, separator.charCodeAt(0)];
    [this.#offset, this.#line, this.#cell] = [from, from, from];
    this.#state = this.#starts[0] ?? BEYOND;
    this.index.push(from);
  }

  /** Ends a line; what its cells were is known. */
  #endLine(end: number): void {
    if (end - this.#line > LONGEST) this.fault ??= "long_lines";
    if (end === this.#line) {
      this.#isBlank = true;
      return;
    }
    if (this.#isBlank) this.fault ??= "blank_lines";
    if (this.#column >= this.width) this.width = this.#column + 1;
    if (++this.lines > this.#limits.rows) this.fault ??= "too_large";
    // one filled cell alone may be a section, a note, a total
    if ((this.#isOdd || this.#filled < 2) && this.lines > this.#head) {
      this.odd.push(this.lines);
      if (this.odd.length > this.#limits.odd) this.fault ??= "odd_rows";
    }
  }

  #beginLine(at: number): void {
    this.#line = at;
    if (this.lines % EVERY === 0) this.index[this.lines / EVERY] = at;
  }

  /** The state behind a quotation mark. */
  #quote(isFirst: boolean, state: number): number {
    if (this.#quotes === NOT_QUOTED && isFirst) {
      this.#quotes = IN_QUOTES;
      return state;
    }
    if (this.#quotes === IN_QUOTES) {
      [this.#quotes, this.#closed] = [BEHIND_QUOTES, state];
      return CLOSED;
    }
    // a quotation mark that is written twice; any other one is astray
    if (this.#quotes === BEHIND_QUOTES && state === CLOSED) this.#quotes = IN_QUOTES;
    else this.fault ??= "quotes";
    return BAD;
  }

  /** The state of a cell at its end, without its quotation marks. */
  #unquoted(state: number): number {
    if (this.#quotes === IN_QUOTES || state !== CLOSED) this.fault ??= "quotes";
    this.#quotes = NOT_QUOTED;
    return this.#closed;
  }

  /** This loop sees every byte of files of gigabytes: what it needs is held in locals over the piece. */
  push(chunk: Uint8Array): void {
    const [separator, base, starts] = [this.#separator, this.#offset, this.#starts];
    const [wholes, parts] = [this.#whole, this.#part];
    let [state, column, cell] = [this.#state, this.#column, this.#cell - base];
    let [point, filled, isOdd] = [this.#point - base, this.#filled, this.#isOdd];
    const next = NEXT;
    const ends = ENDS;
    const { length } = chunk;
    let quotes = this.#quotes;
    for (let i = 0; i < length; i++) {
      const byte = chunk[i] ?? 0;
      // digits, letters, parts of characters: nearly all bytes, but for a semicolon that parts cells
      if (byte > DOT && byte !== separator) state = next[(state << 8) | byte] ?? BAD;
      else if (byte === DOT) {
        state = next[(state << 8) | byte] ?? BAD;
        if (state === POINT) point = i;
      } else if ((byte === separator && quotes !== IN_QUOTES) || byte === LF) {
        let end = byte === LF && this.#afterCr ? i - 1 : i;
        if (quotes !== NOT_QUOTED) {
          end--;
          state = this.#unquoted(state);
          quotes = NOT_QUOTED;
        }
        if (end > cell) filled++;
        if (state === WHOLE) isOdd ||= end - cell > (wholes[column] ?? 0);
        // a minus sign counts as a digit here
        else if (state === PART)
          isOdd ||= point - cell > (wholes[column] ?? 0) || end - point - 1 > (parts[column] ?? 0);
        else if (ends[state] !== 1) isOdd = true;
        cell = i + 1;
        if (byte === LF) {
          [this.#column, this.#filled, this.#isOdd] = [column, filled, isOdd];
          this.#endLine(base + (this.#afterCr ? i - 1 : i));
          if (this.fault !== null) return;
          this.#afterCr = false;
          this.#beginLine(base + cell);
          [column, filled, isOdd] = [0, 0, false];
          state = starts[0] ?? BEYOND;
        } else state = starts[++column] ?? BEYOND;
      } else if (byte === QUOTE) {
        const isFirst = i === cell && quotes === NOT_QUOTED;
        state = this.#quote(isFirst, state);
        quotes = this.#quotes;
        if (isFirst) cell = i + 1;
      } else if (byte === CR) {
        // it ends a line with a line feed, or by itself, which is not looked at here
        this.#afterCr = true;
        if (i + 1 < length && chunk[i + 1] !== LF) this.fault ??= "line_ends";
      } else {
        state = next[(state << 8) | byte] ?? BAD;
        if (byte === 0) this.fault ??= "control";
      }
    }
    if (this.#afterCr && chunk.at(-1) !== CR) this.fault ??= "line_ends";
    [this.#state, this.#column, this.#cell] = [state, column, cell + base];
    [this.#point, this.#filled, this.#isOdd] = [point + base, filled, isOdd];
    this.#offset += chunk.length;
  }

  end(): void {
    if (this.#afterCr) this.fault ??= "line_ends";
    if (this.#offset === this.#line) return;
    // the last line as if it had an end
    const lines = this.lines;
    this.push(Uint8Array.of(LF));
    if (this.lines > lines && this.lines % EVERY === 0) this.index.length = this.lines / EVERY;
  }
}

/** Bytes as UTF-8, a chunk at a time: a character may be cut in two between them. */
class Utf8Check {
  #rest: Uint8Array = new Uint8Array();

  push(chunk: Uint8Array): boolean {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end === 0) {
      this.#rest = Buffer.concat([this.#rest, chunk]);
      return this.#rest.length <= LONGEST * 64;
    }
    const first = chunk.indexOf(LF) + 1;
    const joined = isUtf8(Buffer.concat([this.#rest, chunk.subarray(0, first)]));
    this.#rest = Uint8Array.from(chunk.subarray(end));
    return joined && isUtf8(chunk.subarray(first, end));
  }

  end(): boolean {
    return isUtf8(this.#rest);
  }
}

export type Scanned =
  | { readonly ok: true; readonly scan: PlainScan }
  | { readonly ok: false; readonly why: WhyCells };

/** A file piece by piece, each in the place of the one before: nothing is left for others to clean up. */
async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, "r");
  const buffer = Buffer.alloc(1 << 19);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Goes over the file once. Other work has its turn between the pieces that are read. */
export async function scanPlain(
  path: string,
  table: PlainTable,
  separator: string,
  limits: PlainLimits = PLAIN_LIMITS,
): Promise<Scanned> {
  const hash = createHash("sha256");
  const utf8 = new Utf8Check();
  let lines: LineScan | null = null;
  let bytes = 0;
  const faulty = (why: WhyCells): Scanned => ({ ok: false, why });
  for await (const chunk of piecesOf(path)) {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes > limits.fileBytes) return faulty("too_large");
    if (!utf8.push(chunk)) return faulty("encoding");
    const from = lines === null && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0;
    lines ??= new LineScan(table, separator, from, limits);
    lines.push(from === 0 ? chunk : chunk.subarray(from));
    if (lines.fault !== null) return faulty(lines.fault);
  }
  if (lines === null) return faulty("control");
  lines.end();
  if (!utf8.end()) return faulty("encoding");
  if (lines.fault !== null) return faulty(lines.fault);
  const { odd, index, width } = lines;
  return { ok: true, scan: { sha256: hash.digest("hex"), bytes, lines: lines.lines, width, odd, index } };
}
