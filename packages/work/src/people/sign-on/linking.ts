/** Signing in by the city's sign-on: only people who are entered here, and never the three administrators. */
import type { Acting } from "../../audit/link.ts";
import type { Change } from "../../audit/trail.ts";
import type { Queries } from "../../database/queries.ts";
import { textOrNull } from "../../database/queries.ts";
import { z } from "zod";
import type { Ground } from "../ground.ts";
import { aboutPerson, ANONYMOUS, oneself, onceOnly } from "../ground.ts";
import { hasCome, later, momentText } from "../moment.ts";
import { PERSON_COLUMNS, personOf } from "../persons.ts";
import { signOnRefused } from "../refusals.ts";
import type { NewSession } from "../sessions.ts";
import { beginSession } from "../sessions.ts";
import { newToken } from "../token.ts";
import type { Person } from "../vocabulary.ts";
import { isAdministration } from "../vocabulary.ts";
import type { Identity, Pending, SignOn } from "./city.ts";

export interface SignOnBegun {
  /** Where to send the browser. */
  readonly url: string;
  /** To be kept by this browser only (a cookie) and given back with `finishSignOn`. */
  readonly ticket: string;
}

export type SignOnAnswer =
  | ({ readonly kind: "signed_in" } & NewSession)
  /** The sign-on knows this person; here there is nobody (active) under that id. Nobody is made a user by that. */
  | { readonly kind: "unknown" };

const ticketShape = z.strictObject({
  state: z.string().min(1),
  nonce: z.string().min(1),
  verifier: z.string().min(1),
  until: z.string(),
});

const BOUND = "sign-on";

/** Begins: nothing is kept here, the browser carries what it must come back with, sealed. Throws LZ7141. */
export async function beginSignOn(ground: Ground, signOn: SignOn): Promise<SignOnBegun> {
  const { random, key, clock, policy } = ground;
  const pending: Pending = { state: newToken(random), nonce: newToken(random), verifier: newToken(random) };
  const url = await signOn.begin(pending);
  const until = later(clock(), policy.signOn);
  return { url: url.href, ticket: key.seal(JSON.stringify({ ...pending, until }), BOUND) };
}

function pendingIn({ key, clock }: Ground, ticket: string): Pending {
  let found: z.infer<typeof ticketShape>;
  try {
    found = ticketShape.parse(JSON.parse(key.unseal(ticket, BOUND)));
  } catch (error) {
    throw signOnRefused("不是本浏览器发起的登录", "it was not begun in this browser", error);
  }
  if (hasCome(found.until, clock())) throw signOnRefused("已超时", "it took too long");
  return found;
}

interface Found {
  readonly person: Person;
  readonly linked: boolean;
}

/**
 * Whom an identity is linked to, or may be linked to by the configured claim; never an administrator. An id that was given
 * to somebody else over there does not open the first holder's account here. `hold`: until the transaction ends.
 */
async function personFor(queries: Queries, identity: Identity, hold: boolean): Promise<Found | null> {
  const { issuer, subject, externalId } = identity;
  const [row] = await queries.rows(
    `SELECT ${PERSON_COLUMNS}, (SELECT l.subject FROM sign_on_link l WHERE l.issuer = $1 AND l.person = p.id) AS subject
       FROM person p WHERE p.external_id = $2 AND p.status = 'active'
         AND NOT EXISTS (SELECT 1 FROM sign_on_link o WHERE o.issuer = $1 AND o.subject = $3 AND o.person <> p.id)
       ${hold ? "FOR UPDATE" : ""}`,
    [issuer, externalId, subject],
  );
  if (row === undefined) return null;
  const [person, known] = [personOf(row), textOrNull(row, "subject")];
  const other = known !== null && known !== subject;
  return other || isAdministration(person.duty) ? null : { person, linked: known !== null };
}

async function link(change: Change, { clock }: Ground, { id }: Person, identity: Identity): Promise<void> {
  const { issuer, subject } = identity;
  const insert = change.rows(
    "INSERT INTO sign_on_link (issuer, subject, person, linked_at) VALUES ($1, $2, $3, $4)",
    [issuer, subject, id, momentText(clock())],
  );
  await onceOnly(insert, () => signOnRefused("该账号已关联他人", "it is linked to somebody else"));
  change.record(aboutPerson("sign_on.link", id, null, { issuer }));
}

async function enter(
  change: Change,
  ground: Ground,
  identity: Identity,
  { address, browser = null }: Omit<SignOnReturn, "ticket" | "cameBackTo">,
): Promise<NewSession | null> {
  const found = await personFor(change, identity, true);
  if (found === null) return null;
  if (!found.linked) await link(change, ground, found.person, identity);
  return beginSession(change, ground, found.person.id, {
    method: "sign_on",
    address,
    browser,
    turnedAway: 0,
  });
}

const actingAs = (found: Found | null): Acting =>
  found === null ? ANONYMOUS : oneself(found.person.id, found.person.unit, "sign_in");

export interface SignOnReturn {
  readonly ticket: string;
  /** The whole address the browser came back to. */
  readonly cameBackTo: string;
  readonly address: string;
  /** As the browser calls itself. */
  readonly browser?: string | null;
}

/** Ends a sign-on that came back; its event is in the chain either way. Throws LZ7141, LZ7142. */
export async function finishSignOn(
  ground: Ground,
  signOn: SignOn,
  { ticket, cameBackTo, ...from }: SignOnReturn,
): Promise<SignOnAnswer> {
  const identity = await signOn.finish(pendingIn(ground, ticket), new URL(cameBackTo));
  const found = await ground.database.read((queries) => personFor(queries, identity, false));
  return ground.trail.change(actingAs(found), async (change) => {
    const session = await enter(change, ground, identity, from);
    if (session !== null) return { kind: "signed_in", ...session };
    const subject = { kind: "sign_on", id: identity.issuer };
    const after = { reason: "not_entered", external_id: identity.externalId, address: from.address };
    change.record({ action: "sign_in.failed", subject, before: null, after });
    return { kind: "unknown" };
  });
}
