/** Administration over HTTP: a session that ends while its request is under way changes nothing. */
import { setTimeout as sleep } from "node:timers/promises";
import { errorSchema } from "@lianzhang/contract";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DoorCity } from "./support/door-city.ts";
import { doorCity, OWN, post } from "./support/door-city.ts";

const without = noServerFor(PLATFORM) !== null;
let city: DoorCity;
let clerk: string;
let system: { readonly id: string; readonly cookie: string };
let security: { readonly id: string; readonly cookie: string };

const CLERKS_POST = { role: "analyst", scope: { kind: "city" as const } };

beforeAll(async () => {
  if (without) return;
  city = await doorCity();
  system = await city.person("系统", post("system_admin"));
  security = await city.person("安全", post("security_admin"));
  clerk = (await city.person("科员", CLERKS_POST)).id;
}, 120_000);
afterAll(() => (without ? undefined : city.close()));

const send = (url: string, payload: object, cookie: string) =>
  city.app.inject({ method: "POST", url, payload, headers: { ...OWN, cookie } });

const headOf = async (): Promise<string> => {
  const [row] = await city.side.work.database.read((q) =>
    q.rows("SELECT CAST(max(number) AS TEXT) AS head FROM audit_event"),
  );
  return String(row?.["head"]);
};

/** Comes back when a transaction waits for a row. */
async function somebodyWaits(): Promise<void> {
  for (let i = 0; i < 400; i++) {
    const rows = await city.side.work.database.read((q) =>
      q.rows(`SELECT pid FROM pg_locks WHERE NOT granted AND locktype <> 'advisory'`),
    );
    if (rows.length > 0) return;
    await sleep(5);
  }
  throw new Error("nobody waits for the session");
}

/** What each route is sent; `{clerk}` and `{post}` stand for ids. */
const ROUTES: readonly (readonly [string, "system" | "security", object])[] = [
  ["/api/people", "system", { name: "孙文", signInName: "sun.wen", unit: null, externalId: null }],
  [
    "/api/people/change",
    "system",
    { id: "{clerk}", name: "改名", signInName: null, unit: null, externalId: null },
  ],
  ["/api/people/leave", "system", { id: "{clerk}" }],
  ["/api/production", "system", {}],
  ["/api/posts", "security", { person: "{clerk}", role: "chain_office", scope: { kind: "city", id: null } }],
  ["/api/posts/end", "security", { post: "{post}" }],
  [
    "/api/hand-over",
    "security",
    { from: "{clerk}", to: "{system}", posts: null, document: "交接单", leaves: false },
  ],
  ["/api/links", "security", { person: "{clerk}", kind: "enrol" }],
  ["/api/people/lock", "security", { id: "{clerk}" }],
  ["/api/people/unlock", "security", { id: "{clerk}" }],
  ["/api/delegations/end", "security", { delegation: "none" }],
];

describe.skipIf(without)("a session that ends while its request is under way", () => {
  test.each(ROUTES)("cannot act: %s", async (url, who, payload) => {
    const admin = who === "system" ? system : security;
    const { token } = await city.side.people.door.enterAsDemo(admin.id, "10.20.30.40");
    const cookie = `lianzhang_session=${token}`;
    const { id: session } = (await city.side.people.session.whoIs(token))?.session ?? { id: "" };
    const [own] = (await city.side.people.reading.profile(clerk)).posts;
    const body = JSON.stringify(payload)
      .replaceAll("{clerk}", clerk)
      .replaceAll("{system}", system.id)
      .replaceAll("{post}", own?.id ?? "");
    const before = await headOf();
    // ended, and not yet committed: the check at the route's beginning still finds the session open
    const { answer } = await city.side.work.database.transaction(async (queries) => {
      await queries.rows("UPDATE session SET ended_at = made_at WHERE id = $1", [session]);
      const under = send(url, JSON.parse(body) as object, cookie);
      await somebodyWaits();
      return { answer: under };
    });
    const { statusCode, json } = await answer;
    expect([statusCode, errorSchema.parse(json()).code]).toEqual([401, "LZ7131"]);
    expect(await headOf()).toBe(before);
  });

  test("and one that stays open can", async () => {
    const made = await send("/api/people/lock", { id: clerk }, security.cookie);
    expect([made.statusCode, (await city.told("person.lock"))[0]?.actor]).toEqual([200, security.id]);
  });
});
