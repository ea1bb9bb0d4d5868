/** What the city's to-do list may have to be told of, noted in the transaction of the change: kept or rolled back with it. */
import type { Queries } from "../database/queries.ts";

/** Stands for every case: people, posts or delegations changed. */
export const EVERY_CASE = "";

// an update where there is one already: it waits for whoever is just taking the mark, so that none is lost
const MARK = `INSERT INTO todo_mark (work_case, version) VALUES ($1, 1)
  ON CONFLICT (work_case) DO UPDATE SET version = todo_mark.version + 1`;

export async function markCase(queries: Queries, id: string): Promise<void> {
  await queries.rows(MARK, [id]);
}

export const markEveryCase = (queries: Queries): Promise<void> => markCase(queries, EVERY_CASE);
