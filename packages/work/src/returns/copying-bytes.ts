/**
 * Kept bytes are not taken away while a backup copies them: its rows are of one moment and name them. The lock is the
 * database's, since a backup is another program; it ends with its connection, whatever becomes of the program.
 */
import type pg from "pg";
import type { Database } from "../database/connect.ts";

const LOCK = 7690_2028n;

/** Held by a backup from before the moment of its copy until its bytes are read. */
export const holdBytes = async (client: pg.ClientBase): Promise<void> => {
  await client.query("SELECT pg_advisory_lock_shared($1)", [String(LOCK)]);
};
export const letBytesGo = async (client: pg.ClientBase): Promise<void> => {
  await client.query("SELECT pg_advisory_unlock_shared($1)", [String(LOCK)]);
};

/** Waits for backups that copy bytes, and lets none begin before the work has ended. The work is done again after a conflict. */
export const whileNoneCopies = (database: Database, work: () => Promise<void>): Promise<void> =>
  database.transaction(async (queries) => {
    await queries.rows("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    await work();
  });
