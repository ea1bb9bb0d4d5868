/**
 * Verifies a chain from its first link to its head, a page at a time: however long it is, one page is in memory.
 * Whoever can write the database can also rewrite the whole chain in good order; that is what anchors are for.
 */
import type { Queries, Row } from "../database/queries.ts";
import { text, whole, wholeOrNull } from "../database/queries.ts";
import type { Anchor } from "./anchor.ts";
import { readAnchor } from "./anchor.ts";
import { algorithmOf } from "./begin.ts";
import type { Algorithm } from "./hashing.ts";
import type { Content, Link } from "./link.ts";
import { contentHash, linkHash } from "./link.ts";
import { PURGE, purgeSaid } from "./purge.ts";
import { contentOf, LINK_COLUMNS, linkOf } from "./rows.ts";
import type { Verdict } from "./verdict.ts";
import { Found } from "./verdict.ts";

/** An anchor's file, and what to call it. */
export interface AnchorFile {
  readonly name: string;
  readonly text: string;
}

interface NamedAnchor extends Anchor {
  readonly name: string;
}

const PAGE = 200n;

const SELECT = `SELECT ${LINK_COLUMNS}, c.salt, c.before, c.after,
    CASE WHEN c.number IS NULL OR EXISTS (SELECT 1 FROM audit_event p WHERE p.subject_kind = '${PURGE.kind}'
        AND p.subject_id = CAST(e.number AS TEXT) AND p.action = '${PURGE.action}')
      THEN (SELECT min(p.number) FROM audit_event p WHERE p.subject_kind = '${PURGE.kind}'
        AND p.subject_id = CAST(e.number AS TEXT) AND p.action = '${PURGE.action}') END AS purged_by
  FROM audit_event e LEFT JOIN audit_content c ON c.number = e.number`;

async function* pages(queries: Queries): AsyncGenerator<readonly Row[]> {
  // from below 1: a row that was moved there is found as well
  let rows = await queries.rows(`${SELECT} ORDER BY e.number LIMIT ${PAGE}`);
  for (;;) {
    yield rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    rows = await queries.rows(`${SELECT} WHERE e.number > $1 ORDER BY e.number LIMIT ${PAGE}`, [
      whole(last, "number"),
    ]);
  }
}

/** What is known of the links before the one being looked at. */
class Walk {
  readonly #algorithm: Algorithm;
  readonly #anchors: readonly NamedAnchor[];
  /** Numbers that an anchor fixes: most links have none. */
  readonly #fixed: ReadonlySet<bigint>;
  last: Pick<Link, "number" | "hash" | "at"> = { number: 0n, hash: "", at: "" };
  purged = 0n;

  constructor(algorithm: Algorithm, anchors: readonly NamedAnchor[]) {
    this.#algorithm = algorithm;
    this.#anchors = anchors;
    this.#fixed = new Set(anchors.map((a) => BigInt(a.number)));
  }

  step(row: Row): void {
    const number = this.last.number + 1n;
    this.#inOrder(whole(row, "number"), number);
    const link = linkOf(row);
    const computed = linkHash(this.#algorithm, link);
    if (computed !== link.hash) throw new Found("link_altered", number, computed, link.hash);
    if (link.previous !== this.last.hash) throw new Found("order", number, this.last.hash, link.previous);
    this.#content(link, contentOf(row), wholeOrNull(row, "purged_by"));
    this.#anchored(link);
    this.last = link;
  }

  #inOrder(found: bigint, expected: bigint): void {
    if (found === expected) return;
    throw new Found(found > expected ? "missing" : "order", expected, String(expected), String(found));
  }

  #content(link: Link, content: Content | null, purgedBy: bigint | null): void {
    const { number, contentHash: expected } = link;
    const purged = purgedBy !== null && purgedBy > number;
    if (content === null) {
      if (!purged) throw new Found("content_missing", number, expected, "");
      this.purged++;
      return;
    }
    const found = contentHash(this.#algorithm, content);
    if (found !== expected) throw new Found("content_altered", number, expected, found);
    if (purged) throw new Found("purge_undone", number, "", found);
    const said = link.action === PURGE.action ? purgeSaid(content)?.number : link.subjectId;
    if (said !== link.subjectId) throw new Found("purge_altered", number, link.subjectId, said ?? "");
  }

  #anchored(link: Link): void {
    if (link.number === 1n)
      for (const a of this.#anchors)
        if (a.first !== link.hash) throw new Found("anchor_mismatch", 1n, a.first, link.hash, a.name);
    if (!this.#fixed.has(link.number)) return;
    for (const a of this.#anchors)
      if (BigInt(a.number) === link.number && (a.hash !== link.hash || a.at !== link.at))
        throw new Found("anchor_mismatch", link.number, a.hash, link.hash, a.name);
  }

  /** After the last link: the head and the anchors know no later one. */
  end(head: Row | undefined): void {
    const { number, hash } = this.last;
    const known = head === undefined ? null : { number: whole(head, "number"), hash: text(head, "hash") };
    for (const a of this.#anchors)
      if (BigInt(a.number) > number)
        throw new Found("anchor_mismatch", number + 1n, a.number, String(number), a.name);
    if (known !== null && known.number > number)
      throw new Found("missing", number + 1n, String(known.number), String(number));
    if (known?.number !== number || known.hash !== hash)
      throw new Found(
        "head",
        number,
        `${number} ${hash}`,
        known === null ? "" : `${known.number} ${known.hash}`,
      );
  }
}

function read(file: AnchorFile): NamedAnchor {
  const anchor = readAnchor(file.text);
  if (anchor === null) throw new Found("anchor_altered", 0n, "lianzhang-anchor-1", "", file.name);
  return { ...anchor, name: file.name };
}

async function walkAll(queries: Queries, files: readonly AnchorFile[]): Promise<Verdict> {
  const anchors = files.map(read);
  const algorithm = await algorithmOf(queries);
  if (algorithm === null) throw new Found("beginning", 1n, "SHA-256 | SM3", "");
  const walk = new Walk(algorithm, anchors);
  for await (const page of pages(queries)) for (const row of page) walk.step(row);
  const [head] = await queries.rows("SELECT number, hash FROM audit_head");
  walk.end(head);
  const [stray] = await queries.rows(`SELECT c.number FROM audit_content c
    WHERE NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.number = c.number) ORDER BY c.number LIMIT 1`);
  if (stray !== undefined) throw new Found("stray_content", whole(stray, "number"), "", "");
  const { number, hash, at } = walk.last;
  return { holds: true, algorithm, head: { number, hash, at }, purged: walk.purged, anchors: anchors.length };
}

/**
 * The verdict on the chain that `queries` sees, at one moment: run it in `Database.read`. It stops at the first broken
 * link; later ones cannot be judged.
 */
export async function verifyChain(queries: Queries, anchors: readonly AnchorFile[] = []): Promise<Verdict> {
  try {
    return await walkAll(queries, anchors);
  } catch (error) {
    if (error instanceof Found) return { holds: false, broken: error.broken };
    throw error;
  }
}
