/** Routes of the ladder of cultivation; each answers as far as the one who asks sees. */
import {
  frameQuery,
  ladderFirmSchema,
  ladderFirmsQuery,
  ladderFirmsSchema,
  ladderSchema,
} from "@lianzhang/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { frameOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { ladderFirm, ladderFirms } from "./firms.ts";
import { ladderSummary } from "./summary.ts";

const ofFirm = z.object({ code: z.string().max(64) });

export function ladderRoutes(
  app: FastifyInstance,
  context: Context,
  seen: (request: FastifyRequest) => Context,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/ladder", { schema: { querystring: frameQuery, response: { 200: ladderSchema } } }, (r) =>
    ladderSummary(seen(r), frameOf(context, r.query)),
  );
  api.get(
    "/api/ladder/firms",
    { schema: { querystring: ladderFirmsQuery, response: { 200: ladderFirmsSchema } } },
    (r) => ladderFirms(seen(r), frameOf(context, r.query), r.query, r.query.page, r.query.size),
  );
  api.get(
    "/api/ladder/firms/:code",
    { schema: { params: ofFirm, querystring: frameQuery, response: { 200: ladderFirmSchema } } },
    (r) => ladderFirm(seen(r), frameOf(context, r.query), r.params.code),
  );
}
