/** What the clock ends is ended in the tables too, with events, when the server asks for it (once a minute or so). */
import type { Queries } from "../database/queries.ts";
import { endExpiredDelegations } from "./delegations.ts";
import { forgetOld } from "./doors.ts";
import type { Ground } from "./ground.ts";
import { program } from "./ground.ts";
import { later, momentText } from "./moment.ts";
import { forgetRefusals, tellCounted } from "./refused.ts";
import { endExpired } from "./sessions.ts";

async function hasExpired(queries: Queries, { clock, policy }: Ground): Promise<boolean> {
  const now = clock();
  const rows = await queries.rows(
    `SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM session WHERE ended_at IS NULL AND (ends_at <= $1 OR seen_at <= $2))
       OR EXISTS (SELECT 1 FROM delegation WHERE ended_at IS NULL AND expires_at <= $1)
       OR EXISTS (SELECT 1 FROM refusal_tally WHERE turned_away > 0 AND closed_until <= $3)`,
    [momentText(now), later(now, -policy.session.idle), BigInt(now.getTime())],
  );
  return rows.length > 0;
}

/** Ends expired sessions and delegations, tells refusals that were only counted, and forgets old tries. What is expired is refused whether this has run or not. */
export async function tidy(ground: Ground): Promise<void> {
  await ground.database.transaction(async (queries) => {
    await forgetOld(queries, ground);
    await forgetRefusals(queries, ground);
  });
  if (!(await ground.database.read((queries) => hasExpired(queries, ground)))) return;
  await ground.trail.change(program("expiry"), async (change) => {
    await endExpired(change, ground);
    await endExpiredDelegations(change, ground.clock());
    await tellCounted(change, ground);
    change.record({
      action: "tidy",
      subject: { kind: "installation", id: "this" },
      before: null,
      after: null,
    });
  });
}
