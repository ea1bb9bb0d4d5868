/** Documents that leave the house, as they are kept: made once, never changed but by a purge; making and taking one is told to the chain. */
import type { Acting } from "../audit/link.ts";
import type { Trail } from "../audit/trail.ts";
import type { ReadFile } from "../cases/files.ts";
import { fileOf, keepFile, otherEnding, readFile } from "../cases/files.ts";
import type { Database } from "../database/connect.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull, whole } from "../database/queries.ts";
import type { Clock } from "../database/sources.ts";
import { WorkError } from "../errors.ts";
import { momentText } from "../people/moment.ts";

export interface PaperOrder {
  /** Chosen by whoever makes it: traces in the file begin with it. */
  readonly id: string;
  readonly kind: string;
  /** `2025-11`. */
  readonly month: string;
  /** What it is about: a chain, a target, a task; null: the whole city. */
  readonly subject: string | null;
  /** Hash of the signed run its figures come from; null: a draft of a month that is open. */
  readonly run: string | null;
  /** SHA-256 of the template. */
  readonly template: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What it is traced by, as JSON. */
  readonly content: string;
  /** The document it refreshes, and the file as people had edited it. */
  readonly refreshes: { readonly paper: string; readonly sent: Uint8Array } | null;
}

export interface Paper extends Omit<PaperOrder, "bytes" | "refreshes"> {
  /** SHA-256 of the file. */
  readonly file: string;
  readonly by: string;
  readonly onBehalfOf: string | null;
  /** UTC, as the chain writes it. */
  readonly at: string;
  readonly refreshes: string | null;
  /** SHA-256 of the file that was sent for refreshing. */
  readonly sent: string | null;
  /** Name, content and bytes are gone: that there was such a document stays. */
  readonly purged: boolean;
  /** Number of the link that tells of it. */
  readonly event: bigint;
}

export interface Papers {
  /** Throws LZ7601 for bytes that are no Word document. */
  make(acting: Acting, order: PaperOrder): Promise<Paper>;
  /** Newest first. */
  ofMonth(month: string): Promise<readonly Paper[]>;
  /** Those that were not purged and were made before this link of the chain. */
  before(event: bigint): Promise<readonly Paper[]>;
  find(id: string): Promise<Paper | null>;
  /** The bytes; taking them is told to the chain first. Null: there is no such document. */
  take(acting: Acting, id: string, which: "made" | "sent"): Promise<Uint8Array | null>;
}

export interface PapersOptions {
  readonly database: Database;
  readonly trail: Trail;
  readonly clock: Clock;
}

const COLUMNS =
  "id, kind, month, subject, run, template, file, name, content, made_by, made_for, made_at, refreshes, sent";
const READ = `${COLUMNS}, purged, event`;

const paperOf = (row: Row): Paper => ({
  id: text(row, "id"),
  kind: text(row, "kind"),
  month: text(row, "month"),
  subject: textOrNull(row, "subject"),
  run: textOrNull(row, "run"),
  template: text(row, "template"),
  file: text(row, "file"),
  name: text(row, "name"),
  content: text(row, "content"),
  by: text(row, "made_by"),
  onBehalfOf: textOrNull(row, "made_for"),
  at: text(row, "made_at"),
  refreshes: textOrNull(row, "refreshes"),
  sent: textOrNull(row, "sent"),
  purged: row["purged"] === true,
  event: whole(row, "event"),
});

/** Bytes of a document at most. */
const MOST = 20 * 1_048_576;

async function wordFile(name: string, bytes: Uint8Array): Promise<ReadFile> {
  const reading = await readFile(bytes, MOST);
  const expected = reading.ok ? otherEnding(name, reading.file.kind) : reading.expected;
  if (reading.ok && expected === null) return reading.file;
  throw new WorkError(
    "LZ7601",
    {
      zh: `文件「${name}」不能留存:应为${expected?.zh ?? ""}`,
      en: `the file "${name}" cannot be kept: expected ${expected?.en ?? ""}`,
    },
    { zh: "另存为 .docx 后重试", en: "save it as .docx and try again" },
  );
}

const subjectOf = (id: string) => ({ kind: "paper", id });

async function find(queries: Queries, id: string): Promise<Paper | null> {
  const [row] = await queries.rows(`SELECT ${READ} FROM paper WHERE id = $1`, [id]);
  return row === undefined ? null : paperOf(row);
}

async function make({ trail, clock }: PapersOptions, acting: Acting, order: PaperOrder): Promise<Paper> {
  const made = await wordFile(order.name, order.bytes);
  const sent = order.refreshes === null ? null : await wordFile(order.name, order.refreshes.sent);
  const { id, kind, month, subject, run, template, name, content } = order;
  const refreshes = order.refreshes?.paper ?? null;
  const paper: Omit<Paper, "event"> = {
    purged: false,
    id,
    kind,
    month,
    subject,
    run,
    template,
    name,
    content,
    refreshes,
    file: made.hash,
    by: acting.user,
    onBehalfOf: acting.onBehalfOf,
    at: momentText(clock()),
    sent: sent?.hash ?? null,
  };
  return trail.change(acting, async (change) => {
    await keepFile(change, made);
    if (sent !== null) await keepFile(change, sent);
    const after = { kind, month, subject, run, template, file: paper.file, refreshes, sent: paper.sent };
    const action = refreshes === null ? "paper.make" : "paper.refresh";
    const told = { action, subject: subjectOf(id), before: null, after };
    const { number } = await change.recordNow(told);
    await change.rows(
      `INSERT INTO paper (${COLUMNS}, event) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        id,
        kind,
        month,
        subject,
        run,
        template,
        paper.file,
        name,
        content,
        paper.by,
        paper.onBehalfOf,
        paper.at,
        refreshes,
        paper.sent,
        number,
      ],
    );
    return { ...paper, event: number };
  });
}

/** Over an open database. */
export function openPapers(options: PapersOptions): Papers {
  const { database, trail } = options;
  return {
    make: (acting, order) => make(options, acting, order),
    ofMonth: (month) =>
      database.read(async (queries) =>
        (await queries.rows(`SELECT ${READ} FROM paper WHERE month = $1 ORDER BY event DESC`, [month])).map(
          paperOf,
        ),
      ),
    before: (event) =>
      database.read(async (queries) =>
        (
          await queries.rows(`SELECT ${READ} FROM paper WHERE event < $1 AND NOT purged ORDER BY event`, [
            event,
          ])
        ).map(paperOf),
      ),
    find: (id) => database.read((queries) => find(queries, id)),
    take: (acting, id, which) =>
      trail.reading(acting, { action: "paper.take", subject: subjectOf(id), asked: { which } }, async (q) => {
        const paper = await find(q, id);
        const hash = which === "made" ? paper?.file : paper?.sent;
        return hash == null ? null : ((await fileOf(q, hash))?.bytes ?? null);
      }),
  };
}
