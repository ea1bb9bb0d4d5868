/** The routes of the board of chains. */
import {
  askBody,
  boardReasonBody,
  chainBoardSchema,
  chainBoardsSchema,
  frameQuery,
  outcomeSchema,
} from "@lianzhang/contract";
import { may } from "@lianzhang/work";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { frameOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { seenBy } from "../door/figures.ts";
import { deskFor } from "../door/desk-of.ts";
import { notAllowed } from "../door/identity.ts";
import type { WorkSide } from "../door/work-side.ts";
import type { BoardDesk } from "./board.ts";
import { addAsk, addReason, chainBoard, chainBoards } from "./board.ts";

const params = z.object({ chain: z.string().max(64) });

export function boardRoutes(app: FastifyInstance, context: Context, side: WorkSide): void {
  const seen = seenBy(side, context);
  const api = app.withTypeProvider<ZodTypeProvider>();
  const deskOf = async (request: FastifyRequest): Promise<BoardDesk> => {
    const desk = await deskFor(side)(request, "链长工作");
    const { policy } = side.model;
    if (!may(policy, desk.viewer, "figures.all") && !may(policy, desk.viewer, "figures.scope"))
      throw notAllowed({ zh: "查看链长工作页", en: "look at the board of chains" });
    return { ...desk, profiles: () => side.people.reading.profiles() };
  };
  api.get(
    "/api/chain-board",
    { schema: { querystring: frameQuery, response: { 200: chainBoardsSchema } } },
    async (r) => chainBoards(await seen(r), await deskOf(r), frameOf(context, r.query)),
  );
  api.get(
    "/api/chain-board/:chain",
    { schema: { params, querystring: frameQuery, response: { 200: chainBoardSchema } } },
    async (r) => chainBoard(await seen(r), await deskOf(r), frameOf(context, r.query), r.params.chain),
  );
  const response = { 200: outcomeSchema };
  api.post("/api/chain-board/:chain/asks", { schema: { params, body: askBody, response } }, async (r) =>
    addAsk(await seen(r), await deskOf(r), r.params.chain, r.body.text),
  );
  api.post(
    "/api/chain-board/:chain/reasons",
    { schema: { params, body: boardReasonBody, response } },
    async (r) => addReason(await seen(r), await deskOf(r), r.params.chain, r.body),
  );
}
