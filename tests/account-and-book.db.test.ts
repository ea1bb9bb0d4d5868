/** Own sessions, shut addresses and the address book over HTTP. */
import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AddressBookAnswer, OwnSessions, ShutAddresses } from "@lianzhang/contract";
import { errorSchema } from "@lianzhang/contract";
import { addressBookAt } from "@lianzhang/server";
import { memoryCity, noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DoorCity } from "./support/door-city.ts";
import { doorCity, OWN, post } from "./support/door-city.ts";

const without = noServerFor(PLATFORM) !== null;
const memory = memoryCity();
let city: DoorCity;

beforeAll(async () => {
  if (!without) city = await doorCity({ todoList: memory.todoList });
}, 120_000);
afterAll(() => (without ? undefined : city.close()));

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537.36";
const PHONE =
  "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537.36";

const send = (url: string, payload: object, cookie: string, more: object = {}) =>
  city.app.inject({ method: "POST", url, payload, headers: { ...OWN, cookie, ...more } });
const get = (url: string, cookie: string) => city.app.inject({ url, headers: { cookie } });
const enter = async (person: string, agent: string): Promise<string> => {
  const answer = await send("/api/demo-sign-in", { person }, "", { "user-agent": agent });
  return String(answer.headers["set-cookie"]).split(";")[0] ?? "";
};
const sessionsOf = async (cookie: string) =>
  ((await get("/api/own-sessions", cookie)).json() as OwnSessions).sessions;

describe.skipIf(without)("one's own sessions", () => {
  test("each with since, last seen and browser, this one marked; one is ended, the others go on", async () => {
    const { id } = await city.person("三处登录", post("analyst"));
    const [desk, phone] = [await enter(id, CHROME), await enter(id, PHONE)];
    const seen = await sessionsOf(desk);
    expect(new Map(seen.map((s) => [s.browser, s.own]))).toEqual(
      new Map([
        ["Chrome · Android", false],
        ["Chrome · Windows", true],
        [null, false],
      ]),
    );
    expect(seen.every((s) => s.since <= s.seenAt && s.seenAt < s.endsAt)).toBe(true);
    // neither token nor hash is in the answer
    expect(JSON.stringify(seen)).not.toMatch(/[\w-]{43}|[0-9a-f]{64}/u);
    const there = seen.find((s) => s.browser === "Chrome · Android")?.id ?? "";
    expect((await send("/api/own-sessions/end", { session: there }, desk)).statusCode).toBe(200);
    expect([
      (await get("/api/registers", phone)).statusCode,
      (await get("/api/registers", desk)).statusCode,
    ]).toEqual([401, 200]);
    expect(await sessionsOf(desk)).toHaveLength(2);
    expect((await city.told("sign_out"))[0]).toMatchObject({ actor: id, after: { why: "signed_out" } });
  });

  test("somebody else's session, and one that has ended, are answered alike and stay as they are", async () => {
    const [own, other] = [
      await city.person("本人", post("analyst")),
      await city.person("他人", post("analyst")),
    ];
    const theirs = (await sessionsOf(other.cookie))[0]?.id ?? "";
    for (const session of [theirs, "0".repeat(32)]) {
      const answer = await send("/api/own-sessions/end", { session }, own.cookie);
      expect([answer.statusCode, errorSchema.parse(answer.json()).code]).toEqual([404, "LZ7135"]);
    }
    expect((await get("/api/registers", other.cookie)).statusCode).toBe(200);
    expect((await city.app.inject({ url: "/api/own-sessions" })).statusCode).toBe(401);
  });
});

describe.skipIf(without)("addresses that are shut", () => {
  test("stand on the page with since and until; the security administrator opens one, nobody else", async () => {
    const security = await city.person("安全员", post("security_admin"));
    const analyst = await city.person("分析", post("analyst"));
    const from = "198.51.100.23";
    const signIn = (i: number) =>
      city.app.inject({
        method: "POST",
        url: "/api/sign-in",
        payload: { name: `nobody.${i}`, password: "not the password", code: "000000" },
        headers: OWN,
        remoteAddress: from,
      });
    // 48 of the 50 tries are told to the tally: each real one takes half a second by design
    await signIn(1);
    await city.side.work.database.transaction((q) =>
      q.rows("UPDATE sign_in_tally SET tries = tries + 48 WHERE kind = 'address'"),
    );
    await signIn(50);
    expect((await signIn(51)).json()).toMatchObject({ kind: "wait" });
    const shut = async () =>
      ((await get("/api/shut-addresses", security.cookie)).json() as ShutAddresses).addresses;
    const [row] = await shut();
    expect(row).toMatchObject({ address: from, turnedAway: 1 });
    expect(Date.parse(row?.until ?? "") - Date.parse(row?.since ?? "")).toBe(15 * 60_000);
    expect((await get("/api/shut-addresses", analyst.cookie)).statusCode).toBe(403);
    const open = { address: from };
    expect((await send("/api/shut-addresses/open", open, analyst.cookie)).statusCode).toBe(403);
    expect((await send("/api/shut-addresses/open", open, security.cookie)).statusCode).toBe(200);
    expect(await shut()).toEqual([]);
    expect((await city.told("address.open"))[0]).toMatchObject({ actor: security.id, subject: from });
    expect((await signIn(52)).json()).toMatchObject({ kind: "refused" });
    // the address of a door that is open is kept nowhere
    const kept = await city.side.work.database.read((q) =>
      q.rows("SELECT address FROM sign_in_tally WHERE address IS NOT NULL"),
    );
    expect(kept).toEqual([]);
  }, 30_000);
});

describe.skipIf(without)("the city's address book", () => {
  let system: { readonly cookie: string };
  beforeAll(async () => {
    system = await city.person("系统员", post("system_admin"));
  });
  const find = async (source: string, token: string | null = null, q = "李") => {
    const app = await city.another({}, { addressBook: addressBookAt(source, token) });
    const url = `/api/address-book?q=${encodeURIComponent(q)}`;
    return app.inject({ url, headers: { cookie: system.cookie } });
  };

  test("over HTTP, with its token: people are found by name, unit and id", async () => {
    const asked: (string | undefined)[] = [];
    const people = [
      { externalId: "510-0042", name: "李娜", unit: "市经信局" },
      { externalId: "510-0043", name: "王敏", unit: "李子园管委会" },
      { externalId: "510-0044", name: "赵静" },
    ];
    let said: unknown = people;
    const server = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.end(JSON.stringify(said));
    });
    const port = await new Promise<number>((done) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        done(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    const url = `http://127.0.0.1:${port}/people`;
    const answer = (await find(url, "a token")).json() as AddressBookAnswer;
    expect(answer).toEqual({
      total: 2,
      entries: [
        { externalId: "510-0042", name: "李娜", unit: "市经信局", entered: false },
        { externalId: "510-0043", name: "王敏", unit: "李子园管委会", entered: false },
      ],
    });
    expect(asked).toEqual(["Bearer a token"]);
    said = [{ externalId: "1" }];
    const wrong = await find(url);
    expect([wrong.statusCode, errorSchema.parse(wrong.json()).code]).toEqual([400, "LZ7152"]);
    expect(errorSchema.parse(wrong.json()).message.en).toContain("0.name");
    await new Promise((done) => server.close(done));
    expect(errorSchema.parse((await find(url)).json()).code).toBe("LZ7152");
  });

  test("from a CSV file with Chinese heads; nobody but the system administrator may look", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lianzhang-book-"));
    const path = join(folder, "book.csv");
    writeFileSync(path, "\uFEFF工号,姓名,单位\n510-0042,李娜,市经信局\n510-0050,李强,\n");
    expect((await find(path)).json()).toMatchObject({
      total: 2,
      entries: [
        { name: "李娜", unit: "市经信局" },
        { name: "李强", unit: null },
      ],
    });
    writeFileSync(path, "工号,单位\n510-0042,市经信局\n");
    expect(errorSchema.parse((await find(path)).json()).code).toBe("LZ7152");
    expect(errorSchema.parse((await find(join(folder, "none.csv"))).json()).code).toBe("LZ7152");
    const analyst = await city.person("分析员", post("analyst"));
    expect((await get("/api/address-book?q=a", analyst.cookie)).statusCode).toBe(403);
    rmSync(folder, { recursive: true });
  });
});

describe.skipIf(without)("the city's to-do list", () => {
  test("is told by the running product of tasks that wait for somebody it knows, with a link, and of nobody else", async () => {
    const [known, unknown] = [
      await city.person("督查", post("supervision_office")),
      await city.person("无编号", post("supervision_office")),
    ];
    const [admin] = (await city.side.people.reading.list()).filter((p) => p.duty === "system");
    const acting = { user: admin?.id ?? "", onBehalfOf: null, unit: null, purpose: "test" };
    await city.side.people.system.changePerson(acting, known.id, { externalId: "510-0077" });
    const { opened } = await city.side.cases.importTasks(
      { ...acting, user: known.id },
      { procedure: "task", from: { kind: "targets", targets: "all" }, reason: "决定" },
    );
    expect(opened.length).toBeGreaterThan(3);
    await expect.poll(() => memory.todos.size, { timeout: 15_000 }).toBe(opened.length);
    const all = [...memory.todos.values()];
    expect(new Set(all.map((t) => t.person.externalId))).toEqual(new Set(["510-0077"]));
    expect(all.every((t) => t.path === `/tasks/${t.id.split(".")[0]}`)).toBe(true);
    expect(all.some((t) => t.id.endsWith(unknown.id))).toBe(false);
    // who leaves is asked no more
    await city.side.people.system.leave(acting, known.id, "离任");
    await expect.poll(() => memory.todos.size, { timeout: 15_000 }).toBe(0);
  }, 40_000);
});
