/** 管理: people and posts, each by the administrator whose duty it is; the database refuses everyone else too. */
import {
  addPersonBody,
  addressBookQuery,
  addressBookSchema,
  changePersonBody,
  delegateBody,
  doneSchema,
  endDelegationBody,
  endPostBody,
  givePostBody,
  handedOverSchema,
  handOverBody,
  madeLinkSchema,
  makeLinkBody,
  openAddressBody,
  peopleSchema,
  personBody,
  shutAddressesSchema,
} from "@lianzhang/contract";
import type { PeopleAnswer, PersonAnswer, ScopeAnswer } from "@lianzhang/contract";
import type { Capability, Model } from "@lianzhang/definitions";
import { may } from "@lianzhang/work";
import type { Acting, Administration, Scope } from "@lianzhang/work";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { badQuery } from "../errors.ts";
import { findInAddressBook } from "./address-book.ts";
import { postOut } from "./describe.ts";
import { actingOf, notAllowed, personOf } from "./identity.ts";
import type { WorkSide } from "./work-side.ts";

const DONE = { done: true } as const;
const WHAT = { zh: "做这项管理工作", en: "do this administration" };

interface Desk extends Administration {
  readonly acting: Acting;
}

/**
 * The desk of the administrator who asks, acting in person. What is done at it holds the session until COMMIT: one that
 * has ended since this check changes nothing. Throws ApiProblem 401, 403.
 */
async function deskOf(side: WorkSide, request: FastifyRequest, any: readonly Capability[]): Promise<Desk> {
  const person = await personOf(side, request);
  if (!any.some((c) => may(side.model.policy, person.viewer, c))) throw notAllowed(WHAT);
  return { ...side.people.session.administering(person.token), acting: actingOf(person, "用户管理") };
}

const KINDS = ["unit", "county", "park", "chain", "department"] as const;

const scopesOf = (model: Model): readonly ScopeAnswer[] => [
  { kind: "city", id: null, label: { zh: "全市", en: "whole city" } },
  ...KINDS.flatMap((kind) =>
    (model.classifications.get(kind)?.codes ?? []).map((c): ScopeAnswer => ({
      kind,
      id: c.code,
      label: c.label,
    })),
  ),
];

async function peopleOut(side: WorkSide, version: string): Promise<PeopleAnswer> {
  const { model, people } = side;
  const all = await people.reading.profiles();
  const names = new Map(all.map(({ person: p }) => [p.id, p.name]));
  const described = all.map(({ person, posts, delegations }): PersonAnswer => ({
    ...person,
    posts: posts.map((post) => postOut(model, post)),
    delegations: delegations.map((d) => ({
      id: d.id,
      leader: d.leader,
      leaderName: names.get(d.leader) ?? d.leader,
      document: d.document,
      expiresAt: d.expiresAt,
    })),
  }));
  const departments = model.classifications.get("department")?.codes ?? [];
  return {
    people: described,
    roles: [...model.roles.values()].map(
      ({ id, label, scopes, signsIn, readsOnly, administers, actsFor }) => ({
        id,
        label,
        scopes,
        signsIn,
        readsOnly,
        administers,
        actsFor,
      }),
    ),
    scopes: scopesOf(model),
    units: departments.map((d) => d.label),
    addressBook: side.addressBook !== null,
    production: await people.reading.isProduction(),
    version,
  };
}

/** Throws ApiProblem 400. */
function scopeIn({ kind, id }: { readonly kind: Scope["kind"]; readonly id: string | null }): Scope {
  if (kind === "city") return { kind };
  if (id !== null && id !== "") return { kind, id };
  throw badQuery(
    { zh: "没有写明范围", en: "the scope is not said" },
    {
      zh: "选定县区、园区、产业链、部门或企业",
      en: "choose the county, park, chain, department or enterprise",
    },
  );
}

export function administrationRoutes(app: FastifyInstance, side: WorkSide, version: string): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/people", { schema: { response: { 200: peopleSchema } } }, async (r) => {
    await deskOf(side, r, ["people.manage", "security.manage"]);
    return peopleOut(side, version);
  });
  systemRoutes(app, side);
  postRoutes(app, side);
  securityRoutes(app, side);
}

/** System administration: who there is. */
function systemRoutes(app: FastifyInstance, side: WorkSide): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const desk = (r: FastifyRequest) => deskOf(side, r, ["people.manage"]);
  const done = { 200: doneSchema };
  api.get(
    "/api/address-book",
    { schema: { querystring: addressBookQuery, response: { 200: addressBookSchema } } },
    async (r) => {
      await desk(r);
      if (side.addressBook === null) return { total: 0, entries: [] };
      return findInAddressBook(side.addressBook, side.people, r.query.q);
    },
  );
  api.post("/api/people", { schema: { body: addPersonBody, response: done } }, async (r) => {
    const { system, acting } = await desk(r);
    await system.addPerson(acting, r.body);
    return DONE;
  });
  api.post("/api/people/change", { schema: { body: changePersonBody, response: done } }, async (r) => {
    const { id, name, unit, externalId } = r.body;
    const { system, acting } = await desk(r);
    await system.changePerson(acting, id, { name, unit, externalId });
    return DONE;
  });
  api.post("/api/people/leave", { schema: { body: personBody, response: done } }, async (r) => {
    const { system, acting } = await desk(r);
    await system.leave(acting, r.body.id, "离任");
    return DONE;
  });
  api.post("/api/production", { schema: { response: done } }, async (r) => {
    const { system, acting } = await desk(r);
    await system.markProduction(acting);
    return DONE;
  });
}

/** Security administration: which posts people hold. */
function postRoutes(app: FastifyInstance, side: WorkSide): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const desk = (r: FastifyRequest) => deskOf(side, r, ["security.manage"]);
  const done = { 200: doneSchema };
  api.post("/api/posts", { schema: { body: givePostBody, response: done } }, async (r) => {
    const { person, role, scope } = r.body;
    const { security, acting } = await desk(r);
    await security.givePost(acting, person, { role, scope: scopeIn(scope) });
    return DONE;
  });
  api.post("/api/posts/end", { schema: { body: endPostBody, response: done } }, async (r) => {
    const { security, acting } = await desk(r);
    await security.endPost(acting, r.body.post);
    return DONE;
  });
  api.post(
    "/api/hand-over",
    { schema: { body: handOverBody, response: { 200: handedOverSchema } } },
    async (r) => {
      const { posts, ...rest } = r.body;
      const { security, acting } = await desk(r);
      return security.handOver(acting, { ...rest, posts: posts ?? "all" });
    },
  );
}

/** Security administration: how people come in, and for whom they act. */
function securityRoutes(app: FastifyInstance, side: WorkSide): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { reading } = side.people;
  const desk = (r: FastifyRequest) => deskOf(side, r, ["security.manage"]);
  const done = { 200: doneSchema };
  api.post("/api/links", { schema: { body: makeLinkBody, response: { 200: madeLinkSchema } } }, async (r) => {
    const { security, acting } = await desk(r);
    const { token, expiresAt } = await security.makeLink(acting, r.body.person, r.body.kind);
    // behind the #: browsers send it to nobody
    return { url: `${r.protocol}://${r.host}/set-up#${token}`, expiresAt };
  });
  api.get("/api/shut-addresses", { schema: { response: { 200: shutAddressesSchema } } }, async (r) => {
    await desk(r);
    return { addresses: await reading.shutAddresses() };
  });
  api.post("/api/shut-addresses/open", { schema: { body: openAddressBody, response: done } }, async (r) => {
    const { security, acting } = await desk(r);
    await security.unlockAddress(acting, r.body.address);
    return DONE;
  });
  api.post("/api/people/lock", { schema: { body: personBody, response: done } }, async (r) => {
    const { security, acting } = await desk(r);
    await security.lock(acting, r.body.id, "安全保密管理员锁定");
    return DONE;
  });
  api.post("/api/people/unlock", { schema: { body: personBody, response: done } }, async (r) => {
    const { security, acting } = await desk(r);
    await security.unlock(acting, r.body.id);
    return DONE;
  });
  api.post("/api/delegations", { schema: { body: delegateBody, response: done } }, async (r) => {
    const { leader, delegate, post, document, expiresAt } = r.body;
    const holds = (await reading.profile(delegate)).posts.some((p) => p.id === post);
    if (!holds)
      throw badQuery(
        { zh: "所选岗位不是受托人的", en: "the post is not the delegate's" },
        { zh: "选受托人在任的联络岗位", en: "choose a delegate's post that is open" },
      );
    const until = expiresAt === null ? null : new Date(`${expiresAt}T23:59:59+08:00`);
    const { security, acting } = await desk(r);
    await security.delegate(acting, { leader, post, document, until });
    return DONE;
  });
  api.post("/api/delegations/end", { schema: { body: endDelegationBody, response: done } }, async (r) => {
    const { security, acting } = await desk(r);
    await security.endDelegation(acting, r.body.delegation);
    return DONE;
  });
}
