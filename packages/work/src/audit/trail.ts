/** The audit chain as the rest of the program uses it: change, read, look back, purge, anchor, verify. */
import type { Database } from "../database/connect.ts";
import type { Queries } from "../database/queries.ts";
import { WorkError } from "../errors.ts";
import type { Anchor } from "./anchor.ts";
import { makeAnchor } from "./anchor.ts";
import type { Ink } from "./append.ts";
import { append } from "./append.ts";
import type { Algorithm } from "./hashing.ts";
import type { Acting, Deed, Exact, Link } from "./link.ts";
import type { Certificate, CertificateFault, PurgeOrder } from "./purge.ts";
import { checkCertificate, purge } from "./purge.ts";
import { LINK_COLUMNS, linkOf } from "./rows.ts";
import type { Verdict } from "./verdict.ts";
import type { AnchorFile } from "./verify.ts";
import { verifyChain } from "./verify.ts";

/** A transaction that tells what it does. */
export interface Change extends Queries {
  /** Put into the chain when the work is done, just before COMMIT. */
  record(deed: Deed): void;
  /**
   * Put into the chain at once, for rows that carry the number of their event. Every other change waits from here
   * until this one has ended.
   */
  recordNow(deed: Deed): Promise<Link>;
}

/** A reading of confidential rows: what was looked at, and what was asked (the condition, the fields, how many). */
export interface Reading {
  readonly action: string;
  readonly subject: Deed["subject"];
  readonly asked: Exact;
}

export interface Page {
  /** Links before this number; all when absent. */
  readonly before?: bigint;
  readonly limit: number;
}

export interface Trail {
  readonly algorithm: Algorithm;
  /**
   * Runs `work` and puts what it records into the chain, in one transaction: both are there or neither. `work` may run
   * more than once (conflicts): it must touch nothing but the database. Throws LZ7020 when it records nothing, LZ7021
   * for an event that cannot be kept, and what `Database.transaction` throws.
   */
  change<T>(acting: Acting, work: (change: Change) => Promise<T>): Promise<T>;
  /** Reads confidential rows: they are given out only when the chain tells of it. */
  reading<T>(acting: Acting, what: Reading, work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Who did what to a subject, for what: latest first. */
  history(subject: Deed["subject"], page: Page): Promise<readonly Link[]>;
  /** Takes content away; the certificates are to be kept. Throws LZ7023. */
  purge(acting: Acting, order: PurgeOrder): Promise<readonly Certificate[]>;
  /** Why a certificate's file does not hold; null when it does. */
  checkCertificate(file: string): Promise<CertificateFault | null>;
  /** The head now, to be kept elsewhere (`anchorText`). */
  anchor(): Promise<Anchor>;
  verify(anchors?: readonly AnchorFile[]): Promise<Verdict>;
}

const nothingRecorded = (acting: Acting): WorkError =>
  new WorkError(
    "LZ7020",
    {
      zh: `${acting.user} 的改动没有留痕(用途:${acting.purpose})`,
      en: `a change by ${acting.user} recorded nothing (purpose: ${acting.purpose})`,
    },
    {
      zh: "属产品缺陷,请反馈;没有改动任何数据",
      en: "a defect of the product: report it; nothing was changed",
    },
  );

/** One run of `work`, and its events behind it. */
async function told<T>(
  queries: Queries,
  ink: Ink,
  acting: Acting,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  const deeds: Deed[] = [];
  let recorded = 0;
  const result = await work({
    rows: (sql, parameters) => queries.rows(sql, parameters),
    record: (deed) => void deeds.push(deed),
    recordNow: async (deed) => {
      const links = await append(queries, ink, acting, [deed]);
      recorded += links.length;
      return links[0] ?? Promise.reject(nothingRecorded(acting));
    },
  });
  if (deeds.length + recorded === 0) throw nothingRecorded(acting);
  if (deeds.length > 0) await append(queries, ink, acting, deeds);
  return result;
}

const historyOf = async (
  queries: Queries,
  { kind, id }: Deed["subject"],
  { before, limit }: Page,
): Promise<readonly Link[]> => {
  const rows = await queries.rows(
    `SELECT ${LINK_COLUMNS} FROM audit_event e WHERE e.subject_kind = $1 AND e.subject_id = $2
       AND ($3::BIGINT IS NULL OR e.number < $3::BIGINT) ORDER BY e.number DESC LIMIT $4`,
    [kind, id, before ?? null, BigInt(limit)],
  );
  return rows.map(linkOf);
};

/** The chain in `database`, which has begun. */
export const openTrail = (database: Database, ink: Ink): Trail => ({
  algorithm: ink.algorithm,
  change: (acting, work) => database.transaction((queries) => told(queries, ink, acting, work)),
  reading: (acting, { action, subject, asked }, work) =>
    database.transaction((queries) =>
      told(queries, ink, acting, (change) => {
        change.record({ action, subject, before: null, after: asked });
        return work(queries);
      }),
    ),
  history: (subject, page) => database.read((queries) => historyOf(queries, subject, page)),
  purge: (acting, order) => database.transaction((queries) => purge(queries, ink, acting, order)),
  checkCertificate: (file) => database.read((queries) => checkCertificate(queries, file)),
  anchor: () => database.read((queries) => makeAnchor(queries, ink.clock())),
  verify: (anchors) => database.read((queries) => verifyChain(queries, anchors)),
});
