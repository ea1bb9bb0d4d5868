/** One-time set-up links: how a person gets the first password, or a new one. There is no default password anywhere. */
import type { Acting } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull } from "../database/queries.ts";
import type { Credential } from "./credentials.ts";
import { credentialFor, keepCredential, replaceRecoveryCodes, useSecondFactor } from "./credentials.ts";
import type { Door } from "./doors.ts";
import { openAccount, openDoors, tryDoors } from "./doors.ts";
import type { Ground } from "./ground.ts";
import { aboutPerson, oneself, requireDuty } from "./ground.ts";
import { hasCome, later, momentText } from "./moment.ts";
import { newSecret, secretUri, stepOf } from "./one-time-code.ts";
import { heldPerson, PERSON_COLUMNS, personOf, setStatus, wordIn } from "./persons.ts";
import { badLink, comeBack, noPerson, weakPassword, wrongCode } from "./refusals.ts";
import { passwordHash } from "./scrypt.ts";
import { endSessions } from "./sessions.ts";
import { newId, newToken, tokenHash } from "./token.ts";
import type { Person } from "./vocabulary.ts";
import { weaknessOf } from "./weak.ts";

const KINDS = ["enrol", "password"] as const;

/** enrol: password and second factor, from nothing. password: a new password, proved with the second factor there is. */
export type LinkKind = (typeof KINDS)[number];

export interface SetupLink {
  /** For the link, once: it is kept nowhere. */
  readonly token: string;
  readonly kind: LinkKind;
  readonly expiresAt: string;
}

interface KeptLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly secondFactor: string | null;
  readonly expiresAt: string;
  readonly person: Person;
}

/** Makes a link for a person who is held, in place of earlier ones, with its event. Throws LZ7104. */
export async function insertLink(
  change: Change,
  ground: Ground,
  person: Person,
  kind: LinkKind,
): Promise<SetupLink> {
  if (person.signInName === null || person.status === "locked")
    throw noPerson(person.name, "不能登录(无登录名或已锁定)", "cannot sign in (no sign-in name, or locked)");
  const { clock, random, policy, key } = ground;
  const now = clock();
  const [token, id, expiresAt] = [newToken(random), newId(random), later(now, policy.link)];
  await closeLinks(change, person.id, now);
  // whoever forgot the password has most likely closed the door by trying
  await openAccount(change, ground, person.signInName);
  await change.rows(
    `INSERT INTO setup_link (hash, id, person, kind, second_factor, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      tokenHash(token),
      id,
      person.id,
      kind,
      kind === "enrol" ? key.seal(newSecret(random), person.id) : null,
      expiresAt,
    ],
  );
  change.record(aboutPerson("link.make", person.id, null, { link: id, kind, expires_at: expiresAt }));
  return { token, kind, expiresAt };
}

/** Closes the open links of a person. */
export const closeLinks = async (change: Change, person: string, now: Date): Promise<void> => {
  await change.rows("UPDATE setup_link SET closed_at = $2 WHERE person = $1 AND closed_at IS NULL", [
    person,
    momentText(now),
  ]);
};

/** Makes a link for a person. Throws LZ7101, LZ7104. */
export const makeLink = (
  ground: Ground,
  acting: Acting,
  person: string,
  kind: LinkKind,
): Promise<SetupLink> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "security");
    const held = await heldPerson(change, person);
    const usable = kind === "enrol" || (await credentialFor(change, person, true)) !== null;
    if (!usable)
      throw noPerson(held.name, "尚未设置口令,请发首次链接", "has no password yet: make a link to enrol");
    return insertLink(change, ground, held, kind);
  });

const linkOf = (row: Row): KeptLink => ({
  id: text(row, "link"),
  kind: wordIn(row, "kind", KINDS),
  secondFactor: textOrNull(row, "second_factor"),
  expiresAt: text(row, "expires_at"),
  person: personOf(row),
});

/** The link of a token. Throws LZ7121 for any that cannot be used (any more). */
async function openLink(queries: Queries, token: string, now: Date): Promise<KeptLink> {
  const [row] = await queries.rows(
    `SELECT l.id AS link, l.kind, l.second_factor, l.expires_at, ${PERSON_COLUMNS}
       FROM setup_link l JOIN person p ON p.id = l.person
       WHERE l.hash = $1 AND l.closed_at IS NULL AND p.status IN ('invited', 'active')`,
    [tokenHash(token)],
  );
  const link = row === undefined ? null : linkOf(row);
  if (link === null || hasCome(link.expiresAt, now)) throw badLink();
  return link;
}

/** What the page of a link shows. */
export interface Setup {
  readonly kind: LinkKind;
  readonly name: string;
  readonly signInName: string;
  /** For the authenticator app, as a picture; null when the second factor stays. Holds a secret: never log it. */
  readonly secretUri: string | null;
}

const signInNameOf = ({ signInName, name }: Person): string => signInName ?? name;

const secretOf = ({ key }: Ground, link: KeptLink): string | null =>
  link.secondFactor === null ? null : key.unseal(link.secondFactor, link.person.id);

/** Looks at a link; it stays unused. Throws LZ7121. */
export async function readLink(ground: Ground, token: string): Promise<Setup> {
  const link = await ground.database.read((queries) => openLink(queries, token, ground.clock()));
  const { person, kind } = link;
  const secret = secretOf(ground, link);
  const signInName = signInNameOf(person);
  const uri = secret === null ? null : secretUri(secret, signInName, ground.policy.issuer);
  return { kind, name: person.name, signInName, secretUri: uri };
}

export interface NewCredential {
  readonly password: string;
  /** Of the app that was just set up, or of the second factor there is. */
  readonly code: string;
  readonly address: string;
}

/** Takes the link: of two at once the second waits here and finds it closed. */
async function takeLink(change: Change, token: string, now: Date): Promise<KeptLink> {
  const link = await openLink(change, token, now);
  const taken = await change.rows(
    "UPDATE setup_link SET closed_at = $2 WHERE hash = $1 AND closed_at IS NULL RETURNING hash",
    [tokenHash(token), momentText(now)],
  );
  if (taken.length === 0) throw badLink();
  return link;
}

/** The credential a link makes; null when the code is wrong. */
async function credentialOfLink(
  change: Change,
  ground: Ground,
  link: KeptLink,
  password: string,
  code: string,
): Promise<Credential | null> {
  const person = link.person.id;
  const secret = secretOf(ground, link);
  if (secret !== null) {
    const lastStep = stepOf(secret, code, ground.clock());
    return lastStep === null ? null : { person, password, secondFactor: link.secondFactor, lastStep };
  }
  const present = await credentialFor(change, person, true);
  if (present === null || !(await useSecondFactor(change, ground, present, code))) return null;
  // read again: the code that was just used must not be forgotten
  const used = await credentialFor(change, person, true);
  return used === null ? null : { ...used, password };
}

/** What goes into a credential: the hash of the password, the code as typed, the doors it came through. */
interface Proved {
  readonly password: string;
  readonly code: string;
  readonly doors: readonly Door[];
}

async function setUp(
  change: Change,
  ground: Ground,
  token: string,
  { password, code, doors }: Proved,
): Promise<readonly string[]> {
  const link = await takeLink(change, token, ground.clock());
  const person = await heldPerson(change, link.person.id);
  if (person.status === "locked") throw badLink();
  const credential = await credentialOfLink(change, ground, link, password, code);
  if (credential === null) throw wrongCode();
  await keepCredential(change, credential);
  change.record(
    aboutPerson("password.set", person.id, null, { link: link.id, second_factor: link.kind === "enrol" }),
  );
  if (person.status === "invited") await setStatus(change, person, "active", "person.active", null);
  await endSessions(change, ground, person.id, "password");
  await openDoors(change, ground, doors);
  return link.kind === "enrol" ? replaceRecoveryCodes(change, ground, person.id) : [];
}

/**
 * Uses a link up: sets the password, and the second factor when it enrols; other sessions end. Gives the recovery codes
 * to be shown once, none when the second factor stays. Throws LZ7121, LZ7122, LZ7123, LZ7125; the link then stays.
 */
export async function finishLink(
  ground: Ground,
  token: string,
  { password, code, address }: NewCredential,
): Promise<readonly string[]> {
  const { database, policy, derive, random, trail } = ground;
  const link = await database.read((queries) => openLink(queries, token, ground.clock()));
  const signInName = signInNameOf(link.person);
  const weak = weaknessOf(password, { signInName, name: link.person.name }, policy.password);
  if (weak !== null) throw weakPassword(weak);
  // whoever has the link must not be able to try codes for ever
  const tried = await tryDoors(ground, signInName, address);
  if (!tried.through) throw comeBack(tried.until);
  const hash = await passwordHash(derive, password, random(16), policy.password.cost);
  return trail.change(oneself(link.person.id, link.person.unit, "account"), (change) =>
    setUp(change, ground, token, { password: hash, code, doors: tried.doors }),
  );
}
