/** A real OpenID provider on this machine, and a browser that signs on there. */
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { Configuration } from "oidc-provider";
import { Provider } from "oidc-provider";

export const REDIRECT = "https://lianzhang.invalid/sign-on/return";
export const CLIENT = { id: "lianzhang", secret: "a secret of the client, long enough for HS256" } as const;

export interface TestProvider {
  readonly issuer: string;
  /** Claims of a person by the name signed on with; `sub` is that name unless given. */
  readonly people: Map<string, Readonly<Record<string, unknown>>>;
  /** Goes where it is sent, signs on as `login`, and gives the address it is sent back to. */
  browse(url: string, login: string): Promise<string>;
  /** What somebody on the way does to identity tokens from now on. */
  alters(what: "signature" | "nothing"): void;
  stop(): Promise<void>;
}

/** The token with another signature. */
const forged = (token: string): string => {
  const at = token.lastIndexOf(".") + 10;
  return `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
};

const configuration = (people: TestProvider["people"], redirect: string): Configuration => ({
  clients: [
    {
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      redirect_uris: [redirect],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: { openid: ["sub"], profile: ["name", "employee_number"], email: ["email", "email_verified"] },
  ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
  pkce: { required: () => true },
  cookies: { keys: [randomBytes(16).toString("hex")] },
  findAccount: (_, login) => ({
    accountId: login,
    claims: () => Promise.resolve({ ...people.get(login), sub: login }),
  }),
  // no page that asks for consent: it is the city's own product
  async loadExistingGrant(ctx) {
    const { client, session } = ctx.oidc;
    if (client === undefined || session?.accountId === undefined) return undefined;
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});

const listening = (server: Server): Promise<number> =>
  new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      done(typeof address === "object" && address !== null ? address.port : 0);
    });
  });

/** Cookies by name; paths do not matter here. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async ask(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const how = form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) };
    const response = await fetch(url, { ...how, headers: { cookie }, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }
}

async function browse(start: string, login: string, redirect: string): Promise<string> {
  const browser = new Browser();
  let url = start;
  for (let steps = 0; steps < 12; steps++) {
    const page = await browser.ask(url);
    const answered =
      page.status === 200 ? await browser.ask(url, { prompt: "login", login, password: "any" }) : page;
    const next = answered.headers.get("location");
    if (next === null) throw new Error(`${url}: ${answered.status} ${await answered.text()}`);
    url = new URL(next, url).href;
    if (url.startsWith(redirect)) return url;
  }
  throw new Error("the provider never sent the browser back");
}

/** Starts a provider that sends browsers back to `redirect`. */
export async function testProvider(redirect: string = REDIRECT): Promise<TestProvider> {
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listening(server)}`;
  const people: TestProvider["people"] = new Map();
  const provider = new Provider(issuer, configuration(people, redirect));
  let altered: "signature" | "nothing" = "nothing";
  provider.use(async (ctx, next) => {
    await next();
    const body: unknown = ctx.body;
    if (altered === "nothing" || typeof body !== "object" || body === null || !("id_token" in body)) return;
    ctx.body = { ...body, id_token: forged(String(body.id_token)) };
  });
  const answer = provider.callback();
  server.on("request", (request, response) => void answer(request, response));
  const stop = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  const alters = (what: typeof altered): void => {
    altered = what;
  };
  const goes: TestProvider["browse"] = (url, login) => browse(url, login, redirect);
  return { issuer, people, browse: goes, alters, stop };
}
