/** The door over HTTP, on a real PostgreSQL: who gets in, what a browser may do, what everybody else is refused. */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { doorSchema, errorSchema, finishLinkSchema, linkSchema } from "@lianzhang/contract";
import { browse, noServerFor, PLATFORM, startServer } from "@lianzhang/work";
import type { Server } from "@lianzhang/work";
import type { FastifyInstance } from "fastify";
import { TOTP, URI } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp, Context, openInstance } from "../index.ts";
import type { Opened } from "../index.ts";
import type { WorkSide } from "./work-side.ts";
import { openWorkSide } from "./work-side.ts";

const MEISHAN = new URL("../../../../decisions/meishan-2023", import.meta.url).pathname;
const OWN = { origin: "http://city.example", host: "city.example", "content-type": "application/json" };
const PASSWORD = "竹林 炊烟 1962 渡口 白鹭";
const HALF_MINUTE = 30_000;

const folder = mkdtempSync(join(tmpdir(), "lianzhang-door-"));
let opened: Opened;
let context: Context;
let server: Server;
let side: WorkSide;
let app: FastifyInstance;
const tokens: Record<string, string> = {};

const options = (demoPeople: boolean) => ({
  context,
  place: { kind: "url", url: server.applicationUrl(), ownerUrl: server.ownerUrl() } as const,
  keyFile: join(folder, "work.key"),
  data: [],
  kept: join(folder, "kept"),
  demoPeople,
  signOn: null,
  progress: () => undefined,
  fault: (error: unknown) => {
    throw error;
  },
});

beforeAll(async () => {
  // under root the server runs as another user, who passes through
  chmodSync(folder, 0o711);
  opened = await openInstance({
    decision: MEISHAN,
    data: [],
    file: ":memory:",
    appVersion: "test",
    progress: () => undefined,
  });
  context = new Context(opened.instance);
  const settings = { fsync: "off" };
  server = await startServer({ folder: join(folder, "work"), create: true, random: randomBytes, settings });
  side = await openWorkSide(options(false));
  app = await buildApp(context, {
    web: null,
    work: side,
    trustProxy: true,
    fault: (error) => {
      throw error;
    },
  });
  const names = {
    system: { name: "王敏", signInName: "wang.min", unit: null },
    security: { name: "李强", signInName: "li.qiang", unit: null },
    audit: { name: "赵静", signInName: "zhao.jing", unit: null },
  };
  for (const [kind, { token }] of Object.entries(await side.people.console.setUpAdministrators(names)))
    tokens[kind] = token;
}, 120_000);
afterAll(async () => {
  await app.close();
  await side.close();
  await server.stop();
  await opened.store.close();
  rmSync(folder, { recursive: true });
});

const send = (url: string, payload: object, headers: Readonly<Record<string, string>> = {}) =>
  app.inject({ method: "POST", url, payload, headers: { ...OWN, ...headers } });

const codeOf = (body: unknown): string => errorSchema.parse(body).code;

interface Enrolled {
  /** Of the authenticator app, now or half a minute later. */
  readonly code: (later?: number) => string;
  readonly recoveryCodes: readonly string[];
}

/** Uses a one-time link up. */
async function enrol(token: string): Promise<Enrolled> {
  const link = linkSchema.parse((await send("/api/link", { token })).json());
  expect(link.qr).toMatch(/^<svg/u);
  const telephone = URI.parse(link.uri ?? "");
  if (!(telephone instanceof TOTP)) throw new Error("the picture holds no time-based secret");
  const code = (later = 0): string => telephone.generate({ timestamp: new Date().getTime() + later });
  const done = await send("/api/link/finish", { token, password: PASSWORD, code: code() });
  const { recoveryCodes } = finishLinkSchema.parse(done.json());
  expect(recoveryCodes).toHaveLength(10);
  return { code, recoveryCodes };
}

/** Signs in; gives the cookie as the browser would send it, and the header it came with. */
async function signIn(name: string, code: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await send("/api/sign-in", { name, password: PASSWORD, code }, headers);
  const cookie = String(answer.headers["set-cookie"] ?? "");
  return { kind: answer.json().kind as unknown, cookie, sent: { cookie: cookie.split(";")[0] ?? "" } };
}

describe.skipIf(noServerFor(PLATFORM) !== null)("the door", () => {
  test("without a session every question but the door's is answered 401, and a page learns only the city's name", async () => {
    for (const url of [
      "/api/session",
      "/api/overview",
      "/api/people",
      "/api/audit",
      "/api/registers",
      "/api/own-events",
    ]) {
      const answer = await app.inject({ url });
      expect({ url, status: answer.statusCode, code: codeOf(answer.json()) }).toEqual({
        url,
        status: 401,
        code: "LZ6120",
      });
    }
    const door = doorSchema.parse((await app.inject({ url: "/api/door" })).json());
    expect(door).toMatchObject({ who: null, guest: false, demo: [], people: true });
    expect(Object.values(door.may).some((may) => may === true)).toBe(false);
  });

  test("a one-time link gives picture, password and recovery codes, once; then name, password and code open", async () => {
    const token = tokens["system"] ?? "";
    const { code } = await enrol(token);
    expect(codeOf((await send("/api/link", { token })).json())).toBe("LZ7121");
    const { kind, cookie, sent } = await signIn("wang.min", code(HALF_MINUTE));
    expect(kind).toBe("signed_in");
    // until the browser is closed, not for scripts, not from other sites; plain http has no Secure
    expect(cookie).toMatch(/^lianzhang_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/u);
    const door = doorSchema.parse((await app.inject({ url: "/api/door", headers: sent })).json());
    expect(door.who?.name).toBe("王敏");
    expect(door.may).toMatchObject({ people: true, security: false, audit: false, figures: false });

    // each administrator the own duty only
    expect((await app.inject({ url: "/api/people", headers: sent })).statusCode).toBe(200);
    expect(codeOf((await app.inject({ url: "/api/audit", headers: sent })).json())).toBe("LZ6123");
    expect(codeOf((await app.inject({ url: "/api/overview", headers: sent })).json())).toBe("LZ6123");
    expect(codeOf((await send("/api/posts/end", { post: "p" }, sent)).json())).toBe("LZ6123");

    // a change asked for by a page of another site, in each way a browser shows it
    const person = { name: "孙文", signInName: "sun.wen", unit: null, externalId: null };
    const foreign = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const headers of foreign) {
      const answer = await send("/api/people", person, { ...sent, ...headers });
      expect({ headers, status: answer.statusCode, code: codeOf(answer.json()) }).toMatchObject({
        status: 403,
        code: "LZ6121",
      });
    }
    const { origin: _, ...silent } = OWN;
    const quiet = await app.inject({
      method: "POST",
      url: "/api/people",
      payload: person,
      headers: { ...silent, ...sent },
    });
    expect(codeOf(quiet.json())).toBe("LZ6121");
    const form = await app.inject({
      method: "POST",
      url: "/api/people",
      payload: "name=x",
      headers: { ...OWN, ...sent, "content-type": "application/x-www-form-urlencoded" },
    });
    expect([form.statusCode, codeOf(form.json())]).toEqual([415, "LZ6122"]);
    expect((await send("/api/people", person, sent)).statusCode).toBe(200);

    // signed out, the same cookie opens nothing
    const out = await send("/api/sign-out", {}, sent);
    expect(String(out.headers["set-cookie"])).toContain("Max-Age=0");
    expect((await app.inject({ url: "/api/people", headers: sent })).statusCode).toBe(401);
  });

  test("behind a proxy that says https the cookie is Secure and the browser told to stay with https", async () => {
    const { code } = await enrol(tokens["audit"] ?? "");
    const { cookie, sent } = await signIn("zhao.jing", code(HALF_MINUTE), { "x-forwarded-proto": "https" });
    // https: of this host alone, and not taken from a page that came by http
    expect(cookie).toMatch(
      /^__Host-lianzhang_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/u,
    );
    expect((await app.inject({ url: "/api/audit", headers: sent })).statusCode).toBe(401);
    const secure = { ...sent, "x-forwarded-proto": "https" };
    const answer = await app.inject({
      url: "/api/audit",
      headers: secure,
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    const anchor = await app.inject({ url: "/api/audit/anchor", headers: secure });
    expect(anchor.headers["content-disposition"]).toContain("attachment");
    const verdict = await send("/api/audit/verify", {}, secure);
    expect(verdict.json()).toMatchObject({ holds: true });
  });

  test("a session that begins ends the one this browser had; a changed password gives it another token", async () => {
    const { code, recoveryCodes } = await enrol(tokens["security"] ?? "");
    const status = async (sent: object): Promise<number> =>
      (await app.inject({ url: "/api/own-events", headers: { ...sent } })).statusCode;
    const first = await signIn("li.qiang", code(HALF_MINUTE));
    const second = await signIn("li.qiang", recoveryCodes[0] ?? "", first.sent);
    expect([await status(first.sent), await status(second.sent)]).toEqual([401, 200]);
    const next = "远山 石桥 1987 晚渡 青苔";
    const changed = await send("/api/password", { present: PASSWORD, next }, second.sent);
    const cookie = String(changed.headers["set-cookie"]).split(";")[0] ?? "";
    expect([await status(second.sent), await status({ cookie })]).toEqual([401, 200]);
  });

  test("every answer forbids framing, foreign scripts and guessing of types, and is kept nowhere", async () => {
    const { headers } = await app.inject({ url: "/api/door" });
    expect(headers["content-security-policy"]).toMatch(/script-src 'self';.*frame-ancestors 'none'/u);
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
    });
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["content-security-policy"]).toMatch(/object-src 'none'; base-uri 'none'/u);
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(headers["strict-transport-security"]).toBeUndefined();
    // no other site may read an answer, whatever it calls itself
    const asked = await app.inject({ url: "/api/door", headers: { origin: "https://evil.example" } });
    expect(Object.keys(asked.headers).filter((h) => h.startsWith("access-control-"))).toEqual([]);
  });

  test("TRACE, and a method a question does not have, are answered as an address that is not there", async () => {
    for (const method of ["TRACE", "PUT", "DELETE"] as const) {
      const headers = { ...OWN, "x-told": "secret" };
      const payload = method === "TRACE" ? {} : { payload: {} };
      const answer = await app.inject({ method, url: "/api/people", headers, ...payload });
      expect([method, answer.statusCode, codeOf(answer.json())]).toEqual([method, 404, "LZ6103"]);
      expect(answer.body).not.toContain("secret");
    }
  });

  test("what breaks inside is told to the operator in full, and to the page as a code", async () => {
    const told: unknown[] = [];
    const broken = await buildApp(context, { web: null, work: side, fault: (error) => told.push(error) });
    broken.get("/api/breaks", () => Promise.reject(new Error("SELECT password FROM /srv/secret")));
    const answer = await broken.inject({ url: "/api/breaks" });
    expect([answer.statusCode, codeOf(answer.json())]).toEqual([500, "LZ6104"]);
    expect(answer.body).not.toMatch(/SELECT|srv|stack|\.ts/u);
    expect(told).toHaveLength(1);
    await broken.close();
  });

  test("a body that breaks off, or is too large, is the sender's mistake", async () => {
    const broken = await app.inject({ method: "POST", url: "/api/sign-in", payload: "{", headers: OWN });
    expect([broken.statusCode, codeOf(broken.json())]).toEqual([400, "LZ6122"]);
    const large = await send("/api/sign-in", { name: "x".repeat(2_000_000), password: "", code: "" });
    expect([large.statusCode, codeOf(large.json())]).toEqual([413, "LZ6122"]);
    // nobody reaches the prototype of everything, or asks one thing twice
    const proto = '{"__proto__":{"admin":true},"name":"a","password":"b","code":""}';
    const polluted = await app.inject({ method: "POST", url: "/api/sign-in", payload: proto, headers: OWN });
    expect([polluted.statusCode, codeOf(polluted.json())]).toEqual([400, "LZ6122"]);
    const twice = await app.inject({ url: "/api/audit?actor=a&actor=b" });
    expect([twice.statusCode, codeOf(twice.json())]).toEqual([400, "LZ6101"]);
    // one that never comes to its end is cut off
    expect(app.server.requestTimeout).toBe(300_000);
  });

  test("five wrong tries close an account, known or not, and the right password does not open it", async () => {
    const kinds = [];
    // what stands before the proxy's own word anybody can write: it makes nobody another
    const from = (i: number) => ({ "x-forwarded-for": `203.0.113.${i}, 192.0.2.7` });
    for (let i = 0; i < 6; i++) kinds.push((await signIn("nobody.here", "000000", from(i))).kind);
    expect(kinds).toEqual(["refused", "refused", "refused", "refused", "refused", "wait"]);
    const found = await side.work.database.read((q) => browse(q, { action: "sign_in.failed", limit: 5 }));
    expect(new Set(found.map((e) => e.link.subjectId))).toEqual(new Set(["192.0.2.7"]));
  });

  test("production has no demo people, neither at the start nor by a request", async () => {
    await side.people.console.markProduction();
    await expect(openWorkSide(options(true))).rejects.toMatchObject({ code: "LZ7108" });
    const [anybody] = await side.people.reading.list();
    const answer = await send("/api/demo-sign-in", { person: anybody?.id });
    expect([answer.statusCode, codeOf(answer.json())]).toEqual([403, "LZ7108"]);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });
});
