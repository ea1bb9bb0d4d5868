/** Whose turn it is, as a predicate: cases that wait for one of a viewer's posts. */
import type { Model, Procedure } from "@lianzhang/definitions";
import type { Held, Viewer } from "../access/viewer.ts";
import type { Parameters } from "../registers/parameters.ts";
import { coversSql, makes } from "./scopes.ts";

/** States from which the post can move a case forward. To return or to drop one is nobody's turn. */
const statesOf = (procedure: Procedure, post: Held): readonly string[] => [
  ...new Set(
    procedure.moves
      .filter((m) => !m.returns && procedure.states.get(m.to)?.kind !== "final_failure" && makes(m, post))
      .flatMap((m) => m.from),
  ),
];

function postSql(model: Model, procedure: Procedure, person: string, post: Held, p: Parameters): string {
  const makesIt = `p.work_case IS NULL AND c.state = ANY (CAST(${p.add(statesOf(procedure, post))} AS TEXT[]))`;
  const signsIt = `p.made_by <> ${p.add(person)}${post.leader === null ? "" : " AND p.on_behalf"}
    AND EXISTS (SELECT 1 FROM work_signature g WHERE g.work_case = c.id AND g.person IS NULL AND g.role = ${p.add(post.role)})`;
  return `(${coversSql(model, procedure, post.scope, p)} AND ((${makesIt}) OR (${signsIt})))`;
}

/** Over case `c`, spell `s` and pending move `p`. */
export const mineSql = (model: Model, procedure: Procedure, viewer: Viewer, p: Parameters): string =>
  viewer.posts.length === 0
    ? "FALSE"
    : `(${viewer.posts.map((post) => postSql(model, procedure, viewer.person, post, p)).join(" OR ")})`;
