/**
 * A file of any kind as a temporary table of texts c1..cN; `rid` numbers the file's rows from 0 (the database's
 * own rowid starts elsewhere inside a transaction).
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { SqlRunner } from "@lianzhang/kernel";
import { quote, textLiteral } from "@lianzhang/kernel";
import { csvLine, decodeRows, scanCsv } from "./csv.ts";
import { readWorkbook } from "./workbook.ts";

/** Row numbers people see are `rid + 1`: head and blank rows count. */
export interface RawTable {
  readonly name: string;
  readonly width: number;
  readonly sheet: string | null;
  readonly sha256: string;
  /** Where the head stands: its row (0: the file has none of its own, as in Parquet) and cells. */
  readonly headRow: number;
  readonly head: readonly string[];
}

const RAW = "stage_raw";
const names = (width: number): string[] => Array.from({ length: width }, (_, i) => `c${i + 1}`);

async function readCsv(
  run: SqlRunner,
  file: string,
  width: number,
  delimiter: string,
  parallel: boolean,
): Promise<void> {
  const columns = names(width)
    .map((n) => `'${n}': 'VARCHAR'`)
    .join(", ");
  await run.execute(
    `CREATE OR REPLACE TEMP TABLE ${RAW} AS SELECT row_number() OVER () - 1 AS rid, * FROM read_csv(${textLiteral(file)}, header = false, auto_detect = false,
      delim = ${delimiter === "\t" ? "'\\t'" : textLiteral(delimiter)}, quote = '"', escape = '"', columns = {${columns}},
      null_padding = true, strict_mode = false, max_line_size = 16777216, parallel = ${parallel})`,
  );
}

/** Rows that are not plain UTF-8 lines go through a plain copy, in which every row stands, blank ones too. */
async function readRows(
  run: SqlRunner,
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
  width: number,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lianzhang-import-"));
  const copy = join(folder, "plain.csv");
  async function* lines(): AsyncGenerator<string> {
    let buffer = "";
    for await (const row of rows) {
      buffer += `${csvLine(
        row.map((c) => c.replaceAll("\u0000", "")),
        width,
      )}\n`;
      if (buffer.length > 1 << 20) {
        yield buffer;
        buffer = "";
      }
    }
    yield buffer;
  }
  try {
    await pipeline(lines, createWriteStream(copy));
    await readCsv(run, copy, width, ",", false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fromCsv(
  run: SqlRunner,
  file: string,
): Promise<{ width: number; sheet: null; sha256: string }> {
  const scan = await scanCsv(file);
  if (scan.encoding === null) throw new Error("the text is neither UTF-8 nor GB18030");
  let { width } = scan;
  const plain = scan.encoding === "utf-8" && !scan.blankLines;
  if (plain) await readCsv(run, file, width, scan.delimiter, !scan.quotedNewlines);
  else {
    width = 1;
    for await (const row of decodeRows(file, scan.encoding, scan.delimiter))
      width = Math.max(width, row.length);
    await readRows(run, decodeRows(file, scan.encoding, scan.delimiter), width);
  }
  return { width, sheet: null, sha256: scan.sha256 };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

async function fromParquet(run: SqlRunner, file: string): Promise<RawTable> {
  const { rows } = await run.query(`DESCRIBE SELECT * FROM read_parquet(${textLiteral(file)})`);
  const head = rows.map((r) => String(r[0]));
  const columns = head.map((h, i) => `CAST(${quote(h)} AS VARCHAR) AS c${i + 1}`);
  await run.execute(
    `CREATE OR REPLACE TEMP TABLE ${RAW} AS SELECT row_number() OVER () - 1 AS rid, ${columns.join(", ")} FROM read_parquet(${textLiteral(file)})`,
  );
  return { name: RAW, width: head.length, sheet: null, sha256: await hashOf(file), headRow: 0, head };
}

/**
 * Brings one file in. The head is the first of the first 20 rows for which `isHead` holds, or else the first
 * row that is not blank: titles above the head are skipped. Throws an Error with words for a person when the
 * file cannot be read.
 */
export async function readRaw(
  run: SqlRunner,
  file: string,
  isHead: (cells: readonly string[]) => boolean,
): Promise<RawTable> {
  const kind = extname(file).toLowerCase();
  if (kind === ".parquet") return fromParquet(run, file);
  let read: { width: number; sheet: string | null; sha256: string };
  if (kind === ".xlsx") {
    const book = await readWorkbook(file);
    const width = Math.max(1, ...book.rows.map((r) => r.length));
    await readRows(run, book.rows, width);
    read = { width, sheet: book.sheet, sha256: book.sha256 };
  } else read = await fromCsv(run, file);
  const { rows } = await run.query(
    `SELECT ${names(read.width).join(", ")} FROM ${RAW} WHERE rid < 20 ORDER BY rid`,
  );
  const texts = rows.map((r) => r.map((c) => (typeof c === "string" ? c.replace(/^\ufeff/, "") : "")));
  const found = texts.findIndex(isHead);
  const index =
    found >= 0
      ? found
      : Math.max(
          0,
          texts.findIndex((r) => r.some((c) => c.trim() !== "")),
        );
  return { name: RAW, ...read, headRow: index + 1, head: texts[index] ?? [] };
}
