/**
 * What is refused to somebody signed in, or to a page of another site, is told to the chain. Somebody who tries again and
 * again cannot fill it: after a few events the rest is counted, and told with the next one or when it has been quiet.
 */
import type { Change } from "../audit/trail.ts";
import type { Deed } from "../audit/link.ts";
import type { Queries } from "../database/queries.ts";
import { text, whole } from "../database/queries.ts";
import { tallyOf } from "./doors.ts";
import type { Ground } from "./ground.ts";
import { ANONYMOUS, oneself } from "./ground.ts";
import { momentText } from "./moment.ts";
import type { Tally } from "./tally.ts";
import { FRESH, tryAt } from "./tally.ts";

export interface Refused {
  /** Who asked; null: nobody who is signed in. */
  readonly person: { readonly id: string; readonly unit: string | null } | null;
  /** Network address the request came from. */
  readonly address: string;
  /** Of the answer: LZ6123. */
  readonly code: string;
  readonly method: string;
  /** The question as the program names it, without what was asked: /api/enterprises/:code. */
  readonly route: string;
}

type Subject = Deed["subject"];

const ACTION = "access.refused";

const subjectOf = ({ person, address }: Refused): Subject =>
  person === null ? { kind: "address", id: address } : { kind: "person", id: person.id };

const keyOf = ({ kind, id }: Subject): string => `${kind} ${id}`;

function subjectIn(key: string): Subject {
  const at = key.indexOf(" ");
  return { kind: key.slice(0, at), id: key.slice(at + 1) };
}

/** The tally of a key, held until the transaction ends; a row is made where there is none, so that two do not both. */
async function held(queries: Queries, key: string): Promise<Tally> {
  await queries.rows(
    `INSERT INTO refusal_tally (key, tries, level, last_at, closed_until, turned_away)
       VALUES ($1, 0, 0, 0, 0, 0) ON CONFLICT (key) DO NOTHING`,
    [key],
  );
  const [row] = await queries.rows("SELECT * FROM refusal_tally WHERE key = $1 FOR UPDATE", [key]);
  return row === undefined ? FRESH : tallyOf(row);
}

const keep = (queries: Queries, key: string, t: Tally): Promise<unknown> =>
  queries.rows(
    `UPDATE refusal_tally SET tries = $2, level = $3, last_at = $4, closed_until = $5, turned_away = $6 WHERE key = $1`,
    [key, ...[t.tries, t.level, t.lastAt, t.closedUntil, t.turnedAway].map((n) => BigInt(Math.trunc(n)))],
  );

/** Tells a refusal, or counts it when this one has had enough of them told. */
export async function tellRefused(ground: Ground, refused: Refused): Promise<void> {
  const { database, trail, policy, clock } = ground;
  const subject = subjectOf(refused);
  const counted = await database.transaction(async (queries) => {
    const before = await held(queries, keyOf(subject));
    const { through, tally } = tryAt(before, policy.refused, clock().getTime());
    await keep(queries, keyOf(subject), tally);
    return through ? { turnedAway: before.turnedAway, closedUntil: tally.closedUntil } : null;
  });
  if (counted === null) return;
  const { person, address, code, method, route } = refused;
  const acting =
    person === null ? { ...ANONYMOUS, purpose: "request" } : oneself(person.id, person.unit, "request");
  await trail.change(acting, (change) => {
    const after = {
      code,
      method,
      route,
      address,
      turned_away: counted.turnedAway,
      counted_until: counted.closedUntil === 0 ? null : momentText(new Date(counted.closedUntil)),
    };
    change.record({ action: ACTION, subject, before: null, after });
    return Promise.resolve();
  });
}

/** Tells what was only counted of those for whom it has become quiet. */
export async function tellCounted(change: Change, { clock }: Ground): Promise<void> {
  const now = BigInt(clock().getTime());
  const rows = await change.rows(
    `SELECT key, turned_away FROM refusal_tally WHERE turned_away > 0 AND closed_until <= $1 ORDER BY key FOR UPDATE`,
    [now],
  );
  for (const row of rows) {
    const after = { turned_away: Number(whole(row, "turned_away")) };
    change.record({ action: ACTION, subject: subjectIn(text(row, "key")), before: null, after });
  }
  await change.rows("UPDATE refusal_tally SET turned_away = 0 WHERE key = ANY (CAST($1 AS TEXT[]))", [
    rows.map((row) => text(row, "key")),
  ]);
}

/** Deletes tallies that no longer count. */
export const forgetRefusals = (queries: Queries, { policy, clock }: Ground): Promise<unknown> =>
  queries.rows("DELETE FROM refusal_tally WHERE turned_away = 0 AND last_at < $1 AND closed_until < $1", [
    BigInt(clock().getTime() - 2 * policy.refused.longest),
  ]);
