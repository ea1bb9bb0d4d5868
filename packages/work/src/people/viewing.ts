/** From a session to who looks or acts, with the posts that count. */
import type { Held, Viewer } from "../access/viewer.ts";
import type { Ground } from "./ground.ts";
import { postsOf } from "./posts.ts";
import type { Profile } from "./reading.ts";
import { notDelegate } from "./refusals.ts";
import { actsFor } from "./roles.ts";
import type { Post } from "./vocabulary.ts";

const held = ({ role, scope }: Post, leader: string | null): Held => ({ role, scope, leader });

/**
 * The viewer of a session (as `whoIs` gives it, or a profile): the own posts and, when acting for a leader, those of the leader's posts
 * that the post the delegation rests on may act for. Throws LZ7132 unless the leader may be acted for.
 */
export async function viewerOf(
  { database, roles }: Ground,
  { person, posts, delegations }: Profile,
  onBehalfOf: string | null,
): Promise<Viewer> {
  const own = { person: person.id, name: person.name, unit: person.unit };
  const mine = posts.map((p) => held(p, null));
  if (onBehalfOf === null) return { ...own, posts: mine };
  const open = delegations.filter((d) => d.leader === onBehalfOf);
  if (open.length === 0) throw notDelegate(person.id, onBehalfOf);
  const restsOn = new Set(open.map((d) => d.post));
  const lent = new Set(posts.filter((p) => restsOn.has(p.id)).flatMap((p) => actsFor(roles, p.role)));
  const theirs = await database.read((queries) => postsOf(queries, onBehalfOf));
  return {
    ...own,
    posts: [...mine, ...theirs.filter((p) => lent.has(p.role)).map((p) => held(p, onBehalfOf))],
  };
}
