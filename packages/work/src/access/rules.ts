/** The policy of the folder for one viewer: which rows of a register, for which deed. Pure. */
import type { AccessPolicy, Capability, Model, RowDeed } from "@lianzhang/definitions";
import { OWN_CODE } from "@lianzhang/definitions";
import { codesUnder, scopeClassification } from "./under.ts";
import type { Held, Viewer } from "./viewer.ts";

/** Rows whose attribute (`code`: whose own code) is one of these; with a list, names whom it has under one of them today. */
export interface Clause {
  readonly attribute: string;
  readonly codes: readonly string[];
  readonly list: string | null;
}

export type Rows =
  | { readonly kind: "all" }
  | { readonly kind: "none" }
  /** Rows that one of the clauses takes in. */
  | { readonly kind: "some"; readonly any: readonly Clause[] };

/** Rows of firms under secrecy: fewer than the others. */
export interface SecrecyRule {
  /** The attribute that names the firm of a row; `code` in the register of firms. */
  readonly firm: string;
  readonly register: string;
  /** The attribute of the register of firms that says yes. */
  readonly flag: string;
  readonly rows: Rows;
}

/** A record's last spell decides. */
export type RowRule = Rows & { readonly secrecy: SecrecyRule | null };

type Definitions = Pick<Model, "roles" | "registers" | "classifications">;

const NONE: Rows = { kind: "none" };

/** Rows that some posts open: none, all, or the union of theirs. */
function union(parts: readonly (Clause | "all")[]): Rows {
  if (parts.includes("all")) return { kind: "all" };
  const found = new Map<string, Clause>();
  for (const part of parts) {
    if (part === "all") continue;
    const { attribute, list } = part;
    const key = `${list ?? ""}/${attribute}`;
    const codes = new Set([...(found.get(key)?.codes ?? []), ...part.codes]);
    found.set(key, { attribute, codes: [...codes], list });
  }
  const any = [...found.values()];
  return any.length === 0 ? NONE : { kind: "some", any };
}

function opened(
  policy: AccessPolicy,
  model: Definitions,
  { role: id, scope }: Held,
  register: string,
  deed: RowDeed,
): readonly (Clause | "all")[] {
  const role = model.roles.get(id);
  const extent = policy.roles.get(id)?.rows.get(register)?.get(deed);
  if (role === undefined || role.administers !== null || extent === undefined) return [];
  if (extent === "all") return ["all"];
  if (!role.scopes.includes(scope.kind)) return [];
  if (scope.kind === "city") return ["all"];
  const whose = policy.scopes.get(register)?.get(scope.kind);
  if (whose === undefined) return [];
  const classification = scopeClassification(model, register, scope.kind, whose);
  const codes = classification === null ? [scope.id] : codesUnder(model, classification, scope.id);
  return [{ attribute: whose.attribute, codes, list: whose.list?.id ?? null }];
}

const rowsOf = (
  policy: AccessPolicy,
  model: Definitions,
  posts: readonly Held[],
  register: string,
  deed: RowDeed,
): Rows => union(posts.flatMap((post) => opened(policy, model, post, register, deed)));

/** The attribute that names the firm a row is of; null where rows are of none. */
export function firmOf({ secrecy, scopes }: AccessPolicy, register: string): string | null {
  if (secrecy?.register === register) return OWN_CODE;
  const own = scopes.get(register);
  const listed = [...(own?.values() ?? [])].find(
    ({ list }) => list !== null && list.subjects === secrecy?.register,
  );
  return (own?.get("enterprise") ?? listed)?.attribute ?? null;
}

/** Which rows of the register the viewer's posts open for the deed; `among`: only posts of these roles. */
export function rowRule(
  policy: AccessPolicy | null,
  model: Definitions,
  viewer: Pick<Viewer, "posts">,
  register: string,
  deed: RowDeed,
  among: readonly string[] | null = null,
): RowRule {
  if (policy === null) return { ...NONE, secrecy: null };
  const posts = viewer.posts.filter((p) => among === null || among.includes(p.role));
  const rows = rowsOf(policy, model, posts, register, deed);
  const { secrecy } = policy;
  const firm = firmOf(policy, register);
  if (secrecy === null || firm === null || rows.kind === "none") return { ...rows, secrecy: null };
  const cleared = posts.filter((p) => secrecy.roles.includes(p.role));
  const { register: firms, flag } = secrecy;
  return {
    ...rows,
    secrecy: { firm, register: firms, flag, rows: rowsOf(policy, model, cleared, register, deed) },
  };
}

/** Whether one of the viewer's posts may do what is not about the rows of a register. */
export const may = (policy: AccessPolicy | null, viewer: Pick<Viewer, "posts">, what: Capability): boolean =>
  viewer.posts.some((p) => policy?.roles.get(p.role)?.capabilities.includes(what) === true);
