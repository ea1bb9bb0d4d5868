/** Links of documents and workbooks that carry what others told of: a refreshed document, the same blank kept again, what was filled from it, what was said of a document that was read. */
import type { Queries } from "../database/queries.ts";
import { whole } from "../database/queries.ts";

/** These numbers, and those of what is kept with their content; each once, those asked for first. */
export async function withCarried(queries: Queries, numbers: readonly bigint[]): Promise<readonly bigint[]> {
  const rows = await queries.rows(
    `WITH RECURSIVE asked AS (SELECT CAST(n AS BIGINT) AS event FROM unnest(CAST($1 AS TEXT[])) AS a(n)),
       papers AS (
         SELECT p.id, p.event FROM paper p JOIN asked a ON a.event = p.event
         UNION SELECT r.id, r.event FROM paper r JOIN papers p ON r.refreshes = p.id),
       versions AS (
         SELECT o.workbook, o.version, o.event FROM workbook_version v JOIN asked a ON a.event = v.event
           JOIN workbook_version o ON o.workbook = v.workbook AND o.blank = v.blank),
       readings AS (SELECT r.id FROM reading r JOIN asked a ON a.event = r.event)
     SELECT r.event FROM paper r JOIN papers p ON p.id = r.id WHERE NOT r.purged
     UNION SELECT v.event FROM workbook_version v JOIN versions o ON o.event = v.event WHERE NOT v.purged
     UNION SELECT f.event FROM workbook_filling f JOIN versions o ON o.workbook = f.workbook AND o.version = f.version WHERE NOT f.purged
     UNION SELECT s.event FROM reading_verdict s JOIN readings r ON r.id = s.reading WHERE NOT s.purged
     ORDER BY 1`,
    [numbers.map(String)],
  );
  return [...new Set([...numbers, ...rows.map((row) => whole(row, "event"))])];
}
