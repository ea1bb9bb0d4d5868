/** Who sees what, gone through record by record over plain objects: nothing of the product's own rules is used. */
import type { AccessPolicy, Model, RowDeed } from "@lianzhang/definitions";
import type { Values } from "../registers/record.ts";
import type { AccessCity, PlainPost, Thing } from "./access-city.ts";

export interface Looker {
  readonly person: string;
  readonly leader: string | null;
}

/** Open posts that count: the own ones, and the leader's that the delegate's posts may act for. */
export function postsOfLooker(
  city: AccessCity,
  model: Model,
  { person, leader }: Looker,
): readonly PlainPost[] {
  const open = city.posts.filter((p) => !p.ended);
  const own = open.filter((p) => p.person === person);
  if (leader === null) return own;
  const lent = new Set<string>();
  for (const d of city.delegations) {
    if (d.leader !== leader || d.delegate !== person) continue;
    if (d.over === "ended" || d.over === "expired") continue;
    const rests = own.find((p) => p.id === d.post);
    if (rests !== undefined) for (const role of model.roles.get(rests.role)?.actsFor ?? []) lent.add(role);
  }
  return [...own, ...open.filter((p) => p.person === leader && lent.has(p.role))];
}

/** Leaders somebody may act for now. */
export const leadersOf = (city: AccessCity, person: string): readonly string[] =>
  city.delegations
    .filter((d) => d.delegate === person && (d.over === "open" || d.over === "later") && d.leader !== person)
    .map((d) => d.leader);

/** Entries that take effect this year or later do not count yet. */
const FAR_OFF = "2090";

export class BruteForce {
  readonly #city: AccessCity;
  readonly #model: Model;
  readonly #policy: AccessPolicy;
  readonly #firms: ReadonlyMap<string, Thing>;
  readonly #posts = new Map<string, readonly PlainPost[]>();
  readonly #seen = new Map<string, boolean>();

  constructor(city: AccessCity, model: Model, policy: AccessPolicy) {
    this.#city = city;
    this.#model = model;
    this.#policy = policy;
    this.#firms = new Map(city.things.filter((t) => t.register === "enterprise").map((t) => [t.code, t]));
  }

  latest(thing: Thing): Values {
    return thing.spells.at(-1)?.values ?? {};
  }

  #value(thing: Thing, attribute: string): string | null {
    const value = attribute === "code" ? thing.code : this.latest(thing)[attribute];
    return typeof value === "string" ? value : null;
  }

  #secret(thing: Thing): boolean {
    // a site says its firm in words of its own
    const attribute = { enterprise: "code", site: "site_enterprise" }[thing.register];
    const named = attribute ?? this.#policy.scopes.get(thing.register)?.get("enterprise")?.attribute;
    const firm = named === undefined ? null : this.#firms.get(this.#value(thing, named) ?? "");
    return firm ? this.latest(firm)["secret"] === true : false;
  }

  /** Whether `inner` is the code, or lies under it. */
  #under(classification: string, inner: string, code: string): boolean {
    const codes = this.#model.classifications.get(classification)?.codes ?? [];
    for (let at: string | null = inner; at !== null; at = codes.find((c) => c.code === at)?.parent ?? null)
      if (at === code) return true;
    return false;
  }

  #opens({ role: id, scope }: PlainPost, thing: Thing, deed: RowDeed): boolean {
    const role = this.#model.roles.get(id);
    const extent = this.#policy.roles.get(id)?.rows.get(thing.register)?.get(deed);
    if (extent === undefined || role === undefined) return false;
    if (extent === "all") return true;
    if (!role.scopes.includes(scope.kind)) return false;
    if (scope.kind === "city") return true;
    if (scope.kind === "chain" && thing.register === "enterprise") return this.#onChain(thing.code, scope.id);
    if (scope.kind === "chain" && thing.register === "site")
      return this.#onChain(this.#value(thing, "site_enterprise") ?? "", scope.id);
    const whose = this.#policy.scopes.get(thing.register)?.get(scope.kind);
    const value = whose === undefined ? null : this.#value(thing, whose.attribute);
    if (value === null) return false;
    return scope.kind === "enterprise" ? value === scope.id : this.#under(scope.kind, value, scope.id);
  }

  /** Whether the firm is on the list of the chain now: by its latest entry in effect, or as the file of the list has it. */
  #onChain(firm: string, chain: string): boolean {
    let decides: { readonly month: string; readonly code: string; readonly on: string | null } | null = null;
    for (const entry of this.#city.things.filter((t) => t.register === "chain_entry")) {
      const {
        entry_enterprise: who,
        entry_chain: on,
        entry_effective: from,
        entry_leaves: leaves,
      } = this.latest(entry);
      const month = String(from ?? FAR_OFF).slice(0, 7);
      if (who !== firm || typeof on !== "string" || month >= FAR_OFF) continue;
      if (decides !== null && `${month} ${entry.code}` < `${decides.month} ${decides.code}`) continue;
      decides = { month, code: entry.code, on: leaves === true ? null : on };
    }
    if (decides !== null) return decides.on !== null && this.#under("chain", decides.on, chain);
    return this.#city.listed.some(
      (m) => m.subject === firm && !m.over && this.#under("chain", m.code, chain),
    );
  }

  #postsOf(looker: Looker): readonly PlainPost[] {
    const key = `${looker.person} for ${looker.leader ?? ""}`;
    const posts = this.#posts.get(key) ?? postsOfLooker(this.#city, this.#model, looker);
    this.#posts.set(key, posts);
    return posts;
  }

  sees(looker: Looker, thing: Thing, deed: RowDeed = "read"): boolean {
    const key = `${looker.person} for ${looker.leader ?? ""} ${deed} ${thing.id}`;
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    const secret = this.#secret(thing);
    const seen = this.#postsOf(looker).some(
      (p) => this.#opens(p, thing, deed) && (!secret || p.role === "bureau_leader"),
    );
    this.#seen.set(key, seen);
    return seen;
  }

  /** 客商名称 and who may know it, before signing. */
  hides(looker: Looker, thing: Thing): { readonly name: boolean; readonly list: boolean } {
    if (thing.register !== "project") return { name: false, list: false };
    const latest = this.latest(thing);
    const known = String(latest["client_known_to"] ?? "").split(/[ ,、]/);
    const knows =
      known.includes(looker.person) ||
      (looker.leader !== null && known.includes(looker.leader) && this.#actsFor(looker)) ||
      this.#postsOf(looker).some((p) => p.role === "investment_office");
    return { name: !knows && latest["agreement_signed"] === undefined, list: !knows };
  }

  #actsFor(looker: Looker): boolean {
    const own = this.#postsOf({ ...looker, leader: null }).length;
    return this.#postsOf(looker).length > own;
  }

  /** Whether no project hides the name from the looker: only then may a list rest on it. */
  knowsAll(looker: Looker): boolean {
    return this.#postsOf(looker).some((p) => p.role === "investment_office");
  }

  shown(looker: Looker, thing: Thing, values: Values): Values {
    const { name, list } = this.hides(looker, thing);
    const out: Record<string, string | boolean> = { ...values };
    if (name) {
      delete out["client_name"];
      if (values["client_code_name"] !== undefined) out["client_name"] = values["client_code_name"];
    }
    if (list) delete out["client_known_to"];
    return out;
  }
}
