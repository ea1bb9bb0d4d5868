/** From who asks to what of figures that is: the policy's rows of every register, found once a rule. */
import { createHash } from "node:crypto";
import type { Model } from "@lianzhang/definitions";
import { anyUnreleased } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";
import type { RowRule, Rows, Viewer } from "@lianzhang/work";
import { firmOf, may, monthOfDay, rowRule } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { REGISTER } from "../firms.ts";
import { keptRegisters } from "../kept/seed.ts";
import type { RegisterRules } from "../sight/hidden.ts";
import { hiddenCodes } from "../sight/hidden.ts";
import type { Sight } from "../sight/sight.ts";
import { EVERYTHING } from "../sight/sight.ts";
import type { Identity } from "./identity.ts";

/** Nobody's posts: a visitor of made-up data. */
const NO_POSTS: Pick<Viewer, "posts"> = { posts: [] };

function extentOf(model: Model, identity: Identity): Sight["extent"] | null {
  if (identity.kind === "nobody") return null;
  if (identity.kind === "guest") return "all";
  const { viewer } = identity;
  if (may(model.policy, viewer, "figures.all")) return "all";
  if (may(model.policy, viewer, "figures.scope")) return "scope";
  return rowRule(model.policy, model, viewer, REGISTER, "read").kind === "none" ? null : "own";
}

/** Every row, but of firms under secrecy only what the posts open. */
function allButSecret(model: Model, viewer: Pick<Viewer, "posts">, register: string): RowRule {
  const { policy } = model;
  const all: RowRule = { kind: "all", secrecy: null };
  if (policy?.secrecy == null) return all;
  const { register: firms, flag } = policy.secrecy;
  const firm = firmOf(policy, register);
  if (firm === null) return all;
  const rows = rowRule(policy, model, viewer, register, "read").secrecy ?? { rows: { kind: "none" } };
  return { ...all, secrecy: { firm, register: firms, flag, rows: rows.rows } };
}

function rulesOf(model: Model, viewer: Pick<Viewer, "posts">, extent: Sight["extent"]): RegisterRules {
  return new Map(
    keptRegisters(model).map(({ id }): [string, RowRule] => [
      id,
      extent === "all" ? allButSecret(model, viewer, id) : rowRule(model.policy, model, viewer, id, "read"),
    ]),
  );
}

/** The day after which figures are kept from the identity; null: it may know them before their release, or all are out. */
function embargoOf(model: Model, identity: Identity, today: Day): Day | null {
  if (!anyUnreleased(model, today)) return null;
  const early = identity.kind === "person" && may(model.policy, identity.viewer, "figures.embargoed");
  return early ? null : today;
}

const goesByLists = (rules: RegisterRules): boolean =>
  [...rules.values()]
    .flatMap((rule): Rows[] => [rule, ...(rule.secrecy === null ? [] : [rule.secrecy.rows])])
    .some((rows) => rows.kind === "some" && rows.any.some((c) => c.list !== null));

/** What the identity sees of figures on a day; null: nothing at all. */
export async function sightOf(context: Context, identity: Identity, today: Day): Promise<Sight | null> {
  const { model } = context;
  const extent = extentOf(model, identity);
  if (extent === null) return null;
  const viewer = identity.kind === "person" ? identity.viewer : NO_POSTS;
  const rules = rulesOf(model, viewer, extent);
  const embargo = embargoOf(model, identity, today);
  const month = monthOfDay(today);
  // whom a signed list opens is another one in another month
  const said = JSON.stringify([extent, [...rules], goesByLists(rules) ? month : null]);
  const rows = createHash("sha256").update(said).digest("hex").slice(0, 16);
  const hidden = await context.once(`sight|${rows}`, () => hiddenCodes(context, rows, rules, month));
  const key = embargo === null ? rows : `${rows}@${embargo}`;
  return hidden.size === 0 && extent === "all" && embargo === null
    ? EVERYTHING
    : { key, rows, extent, hidden, embargo };
}
