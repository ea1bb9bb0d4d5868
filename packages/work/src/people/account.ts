/** What people do with their own account. */
import type { Change } from "../audit/trail.ts";
import { credentialFor, keepPassword } from "./credentials.ts";
import { openDoors, tryDoors } from "./doors.ts";
import type { Ground } from "./ground.ts";
import { aboutPerson, oneself } from "./ground.ts";
import { closeLinks } from "./links.ts";
import { comeBack, notSignedIn, weakPassword, wrongPassword } from "./refusals.ts";
import { isPassword, passwordHash } from "./scrypt.ts";
import { endSessions, requireSignedIn, stillSignedIn } from "./sessions.ts";
import type { Person } from "./vocabulary.ts";
import { weaknessOf } from "./weak.ts";

export interface PasswordChange {
  readonly present: string;
  readonly next: string;
  readonly address: string;
}

function checkNext(
  { policy }: Ground,
  { name, signInName }: Person,
  { present, next }: PasswordChange,
): void {
  if (present === next) throw weakPassword("same");
  const weak = weaknessOf(next, { name, signInName: signInName ?? name }, policy.password);
  if (weak !== null) throw weakPassword(weak);
}

async function replace(
  change: Change,
  ground: Ground,
  token: string,
  before: string,
  after: string,
): Promise<void> {
  const { id } = await stillSignedIn(change, ground, token);
  // another change came first: the present password is no longer the one that was checked
  if ((await credentialFor(change, id, true))?.password !== before) throw wrongPassword();
  await keepPassword(change, id, after);
  await closeLinks(change, id, ground.clock());
  change.record(aboutPerson("password.set", id, null, { link: null, second_factor: false }));
  await endSessions(change, ground, id, "password", token);
}

/** Changes the password; every other session of the person ends. Throws LZ7122, LZ7124, LZ7125, LZ7131. */
export async function changePassword(ground: Ground, token: string, wanted: PasswordChange): Promise<void> {
  const { database, trail, derive, random, policy } = ground;
  const { person } = await requireSignedIn(ground, token);
  checkNext(ground, person, wanted);
  const { present, next, address } = wanted;
  const tried = await tryDoors(ground, person.signInName ?? person.id, address);
  if (!tried.through) throw comeBack(tried.until);
  const credential = await database.read((queries) => credentialFor(queries, person.id, false));
  if (credential === null) throw notSignedIn();
  const acting = oneself(person.id, person.unit, "account");
  if (!(await isPassword(derive, present, credential.password))) {
    await trail.change(acting, (change) => {
      change.record(
        aboutPerson("password.refused", person.id, null, { address, closed_until: tried.closedUntil }),
      );
      return Promise.resolve();
    });
    throw wrongPassword();
  }
  const hash = await passwordHash(derive, next, random(16), policy.password.cost);
  await trail.change(acting, async (change) => {
    await replace(change, ground, token, credential.password, hash);
    await openDoors(change, ground, tried.doors);
  });
}
