/** What stands before every question: refusals are told, and nobody asks without end. */
import { errorSchema } from "@lianzhang/contract";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DoorCity } from "./support/door-city.ts";
import { doorCity, OWN, post } from "./support/door-city.ts";

const without = noServerFor(PLATFORM) !== null;
let city: DoorCity;

beforeAll(async () => {
  if (!without) city = await doorCity();
}, 120_000);
afterAll(() => (without ? undefined : city.close()));

const codeOf = (body: unknown): string => errorSchema.parse(body).code;

describe.skipIf(without)("what is refused", () => {
  test("a page refused to somebody signed in is in the chain: who, which question, and nothing of what was asked", async () => {
    const { id, cookie } = await city.person("园区", post("analyst"));
    for (const url of ["/api/people", "/api/audit?actor=secret"])
      expect((await city.app.inject({ url, headers: { cookie } })).statusCode).toBe(403);
    const [audit, people] = await city.told("access.refused");
    expect(people).toMatchObject({ actor: id, subject: id });
    expect(people?.after).toMatchObject({ code: "LZ6123", method: "GET", route: "/api/people" });
    expect(audit?.after).toMatchObject({ code: "LZ6123", route: "/api/audit" });
    expect(JSON.stringify(await city.told("access.refused"))).not.toContain("secret");
  });

  test("a change asked for by a page of another site is in the chain, with the person when one is signed in", async () => {
    const { id, cookie } = await city.person("外站", post("analyst"));
    const change = { method: "POST", url: "/api/sign-out", payload: {} } as const;
    const evil = { ...OWN, origin: "https://evil.example" };
    await city.app.inject({ ...change, headers: { ...evil, cookie }, remoteAddress: "192.0.2.1" });
    await city.app.inject({ ...change, headers: evil, remoteAddress: "192.0.2.2" });
    const form = { ...OWN, "content-type": "text/plain" };
    await city.app.inject({ ...change, payload: "x", headers: form, remoteAddress: "192.0.2.3" });
    const said = (await city.told("access.refused")).slice(0, 3);
    expect(said.map((e) => [e.actor, e.subject, e.after["code"]])).toEqual([
      ["anonymous", "192.0.2.3", "LZ6122"],
      ["anonymous", "192.0.2.2", "LZ6121"],
      [id, id, "LZ6121"],
    ]);
  });

  test("a loop of refusals is ten events, and a count", async () => {
    const { id, cookie } = await city.person("循环", post("analyst"));
    for (let i = 0; i < 40; i++) await city.app.inject({ url: "/api/people", headers: { cookie } });
    const own = (await city.told("access.refused")).filter((e) => e.subject === id);
    expect(own).toHaveLength(10);
    const [row] = await city.side.work.database.read((q) =>
      q.rows("SELECT turned_away FROM refusal_tally WHERE key = $1", [`person ${id}`]),
    );
    expect(row?.["turned_away"]).toBe(30n);
  });

  test("what a visitor may not see, and an ended session, are no events", async () => {
    const before = (await city.told("access.refused")).length;
    await city.app.inject({ url: "/api/people" });
    await city.app.inject({ url: "/api/people", headers: { cookie: "lianzhang_session=nothing" } });
    expect(await city.told("access.refused")).toHaveLength(before);
  });
});

describe.skipIf(without)("questions in a minute", () => {
  test("over all lists and figures together, by person: told when to come back, and what to do", async () => {
    const app = await city.another({ requestsAMinute: 5 });
    const [one, other] = [await city.person("甲", post("analyst")), await city.person("乙", post("analyst"))];
    const ask = (url: string, { cookie }: { readonly cookie: string }) =>
      app.inject({ url, headers: { cookie } });
    const statuses = [];
    for (const url of [
      "/api/registers",
      "/api/indicators",
      "/api/search?q=a",
      "/api/registers",
      "/api/chains",
    ])
      statuses.push((await ask(url, one)).statusCode);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    const refused = await ask("/api/registers", one);
    expect([refused.statusCode, codeOf(refused.json())]).toEqual([429, "LZ6124"]);
    const seconds = Number(refused.headers["retry-after"]);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.json()).toMatchObject({
      message: { zh: /秒后再试/u, en: /try again in \d+ seconds/u },
    } as object);
    // another cookie of the same person is the same person; a colleague at the same address is not
    const { token } = await city.side.people.door.enterAsDemo(one.id, "10.20.30.40");
    expect((await ask("/api/registers", { cookie: `lianzhang_session=${token}` })).statusCode).toBe(429);
    expect((await ask("/api/registers", other)).statusCode).toBe(200);
    // the door, and changes, stay open
    expect((await ask("/api/door", one)).statusCode).toBe(200);
    const out = await app.inject({
      method: "POST",
      url: "/api/sign-out",
      payload: {},
      headers: { ...OWN, cookie: one.cookie },
    });
    expect(out.statusCode).toBe(200);
  });

  test("by address when nobody is signed in, also with made-up cookies; visitors of one office share twenty shares", async () => {
    const app = await city.another({ requestsAMinute: 1 });
    const statuses = [];
    for (let i = 0; i < 22; i++) {
      const headers = { cookie: `lianzhang_session=made-up-${i}` };
      statuses.push((await app.inject({ url: "/api/indicators", headers })).statusCode);
    }
    expect(statuses.filter((s) => s === 200)).toHaveLength(20);
    expect(statuses.slice(20)).toEqual([429, 429]);
    const elsewhere = await app.inject({ url: "/api/indicators", remoteAddress: "192.0.2.9" });
    expect(elsewhere.statusCode).toBe(200);
  });

  test("people behind one proxy address do not share: each has the own share", async () => {
    const app = await city.another({ requestsAMinute: 2, trustProxy: true });
    const statuses = new Set<number>();
    for (let i = 0; i < 12; i++) {
      const { cookie } = await city.person(`同一出口${i}`, post("analyst"));
      const headers = { cookie, "x-forwarded-for": "203.0.113.7" };
      for (let asked = 0; asked < 2; asked++)
        statuses.add((await app.inject({ url: "/api/registers", headers })).statusCode);
    }
    expect(statuses).toEqual(new Set([200]));
  });
});
