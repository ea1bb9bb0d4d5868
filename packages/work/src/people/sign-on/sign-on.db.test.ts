/** Signing in by the city's sign-on: a real OpenID provider on loopback, and one in memory. On a real PostgreSQL. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Holder, Staff } from "../../testing/people.ts";
import { ADDRESS, codeOf, MINUTE, staff } from "../../testing/people.ts";
import type { TestProvider } from "../../testing/provider.ts";
import { CLIENT, REDIRECT, testProvider } from "../../testing/provider.ts";
import type { TestDatabase, TestServer } from "../../testing/work.ts";
import { testServer } from "../../testing/work.ts";
import type { SignOn } from "./city.ts";
import { NO_CITY_SYSTEMS } from "./city.ts";
import { memoryCity, memoryIdentity } from "./memory.ts";
import type { OidcOptions } from "./oidc.ts";
import { oidcSignOn } from "./oidc.ts";

let postgres: TestServer;
let provider: TestProvider;
let db: TestDatabase;
let office: Staff;
let li: Holder;

beforeAll(async () => {
  [postgres, provider] = await Promise.all([testServer(), testProvider()]);
});
afterAll(() => Promise.all([postgres.stop(), provider.stop()]));
beforeEach(async () => {
  db = await postgres.fresh();
  office = await staff(db);
  li = await office.clerk("li.na", "李娜");
  await office.people.system.changePerson(office.as.system, li.person.id, { externalId: "510-0042" });
  provider.people.clear();
  provider.people.set("lina", { name: "李娜", employee_number: "510-0042" });
});
afterEach(async () => {
  expect(await office.leaks()).toEqual([]);
  expect(await db.trail.verify()).toMatchObject({ holds: true });
  await db.close();
});

const options = (change: Partial<OidcOptions> = {}): OidcOptions => ({
  issuer: provider.issuer,
  clientId: CLIENT.id,
  clientSecret: CLIENT.secret,
  redirectUri: REDIRECT,
  claim: "employee_number",
  ...change,
});

const actions = async (): Promise<readonly string[]> =>
  (await db.trail.history({ kind: "person", id: li.person.id }, { limit: 4 })).map((e) => e.action);

describe("a real provider", () => {
  const signOn = async (login: string, on: SignOn = oidcSignOn(options())): Promise<string> => {
    const { url, ticket } = await office.people.door.beginSignOn(on);
    const cameBackTo = await provider.browse(url, login);
    const answer = await office.people.door.finishSignOn(on, { ticket, cameBackTo, address: ADDRESS });
    office.secret(ticket, new URL(cameBackTo).searchParams.get("code") ?? ticket);
    if (answer.kind === "signed_in") office.secret(answer.token);
    return answer.kind === "signed_in" ? answer.token : answer.kind;
  };

  test("signs in whoever is entered here under the configured claim, and links the two", async () => {
    const token = await signOn("lina");
    expect(await office.people.session.whoIs(token)).toMatchObject({
      person: { id: li.person.id },
      session: { method: "sign_on" },
    });
    expect((await actions()).slice(0, 2)).toEqual(["sign_in", "sign_on.link"]);
    await signOn("lina");
    expect((await actions()).slice(0, 2)).toEqual(["sign_in", "sign_in"]);
  });

  test("asks with state, nonce and a challenge, each time others", async () => {
    const on = oidcSignOn(options());
    const asked = async (): Promise<URLSearchParams> =>
      new URL((await office.people.door.beginSignOn(on)).url).searchParams;
    const [one, two] = [await asked(), await asked()];
    expect(one.get("code_challenge_method")).toBe("S256");
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(one.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one.get(name)).not.toBe(two.get(name));
    }
  });

  test("makes nobody a user: who is not entered here is told so, and the chain too", async () => {
    provider.people.set("stranger", { employee_number: "999" });
    const before = (await office.people.reading.list()).length;
    expect(await signOn("stranger")).toBe("unknown");
    expect((await office.people.reading.list()).length).toBe(before);
    const events = await db.trail.history({ kind: "sign_on", id: provider.issuer }, { limit: 1 });
    expect(events).toMatchObject([{ action: "sign_in.failed", actor: "anonymous" }]);
  });

  test("somebody else there who was given the same number does not get in", async () => {
    await signOn("lina");
    provider.people.set("newcomer", { employee_number: "510-0042" });
    expect(await signOn("newcomer")).toBe("unknown");
    // system administration says that the number is another account's now
    await office.people.system.changePerson(office.as.system, li.person.id, { externalId: null });
    await office.people.system.changePerson(office.as.system, li.person.id, { externalId: "510-0042" });
    expect(await office.people.session.whoIs(await signOn("newcomer"))).not.toBeNull();
  });

  test("does not let administrators, the locked and the departed in", async () => {
    const { system, security } = office.people;
    const audit = office.administrators.audit.person.id;
    await system.changePerson(office.as.system, audit, { externalId: "510-0001" });
    provider.people.set("auditor", { employee_number: "510-0001" });
    expect(await signOn("auditor")).toBe("unknown");
    await security.lock(office.as.security, li.person.id, "x");
    expect(await signOn("lina")).toBe("unknown");
    await system.leave(office.as.system, li.person.id, "x");
    expect(await signOn("lina")).toBe("unknown");
  });

  test("an answer to another browser, or altered, or too late, or twice, is refused", async () => {
    const on = oidcSignOn(options());
    const { door } = office.people;
    const [mine, theirs] = [await door.beginSignOn(on), await door.beginSignOn(on)];
    const cameBackTo = await provider.browse(mine.url, "lina");
    const finish = (ticket: string, to: string): Promise<string> =>
      codeOf(door.finishSignOn(on, { ticket, cameBackTo: to, address: ADDRESS }));
    expect(await finish(theirs.ticket, cameBackTo)).toBe("LZ7142");
    expect(
      await finish(
        mine.ticket.replace(/.(?=.{40}$)/, (c) => (c === "A" ? "B" : "A")),
        cameBackTo,
      ),
    ).toBe("LZ7142");
    expect(await finish(mine.ticket, cameBackTo.replace(/state=[^&]+/, "state=x"))).toBe("LZ7142");
    expect(await finish(mine.ticket, `${REDIRECT}?error=access_denied`)).toBe("LZ7142");
    expect(await finish(mine.ticket, cameBackTo)).toBe("done");
    expect(await finish(mine.ticket, cameBackTo)).toBe("LZ7142");
    const slow = await door.beginSignOn(on);
    office.forward(10 * MINUTE);
    expect(await finish(slow.ticket, await provider.browse(slow.url, "lina"))).toBe("LZ7142");
  });

  test("an identity token that somebody altered on the way opens nothing", async () => {
    provider.alters("signature");
    expect(await codeOf(signOn("lina"))).toBe("LZ7142");
    provider.alters("nothing");
    office.secret(await signOn("lina"));
  });

  test("a code caught on the way is of no use without the verifier in the ticket", async () => {
    const on = oidcSignOn(options());
    const { url, ticket } = await office.people.door.beginSignOn(on);
    const caught = new URL(await provider.browse(url, "lina"));
    const thief = await office.people.door.beginSignOn(on);
    caught.searchParams.set("state", new URL(thief.url).searchParams.get("state") ?? "");
    const steal = office.people.door.finishSignOn(on, {
      ticket: thief.ticket,
      cameBackTo: caught.href,
      address: ADDRESS,
    });
    expect(await codeOf(steal)).toBe("LZ7142");
    office.secret(ticket);
  });

  test("a claim that is missing, or an address nobody verified, opens nothing", async () => {
    expect(await codeOf(signOn("lina", oidcSignOn(options({ claim: "badge" }))))).toBe("LZ7142");
    provider.people.set("mail", { email: "510-0042", email_verified: false });
    const byMail = oidcSignOn(options({ claim: "email", scope: "openid email" }));
    expect(await codeOf(signOn("mail", byMail))).toBe("LZ7142");
    provider.people.set("mail", { email: "510-0042", email_verified: true });
    expect(await signOn("mail", byMail)).not.toBe("unknown");
  });

  test("that is away, or not https elsewhere than here, is said in words; it is asked again later", async () => {
    const begin = (issuer: string): Promise<string> =>
      codeOf(office.people.door.beginSignOn(oidcSignOn(options({ issuer }))));
    expect(await begin("http://127.0.0.1:1")).toBe("LZ7141");
    expect(await begin("http://sign-on.invalid")).toBe("LZ7141");
    expect(await begin("not an address")).toBe("LZ7141");
  });

  test("that does not take our client secret is for whoever set it up; the secret is not in the message", async () => {
    const on = oidcSignOn(options({ clientSecret: "an old secret" }));
    const failed: unknown = await signOn("lina", on).catch((error: unknown) => error);
    expect(String(failed)).toContain("LZ7141");
    expect(String(failed)).not.toContain("an old secret");
  });
});

describe("a city in memory", () => {
  test("signs people on, keeps their to-dos, and has an address book", async () => {
    const city = memoryCity([{ externalId: "510-0042", name: "李娜", unit: "economy_bureau" }]);
    const { signOn, todoList, addressBook } = city;
    if (signOn === null || todoList === null || addressBook === null) throw new Error("it has all three");
    const { url, ticket } = await office.people.door.beginSignOn(signOn);
    office.secret(ticket);
    const finish = (): Promise<unknown> =>
      office.people.door.finishSignOn(signOn, { ticket, cameBackTo: url, address: ADDRESS });
    expect(await codeOf(finish())).toBe("LZ7142");
    city.next = memoryIdentity("510-0042");
    expect(await finish()).toMatchObject({ kind: "signed_in" });

    const person = { externalId: "510-0042", name: "李娜" };
    const todo = { id: "task-42", person, title: "5日内反馈", path: "/tasks/42", due: "2026-03-15" };
    await todoList.push(todo);
    await todoList.push({ ...todo, due: "2026-03-20" });
    expect([...city.todos.values()]).toMatchObject([{ due: "2026-03-20" }]);
    await todoList.withdraw("task-42");
    expect(city.todos.size).toBe(0);
    expect(await addressBook.entries()).toHaveLength(1);
  });

  test("or a city has none of it", () => {
    expect(Object.values(NO_CITY_SYSTEMS)).toEqual([null, null, null]);
  });
});
