/** Who can make a move: roles of its list that have a scope here, and those who may act for one of them. */
import type { Maker, Role, Scope } from "./model.ts";

/** Why a role cannot act on records of this scope; null when it can. */
export function whyNot(role: Role, scope: ReadonlyMap<Scope, string>): string | null {
  if (role.administers !== null)
    return `${role.id} administers (${role.administers}) and works on no records`;
  if (role.readsOnly) return `${role.id} only reads`;
  if (!role.signsIn) return `${role.id} does not sign in, and nobody may act for it here`;
  if (role.scopes.some((s) => s === "city" || scope.has(s))) return null;
  const here = scope.size === 0 ? "none" : [...scope.keys()].join(", ");
  return `${role.id} sees by ${role.scopes.join(", ")}; the scopes here are ${here}`;
}

/** Roles that can do what is asked of `by`, each once: itself first, then who acts for others. */
export function makersOf(
  by: readonly string[],
  onBehalf: boolean,
  scope: ReadonlyMap<Scope, string>,
  roles: ReadonlyMap<string, Role>,
): Maker[] {
  const able = [...roles.values()].filter((r) => whyNot(r, scope) === null);
  const own = able.filter((r) => by.includes(r.id)).map((r): Maker => ({ role: r.id, actsFor: [] }));
  if (!onBehalf) return own;
  const others = able
    .filter((r) => !by.includes(r.id))
    .map((r) => ({ role: r.id, actsFor: r.actsFor.filter((f) => by.includes(f)) }));
  return [...own, ...others.filter((m) => m.actsFor.length > 0)];
}
