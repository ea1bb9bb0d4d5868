/** Who may look at figures: people whose posts say so, and visitors of made-up data. */
import type { FastifyInstance } from "fastify";
import { mayOf } from "./describe.ts";
import { identityOf, notAllowed, notSignedIn } from "./identity.ts";
import type { WorkSide } from "./work-side.ts";

/** Every page begins with it: it says only what the decision and the city are. */
const OPEN: ReadonlySet<string> = new Set(["/api/session"]);

/** Refuses figures to whoever may not see them. Without the people's half nobody is refused. */
export function guardFigures(app: FastifyInstance, side: WorkSide | null): void {
  if (side === null) return;
  app.addHook("preHandler", async (request) => {
    const identity = await identityOf(side, request);
    if (identity.kind === "nobody") throw notSignedIn();
    if (OPEN.has(request.routeOptions.url ?? "")) return;
    if (!mayOf(side.model, identity).figures) throw notAllowed({ zh: "查看指标数据", en: "look at figures" });
  });
}
