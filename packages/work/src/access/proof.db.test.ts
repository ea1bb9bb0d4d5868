/** 10,000 random questions of random people against going through every record: no leak, nothing wrongly hidden. */
import type { Model, Register } from "@lianzhang/definitions";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Trail } from "../audit/trail.ts";
import type { Database } from "../database/connect.ts";
import type { Queries } from "../database/queries.ts";
import { WorkError } from "../errors.ts";
import type { Condition } from "../registers/condition.ts";
import type { ListQuery } from "../registers/list.ts";
import { nameField } from "../registers/list.ts";
import { valuesAt } from "../registers/record.ts";
import type { AccessCity, Random, Thing } from "../testing/access-city.ts";
import { accessCity, JUNE, pick, REGISTERS } from "../testing/access-city.ts";
import type { Looker } from "../testing/brute-force.ts";
import { BruteForce, leadersOf, postsOfLooker } from "../testing/brute-force.ts";
import { seeded } from "../testing/random.ts";
import { meishan } from "../testing/registers.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";
import { applyPolicy } from "./apply.ts";
import type { ViewedRegisters, ViewingOptions } from "./registers-for.ts";
import { registersFor } from "./registers-for.ts";
import type { Viewer } from "./viewer.ts";

/** The proof is of 10,000: ACCESS_PAIRS=10000. A run of everything looks at fewer of the same. */
const PAIRS = Number(process.env["ACCESS_PAIRS"] ?? 4000);
const LOOKERS = 200;

let model: Model;
let postgres: TestServer;
let db: TestDatabase;
let city: AccessCity;
let brute: BruteForce;

beforeAll(async () => {
  [postgres, model] = await Promise.all([testServer(), meishan()]);
  db = await postgres.fresh();
  const { policy } = model;
  if (policy === null) throw new Error("the folder has no policy");
  expect(await applyPolicy(db, policy, model)).toBe("applied");
  expect(await applyPolicy(db, policy, model)).toBe("unchanged");
  city = await accessCity(db, model, seeded(20230714));
  brute = new BruteForce(city, model, policy);
}, 60_000);
afterAll(() => postgres.stop(), 30_000);

const viewerOf = (looker: Looker): Viewer => ({
  person: looker.person,
  name: looker.person,
  unit: null,
  posts: postsOfLooker(city, model, looker).map(({ person, role, scope }) => ({
    role,
    scope,
    leader: person === looker.person ? null : person,
  })),
});

/** Every reading in one transaction that is open already: what is proved is who sees what, not what is told of it. */
function within(queries: Queries): Pick<ViewingOptions, "database" | "trail"> {
  const database: Database = {
    read: (work) => work(queries),
    transaction: (work) => work(queries),
    close: () => Promise.resolve(),
  };
  const trail: Trail = { ...db.trail, reading: (_acting, _what, work) => work(queries) };
  return { database, trail };
}

/** What a question is answered, in a form that can be compared; the same made from plain objects. */
interface Question {
  ask(registers: ViewedRegisters): Promise<unknown>;
  expected(looker: Looker): unknown;
}

const things = (looker: Looker, register: string, deed: "read" | "export" = "read"): readonly Thing[] =>
  city.things.filter((t) => t.register === register && brute.sees(looker, t, deed));

const registerOf = (id: string): Register => {
  const register = model.registers.get(id);
  if (register === undefined) throw new Error(`no register ${id}`);
  return register;
};

function conditionFor(register: Register, random: Random): Condition {
  const { id: field, type } = pick([...register.attributes.values()], random);
  if (type.kind === "code" && type.classification !== "industry") {
    const codes = model.classifications.get(type.classification)?.codes ?? [];
    return { kind: "any", field, of: [pick(codes, random).code, pick(codes, random).code] };
  }
  if (type.kind === "text") return { kind: "contains", field, text: pick(["甲", "乙", "3"], random) };
  if (type.kind === "date") return { kind: "between", field, from: "2025-04-01", to: null };
  if (type.kind === "number") return { kind: "between", field, from: "1", to: null };
  return { kind: "missing", field };
}

function meets(
  condition: Condition,
  register: Register,
  values: Readonly<Record<string, string | boolean>>,
): boolean {
  const value = values[condition.field];
  const type = register.attributes.get(condition.field)?.type;
  switch (condition.kind) {
    case "missing":
      return value === undefined;
    case "contains":
      return typeof value === "string" && value.includes(condition.text);
    case "between":
      if (value === undefined) return false;
      return type?.kind === "number" ? BigInt(String(value)) >= 100_000_000n : String(value) >= "2025-04-01";
    case "any":
      return condition.of.some(
        (code) => type?.kind === "code" && isUnder(type.classification, String(value), String(code)),
      );
  }
}

function isUnder(classification: string, inner: string, code: string): boolean {
  const codes = model.classifications.get(classification)?.codes ?? [];
  for (let at: string | null = inner; at !== null; at = codes.find((c) => c.code === at)?.parent ?? null)
    if (at === code) return true;
  return false;
}

const HIDDEN = ["client_name", "client_known_to"];

/** One text whatever the order of keys. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) => {
    if (typeof v === "bigint") return String(v);
    if (typeof v !== "object" || v === null || Array.isArray(v)) return v;
    return Object.fromEntries(Object.entries(v).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });

function listQuestion(register: Register, random: Random): Question {
  const where = Array.from({ length: random(3) }, () => conditionFor(register, random));
  const search = random(3) === 0 ? pick(["1", "甲", "project", "E", "名"], random) : "";
  const dated = [...register.attributes.values()].filter(
    (a) => a.type.kind !== "number" && a.type.kind !== "boolean",
  );
  const sort = random(2) === 0 ? [] : [{ field: pick(dated, random).id, descending: random(2) === 0 }];
  const [offset, limit] = [random(6), random(12)];
  const query: ListQuery = { month: JUNE, where, search, sort, offset, limit };
  const name = nameField(register);
  return {
    ask: async (registers) => {
      const answer = await registers.list(register.id, query);
      if (answer.kind === "refused") return answer.faults.map((f) => f.code);
      return { total: answer.total, records: answer.records.map((r) => [r.code, r.values]) };
    },
    expected: (looker) => {
      const asked = [...where.map((c) => c.field), ...sort.map((o) => o.field)].filter((f) =>
        HIDDEN.includes(f),
      );
      if (asked.length > 0 && !brute.knowsAll(looker)) return asked.map(() => "LZ7202");
      const rows = things(looker, register.id).flatMap((thing) => {
        const values = valuesAt(thing.spells, JUNE);
        const part = search.toLowerCase();
        const found = [thing.code, name === null ? "" : String(values?.[name] ?? "")].some((t) =>
          t.toLowerCase().includes(part),
        );
        return values !== null && found && where.every((c) => meets(c, register, values))
          ? [{ thing, values }]
          : [];
      });
      const [order] = sort;
      const key = (row: (typeof rows)[number]): string | undefined => {
        const value = order && row.values[order.field];
        return value === undefined ? undefined : String(value);
      };
      const sorted = rows.toSorted((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x !== y) {
          if (x === undefined) return 1;
          if (y === undefined) return -1;
          return byBytes(x, y) * (order?.descending === true ? -1 : 1);
        }
        return byBytes(a.thing.code, b.thing.code);
      });
      const records = sorted
        .slice(offset, offset + limit)
        .map(({ thing, values }) => [thing.code, brute.shown(looker, thing, values)]);
      return { total: BigInt(rows.length), records };
    },
  };
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function findQuestion(register: Register, random: Random): Question {
  const thing = pick(
    city.things.filter((t) => t.register === register.id),
    random,
  );
  const by = random(2) === 0 ? { id: thing.id } : { code: thing.code };
  return {
    ask: async (registers) => (await registers.find(register.id, by))?.spells.map((s) => s.values) ?? null,
    expected: (looker) =>
      brute.sees(looker, thing) ? thing.spells.map((s) => brute.shown(looker, thing, s.values)) : null,
  };
}

const mayHistory = (looker: Looker): boolean =>
  postsOfLooker(city, model, looker).some((p) =>
    model.policy?.roles.get(p.role)?.capabilities.includes("history.read"),
  );

function historyQuestion(register: Register, random: Random): Question {
  const thing = pick(
    city.things.filter((t) => t.register === register.id),
    random,
  );
  return {
    ask: async (registers) => {
      try {
        const versions = await registers.history(register.id, thing.id, { limit: 9 });
        const told = plain(versions);
        return [versions.length, told.includes(`client_name ${thing.code} `)];
      } catch (error) {
        return error instanceof WorkError ? error.code : error;
      }
    },
    expected: (looker) => {
      if (!mayHistory(looker)) return "LZ7203";
      if (!brute.sees(looker, thing)) return [0, false];
      const named = thing.spells.some((s) => s.values["client_name"] !== undefined);
      return [thing.versions, named && !brute.hides(looker, thing).name];
    },
  };
}

function exportQuestion(register: Register): Question {
  return {
    ask: async (registers) => {
      const [head = [], ...rows] = (await registers.export(register.id, "ids")).table;
      return [
        HIDDEN.filter((f) => head.includes(f)).length,
        rows.map((row) => [row[0], row.length === head.length]),
      ];
    },
    expected: (looker) => {
      const rows = things(looker, register.id, "export").toSorted((a, b) => byBytes(a.code, b.code));
      const columns = register.id === "project" && brute.knowsAll(looker) ? HIDDEN.length : 0;
      return [columns, rows.flatMap((t) => t.spells.map(() => [t.code, true]))];
    },
  };
}

function questionFor(random: Random): Question {
  const register = registerOf(pick(REGISTERS, random));
  const kind = random(10);
  if (kind < 5) return listQuestion(register, random);
  if (kind < 8) return findQuestion(register, random);
  return kind < 9 ? historyQuestion(register, random) : exportQuestion(register);
}

function lookerFor(random: Random): Looker {
  const person = pick(city.persons, random);
  const leaders = leadersOf(city, person);
  return { person, leader: leaders.length > 0 && random(2) === 0 ? pick(leaders, random) : null };
}

/** Asks a looker's questions in one transaction; gives those that were answered otherwise than by brute force. */
async function differences(seed: number, count: number): Promise<readonly unknown[]> {
  const random = seeded(seed);
  const looker = lookerFor(random);
  const viewer = viewerOf(looker);
  return db.database.read(async (queries) => {
    const found: unknown[] = [];
    const options = { model, random: () => Buffer.alloc(16), purpose: "证明", ...within(queries) };
    const eyes = (["both", "predicate", "database"] as const).map((layers) => ({
      layers,
      registers: registersFor({ ...options, layers }, model.policy, viewer),
    }));
    for (let i = 0; i < count; i++) {
      const question = questionFor(random);
      const wanted = plain(question.expected(looker));
      // the two layers together always, and each of them alone for a quarter
      for (const { layers, registers } of eyes.filter((_, k) => k === 0 || k === 1 + (i % 4))) {
        const answer = plain(await question.ask(registers));
        if (answer !== wanted) found.push({ seed, i, layers, looker, answer, wanted, posts: viewer.posts });
      }
    }
    return found;
  });
}

test("the city has firms and sites that only a post within their chain opens, and entries that keep some away", () => {
  const forces = city.persons
    .map((person): Looker => ({ person, leader: null }))
    .filter((l) =>
      postsOfLooker(city, model, l).every((p) => p.role === "task_force" && p.scope.kind === "chain"),
    )
    .filter((l) => postsOfLooker(city, model, l).length > 0);
  for (const register of ["enterprise", "site"]) {
    const seen = forces.map((l) => things(l, register).length);
    expect(Math.max(...seen)).toBeGreaterThan(0);
    const count = city.things.filter((t) => t.register === register).length;
    expect(Math.min(...seen)).toBeLessThan(count);
  }
  const effective = (t: Thing): string =>
    String(brute.latest(t)["entry_effective"] ?? "only proposed").slice(0, 2);
  const entries = city.things.filter((t) => t.register === "chain_entry");
  expect(new Set(entries.map(effective))).toEqual(new Set(["20", "on"]));
  expect(new Set(entries.map((t) => String(brute.latest(t)["entry_effective"]).startsWith("2099")))).toEqual(
    new Set([true, false]),
  );
  expect(entries.some((t) => brute.latest(t)["entry_leaves"] === true)).toBe(true);
  expect(new Set(city.listed.map((m) => m.over))).toEqual(new Set([true, false]));
});

test(`${PAIRS} pairs of a person and a question: both layers together, and each of them alone`, async () => {
  const seeds = Array.from({ length: LOOKERS }, (_, i) => 1000 + i);
  const found: unknown[] = [];
  const next = async (): Promise<void> => {
    for (let seed = seeds.pop(); seed !== undefined; seed = seeds.pop())
      found.push(...(await differences(seed, PAIRS / LOOKERS)));
  };
  await Promise.all([next(), next(), next()]);
  expect(found.slice(0, 1)).toEqual([]);
  expect(found).toHaveLength(0);
}, 300_000);
