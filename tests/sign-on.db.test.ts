/** The city's sign-on over HTTP, with a real OpenID provider: from the button to the page of somebody signed in. */
import { doorSchema } from "@lianzhang/contract";
import { noServerFor, oidcSignOn, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestProvider } from "../packages/work/src/testing/provider.ts";
import { CLIENT, testProvider } from "../packages/work/src/testing/provider.ts";
import type { DoorCity } from "./support/door-city.ts";
import { doorCity, OWN, post } from "./support/door-city.ts";

const without = noServerFor(PLATFORM) !== null;
const REDIRECT = "http://city.example/api/sign-on/back";
const { host } = OWN;

let provider: TestProvider;
let city: DoorCity;
let app: DoorCity["app"];
let li: string;

beforeAll(async () => {
  if (without) return;
  provider = await testProvider(REDIRECT);
  city = await doorCity();
  const { issuer } = provider;
  const { id: clientId, secret: clientSecret } = CLIENT;
  const signOn = oidcSignOn({
    issuer,
    clientId,
    clientSecret,
    redirectUri: REDIRECT,
    claim: "employee_number",
  });
  app = await city.another({}, { signOn });
  li = (await city.person("李娜", post("analyst"))).id;
  const [system] = (await city.side.people.reading.list()).filter((p) => p.duty === "system");
  const acting = { user: system?.id ?? "", onBehalfOf: null, unit: null, purpose: "test" };
  await city.side.people.system.changePerson(acting, li, { externalId: "510-0042" });
  if (system !== undefined)
    await city.side.people.system.changePerson(acting, system.id, { externalId: "510-0001" });
}, 120_000);
afterAll(() => (without ? undefined : Promise.all([city.close(), provider.stop()])));
beforeEach(() => {
  if (without) return;
  provider.people.clear();
  provider.people.set("lina", { name: "李娜", employee_number: "510-0042" });
  provider.alters("nothing");
});

const get = (url: string, cookie = "") =>
  app.inject({ url, headers: { host, ...(cookie === "" ? {} : { cookie }) } });
const cookieOf = (answer: Awaited<ReturnType<typeof get>>): string =>
  String(answer.headers["set-cookie"] ?? "").split(";")[0] ?? "";
const where = (answer: Awaited<ReturnType<typeof get>>): string => String(answer.headers.location);

/** Presses the button and signs on over there: the ticket this browser has, and the address it is sent back to. */
async function away(login: string): Promise<{ readonly ticket: string; readonly back: string }> {
  const button = await get("/api/sign-on");
  expect(button.statusCode).toBe(302);
  // of the sign-on only the ticket is in the browser: not for scripts, for ten minutes, sent when it comes back
  expect(String(button.headers["set-cookie"])).toMatch(
    /^lianzhang_ticket=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/u,
  );
  const back = new URL(await provider.browse(where(button), login));
  return { ticket: cookieOf(button), back: `${back.pathname}${back.search}` };
}

const nobody = async (answer: Awaited<ReturnType<typeof get>>): Promise<boolean> =>
  doorSchema.parse((await get("/api/door", cookieOf(answer))).json()).who === null;

describe.skipIf(without)("the city's sign-on", () => {
  test("the button leads there, back, and to the page as the person who was entered here", async () => {
    expect(doorSchema.parse((await get("/api/door")).json()).signOn).toBe(true);
    const { ticket, back } = await away("lina");
    const answer = await get(back, ticket);
    expect([answer.statusCode, where(answer)]).toEqual([302, "/"]);
    const door = doorSchema.parse((await get("/api/door", cookieOf(answer))).json());
    expect(door.who).toMatchObject({ id: li, name: "演示·李娜", method: "sign_on" });
    expect((await get("/api/registers", cookieOf(answer))).statusCode).toBe(200);
    expect((await city.told("sign_in"))[0]).toMatchObject({ actor: li, after: { method: "sign_on" } });
    // a second time the link is there already; the session this browser had ends
    const again = await away("lina");
    const second = await get(again.back, `${again.ticket}; ${cookieOf(answer)}`);
    expect(where(second)).toBe("/");
    expect((await get("/api/registers", cookieOf(answer))).statusCode).toBe(401);
    expect(await city.told("sign_on.link")).toHaveLength(1);
  });

  test("who comes back in another browser, or twice, or with another state, is not signed in", async () => {
    const { ticket, back } = await away("lina");
    const other = await get(back);
    expect(where(other)).toBe("/sign-in?view=sign-on-refused");
    const altered = await get(back.replace(/state=[^&]+/u, "state=another"), ticket);
    expect(where(altered)).toBe("/sign-in?view=sign-on-refused");
    const forged = await get(back, "lianzhang_ticket=v1.made-up");
    expect(where(forged)).toBe("/sign-in?view=sign-on-refused");
    for (const answer of [other, altered, forged]) expect(await nobody(answer)).toBe(true);
    expect(where(await get(back, ticket))).toBe("/");
    // the provider gives its code once
    const twice = await get(back, ticket);
    expect([where(twice), await nobody(twice)]).toEqual(["/sign-in?view=sign-on-refused", true]);
  });

  test("an identity whose signature was altered on the way is refused", async () => {
    provider.alters("signature");
    const { ticket, back } = await away("lina");
    const answer = await get(back, ticket);
    expect([where(answer), await nobody(answer)]).toEqual(["/sign-in?view=sign-on-refused", true]);
  });

  test("whom nobody entered here, and an administrator, come back to the sign-in, and the chain says so", async () => {
    provider.people.set("stranger", { name: "路人", employee_number: "999-9999" });
    provider.people.set("wang", { name: "王敏", employee_number: "510-0001" });
    for (const login of ["stranger", "wang"]) {
      const { ticket, back } = await away(login);
      const answer = await get(back, ticket);
      expect([where(answer), await nobody(answer)]).toEqual(["/sign-in?view=unknown", true]);
    }
    const said = (await city.told("sign_in.failed")).slice(0, 2).map((e) => e.after);
    expect(said).toMatchObject([
      { reason: "not_entered", external_id: "510-0001" },
      { reason: "not_entered", external_id: "999-9999" },
    ]);
  });

  test("while the provider is away the button leads back to the sign-in, and other ways in stay open", async () => {
    const signOn = oidcSignOn({
      issuer: "http://127.0.0.1:1",
      clientId: CLIENT.id,
      clientSecret: null,
      redirectUri: REDIRECT,
      claim: "sub",
    });
    const alone = await city.another({}, { signOn });
    const button = await alone.inject({ url: "/api/sign-on", headers: { host } });
    expect([button.statusCode, button.headers.location]).toEqual([302, "/sign-in?view=sign-on-refused"]);
    expect(button.headers["set-cookie"]).toBeUndefined();
    expect((await alone.inject({ url: "/api/door" })).statusCode).toBe(200);
  });
});
