/** Routes of 政策兑现; each answers as far as the one who asks sees firms, and the ledger. */
import {
  claimCasesBody,
  claimCasesSchema,
  claimsQuery,
  claimsSchema,
  firmIncentivesSchema,
  frameQuery,
  incentivesSchema,
} from "@lianzhang/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Frame } from "../asked.ts";
import { frameOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { deskFor, deskOfPerson } from "../door/desk-of.ts";
import { notSignedIn } from "../door/identity.ts";
import type { WorkSide } from "../door/work-side.ts";
import type { Asking } from "./answer.ts";
import { incentives } from "./answer.ts";
import { claims } from "./claim-list.ts";
import { yearFor, yearText } from "./claims.ts";
import { firmIncentives } from "./firm.ts";
import { CLAIM, ledgerOf } from "./ledger.ts";
import { makeCases } from "./make-cases.ts";

const ofFirm = z.object({ code: z.string().max(64) });
const PURPOSE = "政策兑现";

/** What of the ledger the one who asks sees, and may do. */
export async function askingOf(
  side: WorkSide | null,
  request: FastifyRequest,
  context: Context,
  frame: Frame,
): Promise<Asking> {
  const desk = await deskOfPerson(side, request, PURPOSE);
  const register = desk?.model.procedures.get(CLAIM)?.of;
  return {
    ledger: await ledgerOf(desk, yearText(yearFor(context, frame))),
    mayMake: register !== undefined && desk?.may(register)?.open === true,
    firms: side === null || desk !== null,
  };
}

export function incentiveRoutes(
  app: FastifyInstance,
  context: Context,
  seen: (request: FastifyRequest) => Context,
  side: WorkSide | null,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    "/api/incentives",
    { schema: { querystring: frameQuery, response: { 200: incentivesSchema } } },
    async (r) => {
      const frame = frameOf(context, r.query);
      return incentives(seen(r), frame, await askingOf(side, r, context, frame));
    },
  );
  api.get(
    "/api/incentives/claims",
    { schema: { querystring: claimsQuery, response: { 200: claimsSchema } } },
    async (r) => {
      const frame = frameOf(context, r.query);
      return claims(seen(r), frame, r.query, r.query, await askingOf(side, r, context, frame));
    },
  );
  api.get(
    "/api/incentives/firms/:code",
    { schema: { params: ofFirm, querystring: frameQuery, response: { 200: firmIncentivesSchema } } },
    async (r) => {
      const frame = frameOf(context, r.query);
      return firmIncentives(seen(r), frame, r.params.code, await askingOf(side, r, context, frame));
    },
  );
  api.post(
    "/api/incentives/cases",
    { schema: { body: claimCasesBody, response: { 200: claimCasesSchema } } },
    async (r) => {
      if (side === null) throw notSignedIn();
      const frame = yearFor(context, frameOf(context, { period: r.body.period }));
      return makeCases(seen(r), await deskFor(side)(r, r.body.reason), frame, r.body.reason);
    },
  );
}
