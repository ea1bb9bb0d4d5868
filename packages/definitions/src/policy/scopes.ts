/** By which attribute a record belongs to a county, park, chain ...: from the procedures, and for the rest from the policy. */
import type { Loading } from "../loading.ts";
import type { Register } from "../model.ts";
import { attributeNamed } from "../procedures/attributes.ts";
import type { Scope } from "../procedures/model.ts";
import { RECORD_SCOPES } from "../procedures/written.ts";
import type { Entry, Path } from "../source/entry.ts";
import { OWN_CODE } from "./model.ts";
import type { PolicyInput } from "./written.ts";

type Scopes = Map<string, ReadonlyMap<Scope, string>>;

/** Register -> kind of scope -> attribute. */
export function scopesOf(value: PolicyInput, entry: Entry, loading: Loading): Scopes {
  const scopes = ofProcedures(loading);
  for (const [id, written] of Object.entries(value.scopes)) {
    const path = ["scopes", id];
    if (!loading.ids.get("registers")?.has(id)) {
      loading.unknown("register", id, loading.ids.get("registers")?.keys() ?? [], entry.keyAt(...path));
      continue;
    }
    const procedure = [...loading.procedures.values()].find((p) => p.of === id);
    if (procedure !== undefined) {
      const what = `the records of ${id} go through ${procedure.id}, which says whose they are`;
      loading.add("LZ2052", entry.keyAt(...path), what, "write it there, under scope:");
      continue;
    }
    const register = loading.registers.get(id);
    if (register === undefined) continue; // reported where it is defined
    const found = RECORD_SCOPES.flatMap((kind): (readonly [Scope, string])[] => {
      const attribute = written[kind];
      if (attribute === undefined) return [];
      return saysWhose(register, kind, attribute, entry, [...path, kind], loading) ? [[kind, attribute]] : [];
    });
    scopes.set(id, new Map(found));
  }
  return scopes;
}

/** Of several procedures over one register the first that names an attribute for a kind of scope decides. */
function ofProcedures(loading: Loading): Scopes {
  const scopes: Scopes = new Map();
  for (const { of, scope } of loading.procedures.values())
    scopes.set(of, new Map([...scope, ...(scopes.get(of) ?? [])]));
  return scopes;
}

/** Whether the attribute can say which county, park ... a record belongs to; reported when it cannot. */
function saysWhose(
  register: Register,
  kind: Scope,
  attribute: string,
  entry: Entry,
  path: Path,
  loading: Loading,
): boolean {
  if (attribute === OWN_CODE) return true;
  const found = attributeNamed(attribute, register.id, entry, path, loading);
  if (found === null) return false;
  const { type } = found;
  const fits =
    kind === "enterprise" ? type.kind === "subject" : type.kind === "code" && type.classification === kind;
  if (fits) return true;
  const wanted = kind === "enterprise" ? "a link to a firm (type: subject)" : `a code of ${kind}`;
  loading.add(
    "LZ2077",
    entry.at(...path),
    `${register.id}.${attribute} says no ${kind}: it is ${type.kind}, ${wanted} is needed`,
    `name an attribute with type: ${kind === "enterprise" ? "subject REGISTER" : `code ${kind}`}, or code for the record's own`,
  );
  return false;
}
