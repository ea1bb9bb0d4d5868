/** A small made-up city (演示数据) with people of every role, for the proof of who sees what. */
import type { Model, Register } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import { NO_END } from "@lianzhang/kernel";
import { keepListFile } from "../access/lists.ts";
import { write } from "../registers/keep.ts";
import type { RegisterRecord, Spell, Values } from "../registers/record.ts";
import type { Scope, ScopeKind } from "../people/vocabulary.ts";
import { month } from "./registers.ts";
import type { TestDatabase } from "./work.ts";
import { LI } from "./work.ts";

export type Random = (below: number) => number;

/** A post as it was entered, ended or not. */
export interface PlainPost {
  readonly id: string;
  readonly person: string;
  readonly role: string;
  readonly scope: Scope;
  readonly ended: boolean;
}

export interface PlainDelegation {
  readonly id: string;
  readonly leader: string;
  readonly delegate: string;
  readonly post: string;
  readonly over: "open" | "ended" | "expired" | "later";
}

/** A record as a plain object, with how many versions it has had. */
export interface Thing extends RegisterRecord {
  readonly versions: number;
}

/** A firm on the list of chain members as its file has it. */
export interface PlainMember {
  readonly subject: string;
  readonly code: string;
  /** Whether it was on the list, or will be, and is not now. */
  readonly over: boolean;
}

export interface AccessCity {
  readonly listed: readonly PlainMember[];
  readonly things: readonly Thing[];
  readonly persons: readonly string[];
  readonly posts: readonly PlainPost[];
  readonly delegations: readonly PlainDelegation[];
}

const COUNTS: Readonly<Record<string, number>> = {
  enterprise: 14,
  site: 16,
  project: 40,
  parcel: 10,
  request: 24,
  task: 14,
  platform: 10,
  chain_entry: 24,
  challenge: 10,
  industrial_park: 5,
};
export const REGISTERS: readonly string[] = Object.keys(COUNTS);

export const pick = <T>(from: readonly T[], random: Random): T => {
  const one = from[random(from.length)];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
};

export const JUNE: Month = month("2025-06");

/** Texts that name a firm by its code. */
const NAMES_FIRM: ReadonlySet<string> = new Set(["site_enterprise"]);

/** Values that decide whose a record is, and some that lists ask for. */
function valuesFor(model: Model, register: Register, code: string, random: Random): Values {
  const values: Record<string, string | boolean> = {};
  for (const { id, type, required } of register.attributes.values()) {
    if (!required && random(4) === 0) continue;
    if (type.kind === "code" && type.classification !== "industry")
      values[id] = pick(model.classifications.get(type.classification)?.codes ?? [], random).code;
    else if (NAMES_FIRM.has(id) || (type.kind === "subject" && type.register === "enterprise"))
      values[id] = `E${random(COUNTS["enterprise"] ?? 1)}`;
    else if (type.kind === "text") values[id] = `${id} ${code} ${pick(["甲", "乙", "丙"], random)}`;
    else if (type.kind === "number") values[id] = String(random(9) * 100_000_000);
    else if (type.kind === "boolean") values[id] = random(4) === 0;
    else if (type.kind === "date")
      values[id] = id === "entry_effective" && random(3) === 0 ? "2099-01-01" : `2025-0${1 + random(9)}-15`;
  }
  return values;
}

/** Before signing somebody may be named. */
function withPersons(values: Values, persons: readonly string[], random: Random): Values {
  const { client_known_to: known, agreement_signed: signed, ...rest } = values;
  if (known === undefined) return values;
  const named = [0, 1].map(() => pick(persons, random)).join(pick([" ", ",", "、"], random));
  return {
    ...rest,
    client_known_to: named,
    ...(signed === undefined || random(2) === 0 ? {} : { agreement_signed: signed }),
  };
}

/** The code of a thing: of a park the park's, of a firm what others name. */
const codeOf = (model: Model, register: string, i: number): string => {
  if (register === "enterprise") return `E${i}`;
  const park = register === "industrial_park" ? model.classifications.get("park")?.codes[i + 3] : undefined;
  return park?.code ?? `${register}-${i}`;
};

function thingsOf(model: Model, persons: readonly string[], random: Random): readonly Thing[] {
  return Object.entries(COUNTS).flatMap(([id, count]) => {
    const register = model.registers.get(id);
    if (register === undefined) throw new Error(`no register ${id}`);
    return Array.from({ length: count }, (_, i): Thing => {
      const code = codeOf(model, id, i);
      const marks = [
        month("2025-01"),
        ...(random(2) === 0 ? [month("2025-05")] : []),
        ...(random(3) === 0 ? [month("2025-08")] : []),
      ];
      const end = random(6) === 0 ? month("2025-10") : NO_END;
      const spells = marks.map((since, k): Spell => ({
        since,
        until: marks[k + 1] ?? end,
        values: withPersons(valuesFor(model, register, code, random), persons, random),
      }));
      return {
        id: `${id}.${i}`,
        register: id,
        code,
        version: BigInt(spells.length),
        spells,
        versions: spells.length,
      };
    });
  });
}

/** Writes a thing version by version, as people would have: each adds a spell. */
async function enter(db: TestDatabase, things: readonly Thing[]): Promise<void> {
  await db.trail.change(LI, async (change) => {
    for (const { versions, ...thing } of things) {
      let before: RegisterRecord | null = null;
      for (let v = 1; v <= versions; v++) {
        const spells = thing.spells.slice(0, v);
        const after: RegisterRecord = { ...thing, version: BigInt(v), spells };
        const act = before === null ? "open" : "change";
        await write(change, () => Promise.resolve(), before, after, { act, reason: "演示数据" });
        before = after;
      }
    }
  });
}

function scopeFor(model: Model, kind: ScopeKind, random: Random): Scope {
  if (kind === "city") return { kind };
  if (kind === "enterprise") return { kind, id: `E${random(COUNTS["enterprise"] ?? 1)}` };
  return { kind, id: pick(model.classifications.get(kind)?.codes ?? [], random).code };
}

function postFor(model: Model, id: string, person: string, role: string, random: Random): PlainPost {
  const kinds = model.roles.get(role)?.scopes ?? [];
  // now and then one of before the folder's roles were asked: of a kind the role does not take
  const kind = random(12) === 0 ? pick(["county", "park", "city"] as const, random) : pick(kinds, random);
  return { id, person, role, scope: scopeFor(model, kind, random), ended: random(8) === 0 };
}

function peopleOf(model: Model, random: Random): Omit<AccessCity, "things" | "listed"> {
  const business = [...model.roles.values()].filter((r) => r.administers === null);
  const persons = Array.from({ length: 64 }, (_, i) => `person-${i}`);
  const posts: PlainPost[] = [];
  const give = (person: string, role: string): void => {
    const post = postFor(model, `post-${posts.length}`, person, role, random);
    const same = (p: PlainPost): boolean =>
      p.person === person && p.role === role && JSON.stringify(p.scope) === JSON.stringify(post.scope);
    if (!posts.some(same)) posts.push(post);
  };
  for (const [i, person] of persons.entries()) {
    const roles = i < 12 ? business.filter((r) => !r.signsIn) : business.filter((r) => r.signsIn);
    // every role is held by somebody
    give(person, (roles[i % roles.length] ?? pick(roles, random)).id);
    for (let more = random(3); more > 0; more--) give(person, pick(roles, random).id);
  }
  // one of each chain's task force with no other post, whatever the draw: what a chain alone opens is seen by them
  for (const { code } of model.classifications.get("chain")?.codes ?? []) {
    const person = `force-${code}`;
    persons.push(person);
    const scope = { kind: "chain", id: code } as const;
    posts.push({ id: `post-${posts.length}`, person, role: "task_force", scope, ended: false });
  }
  const resting = posts.filter((p) => (model.roles.get(p.role)?.actsFor.length ?? 0) > 0);
  const delegations = Array.from({ length: 24 }, (_, i): PlainDelegation => {
    const post = pick(resting, random);
    const over = pick(["open", "open", "later", "ended", "expired"] as const, random);
    return {
      id: `delegation-${i}`,
      leader: `person-${random(12)}`,
      delegate: post.person,
      post: post.id,
      over,
    };
  });
  return { persons, posts, delegations };
}

const LONG_AGO = "2020-01-01T00:00:00.000Z";
const FAR_OFF = "2099-01-01T00:00:00.000Z";

async function enterPeople(
  { owner }: TestDatabase,
  city: Omit<AccessCity, "things" | "listed">,
): Promise<void> {
  await owner.transaction(async (queries) => {
    for (const id of city.persons)
      await queries.rows(
        "INSERT INTO person (id, name, status, duty, demo, made_at) VALUES ($1, $1, 'active', 'business', TRUE, $2)",
        [id, LONG_AGO],
      );
    for (const { id, person, role, scope, ended } of city.posts)
      await queries.rows(
        `INSERT INTO post (id, person, role, scope_kind, scope_id, duty, since, ended_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          person,
          role,
          scope.kind,
          scope.kind === "city" ? "" : scope.id,
          ended ? null : "business",
          LONG_AGO,
          ended ? LONG_AGO : null,
        ],
      );
    for (const { id, leader, delegate, post, over } of city.delegations)
      await queries.rows(
        `INSERT INTO delegation (id, leader, delegate, post, document, since, expires_at, ended_at)
           VALUES ($1, $2, $3, $4, '演示', $5, $6, $7)`,
        [
          id,
          leader,
          delegate,
          post,
          LONG_AGO,
          over === "expired" ? LONG_AGO : over === "later" ? FAR_OFF : null,
          over === "ended" ? LONG_AGO : null,
        ],
      );
  });
}

const [EARLIER, LATER]: readonly [Month, Month] = [month("2019-01"), month("2099-01")];

/** Two thirds of the firms stand in the file of the list, some with a second chain, some no longer or not yet. */
async function enterList(db: TestDatabase, model: Model, random: Random): Promise<readonly PlainMember[]> {
  const chains = model.classifications.get("chain")?.codes ?? [];
  const spells = Array.from({ length: COUNTS["enterprise"] ?? 0 }, (_, i) => i)
    .filter(() => random(3) > 0)
    .flatMap((i) =>
      [...new Set([pick(chains, random).code, ...(random(3) === 0 ? [pick(chains, random).code] : [])])].map(
        (code) => {
          const [since, until] = pick(
            [
              [EARLIER, NO_END],
              [EARLIER, NO_END],
              [EARLIER, month("2024-01")],
              [LATER, NO_END],
            ] as const,
            random,
          );
          return { subject: `E${i}`, code, since, until, over: since === LATER || until !== NO_END };
        },
      ),
    );
  await keepListFile(db, "chain_members", spells);
  return spells.map(({ subject, code, over }) => ({ subject, code, over }));
}

/** Makes the city in a database. */
export async function accessCity(db: TestDatabase, model: Model, random: Random): Promise<AccessCity> {
  const people = peopleOf(model, random);
  await enterPeople(db, people);
  const things = thingsOf(model, people.persons, random);
  await enter(db, things);
  return { ...people, things, listed: await enterList(db, model, random) };
}
