/** Puts events at the end of the chain, in the transaction of the change they tell of. */
import type { Queries } from "../database/queries.ts";
import { only, text, whole } from "../database/queries.ts";
import type { Clock, RandomBytes } from "../database/sources.ts";
import { hexFrom } from "../database/sources.ts";
import type { Algorithm } from "./hashing.ts";
import type { Acting, Content, Deed, Link } from "./link.ts";
import { checkFields, contentHash, linkHash, sideText } from "./link.ts";

/** What making a link takes beside its event. */
export interface Ink {
  readonly algorithm: Algorithm;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

interface Entry {
  readonly link: Link;
  readonly content: Content;
}

/** The head, held until the transaction ends: who comes second waits, and finds the head that was left. */
export async function holdHead(
  queries: Queries,
): Promise<{ readonly number: bigint; readonly hash: string }> {
  const row = only(await queries.rows("SELECT head_number, head_hash FROM audit_hold()"));
  return { number: whole(row, "head_number"), hash: text(row, "head_hash") };
}

interface After {
  readonly number: bigint;
  readonly hash: string;
}

function entryAfter(head: After, acting: Acting, deed: Deed, ink: Ink): Entry {
  checkFields(acting, deed);
  const content: Content = {
    salt: hexFrom(ink.random, 16),
    before: sideText("before", deed.before),
    after: sideText("after", deed.after),
  };
  const body = {
    number: head.number + 1n,
    previous: head.hash,
    at: ink.clock().toISOString(),
    actor: acting.user,
    onBehalfOf: acting.onBehalfOf,
    unit: acting.unit,
    purpose: acting.purpose,
    action: deed.action,
    subjectKind: deed.subject.kind,
    subjectId: deed.subject.id,
    contentHash: contentHash(ink.algorithm, content),
  };
  return { link: { ...body, hash: linkHash(ink.algorithm, body) }, content };
}

async function insert(queries: Queries, { link, content }: Entry): Promise<void> {
  await queries.rows(
    `INSERT INTO audit_event (number, previous, at, actor, on_behalf_of, unit, purpose, action, subject_kind,
       subject_id, content_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      link.number,
      link.previous,
      link.at,
      link.actor,
      link.onBehalfOf,
      link.unit,
      link.purpose,
      link.action,
      link.subjectKind,
      link.subjectId,
      link.contentHash,
      link.hash,
    ],
  );
  await queries.rows("INSERT INTO audit_content (number, salt, before, after) VALUES ($1, $2, $3, $4)", [
    link.number,
    content.salt,
    content.before,
    content.after,
  ]);
}

/** Appends the deeds in their order and gives their links. Call it last: everyone else waits for the head from here on. */
export async function append(
  queries: Queries,
  ink: Ink,
  acting: Acting,
  deeds: readonly Deed[],
): Promise<readonly Link[]> {
  let head: After = await holdHead(queries);
  const links: Link[] = [];
  for (const deed of deeds) {
    const entry = entryAfter(head, acting, deed, ink);
    await insert(queries, entry);
    links.push(entry.link);
    head = entry.link;
  }
  return links;
}
