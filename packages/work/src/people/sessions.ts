/** Sessions: a random token in the browser, its hash here; they end by themselves, by sign-out, or with a password. */
import type { Acting } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import { delegationsTo, requireDelegation } from "./delegations.ts";
import type { Ground } from "./ground.ts";
import { aboutPerson, oneself } from "./ground.ts";
import { hasCome, later, momentText } from "./moment.ts";
import { PERSON_COLUMNS, personOf, wordIn } from "./persons.ts";
import { postsOf } from "./posts.ts";
import { notSignedIn } from "./refusals.ts";
import { newId, newToken, tokenHash } from "./token.ts";
import type { Delegation, Person, Post } from "./vocabulary.ts";

const METHODS = ["password", "sign_on"] as const;

export interface Session {
  /** Names the session in events; opens nothing. */
  readonly id: string;
  readonly method: (typeof METHODS)[number];
  readonly seenAt: string;
  /** When it ends whatever happens. */
  readonly endsAt: string;
}

/** Who is signed in, with what this person may be and for whom act, as of now. */
export interface SignedIn {
  readonly session: Session;
  readonly person: Person;
  readonly posts: readonly Post[];
  readonly delegations: readonly (Delegation & { readonly leaderName: string })[];
}

export interface NewSession {
  /** For the browser, once: it is kept nowhere. */
  readonly token: string;
  readonly session: Session;
}

/** Begins a session of a person who is held, with its event. */
export async function beginSession(
  change: Change,
  { clock, random, policy }: Ground,
  person: string,
  how: {
    readonly method: Session["method"];
    readonly address: string;
    /** As the browser calls itself. */
    readonly browser: string | null;
    readonly turnedAway: number;
  },
): Promise<NewSession> {
  const [token, now] = [newToken(random), clock()];
  const seenAt = momentText(now);
  const endsAt = later(now, policy.session.longest);
  const session: Session = { id: newId(random), method: how.method, seenAt, endsAt };
  await change.rows(
    `INSERT INTO session (hash, id, person, method, address, made_at, seen_at, ends_at, browser)
       VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)`,
    [tokenHash(token), session.id, person, how.method, how.address, seenAt, endsAt, how.browser],
  );
  const { method, address, turnedAway } = how;
  const after = { session: session.id, method, address, turned_away: turnedAway, ends_at: endsAt };
  change.record(aboutPerson("sign_in", person, null, after));
  return { token, session };
}

const sessionOf = (row: Row): Session => ({
  id: text(row, "session"),
  method: wordIn(row, "method", METHODS),
  seenAt: text(row, "seen_at"),
  endsAt: text(row, "ends_at"),
});

const isAlive = ({ seenAt, endsAt }: Session, now: Date, idle: number): boolean =>
  !hasCome(endsAt, now) && !hasCome(later(new Date(seenAt), idle), now);

const SELECT = `SELECT s.id AS session, s.method, s.seen_at, s.ends_at, ${PERSON_COLUMNS}
  FROM session s JOIN person p ON p.id = s.person
  WHERE s.hash = $1 AND s.ended_at IS NULL AND p.status = 'active'`;

type Holder = Pick<SignedIn, "session" | "person">;

/** The session of a token and its person; null when it has ended. `hold`: both until the transaction ends. */
async function holderOf(
  queries: Queries,
  { clock, policy }: Ground,
  token: string,
  hold: boolean,
): Promise<Holder | null> {
  const [row] = await queries.rows(`${SELECT}${hold ? " FOR SHARE" : ""}`, [tokenHash(token)]);
  if (row === undefined) return null;
  const session = sessionOf(row);
  return isAlive(session, clock(), policy.session.idle) ? { session, person: personOf(row) } : null;
}

async function withPosts(queries: Queries, ground: Ground, holder: Holder): Promise<SignedIn> {
  const { id } = holder.person;
  const open = await delegationsTo(queries, id, ground.clock());
  const leaders = open.map((d) => d.leader);
  const names =
    leaders.length === 0
      ? []
      : await queries.rows("SELECT id, name FROM person WHERE id = ANY($1)", [leaders]);
  const nameOf = new Map(names.map((row) => [text(row, "id"), text(row, "name")]));
  const delegations = open.map((d) => ({ ...d, leaderName: nameOf.get(d.leader) ?? d.leader }));
  return { ...holder, posts: await postsOf(queries, id), delegations };
}

async function note({ database, clock, policy }: Ground, token: string, { seenAt }: Session): Promise<void> {
  const now = clock();
  if (!hasCome(later(new Date(seenAt), policy.session.noted), now)) return;
  await database.transaction((queries) =>
    queries.rows("UPDATE session SET seen_at = $2 WHERE hash = $1 AND ended_at IS NULL AND seen_at < $2", [
      tokenHash(token),
      momentText(now),
    ]),
  );
}

/**
 * Who a token belongs to; null when signed out, ended, idle too long, locked or left. Call it at every request.
 * `counts`: false for what a page asks by itself, which must not keep a session alive.
 */
export async function whoIs(ground: Ground, token: string, counts = true): Promise<SignedIn | null> {
  const found = await ground.database.read(async (queries) => {
    const holder = await holderOf(queries, ground, token, false);
    return holder === null ? null : withPosts(queries, ground, holder);
  });
  if (found !== null && counts) await note(ground, token, found.session);
  return found;
}

/** The holder of a token. Throws LZ7131. */
export async function requireSignedIn(ground: Ground, token: string): Promise<Holder> {
  const holder = await ground.database.read((queries) => holderOf(queries, ground, token, false));
  if (holder === null) throw notSignedIn();
  return holder;
}

/** Throws LZ7131 unless the token is still good; holds session and person until the transaction ends. */
export async function stillSignedIn(queries: Queries, ground: Ground, token: string): Promise<Person> {
  const holder = await holderOf(queries, ground, token, true);
  if (holder === null) throw notSignedIn();
  return holder.person;
}

/** Another token for a session whose person has proved to be oneself again; the old one opens nothing. Throws LZ7131. */
export async function renew({ database, random }: Ground, token: string): Promise<string> {
  const next = newToken(random);
  const rows = await database.transaction((queries) =>
    queries.rows("UPDATE session SET hash = $2 WHERE hash = $1 AND ended_at IS NULL RETURNING id", [
      tokenHash(token),
      tokenHash(next),
    ]),
  );
  if (rows.length === 0) throw notSignedIn();
  return next;
}

export interface For {
  /** 代办: id of the leader it is done for; null for oneself. */
  readonly onBehalfOf: string | null;
  readonly purpose: string;
}

/**
 * Does `work` as the one who is signed in, under the own name, for a leader or for oneself; every event carries both.
 * Session and delegation are held: neither can end half way. Throws LZ7131, LZ7132, and what `Trail.change` throws.
 */
export async function act<T>(
  ground: Ground,
  token: string,
  { onBehalfOf, purpose }: For,
  work: (change: Change, acting: Acting) => Promise<T>,
): Promise<T> {
  const { person } = await requireSignedIn(ground, token);
  const acting: Acting = { ...oneself(person.id, person.unit, purpose), onBehalfOf };
  return ground.trail.change(acting, async (change) => {
    await stillSignedIn(change, ground, token);
    if (onBehalfOf !== null) await requireDelegation(change, person.id, onBehalfOf, ground.clock());
    return work(change, acting);
  });
}

/**
 * The ground on which every change is one of this session: held until COMMIT, so that it cannot end half way, and of its
 * own person only. Changes throw LZ7131 besides what they throw.
 */
export const heldBy = (ground: Ground, token: string): Ground => ({
  ...ground,
  trail: {
    ...ground.trail,
    change: (acting, work) =>
      ground.trail.change(acting, async (change) => {
        const { id } = await stillSignedIn(change, ground, token);
        if (id !== acting.user) throw notSignedIn();
        return work(change);
      }),
  },
});

export type Why = "signed_out" | "everywhere" | "password" | "locked" | "left" | "idle" | "too_long";

const RETURNING = "RETURNING id AS session, person";

function tell(change: Change, rows: readonly Row[], why: Why): void {
  for (const row of rows)
    change.record(aboutPerson("sign_out", text(row, "person"), { session: text(row, "session") }, { why }));
}

/** Ends the sessions of a person, but for the one of a token, with their events. */
export async function endSessions(
  change: Change,
  { clock }: Ground,
  person: string,
  why: Why,
  butFor: string | null = null,
): Promise<void> {
  const rows = await change.rows(
    `UPDATE session SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL AND hash <> $3 ${RETURNING}`,
    [person, momentText(clock()), butFor === null ? "" : tokenHash(butFor)],
  );
  tell(change, rows, why);
}

/** Ends one session of a person, with its event; false when there is none that is open. */
export async function endOneSession(
  change: Change,
  { clock }: Ground,
  person: string,
  id: string,
): Promise<boolean> {
  const rows = await change.rows(
    `UPDATE session SET ended_at = $3 WHERE person = $1 AND id = $2 AND ended_at IS NULL ${RETURNING}`,
    [person, id, momentText(clock())],
  );
  tell(change, rows, "signed_out");
  return rows.length > 0;
}

/** Ends this session. Throws LZ7131 when it has ended. */
export async function signOut(ground: Ground, token: string): Promise<void> {
  const { person } = await requireSignedIn(ground, token);
  await ground.trail.change(oneself(person.id, person.unit, "sign_out"), async (change) => {
    const rows = await change.rows(
      `UPDATE session SET ended_at = $2 WHERE hash = $1 AND ended_at IS NULL ${RETURNING}`,
      [tokenHash(token), momentText(ground.clock())],
    );
    if (rows.length === 0) throw notSignedIn();
    tell(change, rows, "signed_out");
  });
}

/** Ends every session of the person, this one included. Throws LZ7131. */
export async function signOutEverywhere(ground: Ground, token: string): Promise<void> {
  const { person } = await requireSignedIn(ground, token);
  await ground.trail.change(oneself(person.id, person.unit, "sign_out"), async (change) => {
    await stillSignedIn(change, ground, token);
    await endSessions(change, ground, person.id, "everywhere");
  });
}

/** Ends what the clock has ended, with events. */
export async function endExpired(change: Change, { clock, policy }: Ground): Promise<void> {
  const now = clock();
  const ended: readonly [string, Why, string][] = [
    ["ends_at <= $2", "too_long", momentText(now)],
    ["seen_at <= $2", "idle", later(now, -policy.session.idle)],
  ];
  for (const [condition, why, moment] of ended)
    tell(
      change,
      await change.rows(
        `UPDATE session SET ended_at = $1 WHERE ended_at IS NULL AND ${condition} ${RETURNING}`,
        [momentText(now), moment],
      ),
      why,
    );
}
