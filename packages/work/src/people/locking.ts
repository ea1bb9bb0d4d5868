/** Locking, unlocking and leaving. */
import type { Acting } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import { credentialFor } from "./credentials.ts";
import { endDelegationsOfLeader } from "./delegations.ts";
import { openAccount, openAddress } from "./doors.ts";
import type { Ground } from "./ground.ts";
import { aboutPerson, requireDuty } from "./ground.ts";
import { closeLinks } from "./links.ts";
import { momentText } from "./moment.ts";
import { heldPerson, setStatus } from "./persons.ts";
import { closePost, heldPost, postsOf, requireAnother } from "./posts.ts";
import { endSessions } from "./sessions.ts";
import type { Person } from "./vocabulary.ts";

/** Locks a person out until unlocked; sessions and links end. Throws LZ7101, LZ7104, LZ7105. */
export const lock = (ground: Ground, acting: Acting, id: string, reason: string): Promise<void> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "security");
    const person = await heldPerson(change, id);
    await requireAnother(change, person);
    await setStatus(change, person, "locked", "person.lock", reason);
    await closeLinks(change, id, ground.clock());
    await endSessions(change, ground, id, "locked");
  });

async function unlockAccount(change: Change, ground: Ground, { signInName, id }: Person): Promise<void> {
  const until = signInName === null ? null : await openAccount(change, ground, signInName);
  change.record(aboutPerson("account.open", id, { closed_until: until }, null));
}

/** Undoes a lock, and the waiting after failed tries. Throws LZ7101, LZ7104. */
export const unlock = (ground: Ground, acting: Acting, id: string): Promise<void> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "security");
    const person = await heldPerson(change, id);
    if (person.status === "locked") {
      const was = (await credentialFor(change, id, true)) === null ? "invited" : "active";
      await setStatus(change, person, was, "person.unlock", null);
    }
    await unlockAccount(change, ground, person);
  });

/** Undoes the waiting of an address after failed tries. Throws LZ7101. */
export const unlockAddress = (ground: Ground, acting: Acting, address: string): Promise<void> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "security");
    const until = await openAddress(change, ground, address);
    const subject = { kind: "address", id: address };
    change.record({ action: "address.open", subject, before: { closed_until: until }, after: null });
  });

/** Ends all that a person who is held has: posts, delegations to and from, sessions, links, the way in. With events. */
export async function endEverything(
  change: Change,
  ground: Ground,
  person: Person,
  reason: string | null,
): Promise<void> {
  const now = ground.clock();
  for (const post of await postsOf(change, person.id))
    await closePost(change, ground, await heldPost(change, post.id));
  await endDelegationsOfLeader(change, person.id, momentText(now));
  await closeLinks(change, person.id, now);
  await change.rows("DELETE FROM sign_on_link WHERE person = $1", [person.id]);
  await setStatus(change, person, "left", "person.leave", reason);
  await endSessions(change, ground, person.id, "left");
}

/** A person leaves; the record stays. What is to go on is handed over first. Throws LZ7101, LZ7104, LZ7105. */
export const leave = (ground: Ground, acting: Acting, id: string, reason: string): Promise<void> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "system");
    const person = await heldPerson(change, id);
    await requireAnother(change, person);
    await endEverything(change, ground, person, reason);
  });
