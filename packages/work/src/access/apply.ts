/** The policy of the folder as tables of the database, for row-level security to decide by. */
import { createHash } from "node:crypto";
import type { AccessPolicy, Extent, Model, Role } from "@lianzhang/definitions";
import { canonicalText } from "@lianzhang/kernel";
import type { Change } from "../audit/trail.ts";
import type { Queries } from "../database/queries.ts";
import { only, text } from "../database/queries.ts";
import type { Work } from "../open.ts";
import { program } from "../people/ground.ts";
import { listsOf } from "./lists.ts";
import { returnRules } from "./returns.ts";
import { firmOf } from "./rules.ts";
import { codesUnder, scopeClassification } from "./under.ts";

type Cell = string | boolean;
type Line = readonly Cell[];

/** Rows of each table, in the order of its columns. */
interface Tables {
  readonly policy_rule: readonly Line[];
  readonly policy_scope: readonly Line[];
  readonly policy_under: readonly Line[];
  readonly policy_delegate: readonly Line[];
  readonly policy_secrecy: readonly Line[];
  readonly policy_list: readonly Line[];
}

const COLUMNS: { readonly [table in keyof Tables]: readonly string[] } = {
  policy_rule: ["role", "register", "scope_kind", "attribute", "classification", "list", "secret"],
  policy_scope: ["register", "attribute", "firm"],
  policy_under: ["classification", "code", "inside"],
  policy_delegate: ["role", "leader_role"],
  policy_secrecy: ["register", "flag"],
  policy_list: ["list", "entries", "subject", "code", "effective", "leaves"],
};

const NAMES = [
  "policy_rule",
  "policy_scope",
  "policy_under",
  "policy_delegate",
  "policy_secrecy",
  "policy_list",
] as const;

/** What the posts of a role open to its holder's eyes. */
function ruleLines(policy: AccessPolicy, model: Model, role: Role): readonly Line[] {
  const rows = [...(policy.roles.get(role.id)?.rows ?? [])];
  const secret = policy.secrecy?.roles.includes(role.id) === true;
  if (role.administers !== null) return [];
  return rows.flatMap(([register, deeds]): readonly Line[] => {
    const extent: Extent | undefined = deeds.get("read");
    if (extent === undefined) return [];
    if (extent === "all") return [[role.id, register, "*", "", "", "", secret]];
    return role.scopes.flatMap((kind): readonly Line[] => {
      if (kind === "city") return [[role.id, register, kind, "", "", "", secret]];
      const whose = policy.scopes.get(register)?.get(kind);
      if (whose === undefined) return [];
      const classification = scopeClassification(model, register, kind, whose) ?? "";
      return [[role.id, register, kind, whose.attribute, classification, whose.list?.id ?? "", secret]];
    });
  });
}

/** What the posts of a role open of returns: of firms by the attributes of their register, of offices by what they are. */
function returnLines(policy: AccessPolicy, model: Model, role: Role): readonly Line[] {
  const secret = policy.secrecy?.roles.includes(role.id) === true;
  if (role.administers !== null) return [];
  return returnRules(policy, model, role).map(({ key, kind, attribute, classification }): Line => [
    role.id,
    key,
    kind,
    attribute,
    classification ?? "",
    "",
    secret,
  ]);
}

function scopeLines(policy: AccessPolicy, model: Model): readonly Line[] {
  return [...model.registers.keys()].flatMap((register) => {
    const firm = firmOf(policy, register);
    const own = [...(policy.scopes.get(register)?.values() ?? [])].map((whose) => whose.attribute);
    const named = [...own, ...(firm === null ? [] : [firm])];
    return [...new Set(named)].map((attribute): Line => [register, attribute, attribute === firm]);
  });
}

/** Codes of the classifications that scopes are of, each with what lies under it. */
function underLines(rules: readonly Line[], model: Model): readonly Line[] {
  const used = new Set(rules.map(([, , , , classification]) => String(classification)));
  return [...used].flatMap((id) =>
    (model.classifications.get(id)?.codes ?? []).flatMap(({ code }) =>
      codesUnder(model, id, code).map((inside): Line => [id, code, inside]),
    ),
  );
}

/** How entries say who is on a list, of the lists that say whose a record is. */
function listLines(policy: AccessPolicy, model: Model): readonly Line[] {
  return listsOf(policy, model).flatMap(({ id, entries }): readonly Line[] => {
    if (entries === null) return [];
    const { register, subject, of, from, leaves } = entries;
    return [[id, register, subject, of, from, leaves ?? ""]];
  });
}

function tablesOf(policy: AccessPolicy | null, model: Model): Tables {
  const roles = [...model.roles.values()];
  const rules =
    policy === null
      ? []
      : roles.flatMap((role) => [...ruleLines(policy, model, role), ...returnLines(policy, model, role)]);
  const secrecy = policy?.secrecy ?? null;
  return {
    policy_rule: rules,
    policy_scope: policy === null ? [] : scopeLines(policy, model),
    policy_under: underLines(rules, model),
    policy_delegate: roles.flatMap((role) => role.actsFor.map((leader): Line => [role.id, leader])),
    policy_secrecy: secrecy === null ? [] : [[secrecy.register, secrecy.flag]],
    policy_list: policy === null ? [] : listLines(policy, model),
  };
}

async function write(change: Change, tables: Tables): Promise<void> {
  for (const name of NAMES) {
    await change.rows(`DELETE FROM ${name}`);
    for (const line of tables[name])
      await change.rows(
        `INSERT INTO ${name} (${COLUMNS[name].join(", ")}) VALUES (${line.map((_, i) => `$${i + 1}`).join(", ")})`,
        line,
      );
  }
  // whose a record is may be said by other attributes now
  await change.rows("SELECT register_own(r.id) FROM register_record r");
  await change.rows("SELECT return_own(NULL, NULL)");
}

const hashIn = async (queries: Queries, hold: boolean): Promise<string> =>
  text(only(await queries.rows(`SELECT hash FROM policy_state${hold ? " FOR UPDATE" : ""}`)), "hash");

/**
 * Writes the policy of the folder into the database, with an event, when it is not the one that stands there; call it at
 * the start. Null: nobody sees a record.
 */
export async function applyPolicy(
  { database, trail }: Pick<Work, "database" | "trail">,
  policy: AccessPolicy | null,
  model: Model,
): Promise<"applied" | "unchanged"> {
  const tables = tablesOf(policy, model);
  const hash = createHash("sha256")
    .update(canonicalText({ ...tables }))
    .digest("hex");
  if ((await database.read((queries) => hashIn(queries, false))) === hash) return "unchanged";
  await trail.change(program("policy"), async (change) => {
    const before = await hashIn(change, true);
    await write(change, tables);
    await change.rows("UPDATE policy_state SET hash = $1", [hash]);
    const subject = { kind: "policy", id: model.id };
    change.record({ action: "policy.apply", subject, before: { hash: before }, after: { hash } });
  });
  return "applied";
}
