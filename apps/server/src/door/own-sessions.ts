/** 我的账户: where one is signed in, and ending one of those sessions. */
import { doneSchema, endSessionBody, ownSessionsSchema } from "@lianzhang/contract";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { personOf } from "./identity.ts";
import type { WorkSide } from "./work-side.ts";

export function ownSessionRoutes(app: FastifyInstance, side: WorkSide): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { session } = side.people;
  api.get("/api/own-sessions", { schema: { response: { 200: ownSessionsSchema } } }, async (r) => {
    const { token } = await personOf(side, r);
    return { sessions: await session.ownSessions(token) };
  });
  api.post(
    "/api/own-sessions/end",
    { schema: { body: endSessionBody, response: { 200: doneSchema } } },
    async (r) => {
      const { token } = await personOf(side, r);
      await session.endOwnSession(token, r.body.session);
      return { done: true } as const;
    },
  );
}
