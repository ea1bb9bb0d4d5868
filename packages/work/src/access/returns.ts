/** Returns under the policy: keys of whose they are, the same for the program and for the database. Pure. */
import type { AccessPolicy, Input, Model, ReturnDeed, Role, RolePolicy } from "@lianzhang/definitions";
import { codesUnder, scopeClassification } from "./under.ts";
import type { Viewer } from "./viewer.ts";

type Definitions = Pick<Model, "roles" | "registers" | "classifications" | "forms">;

/** What a post of the role within a scope of the kind opens; kind `*`: of whatever kind. */
interface ReturnRule {
  /** `return:<input>` of firms, `return_by:<input>` of offices. */
  readonly key: string;
  readonly kind: string;
  /** The attribute that says whose it is; "": every one. */
  readonly attribute: string;
  readonly classification: string | null;
}

/** The register whose subjects send returns of the input themselves. */
const sendersOf = (model: Definitions, input: Input): readonly string[] => [
  ...new Set([...model.forms.values()].filter((f) => f.input === input).map((f) => f.subject)),
];

/** Rules of one role for a deed, `read` unless said otherwise. */
export function returnRules(
  policy: AccessPolicy,
  model: Definitions,
  role: Role,
  deed: ReturnDeed = "read",
): readonly ReturnRule[] {
  const given: RolePolicy["returns"] = policy.roles.get(role.id)?.returns ?? new Map();
  return [...given].flatMap(([input, deeds]): readonly ReturnRule[] => {
    const extent = deeds.get(deed);
    if (extent === undefined) return [];
    const [firms, offices] = [`return:${input}`, `return_by:${input}`];
    const every = (kind: string): readonly ReturnRule[] =>
      [firms, offices].map((key) => ({ key, kind, attribute: "", classification: null }));
    if (extent === "all") return every("*");
    return role.scopes.flatMap((kind): readonly ReturnRule[] => {
      if (kind === "city") return every(kind);
      // a firm's own returns bear its code, whichever register it stands in
      if (kind === "enterprise") return [{ key: firms, kind, attribute: "code", classification: null }];
      const own = sendersOf(model, input).flatMap((register) => {
        const whose = policy.scopes.get(register)?.get(kind);
        // the keys of returns do not follow a signed list: by it nobody's are open
        if (whose === undefined || whose.list !== null || whose.attribute === "code") return [];
        const classification = scopeClassification(model, register, kind, whose);
        return [{ attribute: whose.attribute, classification }];
      });
      return [
        ...own.slice(0, 1).map((found) => ({ key: firms, kind, ...found })),
        { key: offices, kind, attribute: kind, classification: kind },
      ];
    });
  });
}

/** Keys of the returns that the viewer's posts open for the deed; they meet the column `owners`. */
export function returnKeys(
  policy: AccessPolicy | null,
  model: Definitions,
  viewer: Pick<Viewer, "posts">,
  deed: ReturnDeed,
): readonly string[] {
  if (policy === null) return [];
  return viewer.posts.flatMap(({ role: id, scope }) => {
    const role = model.roles.get(id);
    if (role === undefined || role.administers !== null) return [];
    return returnRules(policy, model, role, deed).flatMap(({ key, kind, attribute, classification }) => {
      if (attribute === "") return kind === "*" || kind === scope.kind ? [`${key}/*`] : [];
      if (kind !== scope.kind || scope.kind === "city") return [];
      const codes = classification === null ? [scope.id] : codesUnder(model, classification, scope.id);
      return codes.map((code) => `${key}/${attribute}/${code}`);
    });
  });
}
