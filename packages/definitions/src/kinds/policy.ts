/** The policy: who may see and change what (docs/access.md). */
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Loading } from "../loading.ts";
import { hiddenOf } from "../policy/hidden.ts";
import type { Secrecy } from "../policy/model.ts";
import { rolePolicyOf } from "../policy/roles.ts";
import { scopesOf } from "../policy/scopes.ts";
import type { PolicyInput } from "../policy/written.ts";
import { policySchema } from "../policy/written.ts";
import { attributeNamed } from "../procedures/attributes.ts";
import type { Entry } from "../source/entry.ts";

export const policyKind: Kind = defineKind({
  name: "policy",
  form: "one",
  id: null,
  schema: policySchema,
  build(entry, value, loading): void {
    // after procedures, which finish later as well: they say whose their records are
    loading.later.push(() => finish(value, entry, loading));
  },
});

function finish(value: PolicyInput, entry: Entry, loading: Loading): void {
  const scopes = scopesOf(value, entry, loading);
  const roles = Object.entries(value.roles).map(([id, input]) =>
    rolePolicyOf(id, input, scopes, entry, loading),
  );
  const hidden = value.hidden.map((h, i) => hiddenOf(h, entry, ["hidden", i], loading));
  loading.referAll("registers", value.confidential, entry, ["confidential"]);
  loading.policy = {
    scopes,
    roles: new Map(roles.map((r) => [r.role, r])),
    hidden: hidden.filter((h) => h !== null),
    secrecy: secrecyOf(value, entry, loading),
    confidential: value.confidential,
    place: entry.place,
  };
}

function secrecyOf({ secrecy }: PolicyInput, entry: Entry, loading: Loading): Secrecy | null {
  if (secrecy === undefined) return null;
  const { register, flag, to } = secrecy;
  loading.referAll("roles", to, entry, ["secrecy", "to"]);
  if (!loading.refer("registers", register, entry.at("secrecy", "register"))) return null;
  const attribute = attributeNamed(flag, register, entry, ["secrecy", "flag"], loading);
  if (attribute !== null && attribute.type.kind !== "boolean")
    loading.add(
      "LZ2076",
      entry.at("secrecy", "flag"),
      `${flag} is ${attribute.type.kind}: secrecy is yes or no`,
      "name an attribute with type: boolean",
    );
  return { register, flag, roles: to };
}
