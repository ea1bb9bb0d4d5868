/** Reading as the role that sees the records of one person, whatever the statement asks for. */
import type { Queries } from "../database/queries.ts";
import { ROLE, VIEWER_ROLE } from "../database/role.ts";
import type { Viewer } from "./viewer.ts";

/** The leader whose posts count beside the own ones. */
export const leaderOf = (viewer: Viewer): string | null =>
  viewer.posts.find((p) => p.leader !== null)?.leader ?? null;

/** Does `work` as the viewer, inside a transaction; after it the application goes on as itself. */
export async function asViewer<T>(queries: Queries, viewer: Viewer, work: () => Promise<T>): Promise<T> {
  await queries.rows(
    `SELECT set_config('lianzhang.person', $1, TRUE), set_config('lianzhang.leader', $2, TRUE),
       set_config('role', $3, TRUE)`,
    [viewer.person, leaderOf(viewer) ?? "", VIEWER_ROLE],
  );
  const result = await work();
  // when `work` failed the transaction is at its end, and the role with it
  await queries.rows("SELECT set_config('role', $1, TRUE)", [ROLE]);
  return result;
}
