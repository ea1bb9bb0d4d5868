/** GET /api/door: who is there, what this person may do, and how one comes in. */
import type { DemoIdentity, DoorAnswer, MayAnswer, PostAnswer, Who } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import type { Post, Viewer } from "@lianzhang/work";
import { may, returnKeys, rowRule } from "@lianzhang/work";
import { keptRegisters } from "../kept/seed.ts";
import type { Identity, Person } from "./identity.ts";
import { enterpriseOf, scopeLabel } from "./identity.ts";
import type { WorkSide } from "./work-side.ts";

export const postOut = (model: Model, post: Post): PostAnswer => ({
  id: post.id,
  role: post.role,
  label: model.roles.get(post.role)?.label ?? { zh: post.role, en: post.role },
  scope: {
    kind: post.scope.kind,
    id: post.scope.kind === "city" ? null : post.scope.id,
    label: scopeLabel(model, post.scope),
  },
  since: post.since,
});

/** Registers whose records the viewer may read, in the order of the folder. */
const readable = (model: Model, viewer: Viewer): readonly string[] =>
  keptRegisters(model).flatMap((r) =>
    rowRule(model.policy, model, viewer, r.id, "read").kind === "none" ? [] : [r.id],
  );

const PAPERS = ["papers.make", "papers.chain", "papers.supervise", "papers.read"] as const;

const NOTHING: MayAnswer = {
  figures: false,
  work: false,
  audit: false,
  people: false,
  security: false,
  registers: [],
  returns: false,
  papers: false,
  scenarios: false,
  workbooks: false,
  drafts: false,
  enterprise: null,
};

export function mayOf(model: Model, identity: Identity): MayAnswer {
  if (identity.kind === "nobody") return NOTHING;
  if (identity.kind === "guest") return { ...NOTHING, figures: true };
  const { viewer } = identity;
  const can = (what: Parameters<typeof may>[2]): boolean => may(model.policy, viewer, what);
  const registers = readable(model, viewer);
  return {
    figures: can("figures.all") || can("figures.scope"),
    work: registers.length > 0,
    audit: can("audit.read"),
    people: can("people.manage"),
    security: can("security.manage"),
    registers,
    returns: returnKeys(model.policy, model, viewer, "read").length > 0,
    papers: PAPERS.some(can),
    scenarios: can("scenarios.run"),
    workbooks: can("workbooks.fill") || can("workbooks.read"),
    drafts: can("decisions.draft"),
    enterprise: enterpriseOf(viewer),
  };
}

async function whoOut({ model, people }: WorkSide, { signedIn, onBehalfOf }: Person): Promise<Who> {
  const { person, posts, delegations, session } = signedIn;
  const all = delegations.length === 0 ? [] : await people.reading.profiles();
  const leaders = delegations.map((d) => ({
    id: d.leader,
    name: d.leaderName,
    posts: (all.find((p) => p.person.id === d.leader)?.posts ?? []).map((p) => postOut(model, p).label),
    document: d.document,
    expiresAt: d.expiresAt,
  }));
  return {
    id: person.id,
    name: person.name,
    unit: person.unit,
    demo: person.demo,
    duty: person.duty,
    posts: posts.map((p) => postOut(model, p)),
    leaders: [...new Map(leaders.map((l) => [l.id, l])).values()],
    actingFor: onBehalfOf,
    method: session.method,
    endsAt: session.endsAt,
  };
}

type Kind = Post["scope"]["kind"] | "administrators";

const GROUPS: Readonly<Record<Kind, Label>> = {
  city: { zh: "市级", en: "City" },
  department: { zh: "市级部门", en: "Departments of the city" },
  chain: { zh: "产业链", en: "Industrial chains" },
  county: { zh: "县区", en: "Counties" },
  park: { zh: "园区", en: "Parks" },
  unit: { zh: "飞地与核算单位", en: "Enclaves and units of account" },
  enterprise: { zh: "企业", en: "Enterprises" },
  administrators: { zh: "三员", en: "Administrators" },
};
const KINDS = Object.keys(GROUPS);

/** People of a demo who come in by one click, with the post each is for: by group, then as the folder lists roles. */
async function demoOut({ model, people, demo }: WorkSide): Promise<readonly DemoIdentity[]> {
  if (!demo) return [];
  const roles = [...model.roles.keys()];
  const all = await people.reading.profiles();
  return all
    .filter(({ person: p }) => p.demo && p.signInName !== null && p.status === "active")
    .map(({ person: { id, name, duty }, posts: [post] }) => {
      const role = post === undefined ? undefined : model.roles.get(post.role);
      const kind: Kind = duty === "business" ? (post?.scope.kind ?? "city") : "administrators";
      const place = KINDS.indexOf(kind) * roles.length + roles.indexOf(post?.role ?? "");
      return { place, id, name, post: role?.label ?? { zh: "", en: "" }, group: GROUPS[kind] };
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ id, name, post, group }): DemoIdentity => ({ id, name, post, group }));
}

/** The door of a product whose people's half is not open: everyone looks at figures. */
export const openDoor = (model: Model): DoorAnswer => ({
  platform: model.platform,
  city: model.city.name,
  people: false,
  production: false,
  signOn: false,
  demo: [],
  who: null,
  guest: true,
  may: { ...NOTHING, figures: true },
});

export async function describeDoor(side: WorkSide, identity: Identity): Promise<DoorAnswer> {
  const { model, people } = side;
  return {
    platform: model.platform,
    city: model.city.name,
    people: true,
    production: await people.reading.isProduction(),
    signOn: side.signOn !== null,
    demo: identity.kind === "person" ? [] : await demoOut(side),
    who: identity.kind === "person" ? await whoOut(side, identity) : null,
    guest: identity.kind === "guest",
    may: mayOf(model, identity),
  };
}
