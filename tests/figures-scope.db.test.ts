/**
 * Figures over HTTP for people of every role: whatever is asked, no answer names a firm outside of the posts, nor counts
 * it.
 */
import type { Enterprises, IndicatorAnswer } from "@lianzhang/contract";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SightCity } from "./support/sight-city.ts";
import { sightCity } from "./support/sight-city.ts";
import type { Looker } from "./support/sight-people.ts";
import { lookers } from "./support/sight-people.ts";
import type { Question } from "./support/sight-questions.ts";
import { amount, questions } from "./support/sight-questions.ts";

const without = noServerFor(PLATFORM) !== null;
let city: SightCity;

interface Asker {
  readonly looker: Looker;
  readonly cookie: string;
  /** Codes and names of the firms inside. */
  readonly codes: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}
let people: readonly Asker[];

async function asker(looker: Looker): Promise<Asker> {
  const seen = [...city.firms].filter(([, spells]) => {
    const last = spells.at(-1);
    return last !== undefined && looker.inside(last);
  });
  const names = seen.flatMap(([, spells]) => spells.map((s) => s["name"] ?? ""));
  const cookie = await city.person(looker.name, looker.posts);
  return { looker, cookie, codes: new Set(seen.map(([code]) => code)), names: new Set(names) };
}

beforeAll(async () => {
  if (without) return;
  city = await sightCity();
  const firm = (secret: string): string =>
    [...city.firms].find(([, s]) => s.at(-1)?.["secret"] === secret)?.[0] ?? "";
  const made: Asker[] = [];
  for (const looker of lookers(firm("0"), firm("1"), city.chains)) made.push(await asker(looker));
  people = made;
}, 120_000);
afterAll(() => (without ? undefined : city.close()));

const CODE = /9151\d{4}DEM[0-9A-Z]{7}/gu;
const NAME = /演示·[\p{Script=Han}]+\d*[\p{Script=Han}]*公司/gu;

test.skipIf(without)("every firm of the city would be found in an answer that names it", () => {
  for (const [code, spells] of city.firms) {
    expect(code.match(CODE)).toEqual([code]);
    for (const spell of spells) expect(spell["name"]?.match(NAME)).toEqual([spell["name"]]);
  }
});

const ask = (cookie: string, { url, body }: Pick<Question, "url" | "body">) =>
  city.app.inject({
    url,
    headers: {
      cookie,
      origin: "http://city.example",
      host: "city.example",
      "content-type": "application/json",
    },
    ...(body === null ? {} : { method: "POST", payload: body }),
  });

const NOWHERE = "91510000DEM999999X";

/** Whether the answer is one that the person may have, by its status; true when it is to be read. */
async function answered(person: Asker, q: Question, status: number, body: string): Promise<boolean> {
  const { figures, mayScenario } = person.looker;
  const own = figures === "own" && q.kind === "firm";
  if (figures === "none" || (figures === "own" && !own) || (q.kind === "compare" && !mayScenario)) {
    expect(status).toBe(403);
    return false;
  }
  if (q.names !== null && !person.codes.has(q.names)) {
    // a firm outside is answered like one that is not there
    const nowhere = await ask(person.cookie, { ...q, url: q.url.replace(q.names, NOWHERE) });
    expect({ status, body }).toEqual({
      status: nowhere.statusCode,
      body: nowhere.body.replaceAll(NOWHERE, q.names),
    });
    return false;
  }
  // a firm that was not there in the period has no figure to trace
  if (q.names === null || status !== 404) expect({ url: q.url, status }).toEqual({ url: q.url, status: 200 });
  return status === 200;
}

/** `FIGURE_QUESTIONS=10000 npx vitest run tests/figures-scope.db.test.ts` asks longer. */
const QUESTIONS = Number(process.env["FIGURE_QUESTIONS"] ?? 80);

test.skipIf(without)(
  "whoever asks whatever: no firm outside is named or counted",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...people.keys()), questions(city), async (number, q) => {
        const person = people[number];
        if (person === undefined) throw new Error(`nobody ${number}`);
        const { body, statusCode, json } = await ask(person.cookie, q);
        const read = await answered(person, q, statusCode, body);
        // what the question says itself an error may say again
        for (const [code] of body.matchAll(CODE))
          if (read || code !== q.names) expect(person.codes).toContain(code);
        for (const [name] of body.matchAll(NAME)) expect(person.names).toContain(name);
        if (read && q.kind !== "export") q.check(json(), person.codes);
      }),
      { numRuns: QUESTIONS, endOnFailure: true },
    );
  },
  60_000 + QUESTIONS * 100,
);

test.skipIf(without)(
  "the task force of a chain sees the rows of its chain's firms, and of no others",
  async () => {
    const force = people.find((p) => p.looker.name === "force");
    expect(force?.codes.size).toBeGreaterThan(5);
    expect(force?.codes.size).toBeLessThan(city.firms.size / 2);
    const inside = [...(force?.codes ?? [])].toSorted();
    const seen = async (url: string): Promise<readonly string[]> => {
      const { json } = await ask(force?.cookie ?? "", { url, body: null });
      const { rows, records } = json() as { rows?: { code: string }[]; records?: { code: string }[] };
      return (rows ?? records ?? []).map((r) => r.code).toSorted();
    };
    // by the program's predicate and the database, and by the engine's tables: firms that were there in the year
    expect(await seen("/api/registers/enterprise/records?size=200")).toEqual(inside);
    const figures = await seen("/api/enterprises?period=2025&size=500");
    expect(figures.length).toBeGreaterThan(5);
    expect(inside).toEqual(expect.arrayContaining([...figures]));
  },
);

test.skipIf(without)("no cell that is shown is of one or two firms outside the posts", async () => {
  const listed = await city.open.inject({ url: "/api/enterprises?period=2025&size=500" });
  const { rows } = listed.json() as Enterprises;
  const facets = { county: "county", park: "park", primary_chain: "chain" } as const;
  let withheld = 0;
  for (const { cookie, codes } of people.filter((p) => p.looker.figures === "scope"))
    for (const [by, facet] of Object.entries(facets)) {
      const url = `/api/indicators/industrial_output?by=${by}&period=2025`;
      const answer = (await ask(cookie, { url, body: null })).json() as IndicatorAnswer;
      for (const { group, value } of answer.breakdown?.rows ?? []) {
        if (value.reason === "withheld") withheld++;
        if (value.text === null) continue;
        const inside = rows.filter((f) => (f[facet]?.code ?? null) === (group[0]?.code ?? null));
        const others = inside.filter((f) => !codes.has(f.code) && amount(f.figures[0]?.value ?? null) !== 0n);
        expect([1, 2]).not.toContain(others.length);
      }
    }
  expect(withheld).toBeGreaterThan(0);
});

test.skipIf(without)(
  "a firm under secrecy is in no page, list, trace, export or search of whoever is not named",
  async () => {
    const secret = [...city.firms].filter(([, spells]) => spells.at(-1)?.["secret"] === "1");
    expect(secret.length).toBeGreaterThan(2);
    const pages = async (cookie: string): Promise<readonly (readonly [number, string])[]> => {
      const answers: (readonly [number, string])[] = [];
      for (const [code, spells] of secret) {
        const name = spells.at(-1)?.["name"] ?? "";
        for (const url of [
          `/api/enterprises/${code}`,
          `/api/enterprises/${code}/figures?period=2025`,
          `/api/trace?indicator=tax_per_mu&period=2025&subject=${code}`,
          `/api/search?q=${encodeURIComponent(name)}`,
          `/api/search?q=${code}`,
          `/api/enterprises?q=${encodeURIComponent(name)}`,
          `/api/registers/enterprise/records/${code}`,
          `/api/registers/enterprise/records?q=${code}`,
        ]) {
          const { statusCode, body } = await ask(cookie, { url, body: null });
          // a 404 says the code that was asked for again, and the address
          answers.push([statusCode, statusCode === 200 ? body : ""]);
        }
      }
      for (const url of [
        "/api/enterprises?size=500",
        "/api/export?what=enterprises&format=csv&period=2025",
        "/api/indicators/tax_per_mu/subjects?limit=200&period=2025",
      ]) {
        const { statusCode, body } = await ask(cookie, { url, body: null });
        answers.push([statusCode, body]);
      }
      return answers;
    };
    const tells = (answers: readonly (readonly [number, string])[]): boolean =>
      secret.some(([code]) => answers.some(([, body]) => body.includes(code)));
    const of = (name: string): string => people.find((p) => p.looker.name === name)?.cookie ?? "";
    for (const name of ["analyst", "chain", "auditor", "liaison", "county-a"])
      expect({ name, tells: tells(await pages(of(name))) }).toEqual({ name, tells: false });
    // a visitor of made-up data sees no more
    expect(tells(await pages(""))).toBe(false);
    const named = await pages(of("leader"));
    // every question is one that is answered to whoever is named
    expect(named.map(([status]) => status)).toEqual(named.map(() => 200));
    expect(tells(named)).toBe(true);
  },
  60_000,
);
