/** 审计: the chain as the audit administrator and auditors read it, verified on demand, anchored to a file. */
import type { AuditAnswer, AuditEvent, VerdictAnswer } from "@lianzhang/contract";
import { auditQuery, auditSchema, ownEventsSchema, verdictSchema } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import type { Browsed, Verdict } from "@lianzhang/work";
import { actionsIn, anchorText, browse, may } from "@lianzhang/work";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { changing, notAllowed, personOf } from "./identity.ts";
import type { Person } from "./identity.ts";
import type { WorkSide } from "./work-side.ts";

const PAGE = 100;
const OWN = 20;

async function readerOf(side: WorkSide, request: FastifyRequest): Promise<Person> {
  const person = await personOf(side, request);
  if (may(side.model.policy, person.viewer, "audit.read")) return person;
  throw notAllowed({ zh: "查阅审计", en: "read the audit chain" });
}

const eventOut = ({ link, content }: Browsed, names: ReadonlyMap<string, string>): AuditEvent => ({
  number: String(link.number),
  at: link.at,
  actor: link.actor,
  actorName: names.get(link.actor) ?? link.actor,
  onBehalfOf: link.onBehalfOf === null ? null : (names.get(link.onBehalfOf) ?? link.onBehalfOf),
  unit: link.unit,
  purpose: link.purpose,
  action: link.action,
  subject: { kind: link.subjectKind, id: link.subjectId, name: names.get(link.subjectId) ?? null },
  hash: link.hash,
  before: content?.before ?? null,
  after: content?.after ?? null,
  purged: content === null,
});

const namesOf = async ({ people }: WorkSide): Promise<ReadonlyMap<string, string>> =>
  new Map((await people.reading.list()).map((p) => [p.id, p.name]));

interface Asked {
  readonly before?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly day?: string | undefined;
}

async function events(side: WorkSide, asked: Asked): Promise<AuditAnswer> {
  const { database, trail } = side.work;
  const head = await trail.anchor();
  const before = asked.before === undefined ? undefined : BigInt(asked.before);
  const found = await database.read((q) => browse(q, { ...asked, before, limit: PAGE + 1 }));
  const names = await namesOf(side);
  const shown = found.slice(0, PAGE).map((b) => eventOut(b, names));
  return {
    head: { number: String(head.number), hash: head.hash, at: head.at },
    algorithm: trail.algorithm,
    events: shown,
    before: found.length > PAGE ? (shown.at(-1)?.number ?? null) : null,
    actions: await database.read(actionsIn),
  };
}

const said = (verdict: Verdict): Label =>
  verdict.holds
    ? {
        zh: `审计链完整:共 ${verdict.head.number} 环`,
        en: `the audit chain holds: ${verdict.head.number} links`,
      }
    : {
        zh: `审计链在第 ${verdict.broken.number} 环断裂,应为「${verdict.broken.expected}」,实为「${verdict.broken.found}」`,
        en: `the audit chain is broken at link ${verdict.broken.number}: expected "${verdict.broken.expected}", found "${verdict.broken.found}"`,
      };

export function auditRoutes(app: FastifyInstance, side: WorkSide): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { trail } = side.work;
  api.get(
    "/api/audit",
    { schema: { querystring: auditQuery, response: { 200: auditSchema } } },
    async (r) => {
      await readerOf(side, r);
      return events(side, r.query);
    },
  );
  api.post(
    "/api/audit/verify",
    { schema: { response: { 200: verdictSchema } } },
    async (r): Promise<VerdictAnswer> => {
      const person = await readerOf(side, r);
      if (!may(side.model.policy, person.viewer, "audit.verify"))
        throw notAllowed({ zh: "校验审计链", en: "verify the audit chain" });
      const verdict = await trail.verify();
      return {
        holds: verdict.holds,
        head: verdict.holds ? String(verdict.head.number) : null,
        purged: verdict.holds ? Number(verdict.purged) : 0,
        message: said(verdict),
        checkedAt: new Date().toISOString(),
      };
    },
  );
  app.get("/api/audit/anchor", async (r, reply) => {
    await readerOf(side, r);
    await changing(side, r, "导出锚点", (change) => {
      const subject = { kind: "audit", id: "head" };
      change.record({ action: "audit.anchor", subject, before: null, after: null });
      return Promise.resolve();
    });
    // after it, so that the anchor fixes this export as well
    const anchor = await trail.anchor();
    const name = `anchor-${anchor.at.slice(0, 10)}-${String(anchor.number)}.json`;
    return reply
      .header("content-type", "application/json; charset=utf-8")
      .header("content-disposition", `attachment; filename="${name}"`)
      .send(anchorText(anchor));
  });
  api.get("/api/own-events", { schema: { response: { 200: ownEventsSchema } } }, async (r) => {
    const { signedIn } = await personOf(side, r);
    const found = await side.work.database.read((q) => browse(q, { actor: signedIn.person.id, limit: OWN }));
    const names = await namesOf(side);
    return { events: found.map((b) => eventOut(b, names)) };
  });
}
