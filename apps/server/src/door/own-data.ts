/** A firm sees which unit used its data for what: readings of its figures are told, and read back to it. */
import type { OwnDataAnswer } from "@lianzhang/contract";
import { ownDataSchema } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import type { Profile } from "@lianzhang/work";
import { FIRM, usesOf } from "@lianzhang/work";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { actingOf, enterpriseOf, identityOf, notAllowed, personOf, scopeLabel } from "./identity.ts";
import type { WorkSide } from "./work-side.ts";

const MOST = 100;

const ACTIONS: Readonly<Record<string, Label>> = {
  "firm.read": { zh: "查阅企业数据", en: "read the firm's data" },
  "return.read": { zh: "查阅报送的报表", en: "looked at a return" },
  "reading.find": { zh: "查阅", en: "read" },
  "reading.list": { zh: "列表查阅", en: "read in a list" },
  "reading.history": { zh: "查阅变更记录", en: "read the history" },
  "register.open": { zh: "登记", en: "entered" },
  "register.change": { zh: "变更", en: "changed" },
  "register.correct": { zh: "更正", en: "corrected" },
  "register.close": { zh: "终止", en: "closed" },
  "register.restate": { zh: "重报", en: "restated" },
  "register.import": { zh: "导入", en: "imported" },
};

/** The unit of somebody, or what the post is called. */
function unitOf({ model }: WorkSide, unit: string | null, profile: Profile | undefined): Label {
  const department = model.classifications.get("department")?.codes.find((c) => c.code === unit);
  if (department !== undefined) return department.label;
  if (unit !== null) return { zh: unit, en: unit };
  const [post] = profile?.posts ?? [];
  if (post === undefined) return { zh: "系统", en: "the program" };
  const role = model.roles.get(post.role)?.label ?? { zh: post.role, en: post.role };
  const scope = scopeLabel(model, post.scope);
  return post.scope.kind === "city" ? role : { zh: `${scope.zh}·${role.zh}`, en: `${scope.en}, ${role.en}` };
}

async function usesFor(side: WorkSide, firm: string): Promise<OwnDataAnswer> {
  const uses = await side.work.database.read((q) => usesOf(q, firm, MOST));
  const profiles = new Map((await side.people.reading.profiles()).map((p) => [p.person.id, p]));
  return {
    firm,
    uses: uses.map((u) => ({
      event: String(u.number),
      at: u.at,
      unit: unitOf(side, u.unit, profiles.get(u.actor)),
      purpose: u.purpose,
      action: ACTIONS[u.action] ?? { zh: u.action, en: u.action },
      of:
        u.kind === FIRM
          ? u.action === "return.read"
            ? { zh: "报送的报表", en: "returns" }
            : { zh: "指标数据", en: "figures" }
          : (side.model.registers.get(u.kind)?.label ?? { zh: u.kind, en: u.kind }),
    })),
  };
}

export function ownDataRoutes(app: FastifyInstance, side: WorkSide): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/own-data", { schema: { response: { 200: ownDataSchema } } }, async (r) => {
    const { viewer } = await personOf(side, r);
    const firm = enterpriseOf(viewer);
    if (firm === null) throw notAllowed({ zh: "查看企业的数据使用记录", en: "see a firm's record of uses" });
    return usesFor(side, firm);
  });
}

/** Routes of one firm, with what it is read for. */
const TOLD: ReadonlyMap<string, string> = new Map([
  ["/api/enterprises/:code", "查阅企业数据"],
  ["/api/enterprises/:code/figures", "查阅企业数据"],
  ["/api/evaluation/:id/firms/:code", "综合评价"],
  ["/api/incentives/firms/:code", "政策兑现"],
  ["/api/ladder/firms/:code", "梯次培育"],
]);

/** Tells the chain of every reading of one firm's figures by somebody else; it is given out only when that is kept. */
export function tellFirmReadings(app: FastifyInstance, side: WorkSide | null): void {
  if (side === null) return;
  app.addHook("preHandler", async (request) => {
    const purpose = TOLD.get(request.routeOptions.url ?? "");
    if (purpose === undefined) return;
    const identity = await identityOf(side, request);
    const params: unknown = request.params;
    if (identity.kind !== "person" || typeof params !== "object" || params === null || !("code" in params))
      return;
    const code = String(params.code);
    if (enterpriseOf(identity.viewer) === code) return;
    const what = { action: "firm.read", subject: { kind: FIRM, id: code }, asked: null };
    await side.work.trail.reading(actingOf(identity, purpose), what, () => Promise.resolve());
  });
}
