/** By which attribute a record belongs to a county, park, chain ...: from the procedures, and for the rest from the policy. */
import type { Loading } from "../loading.ts";
import type { Register } from "../model.ts";
import { attributeNamed } from "../procedures/attributes.ts";
import type { Scope } from "../procedures/model.ts";
import { RECORD_SCOPES } from "../procedures/written.ts";
import type { Entry, Path } from "../source/entry.ts";
import { OWN_CODE } from "./model.ts";
import type { Scopes, Whose } from "./model.ts";
import type { PolicyInput, WhoseInput } from "./written.ts";

/** What says whose the records of each register are; what cannot say it is reported. */
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
    const found = RECORD_SCOPES.flatMap((kind): (readonly [Scope, Whose])[] => {
      const said = written[kind];
      const whose =
        said === undefined ? null : whoseOf(register, kind, said, entry, [...path, kind], loading);
      return whose === null ? [] : [[kind, whose]];
    });
    scopes.set(id, new Map(found));
  }
  return scopes;
}

/** Of several procedures over one register the first that names an attribute for a kind of scope decides. */
function ofProcedures(loading: Loading): Map<string, ReadonlyMap<Scope, Whose>> {
  const scopes = new Map<string, ReadonlyMap<Scope, Whose>>();
  for (const { of, scope } of loading.procedures.values()) {
    const named = [...scope].map(([kind, attribute]): [Scope, Whose] => [kind, { attribute, list: null }]);
    scopes.set(of, new Map([...named, ...(scopes.get(of) ?? [])]));
  }
  return scopes;
}

function whoseOf(
  register: Register,
  kind: Scope,
  said: WhoseInput,
  entry: Entry,
  path: Path,
  loading: Loading,
): Whose | null {
  if (typeof said !== "string") return listedWhose(register, kind, said, entry, path, loading);
  const fits = saysWhose(register, kind, said, entry, path, loading);
  return fits ? { attribute: said, list: null } : null;
}

/** The list has entries that are records and is of this kind of scope, and `by` names its subjects; reported when not. */
function listedWhose(
  register: Register,
  kind: Scope,
  { list, by }: Exclude<WhoseInput, string>,
  entry: Entry,
  path: Path,
  loading: Loading,
): Whose | null {
  const refuse = (key: "list" | "by", what: string, hint: string): null => {
    loading.add("LZ2079", entry.at(...path, key), what, hint);
    return null;
  };
  if (!loading.refer("memberships", list, entry.at(...path, "list"))) return null;
  const found = loading.memberships.get(list);
  if (found === undefined) return null; // reported where it is defined
  if (found.classification !== kind)
    return refuse(
      "list",
      `${list} says no ${kind}: it is a list of ${found.classification}`,
      `name a list with classification: ${kind}`,
    );
  if (found.entries === null)
    return refuse(
      "list",
      `${list} has no entries that are records: nothing tells when somebody joins or leaves it`,
      "write entries: for the list, or name another one",
    );
  const subjects = found.register;
  if (by === OWN_CODE)
    return register.id === subjects
      ? { attribute: by, list: { id: list, subjects } }
      : refuse(
          "by",
          `the records of ${register.id} are not the subjects of ${list}, which are of ${subjects}`,
          `name the attribute that names the subject: { list: ${list}, by: ATTRIBUTE }`,
        );
  const attribute = attributeNamed(by, register.id, entry, [...path, "by"], loading);
  if (attribute === null) return null;
  const { type } = attribute;
  if (type.kind === "text" || (type.kind === "subject" && type.register === subjects))
    return { attribute: by, list: { id: list, subjects } };
  return refuse(
    "by",
    `${register.id}.${by} names no subject of ${list}: it is ${type.kind}`,
    `name an attribute with type: subject ${subjects}, or a text with its code`,
  );
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
