/** 代办: who may act for which leader, on which post it rests, and until when. */
import type { Acting, Deed, Exact } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull } from "../database/queries.ts";
import { markEveryCase } from "../todo/marks.ts";
import type { Ground } from "./ground.ts";
import { requireDuty } from "./ground.ts";
import { hasCome, momentText } from "./moment.ts";
import { heldPerson } from "./persons.ts";
import { badDelegation, notDelegate } from "./refusals.ts";
import { actsFor, isLeaderRole } from "./roles.ts";
import { newId } from "./token.ts";
import type { Delegation } from "./vocabulary.ts";

const COLUMNS = "d.id, d.leader, d.delegate, d.post, d.document, d.since, d.expires_at, d.ended_at";

const delegationOf = (row: Row): Delegation => ({
  id: text(row, "id"),
  leader: text(row, "leader"),
  delegate: text(row, "delegate"),
  post: text(row, "post"),
  document: text(row, "document"),
  since: text(row, "since"),
  expiresAt: textOrNull(row, "expires_at"),
  endedAt: textOrNull(row, "ended_at"),
});

const isOpen = ({ endedAt, expiresAt }: Delegation, now: Date): boolean =>
  endedAt === null && (expiresAt === null || !hasCome(expiresAt, now));

/** Delegations that are open now, of a delegate, oldest first. */
export async function delegationsTo(
  queries: Queries,
  delegate: string,
  now: Date,
): Promise<readonly Delegation[]> {
  const rows = await queries.rows(
    `SELECT ${COLUMNS} FROM delegation d WHERE d.delegate = $1 AND d.ended_at IS NULL ORDER BY d.since, d.id`,
    [delegate],
  );
  return rows.map(delegationOf).filter((d) => isOpen(d, now));
}

/** Delegations of everybody that are open now, oldest first. */
export const allDelegations = async (queries: Queries, now: Date): Promise<readonly Delegation[]> =>
  (await queries.rows(`SELECT ${COLUMNS} FROM delegation d WHERE d.ended_at IS NULL ORDER BY d.since, d.id`))
    .map(delegationOf)
    .filter((d) => isOpen(d, now));

/** Open delegations that rest on a post, held until the transaction ends. */
export async function heldDelegationsOf(queries: Queries, post: string): Promise<readonly Delegation[]> {
  const rows = await queries.rows(
    `SELECT ${COLUMNS} FROM delegation d WHERE d.post = $1 AND d.ended_at IS NULL ORDER BY d.since, d.id FOR UPDATE`,
    [post],
  );
  return rows.map(delegationOf);
}

const deed = (action: string, { leader, ...d }: Delegation, before: Exact, after: Exact): Deed => ({
  action,
  subject: { kind: "person", id: d.delegate },
  before: before === null ? null : { delegation: d.id, leader },
  after: after === null ? null : { delegation: d.id, leader, document: d.document, until: d.expiresAt },
});

/** Enters a delegation, with its event. `wanted` has been checked. */
export async function insertDelegation(
  change: Change,
  { clock, random }: Ground,
  wanted: Omit<Delegation, "id" | "since" | "endedAt">,
  cameFrom: string | null = null,
): Promise<Delegation> {
  const d: Delegation = { ...wanted, id: newId(random), since: momentText(clock()), endedAt: null };
  await change.rows(
    `INSERT INTO delegation (id, leader, delegate, post, document, since, expires_at, came_from)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [d.id, d.leader, d.delegate, d.post, d.document, d.since, d.expiresAt, cameFrom],
  );
  await markEveryCase(change);
  change.record(deed("delegation.give", d, null, true));
  return d;
}

/** Ends a delegation that is held, with its event. */
export async function closeDelegation(change: Change, d: Delegation, now: string): Promise<void> {
  await change.rows("UPDATE delegation SET ended_at = $2 WHERE id = $1", [d.id, now]);
  await markEveryCase(change);
  change.record(deed("delegation.end", d, true, null));
}

/** Ends the delegations that rest on a post. */
export async function endDelegationsOfPost(change: Change, post: string, now: string): Promise<void> {
  for (const d of await heldDelegationsOf(change, post)) await closeDelegation(change, d, now);
}

/** Ends the delegations whose date has come. */
export async function endExpiredDelegations(change: Change, now: Date): Promise<void> {
  const rows = await change.rows(
    `SELECT ${COLUMNS} FROM delegation d WHERE d.ended_at IS NULL AND d.expires_at <= $1 FOR UPDATE`,
    [momentText(now)],
  );
  for (const d of rows.map(delegationOf)) await closeDelegation(change, d, momentText(now));
}

/** Ends the delegations of a leader. */
export async function endDelegationsOfLeader(change: Change, leader: string, now: string): Promise<void> {
  const rows = await change.rows(
    `SELECT ${COLUMNS} FROM delegation d WHERE d.leader = $1 AND d.ended_at IS NULL FOR UPDATE`,
    [leader],
  );
  for (const d of rows.map(delegationOf)) await closeDelegation(change, d, now);
}

export interface NewDelegation {
  readonly leader: string;
  /** The delegate's post it rests on; its holder is the delegate. */
  readonly post: string;
  readonly document: string;
  readonly until: Date | null;
}

interface Delegate {
  readonly person: string;
  /** Roles its post may act for. */
  readonly actsFor: readonly string[];
}

async function delegateOf(change: Change, { roles }: Ground, post: string): Promise<Delegate> {
  const [row] = await change.rows(
    "SELECT person, role FROM post WHERE id = $1 AND ended_at IS NULL FOR SHARE",
    [post],
  );
  const may = row === undefined ? [] : actsFor(roles, text(row, "role"));
  if (row === undefined || may.length === 0)
    throw badDelegation("受托人没有在任的联络岗位", "it must rest on a delegate's post that is open");
  return { person: text(row, "person"), actsFor: may };
}

async function requireLeader(
  change: Change,
  { roles }: Ground,
  leader: string,
  { actsFor: may }: Delegate,
): Promise<void> {
  const posts = await change.rows("SELECT role FROM post WHERE person = $1 AND ended_at IS NULL", [leader]);
  const held = posts.map((row) => text(row, "role")).filter((role) => isLeaderRole(roles, role));
  if (held.length === 0)
    throw badDelegation("委托人没有领导岗位", "the one acted for holds no leader's post");
  if (!held.some((role) => may.includes(role)))
    throw badDelegation(
      "联络岗位不能为该领导的岗位代办",
      "the delegate's post may not act for the posts of this leader",
    );
}

async function requireNew(
  change: Change,
  { leader, post, document, until }: NewDelegation,
  delegate: string,
  now: Date,
): Promise<void> {
  if (leader === delegate) throw badDelegation("不能委托本人", "nobody is one's own delegate");
  if (document.trim() === "") throw badDelegation("缺少依据文件", "the paper it rests on is missing");
  if (until !== null && until.getTime() <= now.getTime())
    throw badDelegation("期限已过", "the date it ends lies in the past");
  const open = (await heldDelegationsOf(change, post)).filter((d) => isOpen(d, now));
  if (open.some((d) => d.leader === leader)) throw badDelegation("委托已登记", "it is entered already");
}

/** Enters a delegation. The leader does not sign in, so security administration enters it. Throws LZ7101, LZ7104, LZ7133. */
export const delegate = (ground: Ground, acting: Acting, wanted: NewDelegation): Promise<Delegation> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "security");
    const { leader, post, document } = wanted;
    await heldPerson(change, leader);
    const delegated = await delegateOf(change, ground, post);
    await requireLeader(change, ground, leader, delegated);
    const to = delegated.person;
    await requireNew(change, wanted, to, ground.clock());
    const expiresAt = wanted.until === null ? null : momentText(wanted.until);
    return insertDelegation(change, ground, { leader, delegate: to, post, document, expiresAt });
  });

/** Ends a delegation. Throws LZ7101, LZ7133. */
export const endDelegation = (ground: Ground, acting: Acting, id: string): Promise<void> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "security");
    const [row] = await change.rows(
      `SELECT ${COLUMNS} FROM delegation d WHERE d.id = $1 AND d.ended_at IS NULL FOR UPDATE`,
      [id],
    );
    if (row === undefined) throw badDelegation("委托不存在或已终止", "it is not there or has ended");
    await closeDelegation(change, delegationOf(row), momentText(ground.clock()));
  });

/** Throws LZ7132 unless `user` may act for `leader` now; holds that until the transaction ends. */
export async function requireDelegation(
  queries: Queries,
  user: string,
  leader: string,
  now: Date,
): Promise<void> {
  const rows = await queries.rows(
    `SELECT ${COLUMNS} FROM delegation d WHERE d.delegate = $1 AND d.leader = $2 AND d.ended_at IS NULL FOR SHARE`,
    [user, leader],
  );
  if (!rows.map(delegationOf).some((d) => isOpen(d, now))) throw notDelegate(user, leader);
}
