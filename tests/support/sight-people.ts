/** People of every role, and which firms each may see: said once more, by hand, from the words of the policy. */
import { CITY } from "@lianzhang/work";
import type { NewPost, Scope } from "@lianzhang/work";
import type { Spell } from "./sight-city.ts";

export interface Looker {
  readonly name: string;
  readonly posts: readonly NewPost[];
  /** What of figures the posts give: everything, sums and own firms, own firms only, nothing. */
  readonly figures: "all" | "scope" | "own" | "none";
  readonly mayScenario: boolean;
  /** Whether a firm, by its last spell, is inside the posts. */
  readonly inside: (firm: Spell) => boolean;
}

const scope = (kind: Exclude<Scope["kind"], "city">, id: string): Scope => ({ kind, id });
const post = (role: string, at: Scope = CITY): NewPost => ({ role, scope: at });
const notSecret = (firm: Spell): boolean => firm["secret"] !== "1";
const at =
  (attribute: string, ...codes: string[]) =>
  (firm: Spell): boolean =>
    notSecret(firm) && codes.includes(firm[attribute] ?? "");
const nobody = (): boolean => false;
const county = (code: string): NewPost => post("county_office", scope("county", code));
const park = (code: string): NewPost => post("park_committee", scope("park", code));
const DONGPO = "511402";
const PENGSHAN = "511403";

/** `firm` has a person of its own, and so has a firm under secrecy; `chains`: on whose lists each firm stands now. */
export function lookers(
  firm: string,
  secretFirm: string,
  chains: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Looker[] {
  const person = (
    name: string,
    figures: Looker["figures"],
    inside: Looker["inside"],
    ...posts: readonly NewPost[]
  ): Looker => ({ name, posts, figures, inside, mayScenario: ["analyst", "chain"].includes(name) });
  const on =
    (chain: string) =>
    (f: Spell): boolean =>
      notSecret(f) && chains.get(f["code"] ?? "")?.has(chain) === true;
  const own = post("enterprise_user", scope("enterprise", firm));
  const isFirm = (f: Spell): boolean => f["code"] === firm;
  return [
    person("leader", "all", () => true, post("bureau_leader")),
    person("analyst", "all", notSecret, post("analyst")),
    person("chain", "all", notSecret, post("chain_office")),
    person("investment", "all", notSecret, post("investment_office")),
    person("auditor", "all", notSecret, post("auditor")),
    person("liaison", "scope", notSecret, post("liaison")),
    person("unit", "scope", at("managed_by", "ganmei_unit"), post("liaison", scope("unit", "ganmei_unit"))),
    person("county-a", "scope", at("county", DONGPO), county(DONGPO)),
    person("county-b", "scope", at("county", PENGSHAN), county(PENGSHAN)),
    person("county-ab", "scope", at("county", DONGPO, PENGSHAN), county(DONGPO), county(PENGSHAN)),
    person("park", "scope", at("park", "pengshan_zone"), park("pengshan_zone")),
    person("partner", "scope", at("park", "ganmei"), post("enclave_partner", scope("park", "ganmei"))),
    person(
      "county-park",
      "scope",
      (f) => at("county", DONGPO)(f) || at("park", "pengshan_zone")(f),
      county(DONGPO),
      park("pengshan_zone"),
    ),
    person("force", "scope", on("lithium"), post("task_force", scope("chain", "lithium"))),
    person("chain-liaison", "scope", on("pv"), post("liaison", scope("chain", "pv"))),
    person(
      "county-force",
      "scope",
      (f) => at("county", DONGPO)(f) || on("lithium")(f),
      county(DONGPO),
      post("task_force", scope("chain", "lithium")),
    ),
    person("department", "scope", nobody, post("department_office", scope("department", "economy_bureau"))),
    person("firm", "own", isFirm, own),
    person("secret-firm", "own", nobody, post("enterprise_user", scope("enterprise", secretFirm))),
    person("county-firm", "scope", (f) => isFirm(f) || at("county", PENGSHAN)(f), county(PENGSHAN), own),
    person("administrator", "none", nobody, post("system_admin")),
  ];
}
