/** Anchors: the head of the chain at one moment, to be kept where nobody who can write the database can write. */
import { canonicalText } from "@lianzhang/kernel";
import { z } from "zod";
import type { Queries } from "../database/queries.ts";
import { only, text } from "../database/queries.ts";
import { algorithmOf } from "./begin.ts";
import type { Algorithm } from "./hashing.ts";
import { hashOf, otherAlgorithm } from "./hashing.ts";
import type { Link } from "./link.ts";
import { LINK_COLUMNS, linkOf } from "./rows.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.string().regex(/^[1-9]\d{0,17}$/);

export interface Anchor {
  readonly format: "lianzhang-anchor-1";
  readonly algorithm: Algorithm;
  /** Number of the head, in digits. */
  readonly number: string;
  /** Hash of the head: with it every link before is fixed. */
  readonly hash: string;
  /** When the head was made. */
  readonly at: string;
  /** Links from the first to the head. */
  readonly count: string;
  /** Hash of the first link: which chain this is of. */
  readonly first: string;
  readonly exported_at: string;
  /** Hash of the canonical text of all of the above. */
  readonly digest: string;
}

const anchorShape = z.strictObject({
  format: z.literal("lianzhang-anchor-1"),
  algorithm: z.enum(["SHA-256", "SM3"]),
  number: count,
  hash,
  at: z.string(),
  count,
  first: hash,
  exported_at: z.string(),
  digest: hash,
});

const digestOf = ({ digest: _digest, ...rest }: Anchor): string =>
  hashOf(rest.algorithm, canonicalText(rest));

/** An anchor as it is written to a file: one line. A file that reads otherwise by one byte is no anchor. */
export const anchorText = (anchor: Anchor): string => `${canonicalText(anchor)}\n`;

/** Reads an anchor's file; null when it is not exactly what was written. */
export function readAnchor(file: string): Anchor | null {
  try {
    const anchor = anchorShape.parse(JSON.parse(file));
    return anchorText(anchor) === file && digestOf(anchor) === anchor.digest ? anchor : null;
  } catch {
    return null;
  }
}

/**
 * The head as an anchor. It is not verified here: an anchor of an altered chain fixes the alteration. Throws LZ7022 when
 * the chain has not begun.
 */
export async function makeAnchor(queries: Queries, now: Date): Promise<Anchor> {
  const algorithm = await algorithmOf(queries);
  if (algorithm === null) throw otherAlgorithm("", "SHA-256 | SM3");
  const head: Link = linkOf(
    only(await queries.rows(`SELECT ${LINK_COLUMNS} FROM audit_event e ORDER BY e.number DESC LIMIT 1`)),
  );
  const first = text(only(await queries.rows("SELECT hash FROM audit_event WHERE number = 1")), "hash");
  const anchor: Anchor = {
    format: "lianzhang-anchor-1",
    algorithm,
    number: String(head.number),
    hash: head.hash,
    at: head.at,
    count: String(head.number),
    first,
    exported_at: now.toISOString(),
    digest: "",
  };
  return { ...anchor, digest: digestOf(anchor) };
}
