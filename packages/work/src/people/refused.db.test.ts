/** What is refused is told, and a loop of refusals is counted. On a real PostgreSQL. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { browse } from "../audit/browse.ts";
import type { Holder, Staff } from "../testing/people.ts";
import { ADDRESS, HOUR, MINUTE, staff } from "../testing/people.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";

let postgres: TestServer;
let db: TestDatabase;
let office: Staff;
let li: Holder;

beforeAll(async () => {
  postgres = await testServer();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  db = await postgres.fresh();
  office = await staff(db);
  li = await office.clerk("li.na", "李娜");
});
afterEach(async () => {
  expect(await db.trail.verify()).toMatchObject({ holds: true });
  await db.close();
});

const refuse = (person: Holder | null = li): Promise<void> =>
  office.people.gate.tellRefused({
    person: person === null ? null : person.person,
    address: ADDRESS,
    code: person === null ? "LZ6121" : "LZ6123",
    method: "GET",
    route: "/api/people",
  });

const told = async () =>
  (await db.database.read((q) => browse(q, { action: "access.refused", limit: 200 }))).map((e) => ({
    actor: e.link.actor,
    subject: e.link.subjectId,
    after: JSON.parse(e.content?.after ?? "null") as Record<string, unknown>,
  }));

test("one refusal is one event: who, what was asked, from where, and nothing of what stood in it", async () => {
  await refuse();
  await refuse(null);
  const [nobody, own] = await told();
  expect(own).toMatchObject({ actor: li.person.id, subject: li.person.id });
  expect(own?.after).toEqual({
    code: "LZ6123",
    method: "GET",
    route: "/api/people",
    address: ADDRESS,
    turned_away: 0,
    counted_until: null,
  });
  expect(nobody).toMatchObject({ actor: "anonymous", subject: ADDRESS, after: { code: "LZ6121" } });
});

test("two hundred at once are ten events; the rest is told with the next one", async () => {
  await Promise.all(Array.from({ length: 200 }, () => refuse()));
  expect(await told()).toHaveLength(10);
  office.forward(16 * MINUTE);
  await refuse();
  expect((await told())[0]?.after).toMatchObject({ turned_away: 190 });
});

test("when it has become quiet the clock tells how many there were, and forgets them", async () => {
  for (let i = 0; i < 13; i++) await refuse(null);
  await office.people.gate.tidy();
  expect(await told()).toHaveLength(10);
  office.forward(16 * MINUTE);
  await office.people.gate.tidy();
  await office.people.gate.tidy();
  const all = await told();
  expect(all).toHaveLength(11);
  expect(all[0]).toMatchObject({ actor: "lianzhang", subject: ADDRESS, after: { turned_away: 3 } });
  office.forward(9 * HOUR);
  await office.people.gate.tidy();
  expect(await db.database.read((q) => q.rows("SELECT key FROM refusal_tally"))).toEqual([]);
});
