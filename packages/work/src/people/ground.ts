/** What everything about people stands on, and the few words shared by all of it. */
import type { Acting, Deed, Exact } from "../audit/link.ts";
import type { Trail } from "../audit/trail.ts";
import type { Database } from "../database/connect.ts";
import type { Queries } from "../database/queries.ts";
import type { Clock, RandomBytes } from "../database/sources.ts";
import type { Key } from "./key.ts";
import type { Policy } from "./policy.ts";
import { needsDuty } from "./refusals.ts";
import type { FolderRoles } from "./roles.ts";
import type { Derive } from "./scrypt.ts";
import type { AdministratorKind } from "./vocabulary.ts";

export interface Ground {
  readonly database: Database;
  readonly trail: Trail;
  readonly key: Key;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly derive: Derive;
  /** Roles of the folder; null: any role may be given, and the two of the vocabulary are leader and delegate. */
  readonly roles: FolderRoles | null;
}

/** The program itself: what the command line does, and what ends by the clock. */
export const program = (purpose: string): Acting => ({
  user: "lianzhang",
  onBehalfOf: null,
  unit: null,
  purpose,
});

/** Somebody who is not signed in. */
export const ANONYMOUS: Acting = { user: "anonymous", onBehalfOf: null, unit: null, purpose: "sign_in" };

/** Somebody about the own account. */
export const oneself = (person: string, unit: string | null, purpose: string): Acting => ({
  user: person,
  onBehalfOf: null,
  unit,
  purpose,
});

/** An event about a person. Never give it a token, a hash, a password or a code. */
export const aboutPerson = (action: string, id: string, before: Exact, after: Exact): Deed => ({
  action,
  subject: { kind: "person", id },
  before,
  after,
});

/** Throws LZ7101 unless the one who acts has the duty, is active, and acts in person. Holds that until the end. */
export async function requireDuty(queries: Queries, acting: Acting, duty: AdministratorKind): Promise<void> {
  const rows = await queries.rows(
    "SELECT id FROM person WHERE id = $1 AND duty = $2 AND status = 'active' FOR SHARE",
    [acting.user, duty],
  );
  if (rows.length === 0 || acting.onBehalfOf !== null) throw needsDuty(acting.user, duty);
}

/** SQLSTATE of a value that must be there once and is there already. */
const DUPLICATE = "23505";

/** Runs a statement; when it would make a second of what must be one, throws `refusal` instead. */
export async function onceOnly<T>(statement: Promise<T>, refusal: () => Error): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === DUPLICATE) throw refusal();
    throw error;
  }
}
