/** From who asks to what of figures that is: the policy's rows of every register, found once a rule. */
import { createHash } from "node:crypto";
import type { Model } from "@lianzhang/definitions";
import { OWN_CODE } from "@lianzhang/definitions";
import type { RowRule, Viewer } from "@lianzhang/work";
import { may, rowRule } from "@lianzhang/work";
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
  const firm = register === firms ? OWN_CODE : policy.scopes.get(register)?.get("enterprise");
  if (firm === undefined) return all;
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

/** What the identity sees of figures; null: nothing at all. */
export async function sightOf(context: Context, identity: Identity): Promise<Sight | null> {
  const { model } = context;
  const extent = extentOf(model, identity);
  if (extent === null) return null;
  const viewer = identity.kind === "person" ? identity.viewer : NO_POSTS;
  const rules = rulesOf(model, viewer, extent);
  const said = JSON.stringify([extent, [...rules]]);
  const key = createHash("sha256").update(said).digest("hex").slice(0, 16);
  const hidden = await context.once(`sight|${key}`, () => hiddenCodes(context, key, rules));
  return hidden.size === 0 && extent === "all" ? EVERYTHING : { key, extent, hidden };
}
