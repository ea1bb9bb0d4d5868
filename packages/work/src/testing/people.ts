/** A bureau for tests: three administrators, people with posts, a clock that is moved by hand, and cheap hashes. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Acting } from "../audit/link.ts";
import { text } from "../database/queries.ts";
import { WorkError } from "../errors.ts";
import type { Key } from "../people/key.ts";
import { keyOf } from "../people/key.ts";
import { codeAt } from "../people/one-time-code.ts";
import type { People } from "../people/open.ts";
import { openPeople } from "../people/open.ts";
import type { Policy } from "../people/policy.ts";
import { POLICY } from "../people/policy.ts";
import type { NewPost } from "../people/posts.ts";
import type { FolderRoles } from "../people/roles.ts";
import type { Derive } from "../people/scrypt.ts";
import { deriveKey } from "../people/scrypt.ts";
import type { SignInAnswer } from "../people/sign-in.ts";
import type { AdministratorKind, Person } from "../people/vocabulary.ts";
import type { TestDatabase } from "./work.ts";
import { MORNING } from "./work.ts";

export const SECOND = 1000;
export const MINUTE: number = 60 * SECOND;
export const HOUR: number = 60 * MINUTE;

export const CHEAP: Policy = { ...POLICY, password: { ...POLICY.password, cost: { N: 16, r: 1, p: 1 } } };

export const ADDRESS = "10.20.30.40";

/** Comes back when `count` transactions wait for a lock. */
export async function waiting({ owner }: TestDatabase, count: number): Promise<void> {
  for (;;) {
    // advisory locks are left out: changes queue for the head of the chain with one
    const rows = await owner.read((q) =>
      q.rows(`SELECT pid FROM pg_locks WHERE NOT granted AND locktype <> 'advisory' AND pid IN
        (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`),
    );
    if (rows.length >= count) return;
    await sleep(5);
  }
}

/** Begins `work` while a statement's rows are held, and lets them go when `count` transactions wait for them. */
export async function whileHeld<T>(
  db: TestDatabase,
  sql: string,
  count: number,
  work: () => Promise<T>,
): Promise<T> {
  const { begun } = await db.owner.transaction(async (queries) => {
    await queries.rows(sql);
    // in an object: the transaction must end before the work can
    const started = { begun: work() };
    await waiting(db, count);
    return started;
  });
  return begun;
}

/** The code of the refusal a piece of work ends in; "done" when it is done. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    return error instanceof WorkError ? error.code : String(error);
  }
}

/** Somebody with a telephone and a memory. */
export interface Holder {
  readonly person: Person;
  password: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

export interface Bureau {
  readonly people: People;
  readonly db: TestDatabase;
  readonly key: Key;
  readonly now: () => Date;
  forward(milliseconds: number): void;
  /** How often scrypt has run. */
  derivations(): number;
  /** Notes what must never be found in the chain. */
  secret(...texts: readonly string[]): void;
  /** Uses a link of kind `enrol` up, with an authenticator app. */
  enrol(person: Person, token: string, password: string): Promise<Holder>;
  code(holder: Holder): string;
  /** Signs in half a minute later, when there is a new code. */
  signIn(
    holder: Holder,
    change?: { readonly password?: string; readonly code?: string },
  ): Promise<SignInAnswer>;
  /** Signs in and gives the token. */
  token(holder: Holder): Promise<string>;
  /** Secrets found in the chain: none, when all is well. */
  leaks(): Promise<readonly string[]>;
}

export const actingAs = ({ person }: Pick<Holder, "person">, purpose = "test"): Acting => ({
  user: person.id,
  onBehalfOf: null,
  unit: person.unit,
  purpose,
});

const CHAIN = `SELECT coalesce(c.before, '') || coalesce(c.after, '') || e.actor || e.subject_id || e.purpose AS said
  FROM audit_event e JOIN audit_content c ON c.number = e.number`;
const KEPT = `SELECT password AS kept FROM credential UNION ALL SELECT second_factor FROM credential
  UNION ALL SELECT hash FROM setup_link UNION ALL SELECT second_factor FROM setup_link
  UNION ALL SELECT hash FROM session UNION ALL SELECT hash FROM recovery_code UNION ALL SELECT key FROM sign_in_tally`;

async function leaksIn({ owner }: TestDatabase, noted: readonly string[]): Promise<readonly string[]> {
  return owner.read(async (queries) => {
    const chain = (await queries.rows(CHAIN)).map((row) => text(row, "said")).join("\n");
    const kept = (await queries.rows(KEPT)).flatMap((row) =>
      row["kept"] === null ? [] : [text(row, "kept")],
    );
    return [...noted, ...kept].filter((secret) => chain.includes(secret));
  });
}

/** People over a test's database. */
export function bureau(db: TestDatabase, policy: Policy = CHEAP, roles?: FolderRoles): Bureau {
  let [at, derivations] = [MORNING().getTime(), 0];
  const noted = new Set<string>();
  const now = (): Date => new Date(at);
  const derive: Derive = (...rest) => {
    derivations++;
    return deriveKey(...rest);
  };
  const key = keyOf(Buffer.alloc(32, 7), randomBytes);
  const folder = roles === undefined ? {} : { roles };
  const people = openPeople({ work: db, key, clock: now, random: randomBytes, policy, derive, ...folder });
  const secret = (...texts: readonly string[]): void => texts.forEach((t) => noted.add(t));
  const code = (holder: Holder): string => codeAt(holder.secret, now());
  const signIn: Bureau["signIn"] = async (holder, change = {}) => {
    at += 30 * SECOND;
    const asked = { password: change.password ?? holder.password, code: change.code ?? code(holder) };
    // six digits alone may stand in any id; as a value of their own they would be in quotes
    secret(asked.password, `"${asked.code}"`);
    return people.door.signIn({ ...asked, signInName: holder.person.signInName ?? "", address: ADDRESS });
  };
  return {
    people,
    db,
    key,
    now,
    secret,
    code,
    signIn,
    forward: (milliseconds) => void (at += milliseconds),
    derivations: () => derivations,
    async enrol(person, token, password) {
      const { secretUri } = await people.door.readLink(token);
      const found = new URL(secretUri ?? "otpauth://totp/").searchParams.get("secret") ?? "";
      const shown = codeAt(found, now());
      const recoveryCodes = await people.door.finishLink(token, { password, code: shown, address: ADDRESS });
      secret(token, password, found, ...recoveryCodes);
      return { person, password, secret: found, recoveryCodes };
    },
    async token(holder) {
      const answer = await signIn(holder);
      if (answer.kind !== "signed_in") throw new Error(`sign-in: ${answer.kind}`);
      secret(answer.token);
      return answer.token;
    },
    leaks: () => leaksIn(db, [...noted]),
  };
}

export interface Staff extends Bureau {
  readonly administrators: Readonly<Record<AdministratorKind, Holder>>;
  /** Who acts for each administration, in person. */
  readonly as: Readonly<Record<AdministratorKind, Acting>>;
  /** A person with posts who has set up password and telephone. */
  clerk(signInName: string, name: string, ...posts: readonly NewPost[]): Promise<Holder>;
  /** A leader who never signs in. */
  leader(name: string): Promise<Person>;
}

const NAMES = {
  system: { name: "系统员甲", signInName: "xitong", unit: "data_bureau" },
  security: { name: "安全员乙", signInName: "anquan", unit: "data_bureau" },
  audit: { name: "审计员丙", signInName: "shenji", unit: "data_bureau" },
} as const;

/** A passphrase of the test's own for a person. */
export const passphrase = (signInName: string): string =>
  `竹林 ${[...signInName].toReversed().join("-")} 炊烟 1962 渡口`;

/** The three administrators, set up by their links. */
export async function staff(db: TestDatabase, policy: Policy = CHEAP, roles?: FolderRoles): Promise<Staff> {
  const office = bureau(db, policy, roles);
  const { people } = office;
  const links = await people.console.setUpAdministrators(NAMES);
  const list = await people.reading.list();
  const holderOf = async (kind: AdministratorKind): Promise<Holder> => {
    const person = list.find((p) => p.duty === kind);
    if (person === undefined) throw new Error(`no ${kind} administrator`);
    return office.enrol(person, links[kind].token, passphrase(NAMES[kind].signInName));
  };
  const administrators = {
    system: await holderOf("system"),
    security: await holderOf("security"),
    audit: await holderOf("audit"),
  };
  const as = {
    system: actingAs(administrators.system),
    security: actingAs(administrators.security),
    audit: actingAs(administrators.audit),
  };
  return {
    ...office,
    administrators,
    as,
    async clerk(signInName, name, ...posts) {
      const person = await people.system.addPerson(as.system, { name, signInName, unit: "economy_bureau" });
      for (const post of posts) await people.security.givePost(as.security, person.id, post);
      const { token } = await people.security.makeLink(as.security, person.id, "enrol");
      return office.enrol(person, token, passphrase(signInName));
    },
    async leader(name) {
      const wanted = { name, signInName: null, unit: "city_government" };
      const person = await people.system.addPerson(as.system, wanted);
      await people.security.givePost(as.security, person.id, { role: "leader", scope: { kind: "city" } });
      return person;
    },
  };
}
