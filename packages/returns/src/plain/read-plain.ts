/**
 * A large plain table read by the database, and the rows that are not wholly plain by the reader of cells: rows, findings
 * and facts are those of reading every cell. What is not surely the same is not read so.
 */
import { stat } from "node:fs/promises";
import type { Form, Register } from "@lianzhang/definitions";
import type {
  Finding,
  FormDescription,
  PlainTable,
  ReadRow,
  ReadTable,
  ReturnAsked,
  ReturnRead,
  TextStart,
  WhyCells,
} from "@lianzhang/intake";
import {
  checksElsewhere,
  foldName,
  plainPeriod,
  plainTable,
  readReturn,
  readTextStart,
  sheetOfLines,
} from "@lianzhang/intake";
import type { Period, SqlRunner, SqlValue } from "@lianzhang/kernel";
import { column, count, mapTable } from "../sql.ts";
import { loadKeys, loadPeriods, loadRows, oddLines, PLAIN_KEYS } from "./load.ts";
import { linesOf } from "./lines.ts";
import { copyInUtf8, isUnicode, isWide, startOf } from "./plain-text.ts";
import type { PlainChecks } from "./rules.ts";
import { plainChecks } from "./rules.ts";
import type { PlainLimits, PlainScan } from "./scan.ts";
import { PLAIN_LIMITS, scanPlain } from "./scan.ts";

export interface PlainAsked {
  /** The file as its return names it, and where it is. */
  readonly name: string;
  readonly path: string;
  /** SHA-256 of its bytes, where that is known. */
  readonly sha256?: string;
  readonly form: Form;
  readonly description: FormDescription;
  readonly register: Register;
  /** Without `expected`, which `chaseOf` asks. */
  readonly asked: ReturnAsked;
}

/** Rows of a table that stand in the database, and what was read of the others. */
export interface PlainRead {
  readonly sha256: string;
  readonly bytes: number;
  readonly table: PlainTable;
  /** How many rows are wholly plain. They wait too where `held`: something is wrong with the head. */
  readonly rows: number;
  readonly held: boolean;
  /** Of the rows that were read cell by cell. */
  readonly read: ReturnRead;
  /** Of the file itself. */
  readonly findings: readonly Finding[];
}

export type PlainAnswer =
  | { readonly kind: "plain"; readonly plain: PlainRead }
  /** It is to be read cell by cell. */
  | { readonly kind: "cells"; readonly why: WhyCells };

class NotPlain extends Error {
  readonly why: WhyCells;
  constructor(why: WhyCells) {
    super(why);
    this.why = why;
  }
}

/** A file whose rows are in the database. */
interface Loaded {
  /** Of the file itself. */
  readonly sha256: string;
  readonly shape: string;
  readonly scan: PlainScan;
  /** What its keys rest on, and whether names were compared with a register: more rows are odd then, never fewer. */
  keys: { readonly on: string; readonly named: boolean } | null;
}

interface Source {
  readonly path: string;
  readonly sha256: string | null;
  readonly start: TextStart;
  remove(): Promise<void>;
}

const bare = ({ held: _, ...table }: PlainTable): string =>
  JSON.stringify(table, (_key, v: unknown) => (typeof v === "bigint" ? String(v) : v));

async function sourceOf(name: string, path: string, again = false): Promise<Source> {
  const start = await startOf(path);
  if (start === null || isWide(start)) throw new NotPlain(start === null ? "long_lines" : "encoding");
  if (!again && isUnicode(start)) {
    const text = await readTextStart(name, start);
    if (text === null) throw new NotPlain("text");
    return { path, sha256: null, start: text, remove: () => Promise.resolve() };
  }
  const copy = await copyInUtf8(path);
  if (copy === null) throw new NotPlain("encoding");
  const first = await startOf(copy.path);
  const text = first === null ? null : await readTextStart(name, first);
  if (text !== null)
    return { path: copy.path, sha256: copy.sha256, start: text, remove: () => copy.remove() };
  await copy.remove();
  throw new NotPlain("text");
}

/** The statement failed over the file; not for want of disk or memory. */
const isOfTheFile = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "LZ6007";

/** A key of rows that were read cell by cell: subject, interval and folded name. */
const keysOf = (rows: readonly ReadRow[]): SqlValue[][] =>
  rows.flatMap((r) =>
    r.subject === null
      ? []
      : [
          [
            r.subject,
            r.period?.from ?? null,
            r.period?.to ?? null,
            r.subjectName === null ? null : foldName(r.subjectName),
          ],
        ],
  );

/** Reads large plain tables, one after the other, through one database. */
export class PlainReader {
  readonly #runner: SqlRunner;
  readonly #limits: PlainLimits;
  #loaded: Loaded | null = null;

  constructor(runner: SqlRunner, limits: Partial<PlainLimits> = {}) {
    this.#runner = runner;
    this.#limits = { ...PLAIN_LIMITS, ...limits };
  }

  /** Whether a file of so many bytes is large enough, and not beyond what is read. */
  takes(size: bigint): boolean {
    return size >= this.#limits.least && size <= this.#limits.fileBytes;
  }

  /** What it gives holds until the next file is read. */
  async read(of: PlainAsked): Promise<PlainAnswer> {
    try {
      return { kind: "plain", plain: await this.#read(of) };
    } catch (error) {
      if (error instanceof NotPlain) return { kind: "cells", why: error.why };
      throw error;
    }
  }

  async #read(of: PlainAsked): Promise<PlainRead> {
    const { asked } = of;
    if ((asked.before ?? []).length > 0 || (asked.corrections ?? []).length > 0 || asked.forms.length !== 1)
      throw new NotPlain("layer");
    const source = await sourceOf(of.name, of.path);
    try {
      return await this.#readFrom(of, source);
    } catch (error) {
      // letters beyond the first lines only: no UTF-8 after all
      if (source.path !== of.path || !(error instanceof NotPlain) || error.why !== "encoding") throw error;
    } finally {
      await source.remove();
    }
    const copy = await sourceOf(of.name, of.path, true);
    try {
      return await this.#readFrom(of, copy);
    } finally {
      await copy.remove();
    }
  }

  async #readFrom(of: PlainAsked, source: Source): Promise<PlainRead> {
    const { form, description, asked } = of;
    const first = readReturn([source.start.sheet], withoutRegister(asked));
    const [one] = first.tables;
    const table = plainTable(first, description);
    if (one === undefined || table === null) throw new NotPlain("head");
    if (checksElsewhere(description).length > 0) throw new NotPlain("checks");
    const checks = plainChecks(form, new Set(table.fields.map((f) => f.field)));
    if (checks === null) throw new NotPlain("checks");
    const loaded = await this.#load(of, source, table);
    const { scan } = loaded;
    await this.#keys(of, loaded, one, table, checks);
    const past = checks.past !== null || checks.rising.length > 0;
    const read = await this.#odd(of, source, table, scan, past);
    const rows = await this.#runner.transaction((run) =>
      count(run, `SELECT count(*) FROM ${PLAIN_KEYS} WHERE NOT odd`),
    );
    const now = plainTable(read, description);
    return {
      sha256: loaded.sha256,
      bytes: (await stat(of.path)).size,
      table,
      rows,
      held: now?.held ?? true,
      read,
      findings: source.start.findings,
    };
  }

  async #load(of: PlainAsked, source: Source, table: PlainTable): Promise<Loaded> {
    const shape = `${source.start.separator} ${bare(table)}`;
    if (of.sha256 !== undefined && this.#loaded?.sha256 === of.sha256 && this.#loaded.shape === shape)
      return this.#loaded;
    this.#loaded = null;
    const { separator, sheet } = source.start;
    const load = (width: number): Promise<number | null> =>
      this.#runner
        .transaction((run) => loadRows(run, source.path, table, separator, width))
        // what is no plain table the scan has told, or the count of rows will
        .catch((error: unknown) => (isOfTheFile(error) ? null : Promise.reject(error)));
    const seen = sheet.rows.reduce((most, row) => Math.max(most, row.length), table.width);
    const [scanned, first] = await Promise.all([
      scanPlain(source.path, table, separator, this.#limits),
      load(seen),
    ]);
    if (!scanned.ok) throw new NotPlain(scanned.why);
    const { scan } = scanned;
    const lines = scan.width > seen ? await load(scan.width) : first;
    if (lines !== scan.lines) throw new NotPlain("lines");
    this.#loaded = { sha256: source.sha256 ?? scan.sha256, shape, scan, keys: null };
    return this.#loaded;
  }

  /** Makes the keys, or takes those that are there and rest on the same or more. */
  async #keys(
    { form, description, asked, register }: PlainAsked,
    loaded: Loaded,
    one: ReadTable,
    table: PlainTable,
    checks: PlainChecks,
  ): Promise<void> {
    const names = table.name === null ? null : (asked.register ?? null);
    await this.#runner.transaction(async (run) => {
      const commit = await count(run, "SELECT coalesce(max(commit_no), 0) FROM commit_log");
      const on = `${form.id} ${commit} ${JSON.stringify([asked.period ?? null, asked.sender ?? null])}`;
      if (loaded.keys?.on === on && (loaded.keys.named || names === null)) return;
      const known = await loadPeriods(run, form, table, (text) =>
        plainPeriod(one, table, description, asked, text),
      );
      if (!known) throw new NotPlain("periods");
      await loadKeys(run, table, loaded.scan, checks, { register, names, first: this.#limits.first });
      loaded.keys = { on, named: names !== null };
    });
  }

  /** Reads the odd rows, and those with them that share a subject and period or a name, until no more join them. */
  async #odd(
    { name, description, asked }: PlainAsked,
    source: Source,
    table: PlainTable,
    scan: PlainScan,
    past: boolean,
  ): Promise<ReturnRead> {
    const head = Array.from({ length: table.headTo }, (_, i) => i + 1);
    for (;;) {
      const odd = await this.#runner.transaction((run) => oddLines(run, this.#limits.odd));
      if (odd === null) throw new NotPlain("odd_rows");
      const lines = await linesOf(source.path, scan, [...head, ...odd]);
      const read = readReturn([sheetOfLines(name, lines, source.start.separator)], asked);
      const now = plainTable(read, description);
      if (now === null || bare(now) !== bare(table)) throw new NotPlain("head");
      const more = await this.#runner.transaction((run) => join(run, read.rows, past));
      if (!more) return read;
    }
  }

  /** Codes of the plain rows, of an interval or all. */
  async codes(period: Period | null): Promise<ReadonlySet<string>> {
    const of = period === null ? "" : ` AND m_from = ${period.from} AND m_to = ${period.to}`;
    const found = await this.#runner.transaction((run) =>
      column(run, `SELECT DISTINCT code FROM ${PLAIN_KEYS} WHERE NOT odd${of} ORDER BY 1`),
    );
    return new Set(found.map(String));
  }

  /** From the first to the last month of the plain rows; null: there are none. */
  async span(): Promise<Period | null> {
    const { rows } = await this.#runner.transaction((run) =>
      run.query(`SELECT min(m_from), max(m_to) FROM ${PLAIN_KEYS} WHERE NOT odd`),
    );
    const [from, to] = rows[0] ?? [];
    return from == null || to == null ? null : { from: Number(from), to: Number(to) };
  }

  /** Lets go of what was read. */
  async drop(): Promise<void> {
    this.#loaded = null;
    await this.#runner.transaction((run) =>
      run.execute(
        ["rows", "keys", "periods", "names", "odd", "seen"]
          .map((t) => `DROP TABLE IF EXISTS plain_${t};`)
          .join("\n"),
      ),
    );
  }
}

/** What tells which column is which. */
const withoutRegister = ({ register: _r, names: _n, expected: _e, ...asked }: ReturnAsked): ReturnAsked =>
  asked;

/** Plain rows that share something with rows read cell by cell are read so too; false: there are none. */
async function join(run: SqlRunner, rows: readonly ReadRow[], past: boolean): Promise<boolean> {
  await mapTable(run, "plain_seen", "code VARCHAR, m_from INTEGER, m_to INTEGER, fold VARCHAR", keysOf(rows));
  const shares = [
    "(code, m_from, m_to) IN (SELECT (code, m_from, m_to) FROM plain_seen WHERE m_to IS NOT NULL)",
    "fold IN (SELECT fold FROM plain_seen WHERE fold <> '')",
    ...(past ? ["code IN (SELECT code FROM plain_seen)"] : []),
  ].join(" OR ");
  const { rows: found } = await run.query(`SELECT count(*) FROM ${PLAIN_KEYS} WHERE NOT odd AND (${shares})`);
  if (Number(found[0]?.[0] ?? 0) === 0) return false;
  await run.execute(`UPDATE ${PLAIN_KEYS} SET odd = TRUE WHERE NOT odd AND (${shares})`);
  return true;
}
