/** The routes of signed lists. */
import {
  differenceQuery,
  differenceSchema,
  listActBody,
  listActSchema,
  listExportQuery,
  listsSchema,
  proposalsQuery,
  proposalsSchema,
  proposeBody,
  signedListQuery,
  signedListSchema,
} from "@lianzhang/contract";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { frameOf } from "../asked.ts";
import type { CaseDeskOf } from "../cases/routes.ts";
import type { Context } from "../context.ts";
import { seenBy } from "../door/figures.ts";
import type { WorkSide } from "../door/work-side.ts";
import { act, propose } from "./act.ts";
import { difference } from "./difference.ts";
import { exportList } from "./export.ts";
import { signedList } from "./list.ts";
import { signedLists } from "./place.ts";
import { proposals } from "./proposals.ts";
import { attached } from "../attached.ts";

const params = z.object({ membership: z.string().max(64) });

export function listRoutes(app: FastifyInstance, context: Context, side: WorkSide, deskOf: CaseDeskOf): void {
  const seen = seenBy(side, context);
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/lists", { schema: { response: { 200: listsSchema } } }, async (r) => {
    const { model } = await deskOf(r, "签署名录");
    return {
      lists: signedLists(model).map((id) => ({
        id,
        label: model.memberships.get(id)?.label ?? { zh: id, en: id },
      })),
    };
  });
  api.get(
    "/api/lists/:membership",
    { schema: { params, querystring: signedListQuery, response: { 200: signedListSchema } } },
    async (r) =>
      signedList(
        await seen(r),
        await deskOf(r, "查阅签署名录"),
        frameOf(context, {}),
        r.params.membership,
        r.query,
      ),
  );
  api.get(
    "/api/lists/:membership/proposals",
    { schema: { params, querystring: proposalsQuery, response: { 200: proposalsSchema } } },
    async (r) => {
      const frame = frameOf(context, r.query);
      return proposals(await seen(r), await deskOf(r, "名录建议"), frame, r.params.membership, r.query);
    },
  );
  api.get(
    "/api/lists/:membership/difference",
    { schema: { params, querystring: differenceQuery, response: { 200: differenceSchema } } },
    async (r) => {
      // what was done a moment ago is in it: it is not out of date before it is read
      await side.kept.refresh();
      return difference(
        await seen(r),
        await deskOf(r, "签署前测算"),
        frameOf(context, { period: r.query.period }),
        r.params.membership,
        {
          entries: r.query.entries.split(","),
          from: r.query.from,
        },
      );
    },
  );
  api.get(
    "/api/lists/:membership/export",
    { schema: { params, querystring: listExportQuery } },
    async (r, reply) => {
      const file = await exportList(await seen(r), await deskOf(r, "导出名录"), r.params.membership, r.query);
      return attached(reply, file);
    },
  );
  const response = { 200: listActSchema };
  api.post(
    "/api/lists/:membership/proposals",
    { schema: { params, body: proposeBody, response } },
    async (r) => propose(await deskOf(r, r.body.reason), r.params.membership, r.body),
  );
  api.post("/api/lists/:membership/act", { schema: { params, body: listActBody, response } }, async (r) =>
    act(
      await seen(r),
      (period) => frameOf(context, { period }),
      await deskOf(r, "名录办理"),
      r.params.membership,
      r.body,
    ),
  );
}
