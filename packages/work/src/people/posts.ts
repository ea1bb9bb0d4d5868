/** Posts: given and ended by security administration; a person may hold several, all of one duty. */
import { nearest } from "@lianzhang/kernel";
import type { Acting, Deed, Exact } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull, whole } from "../database/queries.ts";
import { only } from "../database/queries.ts";
import { endDelegationsOfPost } from "./delegations.ts";
import { markEveryCase } from "../todo/marks.ts";
import type { Ground } from "./ground.ts";
import { onceOnly, requireDuty } from "./ground.ts";
import { momentText } from "./moment.ts";
import { heldPerson, wordIn } from "./persons.ts";
import { badPost, keptApart, lastAdministrator } from "./refusals.ts";
import type { FolderRoles } from "./roles.ts";
import { newId } from "./token.ts";
import type { Duty, Person, Post, Scope } from "./vocabulary.ts";
import { dutyOf, isAdministration, SCOPE_KINDS } from "./vocabulary.ts";

export interface NewPost {
  readonly role: string;
  readonly scope: Scope;
}

const COLUMNS = "id, person, role, scope_kind, scope_id, since, ended_at";

const scopeOf = (row: Row): Scope => {
  const kind = wordIn(row, "scope_kind", SCOPE_KINDS);
  return kind === "city" ? { kind } : { kind, id: text(row, "scope_id") };
};

const postOf = (row: Row): Post => ({
  id: text(row, "id"),
  person: text(row, "person"),
  role: text(row, "role"),
  scope: scopeOf(row),
  since: text(row, "since"),
  endedAt: textOrNull(row, "ended_at"),
});

const scopeId = (scope: Scope): string => (scope.kind === "city" ? "" : scope.id);

/** Open posts of a person, oldest first. */
export async function postsOf(queries: Queries, person: string): Promise<readonly Post[]> {
  const rows = await queries.rows(
    `SELECT ${COLUMNS} FROM post WHERE person = $1 AND ended_at IS NULL ORDER BY since, id`,
    [person],
  );
  return rows.map(postOf);
}

/** Open posts of everybody, oldest first. */
export const allPosts = async (queries: Queries): Promise<readonly Post[]> =>
  (await queries.rows(`SELECT ${COLUMNS} FROM post WHERE ended_at IS NULL ORDER BY since, id`)).map(postOf);

/** An open post, held until the transaction ends. Throws LZ7106. */
export async function heldPost(queries: Queries, id: string): Promise<Post> {
  const [row] = await queries.rows(
    `SELECT ${COLUMNS} FROM post WHERE id = $1 AND ended_at IS NULL FOR UPDATE`,
    [id],
  );
  if (row === undefined) throw badPost("不存在或已终止", "is not there or has ended");
  return postOf(row);
}

const deed = (action: string, post: Post, before: Exact, after: Exact): Deed => ({
  action,
  subject: { kind: "person", id: post.person },
  before,
  after,
});

const told = ({ id, role, scope }: Post): Exact => ({
  post: id,
  role,
  scope: scope.kind,
  of: scope.kind === "city" ? null : scope.id,
});

const ROLE = /^[a-z][a-z0-9_]{0,63}$/;

/** Throws LZ7106 when the folder has no such role, or the role no such scope. Administrators are the program's own. */
function checkFolder(roles: FolderRoles, { role, scope }: NewPost): void {
  if (isAdministration(dutyOf(role))) return;
  const found = roles.roles.get(role);
  if (found === undefined) {
    const near = nearest(role, roles.roles.keys());
    throw badPost(
      `角色“${role}”未在决定目录中定义${near === null ? "" : `,是否为“${near}”`}`,
      `has a role the folder does not define: "${role}"${near === null ? "" : `; did you mean "${near}"?`}`,
    );
  }
  if (!found.scopes.includes(scope.kind))
    throw badPost(
      `角色“${role}”的范围只能是 ${found.scopes.join("、")},现为 ${scope.kind}`,
      `is of a role with the scopes ${found.scopes.join(", ")}, found ${scope.kind}`,
    );
  if (!roles.knows(scope))
    throw badPost(
      `范围 ${scope.kind} 中没有“${scopeId(scope)}”`,
      `names a ${scope.kind} that is not there: "${scopeId(scope)}"`,
    );
}

function checkPost(roles: FolderRoles | null, { role, scope }: NewPost): void {
  if (!ROLE.test(role)) throw badPost(`角色“${role}”不是编号`, `has a role that is no id: "${role}"`);
  if (scope.kind !== "city" && !/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u.test(scope.id))
    throw badPost("缺少范围编号", "lacks the id of its scope");
  if (isAdministration(dutyOf(role)) && scope.kind !== "city")
    throw badPost("为管理员,范围须为全市", "is an administrator's: its scope is the whole city");
  if (roles !== null) checkFolder(roles, { role, scope });
}

async function takeDuty(change: Change, person: Person, duty: Duty): Promise<void> {
  if (person.duty === duty) return;
  if (person.duty !== "none") throw keptApart(person.name, person.duty, duty);
  await change.rows("UPDATE person SET duty = $2 WHERE id = $1", [person.id, duty]);
}

/** Gives a post to a person who is held, with its event. Throws LZ7102, LZ7106. */
export async function insertPost(
  change: Change,
  { clock, random, roles }: Ground,
  person: Person,
  { role, scope }: NewPost,
  cameFrom: string | null = null,
): Promise<Post> {
  checkPost(roles, { role, scope });
  const duty = dutyOf(role);
  await takeDuty(change, person, duty);
  const since = momentText(clock());
  const post: Post = { id: newId(random), person: person.id, role, scope, since, endedAt: null };
  const insert = change.rows(
    `INSERT INTO post (id, person, role, scope_kind, scope_id, duty, since, came_from)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [post.id, person.id, role, scope.kind, scopeId(scope), duty, since, cameFrom],
  );
  await onceOnly(insert, () => badPost("已由其担任", "is held by the person already"));
  await markEveryCase(change);
  change.record(deed("post.give", post, null, told(post)));
  return post;
}

/** Ends a post that is held, and the delegations that rest on it, with their events. */
export async function closePost(change: Change, { clock }: Ground, post: Post): Promise<void> {
  const now = momentText(clock());
  await endDelegationsOfPost(change, post.id, now);
  await change.rows("UPDATE post SET ended_at = $2, duty = NULL WHERE id = $1", [post.id, now]);
  // whose last post has ended may later be given one of another duty
  await change.rows(
    `UPDATE person SET duty = 'none' WHERE id = $1
       AND NOT EXISTS (SELECT 1 FROM post q WHERE q.person = $1 AND q.ended_at IS NULL)`,
    [post.person],
  );
  await markEveryCase(change);
  change.record(deed("post.end", post, told(post), null));
}

/** Throws LZ7105 when without this person nobody active has the administration. */
export async function requireAnother(queries: Queries, person: Person): Promise<void> {
  if (!isAdministration(person.duty) || person.status !== "active") return;
  const others = only(
    await queries.rows(
      "SELECT count(*) AS n FROM person WHERE duty = $1 AND status = 'active' AND id <> $2",
      [person.duty, person.id],
    ),
  );
  if (whole(others, "n") === 0n) throw lastAdministrator(person.name, person.duty);
}

/** Gives a post. Throws LZ7101, LZ7102 (kept apart), LZ7104, LZ7106. */
export const givePost = (ground: Ground, acting: Acting, person: string, wanted: NewPost): Promise<Post> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "security");
    return insertPost(change, ground, await heldPerson(change, person), wanted);
  });

/** Ends a post. Throws LZ7101, LZ7104, LZ7105, LZ7106. */
export const endPost = (ground: Ground, acting: Acting, post: string): Promise<void> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "security");
    const held = await heldPost(change, post);
    await requireAnother(change, await heldPerson(change, held.person));
    await closePost(change, ground, held);
  });
