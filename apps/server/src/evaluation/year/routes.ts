/** Routes of an evaluation's year; each answers as far as the one who asks sees firms, and the ledger. */
import { evaluationYearSchema, frameQuery, yearCasesBody, yearCasesSchema } from "@lianzhang/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { frameOf } from "../../asked.ts";
import type { CaseDesk } from "../../cases/desk.ts";
import type { Context } from "../../context.ts";
import { deskFor } from "../../door/desk-of.ts";
import { notAllowed, notSignedIn } from "../../door/identity.ts";
import type { WorkSide } from "../../door/work-side.ts";
import { evaluationYear, yearOf } from "./answer.ts";
import { yearBook } from "./book.ts";
import { registerOfYear } from "./ledger.ts";
import { makeYear } from "./make-cases.ts";
import { attached } from "../../attached.ts";

const params = z.object({ id: z.string().max(100) });
const PURPOSE = "评价年度办理";

export function yearRoutes(
  app: FastifyInstance,
  context: Context,
  seen: (request: FastifyRequest) => Context,
  side: WorkSide | null,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const deskOf = (request: FastifyRequest, purpose: string): Promise<CaseDesk> => {
    if (side === null) throw notSignedIn();
    return deskFor(side)(request, purpose);
  };
  api.get(
    "/api/evaluation/:id/year",
    { schema: { params, querystring: frameQuery, response: { 200: evaluationYearSchema } } },
    async (r) => evaluationYear(seen(r), await deskOf(r, PURPOSE), frameOf(context, r.query), r.params.id),
  );
  api.post(
    "/api/evaluation/:id/year/cases",
    { schema: { params, body: yearCasesBody, response: { 200: yearCasesSchema } } },
    async (r) => {
      const frame = frameOf(context, { period: r.body.period });
      return makeYear(seen(r), await deskOf(r, r.body.reason), frame, r.params.id, r.body);
    },
  );
  api.get(
    "/api/evaluation/:id/year/table",
    { schema: { params, querystring: frameQuery } },
    async (r, reply) => {
      const own = seen(r);
      const desk = await deskOf(r, `${PURPOSE}导出`);
      const register = registerOfYear(own, r.params.id) ?? "";
      if (desk.may(register)?.export !== true)
        throw notAllowed({ zh: "导出评价办理台账", en: "take the ledger of the evaluation out" });
      const file = await yearBook(own, await yearOf(own, desk, frameOf(context, r.query), r.params.id));
      return attached(reply, file);
    },
  );
}
