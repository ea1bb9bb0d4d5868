/** The HTTP side: one route a question, checked against the contract both ways, and the built page. */
import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { ApiError } from "@lianzhang/contract";
import {
  assignmentsQuery,
  assignmentsSchema,
  bridgeQuery,
  bridgeSchema,
  catalogueSchema,
  chainQuery,
  chainSchema,
  chainsSchema,
  compareBody,
  compareSchema,
  decisionSchema,
  enterpriseFiguresQuery,
  enterpriseFiguresSchema,
  enterpriseQuery,
  enterpriseSchema,
  enterprisesQuery,
  enterprisesSchema,
  exportQuery,
  frameQuery,
  indicatorQuery,
  indicatorSchema,
  overviewQuery,
  overviewSchema,
  rankedSubjectsSchema,
  rankingQuery,
  searchQuery,
  searchSchema,
  sessionSchema,
  traceQuery,
  traceSchema,
} from "@lianzhang/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Fastify from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  isResponseSerializationError,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { WorkError } from "@lianzhang/work";
import { keepAnswers } from "./answers.ts";
import { frameOf } from "./asked.ts";
import { caseRoutes } from "./cases/routes.ts";
import { boardRoutes } from "./board/routes.ts";
import { administrationRoutes } from "./door/administration.ts";
import { auditRoutes } from "./door/audit.ts";
import { deskFor } from "./door/desk-of.ts";
import { guardFigures } from "./door/figures.ts";
import { answerHeaders, bodyProblem, guardChanges } from "./door/guard.ts";
import { documentRoutes } from "./documents/routes.ts";
import { workbookRoutes } from "./workbooks/routes.ts";
import { limitQuestions, REQUESTS_A_MINUTE } from "./door/limit.ts";
import { ownDataRoutes, tellFirmReadings } from "./door/own-data.ts";
import { tellRefusal } from "./door/refused.ts";
import { doorRoutes, withoutDoor } from "./door/routes.ts";
import { bodyOf, isOutside, statusOf } from "./door/work-problem.ts";
import type { WorkSide } from "./door/work-side.ts";
import type { Context } from "./context.ts";
import { ApiProblem } from "./errors.ts";
import { evaluationRoutes } from "./evaluation/routes.ts";
import { yearRoutes } from "./evaluation/year/routes.ts";
import type { Asking } from "./incentives/answer.ts";
import { askingOf, incentiveRoutes } from "./incentives/routes.ts";
import { energyProjectRoutes, energyRoutes } from "./energy/routes.ts";
import { ladderRoutes } from "./ladder/routes.ts";
import { listRoutes } from "./lists/routes.ts";
import { storedEstimate } from "./operation/estimate.ts";
import { operationRoutes } from "./operation/routes.ts";
import { returnDeskFor } from "./door/return-desk.ts";
import { readerRoutes } from "./reader/routes.ts";
import { registerRoutes } from "./registers/routes.ts";
import { returnRoutes } from "./returns/routes.ts";
import { assignments } from "./routes/assignments.ts";
import { bridgeRoute } from "./routes/bridge.ts";
import { chain, chains } from "./routes/chains.ts";
import { compare } from "./routes/compare.ts";
import { decision } from "./routes/decision.ts";
import { enterprise } from "./routes/enterprise.ts";
import { enterpriseFigures } from "./routes/enterprise-figures.ts";
import { enterprises } from "./routes/enterprises.ts";
import { exportTable } from "./routes/export.ts";
import { catalogue, indicator } from "./routes/indicators.ts";
import { overview } from "./routes/overview.ts";
import { ranking } from "./routes/ranking.ts";
import { search, session } from "./routes/session.ts";
import { trace } from "./routes/trace.ts";
import { attached } from "./attached.ts";

export interface AppOptions {
  /** Folder of the built page; null serves the API alone. */
  readonly web: string | null;
  /** The people's half; null: there is none, and everyone looks at figures (tests of figures). */
  readonly work?: WorkSide | null;
  /** Whether a proxy before this server says how the request came (X-Forwarded-*). */
  readonly trustProxy?: boolean;
  /** Lists, exports and figures one person may ask for in a minute. */
  readonly requestsAMinute?: number;
  /** Where faults of the server are told, in full; the page gets the code only. */
  readonly fault: (error: unknown, url: string) => void;
}

const byId = z.object({ id: z.string().max(200) });
const byCode = z.object({ code: z.string().max(64) });

/** The routes of figures; each answers from the product as far as the one who asks sees it. */
function routes(app: FastifyInstance, context: Context, seen: (request: FastifyRequest) => Context): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/session", { schema: { response: { 200: sessionSchema } } }, () => session(context));
  api.get("/api/search", { schema: { querystring: searchQuery, response: { 200: searchSchema } } }, (r) =>
    search(seen(r), r.query.q),
  );
  api.get(
    "/api/overview",
    { schema: { querystring: overviewQuery, response: { 200: overviewSchema } } },
    (r) => overview(seen(r), frameOf(context, r.query), r.query.tile),
  );
  api.get(
    "/api/assignments",
    { schema: { querystring: assignmentsQuery, response: { 200: assignmentsSchema } } },
    (r) => assignments(seen(r), frameOf(context, r.query), r.query.year ?? null),
  );
  api.get("/api/decision", { schema: { response: { 200: decisionSchema } } }, (r) => decision(seen(r)));
  api.get(
    "/api/indicators",
    { schema: { querystring: frameQuery, response: { 200: catalogueSchema } } },
    (r) => catalogue(seen(r), frameOf(context, r.query)),
  );
  api.get(
    "/api/indicators/:id",
    { schema: { params: byId, querystring: indicatorQuery, response: { 200: indicatorSchema } } },
    (r) => indicator(seen(r), r.params.id, frameOf(context, r.query), r.query.by),
  );
  api.get(
    "/api/indicators/:id/subjects",
    { schema: { params: byId, querystring: rankingQuery, response: { 200: rankedSubjectsSchema } } },
    (r) => ranking(seen(r), frameOf(context, r.query), r.params.id, r.query),
  );
  api.get("/api/trace", { schema: { querystring: traceQuery, response: { 200: traceSchema } } }, (r) =>
    trace(seen(r), r.query),
  );
  api.get("/api/bridge", { schema: { querystring: bridgeQuery, response: { 200: bridgeSchema } } }, (r) =>
    bridgeRoute(seen(r), r.query),
  );
  api.get(
    "/api/enterprises",
    { schema: { querystring: enterprisesQuery, response: { 200: enterprisesSchema } } },
    (r) => enterprises(seen(r), frameOf(context, r.query), r.query, r.query.page, r.query.size),
  );
  api.get(
    "/api/enterprises/:code",
    { schema: { params: byCode, querystring: enterpriseQuery, response: { 200: enterpriseSchema } } },
    (r) => enterprise(seen(r), r.params.code, frameOf(context, r.query)),
  );
  api.get(
    "/api/enterprises/:code/figures",
    {
      schema: {
        params: byCode,
        querystring: enterpriseFiguresQuery,
        response: { 200: enterpriseFiguresSchema },
      },
    },
    (r) => enterpriseFigures(seen(r), r.params.code, frameOf(context, r.query), r.query.indicators),
  );
  api.get("/api/chains", { schema: { querystring: frameQuery, response: { 200: chainsSchema } } }, (r) =>
    chains(seen(r), frameOf(context, r.query)),
  );
  api.get(
    "/api/chains/:id",
    { schema: { params: byId, querystring: chainQuery, response: { 200: chainSchema } } },
    (r) => chain(seen(r), r.params.id, frameOf(context, r.query)),
  );
  api.post("/api/compare", { schema: { body: compareBody, response: { 200: compareSchema } } }, (r) =>
    compare(seen(r), r.body),
  );
}

/** Tables as files; of incentives with what of the ledger the one who asks sees. */
function exportRoute(
  app: FastifyInstance,
  context: Context,
  seen: (request: FastifyRequest) => Context,
  side: WorkSide | null,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/export", { schema: { querystring: exportQuery } }, async (r, reply) => {
    const frame = frameOf(context, r.query);
    const asking = (): Promise<Asking> => askingOf(side, r, context, frame);
    const file = await exportTable(seen(r), frame, r.query, asking);
    return attached(reply, file);
  });
}

const FAULT: ApiError = {
  code: "LZ6104",
  message: {
    zh: "服务器内部错误,数据未受影响",
    en: "the server met a fault of its own; no data was changed",
  },
  hint: {
    zh: "请重试;仍不行请把服务器输出的几行连同网址一并反映",
    en: "try again; if it stays, report the address with the lines of the server's output",
  },
};

function queryError(
  parts: readonly { readonly instancePath: string; readonly message?: string }[],
): ApiError {
  const names = parts.map((p) => p.instancePath.replace(/^\//, "")).join("、");
  const reasons = parts.map((p) => `${p.instancePath.replace(/^\//, "")}: ${p.message ?? ""}`).join("; ");
  return {
    code: "LZ6101",
    message: { zh: `查询参数有误:${names}`, en: `the query is not understood: ${reasons}` },
    hint: { zh: reasons, en: reasons },
  };
}

const noSuch = (url: string): ApiError => ({
  code: "LZ6103",
  message: { zh: `没有地址 ${url}`, en: `there is no ${url}` },
  hint: null,
});

/** Addresses of the page are answered with the page itself; its router reads the rest. */
async function servePage(app: FastifyInstance, web: string | null): Promise<void> {
  if (web !== null && existsSync(join(web, "index.html")))
    await app.register(fastifyStatic, {
      root: web,
      etag: true,
      wildcard: false,
      cacheControl: false,
      // names of assets carry the hash of what is in them: a browser asks for each once
      setHeaders: (reply, path) =>
        void reply.header(
          "cache-control",
          relative(web, path).startsWith(`assets${sep}`)
            ? "public, max-age=31536000, immutable"
            : "public, max-age=0",
        ),
    });
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith("/api/") || web === null || request.method !== "GET")
      return reply.status(404).send(noSuch(request.url));
    if (!existsSync(join(web, "index.html")))
      return reply.status(503).send({
        code: "LZ6113",
        message: { zh: "网页尚未构建", en: "the page is not built" },
        hint: { zh: "运行 npm run build 后重新启动", en: "run npm run build and start again" },
      });
    return reply.sendFile("index.html");
  });
}

/** The people's half: the door, administration, registers. Without it the door says so. */
function peopleRoutes(
  app: FastifyInstance,
  context: Context,
  side: WorkSide | null,
  fault: AppOptions["fault"],
): void {
  if (side === null) return withoutDoor(app, context.model);
  doorRoutes(app, side);
  administrationRoutes(app, side, context.instance.appVersion);
  auditRoutes(app, side);
  registerRoutes(app, deskFor(side));
  caseRoutes(app, deskFor(side));
  energyProjectRoutes(app, context, deskFor(side));
  listRoutes(app, context, side, deskFor(side));
  boardRoutes(app, context, side);
  operationRoutes(app, context, side, storedEstimate);
  documentRoutes(app, context, side);
  workbookRoutes(app, context, side);
  readerRoutes(app, side);
  ownDataRoutes(app, side);
  returnRoutes(
    app,
    returnDeskFor(side, context, (error) => fault(error, "returns")),
  );
}

/** A request must have come whole within this, ms: the largest table over a slow line. */
const LONGEST_REQUEST = 300_000;

/** The whole application, not yet listening; tests use `inject`. */
export async function buildApp(context: Context, options: AppOptions): Promise<FastifyInstance> {
  // the nearest proxy only: what stands before it in X-Forwarded-For anybody can write
  const trustProxy = (_address: string, hop: number): boolean => options.trustProxy === true && hop === 0;
  const app = Fastify({
    logger: false,
    trustProxy,
    requestTimeout: LONGEST_REQUEST,
    routerOptions: { maxParamLength: 300 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook("onSend", async (request, reply) => answerHeaders(request, reply));
  guardChanges(app);
  const side = options.work ?? null;
  const refused = async (request: FastifyRequest, reply: FastifyReply, status: number, body: ApiError) => {
    if (side !== null)
      await tellRefusal(side, request, { status, code: body.code }).catch((error: unknown) =>
        options.fault(error, request.url),
      );
    return reply.status(status).send(body);
  };
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof ApiProblem) return refused(request, reply, error.status, error.body);
    if (error instanceof WorkError && !isOutside(error))
      return refused(request, reply, statusOf(error), bodyOf(error));
    if (hasZodFastifySchemaValidationErrors(error))
      return reply.status(400).send(queryError(error.validation));
    const unread = bodyProblem(error);
    if (unread !== null) return reply.status(unread.status).send(unread.body);
    options.fault(isResponseSerializationError(error) ? error.cause : error, request.url);
    return reply.status(500).send(FAULT);
  });
  await limitQuestions(app, side, options.requestsAMinute ?? REQUESTS_A_MINUTE);
  peopleRoutes(app, context, side, options.fault);
  await app.register(async (figures) => {
    const seen = guardFigures(figures, side, context);
    tellFirmReadings(figures, side);
    keepAnswers(figures, seen);
    routes(figures, context, seen);
    exportRoute(figures, context, seen, side);
    evaluationRoutes(figures, context, seen, side);
    yearRoutes(figures, context, seen, side);
    incentiveRoutes(figures, context, seen, side);
    ladderRoutes(figures, context, seen);
    energyRoutes(figures, context, seen);
  });
  await servePage(app, options.web);
  return app;
}
