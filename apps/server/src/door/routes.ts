/** The door: signing in and out, one-time links, the own password. */
import {
  demoSignInBody,
  doneSchema,
  doorSchema,
  finishLinkBody,
  finishLinkSchema,
  linkBody,
  linkSchema,
  passwordBody,
  signInBody,
  signInSchema,
} from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import { WorkError } from "@lianzhang/work";
import type { People } from "@lianzhang/work";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { renderSVG } from "uqr";
import { clientAddress } from "./client-address.ts";
import { browserWord } from "./browser-word.ts";
import { cookieIn, cookieText } from "./cookies.ts";
import { describeDoor, openDoor } from "./describe.ts";
import { isSecure } from "./guard.ts";
import { identityOf, personOf } from "./identity.ts";
import { ownSessionRoutes } from "./own-sessions.ts";
import type { WorkSide } from "./work-side.ts";

const DONE = { done: true } as const;

const had = (request: FastifyRequest): string | null =>
  cookieIn(request.headers.cookie, "session", isSecure(request));

function give(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const options = { secure: isSecure(request), sameSite: "Strict", maxAge: null } as const;
  reply.header("set-cookie", cookieText("session", token, options));
}

/** A session begins in this browser; the one it had before ends. */
async function begin(
  { session }: People,
  request: FastifyRequest,
  reply: FastifyReply,
  { token }: { readonly token: string },
): Promise<void> {
  const before = had(request);
  if (before !== null)
    await session.signOut(before).catch((error: unknown) => {
      // it had ended by itself
      if (!(error instanceof WorkError && error.code === "LZ7131")) throw error;
    });
  give(request, reply, token);
}

function end(request: FastifyRequest, reply: FastifyReply): void {
  const options = { secure: isSecure(request), sameSite: "Strict", maxAge: 0 } as const;
  reply.header("set-cookie", cookieText("session", "", options));
}

/** Of a product without the people's half: it says so. */
export function withoutDoor(app: FastifyInstance, model: Model): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/door", { schema: { response: { 200: doorSchema } } }, () => openDoor(model));
}

export function doorRoutes(app: FastifyInstance, side: WorkSide): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { people } = side;
  api.get("/api/door", { schema: { response: { 200: doorSchema } } }, async (r) =>
    describeDoor(side, await identityOf(side, r)),
  );
  api.post(
    "/api/sign-in",
    { schema: { body: signInBody, response: { 200: signInSchema } } },
    async (r, reply) => {
      const { name, password, code } = r.body;
      const from = { address: clientAddress(r), browser: browserWord(r.headers["user-agent"]) };
      const answer = await people.door.signIn({ signInName: name, password, code, ...from });
      if (answer.kind !== "signed_in") return answer;
      await begin(people, r, reply, answer);
      return { kind: "signed_in" } as const;
    },
  );
  api.post(
    "/api/demo-sign-in",
    { schema: { body: demoSignInBody, response: { 200: doneSchema } } },
    async (r, reply) => {
      await begin(
        people,
        r,
        reply,
        await people.door.enterAsDemo(r.body.person, clientAddress(r), browserWord(r.headers["user-agent"])),
      );
      return DONE;
    },
  );
  api.post("/api/sign-out", { schema: { response: { 200: doneSchema } } }, async (r, reply) => {
    const { token } = await personOf(side, r);
    await people.session.signOut(token);
    end(r, reply);
    return DONE;
  });
  api.post("/api/sign-out-everywhere", { schema: { response: { 200: doneSchema } } }, async (r, reply) => {
    const { token } = await personOf(side, r);
    await people.session.signOutEverywhere(token);
    end(r, reply);
    return DONE;
  });
  api.post(
    "/api/password",
    { schema: { body: passwordBody, response: { 200: doneSchema } } },
    async (r, reply) => {
      const { token } = await personOf(side, r);
      await people.session.changePassword(token, { ...r.body, address: clientAddress(r) });
      give(r, reply, await people.session.renew(token));
      return DONE;
    },
  );
  ownSessionRoutes(app, side);
  linkRoutes(app, side);
  if (side.signOn !== null) signOnRoutes(app, side, side.signOn);
}

/** A token goes in the body, so that no log of addresses has it. */
function linkRoutes(app: FastifyInstance, { people }: WorkSide): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post("/api/link", { schema: { body: linkBody, response: { 200: linkSchema } } }, async (r) => {
    const { kind, name, signInName, secretUri } = await people.door.readLink(r.body.token);
    const qr = secretUri === null ? null : renderSVG(secretUri, { border: 2 });
    return { kind, name, signInName, uri: secretUri, qr };
  });
  api.post(
    "/api/link/finish",
    { schema: { body: finishLinkBody, response: { 200: finishLinkSchema } } },
    async (r) => {
      const { token, password, code } = r.body;
      return {
        recoveryCodes: await people.door.finishLink(token, { password, code, address: clientAddress(r) }),
      };
    },
  );
}

/** How long a sign-on may be under way, seconds. */
const TICKET = 600;

/** Null for a sign-on that did not succeed: whoever comes back sees a page, not an error of the API. */
function refusedSignOn(error: unknown): null {
  if (error instanceof WorkError && error.code.startsWith("LZ714")) return null;
  throw error;
}

function signOnRoutes(
  app: FastifyInstance,
  { people }: WorkSide,
  signOn: NonNullable<WorkSide["signOn"]>,
): void {
  app.get("/api/sign-on", async (r, reply) => {
    const begun = await people.door.beginSignOn(signOn).catch(refusedSignOn);
    if (begun === null) return reply.redirect("/sign-in?view=sign-on-refused");
    const { url, ticket } = begun;
    const options = { secure: isSecure(r), sameSite: "Lax", maxAge: TICKET } as const;
    return reply.header("set-cookie", cookieText("ticket", ticket, options)).redirect(url);
  });
  app.get("/api/sign-on/back", async (r, reply) => {
    const ticket = cookieIn(r.headers.cookie, "ticket", isSecure(r));
    if (ticket === null) return reply.redirect("/sign-in?view=sign-on-refused");
    const cameBackTo = `${r.protocol}://${r.host}${r.url}`;
    const answer = await people.door
      .finishSignOn(signOn, {
        ticket,
        cameBackTo,
        address: clientAddress(r),
        browser: browserWord(r.headers["user-agent"]),
      })
      .catch(refusedSignOn);
    if (answer === null) return reply.redirect("/sign-in?view=sign-on-refused");
    if (answer.kind === "unknown") return reply.redirect("/sign-in?view=unknown");
    await begin(people, r, reply, answer);
    return reply.redirect("/");
  });
}
