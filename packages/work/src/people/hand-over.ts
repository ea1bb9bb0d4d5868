/** 工作交接: posts, and the delegations that rest on them, go from one person to another in one change. */
import type { Acting } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import { heldDelegationsOf, insertDelegation } from "./delegations.ts";
import type { Ground } from "./ground.ts";
import { aboutPerson, requireDuty } from "./ground.ts";
import { endEverything } from "./locking.ts";
import { hasCome } from "./moment.ts";
import { heldPerson } from "./persons.ts";
import { closePost, heldPost, insertPost, postsOf, requireAnother } from "./posts.ts";
import { badHandOver } from "./refusals.ts";
import type { Delegation, Person, Post, Scope } from "./vocabulary.ts";

export interface HandOver {
  readonly from: string;
  readonly to: string;
  /** Ids of the posts; `all` of them. */
  readonly posts: "all" | readonly string[];
  /** The paper it rests on. */
  readonly document: string;
  /** The one who hands over leaves with it. */
  readonly leaves: boolean;
}

export interface HandedOver {
  readonly posts: number;
  readonly delegations: number;
}

/** Both persons, held in the order of their ids, so that two hand-overs crosswise do not wait for each other. */
async function heldBoth(
  change: Change,
  { from, to }: HandOver,
): Promise<readonly [from: Person, to: Person]> {
  if (from === to) throw badHandOver("不能移交给本人", "nobody hands over to oneself");
  if (from < to) return [await heldPerson(change, from), await heldPerson(change, to)];
  const second = await heldPerson(change, to);
  return [await heldPerson(change, from), second];
}

async function postsToGo(change: Change, { from, posts }: HandOver): Promise<readonly Post[]> {
  const open = await postsOf(change, from);
  const wanted = posts === "all" ? open : open.filter((p) => posts.includes(p.id));
  if (wanted.length === 0 || (posts !== "all" && wanted.length !== new Set(posts).size))
    throw badHandOver(
      "没有可移交的岗位,或其中有岗位已终止",
      "there is no post to hand over, or one of them has ended",
    );
  return wanted;
}

const sameScope = (a: Scope, b: Scope): boolean =>
  a.kind === b.kind && (a.kind === "city" || b.kind === "city" || a.id === b.id);

/** The post as the other person holds it: the one held already, or a new one. */
async function received(change: Change, ground: Ground, to: Person, post: Post): Promise<Post> {
  const held = (await postsOf(change, to.id)).find(
    (p) => p.role === post.role && sameScope(p.scope, post.scope),
  );
  return held ?? insertPost(change, ground, to, post, post.id);
}

async function receiveDelegations(
  change: Change,
  ground: Ground,
  delegations: readonly Delegation[],
  post: Post,
): Promise<number> {
  const there = new Set((await heldDelegationsOf(change, post.id)).map((d) => d.leader));
  let moved = 0;
  for (const d of delegations) {
    if (there.has(d.leader)) continue;
    // a leader's former self cannot become the own delegate
    if (d.leader === post.person)
      throw badHandOver("接收人即委托领导", "the receiver is the leader acted for");
    const { leader, document, expiresAt } = d;
    const wanted = { leader, delegate: post.person, post: post.id, document, expiresAt };
    await insertDelegation(change, ground, wanted, d.id);
    moved++;
  }
  return moved;
}

/** Moves one post; gives how many delegations went with it. */
async function movePost(change: Change, ground: Ground, post: Post, to: Person): Promise<number> {
  const held = await heldPost(change, post.id);
  const now = ground.clock();
  const delegations = (await heldDelegationsOf(change, held.id)).filter(
    (d) => d.expiresAt === null || !hasCome(d.expiresAt, now),
  );
  await closePost(change, ground, held);
  // the receiver's duty is taken with the first post
  const mine = await received(change, ground, await heldPerson(change, to.id), held);
  return receiveDelegations(change, ground, delegations, mine);
}

async function handOverIn(change: Change, ground: Ground, wanted: HandOver): Promise<HandedOver> {
  if (wanted.document.trim() === "") throw badHandOver("缺少依据文件", "the paper it rests on is missing");
  const [from, to] = await heldBoth(change, wanted);
  const posts = await postsToGo(change, wanted);
  if (to.status !== "active") await requireAnother(change, from);
  let delegations = 0;
  for (const post of posts) delegations += await movePost(change, ground, post, to);
  const done: HandedOver = { posts: posts.length, delegations };
  const { document } = wanted;
  change.record(aboutPerson("hand_over", from.id, null, { to: to.id, document, ...done }));
  if (wanted.leaves) await endEverything(change, ground, await heldPerson(change, from.id), document);
  return done;
}

/** Hands over. All of it or nothing. Throws LZ7101, LZ7102, LZ7104, LZ7105, LZ7134. */
export const handOver = (ground: Ground, acting: Acting, wanted: HandOver): Promise<HandedOver> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "security");
    return handOverIn(change, ground, wanted);
  });
