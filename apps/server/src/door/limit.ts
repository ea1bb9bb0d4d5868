/**
 * How many lists, exports and figures somebody may ask for in a minute: by person when signed in, so that a whole
 * bureau behind one proxy does not share one share; by address when not. Ordinary use never meets it.
 */
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiProblem } from "../errors.ts";
import { clientAddress } from "./client-address.ts";
import { identityOf } from "./identity.ts";
import type { WorkSide } from "./work-side.ts";

/** Of one person, a minute: twenty a second. */
export const REQUESTS_A_MINUTE = 1200;

/** Visitors behind one address share what so many persons have. */
const VISITORS = 20;

/** What every page asks by itself, and the way in. */
const FREE: ReadonlySet<string> = new Set(["/api/door", "/api/session", "/api/sign-on", "/api/sign-on/back"]);

/** Questions that are asked with a body, and bodies that take long to read. */
const ASKED: ReadonlySet<string> = new Set([
  "/api/compare",
  "/api/returns/:id/files",
  "/api/documents",
  "/api/documents/:id/refresh",
]);

function isLimited({ method, routeOptions }: FastifyRequest): boolean {
  const { url } = routeOptions;
  if (url === undefined || !url.startsWith("/api/") || FREE.has(url)) return false;
  return method === "GET" || method === "HEAD" || ASKED.has(url);
}

const personIn = async (side: WorkSide | null, request: FastifyRequest): Promise<string | null> => {
  if (side === null) return null;
  const identity = await identityOf(side, request);
  return identity.kind === "person" ? identity.viewer.person : null;
};

const tooMany = (seconds: number): ApiProblem =>
  new ApiProblem(
    429,
    "LZ6124",
    {
      zh: `一分钟内的查询过多,请 ${seconds} 秒后再试`,
      en: `too many questions in a minute; try again in ${seconds} seconds`,
    },
    {
      zh: "没有改动任何数据;稍候重试。要整批数据的请用导出,程序对接的请放慢间隔",
      en: "no data was changed; wait and try again. For many rows use the export; a program asks more slowly",
    },
  );

const SILENT = { "x-ratelimit-limit": false, "x-ratelimit-remaining": false, "x-ratelimit-reset": false };

/** Counts questions before they are answered; more than `most` a minute are answered 429 with Retry-After. */
export async function limitQuestions(
  app: FastifyInstance,
  side: WorkSide | null,
  most: number,
): Promise<void> {
  const persons = new WeakMap<FastifyRequest, string | null>();
  await app.register(rateLimit, {
    global: false,
    timeWindow: 60_000,
    keyGenerator: async (request) => {
      const person = await personIn(side, request);
      persons.set(request, person);
      return person === null ? `address ${clientAddress(request)}` : `person ${person}`;
    },
    max: (request) => (typeof persons.get(request) === "string" ? most : most * VISITORS),
    errorResponseBuilder: (_request, { ttl }) => tooMany(Math.max(1, Math.ceil(ttl / 1000))),
    addHeaders: { ...SILENT, "retry-after": true },
    addHeadersOnExceeding: SILENT,
  });
  // one count over all questions: as an option of routes it would be one for each
  const count = app.rateLimit();
  app.addHook("onRequest", async (request, reply) => {
    if (isLimited(request)) await count.call(app, request, reply);
  });
}
