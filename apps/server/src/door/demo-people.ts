/** The made-up people of a made-up city: one for every role of the decision folder, in a few of its scopes. */
import type { Model, Role, Scope as ScopeKind } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import type { Acting, DemoPerson, People, Person, Registers, Scope } from "@lianzhang/work";
import { CITY } from "@lianzhang/work";

/** How many people a role has, by the kind of its scope. */
const EACH: Readonly<Record<Exclude<ScopeKind, "city">, number>> = {
  county: 2,
  park: 2,
  chain: 2,
  department: 2,
  unit: 1,
  enterprise: 1,
};

interface Place {
  readonly scope: Scope;
  readonly name: string;
}

/** Whether the department files records of every month: somebody of it answers when they are missing. */
const filesMonthly = (model: Model, department: string): boolean =>
  [...model.forms.values()].some(
    (f) =>
      f.input === "records" &&
      f.every === "month" &&
      [...f.fields.values()].some((field) => field.holder === department),
  );

/** The first places a holder of the role may be given; the whole city where it may have that. */
function placesOf(
  model: Model,
  role: Role,
  firm: { readonly code: string; readonly name: string } | null,
): readonly Place[] {
  if (role.scopes.includes("city")) return [{ scope: CITY, name: "" }];
  // an enclave's partner may have a unit or a park: the park says more
  const kind = role.scopes.includes("park") ? "park" : role.scopes[0];
  if (kind === undefined || kind === "city") return [];
  if (kind === "enterprise")
    return firm === null ? [] : [{ scope: { kind, id: firm.code }, name: firm.name.replace(/^演示·/u, "") }];
  const codes = model.classifications.get(kind)?.codes ?? [];
  const first = codes.slice(0, role.readsOnly ? 1 : EACH[kind]);
  const filing =
    kind === "department" ? codes.filter((c) => !first.includes(c) && filesMonthly(model, c.code)) : [];
  return [...first, ...filing].map((c) => ({ scope: { kind, id: c.code }, name: c.label.zh }));
}

const peopleOf = (model: Model, firm: Parameters<typeof placesOf>[2]): readonly DemoPerson[] =>
  [...model.roles.values()].flatMap((role) =>
    placesOf(model, role, firm).map((place, i): DemoPerson => ({
      name: `演示·${role.label.zh}${place.name === "" ? "" : `·${place.name}`}`,
      signInName: role.signsIn ? `demo.${role.id.replaceAll("_", "-")}${i === 0 ? "" : `-${i + 1}`}` : null,
      unit: place.name === "" ? null : place.name,
      posts: [{ role: role.id, scope: place.scope }],
    })),
  );

/** A lead enterprise of the register, or any; null when there is none. */
async function firmIn(model: Model, registers: Registers, month: number) {
  const register = model.registers.get("enterprise");
  if (register === undefined || register.fixed !== null) return null;
  const lead = { kind: "any", field: "lead_enterprise", of: ["1"] } as const;
  for (const where of register.attributes.has("lead_enterprise") ? [[lead], []] : [[]]) {
    const answer = await registers.list("enterprise", { month, where, limit: 1 });
    const record = answer.kind === "page" ? answer.records[0] : undefined;
    const name = record?.values["name"];
    if (record !== undefined)
      return { code: record.code, name: typeof name === "string" ? name : record.code };
  }
  return null;
}

/** Every leader may be acted for by those whose role acts for the leader's. */
async function delegations(people: People, model: Model, made: readonly Person[]): Promise<void> {
  const profiles = await Promise.all(made.map((p) => people.reading.profile(p.id)));
  const security = profiles.find((p) => p.posts.some((post) => post.role === "security_admin"));
  if (security === undefined) return;
  const acting: Acting = { user: security.person.id, onBehalfOf: null, unit: null, purpose: "演示" };
  for (const { posts } of profiles)
    for (const post of posts) {
      const actsFor = model.roles.get(post.role)?.actsFor ?? [];
      for (const { person: leader, posts: held } of profiles)
        if (held.some((h) => actsFor.includes(h.role)))
          await people.security.delegate(acting, {
            leader: leader.id,
            post: post.id,
            document: "演示委托",
            until: null,
          });
    }
}

/** Makes the demo people once. Throws LZ7108 where the installation is production. */
export async function demoPeople(
  people: People,
  model: Model,
  registers: Registers,
  month: number,
  progress: (step: Label) => void,
): Promise<void> {
  if ((await people.reading.list()).some((p) => p.demo)) return;
  progress({ zh: "设置演示身份", en: "making the demo people" });
  const made = await people.console.makeDemoPeople(
    true,
    peopleOf(model, await firmIn(model, registers, month)),
  );
  await delegations(people, model, made);
}
