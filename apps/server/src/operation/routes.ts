/** The routes of the operation of a month, and of requests for data. */
import {
  afterSchema,
  askableSchema,
  askBodyOfFigure,
  callBody,
  caseOutcomeSchema,
  closeMonthBody,
  differenceBody,
  estimateQuery,
  estimateTraceSchema,
  figureAddressQuery,
  itemBody,
  itemTasksBody,
  meetingSchema,
  operationCalendarSchema,
  operationQuery,
  operationSchema,
  outcomeSchema,
  taskReportSchema,
} from "@lianzhang/contract";
import { formatMonth } from "@lianzhang/kernel";
import { may } from "@lianzhang/work";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { openCase } from "../cases/act.ts";
import type { Context } from "../context.ts";
import { deskFor } from "../door/desk-of.ts";
import { seenBy } from "../door/figures.ts";
import { notAllowed } from "../door/identity.ts";
import type { WorkSide } from "../door/work-side.ts";
import { addReason, after } from "./after.ts";
import { ask, askable } from "./asks.ts";
import { calendar } from "./calendar.ts";
import { closeMonth } from "./close.ts";
import type { OperationDesk } from "./desk.ts";
import { monthAsked } from "./desk.ts";
import type { EstimateOf } from "./estimate.ts";
import { estimateOut, operation } from "./head.ts";
import { addItem, makeTasks } from "./items.ts";
import { addCall, meeting } from "./meeting.ts";
import { MONTH } from "./names.ts";

const params = z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) });

export function operationRoutes(
  app: FastifyInstance,
  context: Context,
  side: WorkSide,
  estimateOf: EstimateOf | null,
): void {
  const seen = seenBy(side, context);
  const deskOf = async (request: FastifyRequest): Promise<OperationDesk> => {
    const desk = await deskFor(side)(request, "运行调度");
    const { policy } = side.model;
    if (!may(policy, desk.viewer, "figures.all") && !may(policy, desk.viewer, "figures.scope"))
      throw notAllowed({ zh: "查看运行调度", en: "look at the operation of the month" });
    return { ...desk, program: { registers: side.registers, cases: side.cases } };
  };
  readRoutes(app, seen, deskOf, estimateOf);
  writeRoutes(app, seen, deskOf);
}

type Seen = (request: FastifyRequest) => Promise<Context>;
type DeskOf = (request: FastifyRequest) => Promise<OperationDesk>;

function readRoutes(app: FastifyInstance, seen: Seen, deskOf: DeskOf, estimateOf: EstimateOf | null): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const querystring = operationQuery;
  api.get("/api/operation", { schema: { querystring, response: { 200: operationSchema } } }, async (r) =>
    operation(await seen(r), await deskOf(r), r.query, estimateOf),
  );
  api.get(
    "/api/operation/estimate",
    { schema: { querystring: estimateQuery, response: { 200: estimateTraceSchema } } },
    async (r) => estimateOut(await seen(r), await deskOf(r), r.query, estimateOf),
  );
  api.get(
    "/api/operation/meeting",
    { schema: { querystring, response: { 200: meetingSchema } } },
    async (r) => meeting(await seen(r), await deskOf(r), r.query),
  );
  api.get("/api/operation/after", { schema: { querystring, response: { 200: afterSchema } } }, async (r) =>
    after(await seen(r), await deskOf(r), r.query),
  );
  api.get(
    "/api/operation/calendar",
    { schema: { querystring, response: { 200: operationCalendarSchema } } },
    async (r) => calendar(await seen(r), await deskOf(r), r.query),
  );
  api.get(
    "/api/operation/asks",
    { schema: { querystring: figureAddressQuery, response: { 200: askableSchema } } },
    async (r) => askable(await seen(r), await deskOf(r), r.query),
  );
}

function writeRoutes(app: FastifyInstance, seen: Seen, deskOf: DeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const kept = { 200: outcomeSchema };
  const moved = { 200: caseOutcomeSchema };
  const monthIn = async (r: FastifyRequest<{ Params: z.infer<typeof params> }>) =>
    monthAsked(await seen(r), r.params.month);
  api.post("/api/operation/:month/begin", { schema: { params, response: moved } }, async (r) => {
    const month = formatMonth(await monthIn(r));
    const [year = "", of = ""] = month.split("-");
    const values = { month_name: `${year}年${Number(of)}月` };
    return openCase(await deskOf(r), MONTH, { code: month, values, reason: "开始本月调度" });
  });
  api.post("/api/operation/:month/calls", { schema: { params, body: callBody, response: kept } }, async (r) =>
    addCall(await deskOf(r), await monthIn(r), r.body),
  );
  api.post("/api/operation/:month/items", { schema: { params, body: itemBody, response: kept } }, async (r) =>
    addItem(await deskOf(r), await monthIn(r), r.body),
  );
  api.post(
    "/api/operation/:month/tasks",
    { schema: { params, body: itemTasksBody, response: { 200: taskReportSchema } } },
    async (r) => makeTasks(await seen(r), await deskOf(r), await monthIn(r), r.body.paper),
  );
  api.post(
    "/api/operation/:month/reasons",
    { schema: { params, body: differenceBody, response: kept } },
    async (r) => addReason(await deskOf(r), await monthIn(r), r.body),
  );
  api.post(
    "/api/operation/:month/close",
    { schema: { params, body: closeMonthBody, response: moved } },
    async (r) => closeMonth(await seen(r), await deskOf(r), await monthIn(r), r.body),
  );
  api.post("/api/operation/asks", { schema: { body: askBodyOfFigure, response: moved } }, async (r) =>
    ask(await seen(r), await deskOf(r), r.body),
  );
}
