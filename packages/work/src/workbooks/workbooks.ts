/** Workbooks from above, as they are kept: every version of blank and mapping, every filling; nothing is ever changed but by a purge. */
import { createHash } from "node:crypto";
import type { Acting } from "../audit/link.ts";
import type { Trail } from "../audit/trail.ts";
import { fileOf, keepFile } from "../cases/files.ts";
import type { Database } from "../database/connect.ts";
import type { Queries } from "../database/queries.ts";
import { text, whole } from "../database/queries.ts";
import type { Clock } from "../database/sources.ts";
import { WorkError } from "../errors.ts";
import { momentText } from "../people/moment.ts";
import type { Scope } from "../people/vocabulary.ts";
import type { FillingOrder, KeptFilling, KeptWorkbook, WorkbookSaved } from "./rows.ts";
import { BOOKS, FILLING, fillingOf, insertFilling, insertVersion, VERSION, versionOf } from "./rows.ts";

export interface Workbooks {
  /** Its first version, with the blank. */
  open(
    acting: Acting,
    order: { readonly id: string; readonly scope: Scope; readonly saved: WorkbookSaved },
    blank: Uint8Array,
  ): Promise<KeptWorkbook>;
  /**
   * The version after `from`. Throws LZ7602 when that is no longer the latest. `blank` null: the one there was.
   */
  save(
    acting: Acting,
    from: KeptWorkbook,
    saved: WorkbookSaved,
    blank: Uint8Array | null,
  ): Promise<KeptWorkbook>;
  /** The latest version of each, in the order they were opened. */
  list(): Promise<readonly KeptWorkbook[]>;
  /** All versions, newest first. */
  versions(id: string): Promise<readonly KeptWorkbook[]>;
  /** Bytes by hash, for the program. */
  bytes(hash: string): Promise<Uint8Array>;
  fill(acting: Acting, order: FillingOrder): Promise<KeptFilling>;
  /** Links of fillings that were not purged, with their content, before this link of the chain. */
  filledBefore(event: bigint): Promise<readonly { readonly event: bigint; readonly content: string }[]>;
  /** Newest first. */
  fillings(id: string): Promise<readonly KeptFilling[]>;
  /** A file that goes out; the chain is told first. */
  take(
    acting: Acting,
    of: { readonly workbook: string; readonly filling: string | null; readonly which: string },
    hash: string,
  ): Promise<Uint8Array>;
}

export interface WorkbooksOptions {
  readonly database: Database;
  readonly trail: Trail;
  readonly clock: Clock;
}

const subjectOf = (id: string) => ({ kind: "workbook", id });

/** Whoever keeps a workbook has read it: here only its bytes count. */
async function keep(queries: Queries, bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256").update(bytes).digest("hex");
  await keepFile(queries, { hash, kind: "office", bytes });
  return hash;
}

async function bytesOf(queries: Queries, hash: string): Promise<Uint8Array> {
  const found = await fileOf(queries, hash);
  if (found === null) throw new TypeError(`no bytes of ${hash}`);
  return found.bytes;
}

/** What the chain is told of a version: its mapping by hash, since it holds every word of the sheet. */
const told = ({
  version,
  label,
  issuer,
  every,
  dueDay,
  ended,
  name,
  blank,
  month,
  mapping,
}: KeptWorkbook) => ({
  version,
  label,
  issuer,
  every,
  dueDay,
  ended,
  name,
  blank,
  month,
  mapping: createHash("sha256").update(mapping).digest("hex"),
});

const overtaken = (from: KeptWorkbook): WorkError =>
  new WorkError(
    "LZ7602",
    {
      zh: `「${from.label}」已有比第 ${from.version} 版更新的一版`,
      en: `there is a version of "${from.label}" after version ${from.version}`,
    },
    { zh: "刷新后在最新一版上修改", en: "reload and change the latest version" },
  );

const latestOf = async (queries: Queries, id: string): Promise<number | null> => {
  const [row] = await queries.rows(
    "SELECT version FROM workbook_version WHERE workbook = $1 ORDER BY version DESC LIMIT 1",
    [id],
  );
  return row === undefined ? null : Number(whole(row, "version"));
};

function writing({ trail, clock }: WorkbooksOptions): Pick<Workbooks, "open" | "save" | "fill"> {
  return {
    open: (acting, { id, scope, saved }, blank) =>
      trail.change(acting, async (change) => {
        const kept: KeptWorkbook = {
          ...saved,
          id,
          scope,
          version: 1,
          purged: false,
          blank: await keep(change, blank),
          by: acting.user,
          onBehalfOf: acting.onBehalfOf,
          at: momentText(clock()),
        };
        const deed = { action: "workbook.upload", subject: subjectOf(id), before: null, after: told(kept) };
        const { number } = await change.recordNow(deed);
        await change.rows("INSERT INTO workbook (id, scope, scope_id, event) VALUES ($1, $2, $3, $4)", [
          id,
          scope.kind,
          scope.kind === "city" ? null : scope.id,
          number,
        ]);
        await insertVersion(change, kept, number);
        return kept;
      }),
    save: (acting, from, saved, blank) =>
      trail.change(acting, async (change) => {
        const kept: KeptWorkbook = {
          ...from,
          ...saved,
          version: from.version + 1,
          purged: false,
          blank: blank === null ? from.blank : await keep(change, blank),
          by: acting.user,
          onBehalfOf: acting.onBehalfOf,
          at: momentText(clock()),
        };
        const { number } = await change.recordNow({
          action: `workbook.${saved.what}`,
          subject: subjectOf(from.id),
          before: told(from),
          after: told(kept),
        });
        if ((await latestOf(change, from.id)) !== from.version) throw overtaken(from);
        await insertVersion(change, kept, number);
        return kept;
      }),
    fill: (acting, { clean, marked, ...order }) =>
      trail.change(acting, async (change) => {
        const filling: KeptFilling = {
          ...order,
          file: await keep(change, clean),
          marked: await keep(change, marked),
          purged: false,
          by: acting.user,
          onBehalfOf: acting.onBehalfOf,
          at: momentText(clock()),
        };
        const { id, workbook, version, month, run, file } = filling;
        const { number } = await change.recordNow({
          action: "workbook.fill",
          subject: subjectOf(workbook),
          before: null,
          after: { filling: id, version, month, run, file },
        });
        await insertFilling(change, filling, number);
        return filling;
      }),
  };
}

/** Over an open database. */
export function openWorkbooks(options: WorkbooksOptions): Workbooks {
  const { database, trail } = options;
  return {
    ...writing(options),
    list: () =>
      database.read(async (queries) =>
        (
          await queries.rows(
            `SELECT ${VERSION} FROM ${BOOKS} WHERE v.version = (SELECT MAX(l.version) FROM workbook_version l WHERE l.workbook = v.workbook) ORDER BY w.event`,
          )
        ).map(versionOf),
      ),
    versions: (id) =>
      database.read(async (queries) =>
        (
          await queries.rows(
            `SELECT ${VERSION} FROM ${BOOKS} WHERE v.workbook = $1 ORDER BY v.version DESC`,
            [id],
          )
        ).map(versionOf),
      ),
    bytes: (hash) => database.read((queries) => bytesOf(queries, hash)),
    fillings: (id) =>
      database.read(async (queries) =>
        (
          await queries.rows(
            `SELECT ${FILLING}, purged FROM workbook_filling WHERE workbook = $1 ORDER BY event DESC`,
            [id],
          )
        ).map(fillingOf),
      ),
    filledBefore: (event) =>
      database.read(async (queries) =>
        (
          await queries.rows(
            "SELECT event, content FROM workbook_filling WHERE event < $1 AND NOT purged ORDER BY event",
            [event],
          )
        ).map((row) => ({ event: whole(row, "event"), content: text(row, "content") })),
      ),
    take: (acting, { workbook, filling, which }, hash) =>
      trail.reading(
        acting,
        { action: "workbook.take", subject: subjectOf(workbook), asked: { filling, which } },
        (queries) => bytesOf(queries, hash),
      ),
  };
}
