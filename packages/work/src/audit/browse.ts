/** Links of the chain for people to look through: latest first, by who, what and when. */
import type { Queries } from "../database/queries.ts";
import type { Content, Link } from "./link.ts";
import { contentOf, LINK_COLUMNS, linkOf } from "./rows.ts";

export interface Browsing {
  /** Links before this number; all when absent. */
  readonly before?: bigint | undefined;
  readonly actor?: string | undefined;
  /** A word of the program, or its first part: `person`. */
  readonly action?: string | undefined;
  /** Kind or id of the subject. */
  readonly subject?: string | undefined;
  /** `2026-03-10`, by the clock of the chain (UTC) shifted to China's. */
  readonly day?: string | undefined;
  readonly limit: number;
}

export interface Browsed {
  readonly link: Link;
  /** Null when it was purged. */
  readonly content: Content | null;
}

/** The hours of a day in China, as the chain writes moments. */
function hoursOf(day: string | undefined): readonly [string | null, string | null] {
  if (day === undefined) return [null, null];
  const start = new Date(`${day}T00:00:00+08:00`);
  return [start.toISOString(), new Date(start.getTime() + 86_400_000).toISOString()];
}

export async function browse(queries: Queries, asked: Browsing): Promise<readonly Browsed[]> {
  const [from, to] = hoursOf(asked.day);
  const rows = await queries.rows(
    `SELECT ${LINK_COLUMNS}, c.salt, c.before, c.after FROM audit_event e LEFT JOIN audit_content c ON c.number = e.number
       WHERE ($1::BIGINT IS NULL OR e.number < $1::BIGINT) AND ($2::TEXT IS NULL OR e.actor = $2::TEXT)
       AND ($3::TEXT IS NULL OR e.action = $3::TEXT OR e.action LIKE $3::TEXT || '.%')
       AND ($4::TEXT IS NULL OR e.subject_kind = $4::TEXT OR e.subject_id = $4::TEXT)
       AND ($5::TEXT IS NULL OR (e.at >= $5::TEXT AND e.at < $6::TEXT))
       ORDER BY e.number DESC LIMIT $7`,
    [
      asked.before ?? null,
      asked.actor ?? null,
      asked.action ?? null,
      asked.subject ?? null,
      from,
      to,
      BigInt(asked.limit),
    ],
  );
  return rows.map((row) => ({ link: linkOf(row), content: contentOf(row) }));
}

/** Words of the program that the chain has. */
export const actionsIn = async (queries: Queries): Promise<readonly string[]> =>
  (await queries.rows("SELECT DISTINCT action FROM audit_event ORDER BY action")).flatMap((row) =>
    typeof row["action"] === "string" ? [row["action"]] : [],
  );
