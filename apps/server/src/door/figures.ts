/** Who may look at which figures: people by what their posts open, and visitors of made-up data. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { dayNow, may, rowRule } from "@lianzhang/work";
import { Context } from "../context.ts";
import type { Sight } from "../sight/sight.ts";
import { identityOf, notAllowed, notSignedIn } from "./identity.ts";
import type { Identity } from "./identity.ts";
import { sightOf } from "./sight.ts";
import type { WorkSide } from "./work-side.ts";

/** Every page begins with it: it says only what the decision and the city are. */
const OPEN: ReadonlySet<string> = new Set(["/api/session"]);

/** What those see who see their own firms only: the firm's page and how its figures came about. */
const OWN: ReadonlySet<string> = new Set([
  "/api/enterprises/:code",
  "/api/enterprises/:code/figures",
  "/api/trace",
  "/api/evaluation/:id/firms/:code",
  "/api/incentives/firms/:code",
  "/api/ladder/firms/:code",
]);

/** Single firms with how they are graded and what they are granted: not for visitors. */
const GRADED: ReadonlySet<string> = new Set([
  "/api/evaluation/:id/firms",
  "/api/evaluation/:id/firms/:code",
  "/api/incentives/claims",
  "/api/incentives/firms/:code",
  "/api/incentives/cases",
  "/api/evaluation/:id/adjust",
  "/api/evaluation/:id/year",
  "/api/evaluation/:id/year/cases",
  "/api/evaluation/:id/year/table",
  "/api/energy/firms",
  "/api/ladder/firms",
  "/api/ladder/firms/:code",
]);
const GRADED_TABLES: ReadonlySet<unknown> = new Set(["energy", "evaluation", "incentives", "ladder"]);

const exportsGrades = (query: unknown): boolean =>
  typeof query === "object" && query !== null && "what" in query && GRADED_TABLES.has(query.what);

export const LOOK = { zh: "查看指标数据", en: "look at figures" };

function check(sight: Sight, route: string): void {
  if (sight.extent !== "own") return;
  if (!OWN.has(route)) throw notAllowed(LOOK);
}

const SIMULATES: ReadonlySet<string> = new Set(["/api/compare", "/api/evaluation/:id/adjust"]);

/** Indicators, by whatever names them in the question. */
function named(request: FastifyRequest): readonly string[] {
  const { params, query }: { params: unknown; query: unknown } = request;
  const texts = (of: unknown, keys: readonly string[]): string[] =>
    typeof of !== "object" || of === null
      ? []
      : Object.entries(of).flatMap(([key, v]) => (keys.includes(key) && typeof v === "string" ? [v] : []));
  return [...texts(params, ["id"]), ...texts(query, ["id", "indicator"])];
}

/** Figures of single records of a confidential register: only for who may read all of it. */
function checkConfidential(side: WorkSide, identity: Identity, request: FastifyRequest): void {
  const { model } = side;
  for (const id of named(request)) {
    const register = model.indicators.get(id)?.of ?? null;
    if (register === null || model.policy?.confidential.includes(register) !== true) continue;
    const open =
      identity.kind === "person" &&
      rowRule(model.policy, model, identity.viewer, register, "read").kind === "all";
    if (!open) throw notAllowed(LOOK);
  }
}

const maySimulate = (side: WorkSide, identity: Identity): boolean =>
  identity.kind === "guest" ||
  (identity.kind === "person" && may(side.model.policy, identity.viewer, "scenarios.run"));

/**
 * Refuses figures to whoever may not see them. Gives each request the product as far as the one who asks sees it;
 * without the people's half that is everything.
 */
export function guardFigures(
  app: FastifyInstance,
  side: WorkSide | null,
  context: Context,
): (request: FastifyRequest) => Context {
  if (side === null) return () => context;
  const seen = new WeakMap<FastifyRequest, Context>();
  app.addHook("preHandler", async (request) => {
    const identity = await identityOf(side, request);
    if (identity.kind === "nobody") throw notSignedIn();
    const route = request.routeOptions.url ?? "";
    if (OPEN.has(route)) return;
    const sight = await sightOf(context, identity, dayNow(side.clock));
    if (sight === null) throw notAllowed(LOOK);
    check(sight, route);
    if (identity.kind === "guest" && (GRADED.has(route) || exportsGrades(request.query)))
      throw notAllowed({ zh: "查看单个企业的评价和兑现", en: "see how single enterprises fare" });
    if (SIMULATES.has(route) && !maySimulate(side, identity))
      throw notAllowed({ zh: "推演情景", en: "run scenarios" });
    checkConfidential(side, identity, request);
    seen.set(request, new Context(context, sight));
  });
  return (request) => {
    const own = seen.get(request);
    if (own === undefined) throw notAllowed(LOOK);
    return own;
  };
}

/** The product as far as the one who asks sees it, for routes beside those of figures. Throws ApiProblem 401, 403. */
export const seenBy =
  (side: WorkSide, context: Context) =>
  async (request: FastifyRequest): Promise<Context> => {
    const identity = await identityOf(side, request);
    if (identity.kind === "nobody") throw notSignedIn();
    const sight = await sightOf(context, identity, dayNow(side.clock));
    if (sight === null || sight.extent === "own") throw notAllowed(LOOK);
    return new Context(context, sight);
  };
