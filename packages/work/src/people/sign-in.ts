/**
 * Signing in with name, password and code, in one step: whatever was wrong, and whether there is such a person at all, the
 * answer is the same and the password has been hashed as often.
 */
import type { Deed } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import type { Queries } from "../database/queries.ts";
import type { Credential } from "./credentials.ts";
import { credentialFor, keepPassword, useSecondFactor } from "./credentials.ts";
import type { Try } from "./doors.ts";
import { openDoors, tryDoors } from "./doors.ts";
import type { Ground } from "./ground.ts";
import { ANONYMOUS, oneself } from "./ground.ts";
import { PERSON_COLUMNS, personOf, spelled } from "./persons.ts";
import { isOutdated, isPassword, nobodysHash, passwordHash } from "./scrypt.ts";
import type { NewSession } from "./sessions.ts";
import { beginSession } from "./sessions.ts";
import type { Person } from "./vocabulary.ts";

export interface SignIn {
  readonly signInName: string;
  readonly password: string;
  /** Of the authenticator app, or a recovery code; "" for demo users. */
  readonly code: string;
  /** Network address the request came from. */
  readonly address: string;
  /** As the browser calls itself. */
  readonly browser?: string | null;
}

export type SignInAnswer =
  | ({ readonly kind: "signed_in" } & NewSession)
  /** Name, password or code are wrong, or the person may not sign in: which, only the audit chain says. */
  | { readonly kind: "refused" }
  /** Too many tries on this name or from this address. */
  | { readonly kind: "wait"; readonly until: string };

interface Known {
  readonly person: Person;
  readonly credential: Credential;
}

/** Why a sign-in failed, for the audit chain only. */
type Reason = "unknown" | "password" | "code" | "not_active";

type Through = Extract<Try, { readonly through: true }>;

/** A person by the sign-in name; null for one that cannot have a password. */
async function knownAs(queries: Queries, signInName: string): Promise<Known | null> {
  const [row] = await queries.rows(`SELECT ${PERSON_COLUMNS} FROM person p WHERE p.sign_in_name = $1`, [
    spelled(signInName),
  ]);
  if (row === undefined) return null;
  const person = personOf(row);
  const credential = await credentialFor(queries, person.id, false);
  return credential === null ? null : { person, credential };
}

// of an unknown name nothing is kept: it may be a password in the wrong field
const failed = (known: Known | null, reason: Reason, address: string, opened: Through): Deed => ({
  action: "sign_in.failed",
  subject: known === null ? { kind: "address", id: address } : { kind: "person", id: known.person.id },
  before: null,
  after: { reason, address, turned_away: opened.turnedAway, closed_until: opened.closedUntil },
});

/** What a password that was right leads to. Under locks: what was read before may have changed. */
async function admit(
  change: Change,
  ground: Ground,
  known: Known,
  { code, address, browser = null }: SignIn,
  { turnedAway }: Through,
): Promise<NewSession | Reason> {
  const { id } = known.person;
  const active = await change.rows("SELECT id FROM person WHERE id = $1 AND status = 'active' FOR SHARE", [
    id,
  ]);
  if (active.length === 0) return "not_active";
  const credential = await credentialFor(change, id, true);
  if (credential?.password !== known.credential.password) return "password";
  if (!(await useSecondFactor(change, ground, credential, code))) return "code";
  return beginSession(change, ground, id, { method: "password", address, browser, turnedAway });
}

/** A hash at today's cost when the one kept is of another; null when it is not. */
async function raised(
  { policy, derive, random }: Ground,
  kept: string,
  password: string,
): Promise<string | null> {
  const { cost } = policy.password;
  return isOutdated(kept, cost) ? passwordHash(derive, password, random(16), cost) : null;
}

async function enter(ground: Ground, known: Known, asked: SignIn, opened: Through): Promise<SignInAnswer> {
  const { id, unit } = known.person;
  const better = await raised(ground, known.credential.password, asked.password);
  return ground.trail.change(oneself(id, unit, "sign_in"), async (change) => {
    const entered = await admit(change, ground, known, asked, opened);
    if (typeof entered === "string") {
      change.record(failed(known, entered, asked.address, opened));
      return { kind: "refused" };
    }
    if (better !== null) await keepPassword(change, id, better);
    await openDoors(change, ground, opened.doors);
    return { kind: "signed_in", ...entered };
  });
}

/** Signs in. Every answer but `wait` has its event. */
export async function signIn(ground: Ground, asked: SignIn): Promise<SignInAnswer> {
  const { database, trail, derive, policy } = ground;
  const opened = await tryDoors(ground, asked.signInName, asked.address);
  if (!opened.through) return { kind: "wait", until: opened.until };
  const known = await database.read((queries) => knownAs(queries, asked.signInName));
  const hash = known?.credential.password ?? nobodysHash(policy.password.cost);
  const right = await isPassword(derive, asked.password, hash);
  if (known !== null && right) return enter(ground, known, asked, opened);
  await trail.change(ANONYMOUS, (change) => {
    change.record(failed(known, known === null ? "unknown" : "password", asked.address, opened));
    return Promise.resolve();
  });
  return { kind: "refused" };
}
