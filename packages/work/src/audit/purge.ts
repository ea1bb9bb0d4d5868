/**
 * Purge with a certificate: what should never have been entered goes, the link that tells of it stays, and a new link
 * says who ordered and who did it. Order and hashes of the chain do not change.
 */
import { canonicalText } from "@lianzhang/kernel";
import { z } from "zod";
import type { Queries, Row } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import { WorkError } from "../errors.ts";
import type { Ink } from "./append.ts";
import { append } from "./append.ts";
import { algorithmOf } from "./begin.ts";
import { withCarried } from "./carried.ts";
import type { Acting, Content, Link } from "./link.ts";
import { contentHash, linkHash } from "./link.ts";
import { contentOf, LINK_COLUMNS, linkOf } from "./rows.ts";

/** Action and subject kind of a link that says that the content of another is gone. */
export const PURGE = { action: "audit.purge", kind: "audit_event" } as const;

export interface PurgeOrder {
  /** Links whose content goes. What was entered stands as `after` of one link and `before` of the next. */
  readonly numbers: readonly bigint[];
  readonly reason: string;
  /** Who ordered it; who does it is the one who acts. */
  readonly orderedBy: string;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const number = z.string().regex(/^[1-9]\d{0,17}$/);

/** What a purge link says of the link whose content is gone: its number and hash, and the hash its content had. */
interface PurgeSaid {
  readonly number: string;
  readonly hash: string;
  readonly content_hash: string;
  readonly reason: string;
  readonly ordered_by: string;
  /** SHA-256 of the files whose bytes went with it: of a document, or of a workbook. */
  readonly files?: readonly string[] | undefined;
}

export interface Certificate extends PurgeSaid {
  readonly format: "lianzhang-purge-1";
  readonly done_by: string;
  readonly on_behalf_of: string | null;
  readonly unit: string | null;
  readonly at: string;
  /** The link that says so. */
  readonly purge_number: string;
  readonly purge_hash: string;
}

const said = {
  number,
  hash,
  content_hash: hash,
  reason: z.string(),
  ordered_by: z.string(),
  files: z.array(hash).readonly().optional(),
};
const afterShape = z.strictObject(said);
const certificateShape = z.strictObject({
  ...said,
  format: z.literal("lianzhang-purge-1"),
  done_by: z.string(),
  on_behalf_of: z.string().nullable(),
  unit: z.string().nullable(),
  at: z.string(),
  purge_number: number,
  purge_hash: hash,
});

const refused = (target: bigint, zh: string, en: string): WorkError =>
  new WorkError(
    "LZ7023",
    { zh: `第 ${target} 环${zh}`, en: `link ${target} ${en}` },
    { zh: "内容没有清除", en: "nothing was purged" },
  );

async function linkWithContent(queries: Queries, target: bigint): Promise<Row | undefined> {
  const [row] = await queries.rows(
    `SELECT ${LINK_COLUMNS}, c.salt, c.before, c.after FROM audit_event e
       LEFT JOIN audit_content c ON c.number = e.number WHERE e.number = $1`,
    [target],
  );
  return row;
}

async function purgeableLink(queries: Queries, target: bigint): Promise<Link> {
  const row = await linkWithContent(queries, target);
  if (row === undefined) throw refused(target, "不存在", "does not exist");
  const link = linkOf(row);
  if (link.number === 1n) throw refused(target, "是首环,必须保留", "is the first one and stays");
  if (link.action === PURGE.action)
    throw refused(target, "是清除记录,必须保留", "is the record of a purge and stays");
  if (contentOf(row) === null) throw refused(target, "的内容已经清除", "was purged already");
  return link;
}

/** The links of these numbers and of what carries their content. Throws LZ7023 for the first that cannot be purged. */
export async function purgeable(queries: Queries, numbers: readonly bigint[]): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (const target of await withCarried(queries, numbers)) links.push(await purgeableLink(queries, target));
  return links;
}

const certificateOf = (purge: Link, after: PurgeSaid): Certificate => ({
  format: "lianzhang-purge-1",
  ...after,
  done_by: purge.actor,
  on_behalf_of: purge.onBehalfOf,
  unit: purge.unit,
  at: purge.at,
  purge_number: String(purge.number),
  purge_hash: purge.hash,
});

/** Bytes and words of the document or workbook that a link told of; the hashes of the files whose bytes went. */
const purgeKept = async (queries: Queries, target: bigint): Promise<readonly string[]> =>
  (await queries.rows("SELECT k.hash FROM kept_purge($1) AS k(hash) ORDER BY k.hash", [target])).map((row) =>
    text(row, "hash"),
  );

/** Purges in the transaction of `queries`; one certificate a link, also of what carries the content. Throws LZ7023 for a link that cannot be purged. */
export async function purge(
  queries: Queries,
  ink: Ink,
  acting: Acting,
  order: PurgeOrder,
): Promise<readonly Certificate[]> {
  const certificates: Certificate[] = [];
  for (const target of await withCarried(queries, order.numbers)) {
    const link = await purgeableLink(queries, target);
    const files = await purgeKept(queries, target);
    await queries.rows("SELECT reading_purge($1)", [target]);
    const after = {
      number: String(target),
      hash: link.hash,
      content_hash: link.contentHash,
      reason: order.reason,
      ordered_by: order.orderedBy,
      ...(files.length === 0 ? {} : { files }),
    };
    const subject = { kind: PURGE.kind, id: String(target) };
    const made = await append(queries, ink, acting, [{ action: PURGE.action, subject, before: null, after }]);
    await queries.rows("SELECT audit_purge($1)", [target]);
    for (const record of made) certificates.push(certificateOf(record, after));
  }
  return certificates;
}

/** What the content of a purge link says; null when it is not what a purge writes. */
export function purgeSaid(content: Content | null): PurgeSaid | null {
  try {
    return afterShape.parse(JSON.parse(content?.after ?? ""));
  } catch {
    return null;
  }
}

/** A certificate as it is handed out: one line of canonical JSON. */
export const certificateText = (certificate: Certificate): string => `${canonicalText(certificate)}\n`;

/** Why a certificate does not hold; null when it does. */
export type CertificateFault = "unreadable" | "no such purge" | "other purge" | "content is there";

function read(file: string): Certificate | null {
  try {
    return certificateShape.parse(JSON.parse(file));
  } catch {
    return null;
  }
}

/** Holds a certificate's file against the chain: the purge stands there as the file says, and the content is gone. */
export async function checkCertificate(queries: Queries, file: string): Promise<CertificateFault | null> {
  const certificate = read(file);
  if (certificate === null) return "unreadable";
  const algorithm = await algorithmOf(queries);
  if (algorithm === null) return "no such purge";
  const row = await linkWithContent(queries, BigInt(certificate.purge_number));
  if (row === undefined || text(row, "action") !== PURGE.action) return "no such purge";
  const link = linkOf(row);
  const content = contentOf(row);
  const after = purgeSaid(content);
  if (content === null || after === null) return "no such purge";
  const whole =
    linkHash(algorithm, link) === link.hash && contentHash(algorithm, content) === link.contentHash;
  if (!whole || certificateText(certificateOf(link, after)) !== file) return "other purge";
  const target = await linkWithContent(queries, BigInt(certificate.number));
  if (target === undefined || text(target, "hash") !== certificate.hash) return "other purge";
  return contentOf(target) === null ? null : "content is there";
}
