/** A person's own sessions: where somebody is signed in under this name, and ending one of them. */
import { text, textOrNull } from "../database/queries.ts";
import type { Ground } from "./ground.ts";
import { oneself } from "./ground.ts";
import { later, momentText } from "./moment.ts";
import { noSession } from "./refusals.ts";
import { endOneSession, requireSignedIn, stillSignedIn } from "./sessions.ts";
import { tokenHash } from "./token.ts";

export interface OwnSession {
  readonly id: string;
  /** The one that asks. */
  readonly own: boolean;
  readonly since: string;
  readonly seenAt: string;
  readonly endsAt: string;
  /** Network address it began from. */
  readonly address: string;
  /** As the browser calls itself; null when it said nothing. */
  readonly browser: string | null;
}

/** Sessions of the holder of a token that have not ended, the latest seen first. Throws LZ7131. */
export async function ownSessions(ground: Ground, token: string): Promise<readonly OwnSession[]> {
  const { person } = await requireSignedIn(ground, token);
  const now = ground.clock();
  const rows = await ground.database.read((queries) =>
    queries.rows(
      `SELECT id, hash, made_at, seen_at, ends_at, address, browser FROM session
         WHERE person = $1 AND ended_at IS NULL AND ends_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, id`,
      [person.id, momentText(now), later(now, -ground.policy.session.idle)],
    ),
  );
  return rows.map((row) => ({
    id: text(row, "id"),
    own: row["hash"] === tokenHash(token),
    since: text(row, "made_at"),
    seenAt: text(row, "seen_at"),
    endsAt: text(row, "ends_at"),
    address: text(row, "address"),
    browser: textOrNull(row, "browser"),
  }));
}

/** Ends one of the own sessions. Throws LZ7131, LZ7135 for one that has ended or is somebody else's. */
export async function endOwnSession(ground: Ground, token: string, id: string): Promise<void> {
  const { person } = await requireSignedIn(ground, token);
  await ground.trail.change(oneself(person.id, person.unit, "sign_out"), async (change) => {
    await stillSignedIn(change, ground, token);
    if (!(await endOneSession(change, ground, person.id, id))) throw noSession(id);
  });
}
