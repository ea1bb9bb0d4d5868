/** Answers to questions about figures, kept as they were sent: the same question of the same sight is written once. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "./context.ts";

/**
 * Routes whose answer rests on the facts and on the sight alone. Not among them: pages of one firm, whose every reading
 * is told, and whatever rests on who asks.
 */
const KEPT: ReadonlySet<string> = new Set([
  "/api/overview",
  "/api/decision",
  "/api/indicators",
  "/api/indicators/:id",
  "/api/indicators/:id/subjects",
  "/api/enterprises",
  "/api/evaluation",
  "/api/evaluation/:id/firms",
  "/api/energy",
  "/api/energy/firms",
  "/api/ladder",
  "/api/ladder/firms",
  "/api/chains",
  "/api/chains/:id",
  "/api/bridge",
]);

const JSON_TYPE = "application/json; charset=utf-8";

/** Comes after the hook that says who sees what. */
export function keepAnswers(app: FastifyInstance, seen: (request: FastifyRequest) => Context): void {
  // what the facts were when it was asked, not when it was answered
  const asked = new WeakMap<FastifyRequest, { readonly context: Context; readonly key: string }>();
  app.addHook("preHandler", async (request, reply) => {
    if (request.method !== "GET" || !KEPT.has(request.routeOptions.url ?? "")) return;
    const context = seen(request);
    const key = context.answerKey(request.url);
    const text = context.answers.get(key);
    if (text !== undefined) return reply.type(JSON_TYPE).send(text);
    asked.set(request, { context, key });
    return undefined;
  });
  app.addHook("onSend", async (request, reply, payload) => {
    const question = asked.get(request);
    if (question !== undefined && reply.statusCode === 200 && typeof payload === "string")
      question.context.answers.set(question.key, payload);
    return payload;
  });
}
