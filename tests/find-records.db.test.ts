/** Ctrl-K over records: whoever asks whatever, nothing outside of the posts is found, nor by a name that is not told. */
import type { SearchAnswer } from "@lianzhang/contract";
import type { NewPost, Viewer } from "@lianzhang/work";
import { CITY, coversValues, dayNow, noServerFor, PLATFORM, rowRule } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DoorCity } from "./support/door-city.ts";
import { doorCity } from "./support/door-city.ts";

const without = noServerFor(PLATFORM) !== null;
let city: DoorCity;

interface Looker {
  readonly name: string;
  readonly cookie: string;
  readonly posts: Viewer["posts"];
}
let people: readonly Looker[];

/** A record as the product itself keeps it, by its page's address. */
interface Kept {
  readonly register: string;
  readonly code: string;
  readonly values: Readonly<Record<string, unknown>>;
}
const kept = new Map<string, Kept>();
const names = new Set<string>();

const FIRM = "91110000600037341L";

const county = (id: string): NewPost => ({ role: "county_office", scope: { kind: "county", id } });
const POSTS: Readonly<Record<string, NewPost>> = {
  东坡: county("511402"),
  彭山: county("511403"),
  招商: { role: "investment_office", scope: CITY },
  链办: { role: "chain_office", scope: CITY },
  科长: { role: "section_head", scope: CITY },
  督查: { role: "supervision_office", scope: CITY },
  部门: { role: "department_office", scope: { kind: "department", id: "economy_bureau" } },
  系统: { role: "system_admin", scope: CITY },
};

beforeAll(async () => {
  if (without) return;
  city = await doorCity({ demoWork: true });
  people = await Promise.all(
    Object.entries(POSTS).map(async ([name, post]) => ({
      name,
      cookie: (await city.person(name, post)).cookie,
      posts: [{ ...post, leader: null }],
    })),
  );
  const { registers, cases, model, clock } = city.side;
  const month = new Date().getFullYear() * 12 + new Date().getMonth();
  const clerk = { user: "演示", onBehalfOf: null, unit: null, purpose: "test" };
  await registers.open(clerk, "enterprise", {
    code: FIRM,
    since: month,
    values: { name: "演示·远山新材料公司", county: "东坡区" },
    reason: "演示数据",
  });
  const asked = {
    request_title: "变电站容量不足",
    request_enterprise: FIRM,
    request_county: "东坡区",
    request_department: "economy_bureau",
    request_came_on: "2025-03-03",
  };
  const request = { procedure: "request", code: "SQ-2026-001", values: asked, reason: "演示数据" };
  expect((await cases.open(clerk, request)).kind).toBe("kept");
  for (const register of model.registers.values()) {
    const answer = await registers.list(register.id, { month, limit: 200 });
    if (answer.kind === "refused") throw new Error(register.id);
    for (const { id, code, values } of answer.records) {
      kept.set(`${register.id}/${id}`, { register: register.id, code, values });
      for (const [field, value] of Object.entries(values))
        if (typeof value === "string" && /(?:^|_)(?:name|title)$/u.test(field)) names.add(value);
      names.add(code);
    }
  }
  for (const procedure of model.procedures.values()) {
    const listed = await cases.list({ procedure: procedure.id, limit: 500 }, dayNow(clock));
    for (const c of listed.kind === "page" ? listed.cases : [])
      kept.set(c.case.id, { register: procedure.of, code: c.case.record.code, values: c.values });
  }
}, 120_000);
afterAll(() => (without ? undefined : city.close()));

const find = async ({ cookie }: Pick<Looker, "cookie">, q: string) => {
  const url = `/api/find?q=${encodeURIComponent(q.slice(0, 100))}`;
  const answer = await city.app.inject({ url, headers: { cookie } });
  expect(answer.statusCode).toBe(200);
  return (answer.json() as SearchAnswer).hits;
};

/** The record a hit leads to. */
function recordAt(page: string): Kept | undefined {
  const [, , first = "", second] = page.split("/").map(decodeURIComponent);
  if (page.startsWith("/parcels/"))
    return [...kept.values()].find((k) => k.register === "parcel" && k.code === first);
  return kept.get(second === undefined ? first : `${first}/${second}`);
}

describe.skipIf(without)("search over records", () => {
  test("finds projects, parcels, tasks, requests and registers' records, and leads to their pages", async () => {
    const of = (name: string): Looker =>
      people.find((p) => p.name === name) ?? { name, cookie: "", posts: [] };
    const pages = async (name: string, register: string): Promise<string> => {
      const record = [...kept.values()].find((k) => k.register === register);
      const hits = await find(of(name), record?.code ?? "");
      return hits.find((h) => h.kind === "record")?.id ?? "";
    };
    expect(await pages("招商", "project")).toMatch(/^\/projects\/[0-9a-f]{32}$/u);
    expect(await pages("招商", "parcel")).toMatch(/^\/parcels\/./u);
    expect(await pages("督查", "task")).toMatch(/^\/tasks\/[0-9a-f]{32}$/u);
    expect(await pages("科长", "request")).toMatch(/^\/requests\/[0-9a-f]{32}$/u);
  });

  test("every hit of everybody is a record the posts open; the administrator finds nothing", async () => {
    const every = Math.ceil(names.size / 14);
    const words = ["演示", "SQ-", ...[...names].filter((_, i) => i % every === 0)];
    let found = 0;
    for (const looker of people)
      for (const q of words)
        for (const hit of await find(looker, q)) {
          const record = recordAt(hit.id);
          if (record === undefined) throw new Error(`${hit.id} is no page of a record`);
          const rule = rowRule(city.model.policy, city.model, looker, record.register, "read");
          const { code } = record;
          const covered = coversValues(rule, { code, values: record.values as never });
          expect({ who: looker.name, page: hit.id, covered }).toEqual({
            who: looker.name,
            page: hit.id,
            covered: true,
          });
          expect(looker.name).not.toBe("系统");
          found++;
        }
    expect(found).toBeGreaterThan(30);
  }, 30_000);

  test("a client's name finds nothing before signing, and stands in no hit", async () => {
    const clients = [...kept.values()]
      .filter((k) => k.register === "project" && k.values["agreement_signed"] === undefined)
      .map((k) => k.values["client_name"])
      .filter((n) => typeof n === "string")
      .slice(0, 4);
    expect(clients.length).toBeGreaterThan(0);
    for (const looker of people.filter((p) => p.name !== "招商"))
      for (const client of clients) {
        const hits = await find(looker, client);
        expect(JSON.stringify(hits)).not.toContain(client);
        expect(hits.filter((h) => h.id.startsWith("/projects/"))).toEqual([]);
      }
  });

  test("few rows; nothing for one character, for a visitor, or without a session", async () => {
    const [looker] = people;
    if (looker === undefined) throw new Error("nobody");
    expect(await find(looker, "演")).toEqual([]);
    expect((await find(looker, "演示")).length).toBeLessThanOrEqual(20);
    expect((await city.app.inject({ url: "/api/find?q=demo" })).statusCode).toBe(401);
  });
});
