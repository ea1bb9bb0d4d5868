/** Routes of evaluations; each answers as far as the one who asks sees. */
import {
  adjustBody,
  adjustSchema,
  gradedFirmsQuery,
  gradedFirmsSchema,
  gradingAnswerSchema,
  gradingQuery,
  frameQuery,
  scorecardAnswerSchema,
} from "@lianzhang/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { frameOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { deskOfPerson } from "../door/desk-of.ts";
import type { WorkSide } from "../door/work-side.ts";
import { adjusted } from "./adjust.ts";
import { scorecard } from "./card.ts";
import { gradedFirms } from "./firms.ts";
import { summary } from "./summary.ts";
import { reviewOf } from "./year/of-firm.ts";

const ofOne = z.object({ id: z.string().max(100) });
const ofFirm = ofOne.extend({ code: z.string().max(64) });

export function evaluationRoutes(
  app: FastifyInstance,
  context: Context,
  seen: (request: FastifyRequest) => Context,
  side: WorkSide | null,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    "/api/evaluation",
    { schema: { querystring: gradingQuery, response: { 200: gradingAnswerSchema } } },
    (r) => summary(seen(r), frameOf(context, r.query), r.query.id),
  );
  api.get(
    "/api/evaluation/:id/firms",
    { schema: { params: ofOne, querystring: gradedFirmsQuery, response: { 200: gradedFirmsSchema } } },
    (r) => gradedFirms(seen(r), frameOf(context, r.query), r.params.id, r.query, r.query.page, r.query.size),
  );
  api.get(
    "/api/evaluation/:id/firms/:code",
    { schema: { params: ofFirm, querystring: frameQuery, response: { 200: scorecardAnswerSchema } } },
    async (r) => {
      const { id, code } = r.params;
      const card = await scorecard(seen(r), frameOf(context, r.query), id, code);
      const desk = await deskOfPerson(side, r, "评价年度办理");
      return { ...card, review: await reviewOf(context, desk, id, { year: card.asOf.period, firm: code }) };
    },
  );
  api.post(
    "/api/evaluation/:id/adjust",
    { schema: { params: ofOne, body: adjustBody, response: { 200: adjustSchema } } },
    (r) => adjusted(seen(r), frameOf(context, r.body), r.params.id, r.body),
  );
}
