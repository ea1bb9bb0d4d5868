/** Routes of energy and carbon: accounts as far as figures are seen, projects as far as their register is read. */
import {
  energyFirmsQuery,
  energyFirmsSchema,
  energyProjectsSchema,
  energySchema,
  frameQuery,
} from "@lianzhang/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { frameOf } from "../asked.ts";
import type { CaseDeskOf } from "../cases/routes.ts";
import type { Context } from "../context.ts";
import { energyAccounts } from "./accounts.ts";
import { energyFirms } from "./firms.ts";
import { energyProjects } from "./projects.ts";

export function energyRoutes(
  app: FastifyInstance,
  context: Context,
  seen: (request: FastifyRequest) => Context,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/energy", { schema: { querystring: frameQuery, response: { 200: energySchema } } }, (r) =>
    energyAccounts(seen(r), frameOf(context, r.query)),
  );
  api.get(
    "/api/energy/firms",
    { schema: { querystring: energyFirmsQuery, response: { 200: energyFirmsSchema } } },
    (r) => energyFirms(seen(r), frameOf(context, r.query), r.query, r.query.page, r.query.size),
  );
}

export function energyProjectRoutes(app: FastifyInstance, context: Context, deskOf: CaseDeskOf): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      "/api/energy/projects",
      { schema: { querystring: frameQuery, response: { 200: energyProjectsSchema } } },
      async (r) => energyProjects(context, await deskOf(r, "准入预评"), frameOf(context, r.query)),
    );
}
