/** Roles of the decision folder, as far as giving posts needs them. */
import type { Model } from "@lianzhang/definitions";
import { parseUscc } from "@lianzhang/kernel";
import { DELEGATE, LEADER } from "./vocabulary.ts";
import type { Scope, ScopeKind } from "./vocabulary.ts";

export interface FolderRole {
  /** Kinds of scope a holder may be given. */
  readonly scopes: readonly ScopeKind[];
  /** Roles it may act for under its own name (代办). */
  readonly actsFor: readonly string[];
  /** False: a leader; only who acts for the role does anything. */
  readonly signsIn: boolean;
}

export interface FolderRoles {
  readonly roles: ReadonlyMap<string, FolderRole>;
  /** Whether there is such a county, park, chain, department or unit; of an enterprise whether its code is one. */
  knows(scope: Scope): boolean;
}

/** The port made from a model: a kind of scope has its codes in the classification of the same name. */
export const folderRoles = (model: Pick<Model, "roles" | "classifications" | "registers">): FolderRoles => ({
  roles: model.roles,
  knows(scope): boolean {
    if (scope.kind === "city") return true;
    if (scope.kind === "enterprise")
      return model.registers.get("enterprise")?.identity !== "uscc" || parseUscc(scope.id).ok;
    const codes = model.classifications.get(scope.kind)?.codes ?? [];
    return codes.some((c) => c.code === scope.id);
  },
});

/** Whether posts of the role are a leader's: somebody may act for its holder. */
export const isLeaderRole = (roles: FolderRoles | null, role: string): boolean =>
  roles === null ? role === LEADER : roles.roles.get(role)?.signsIn === false;

/** The roles that a holder of `role` may act for. */
export const actsFor = (roles: FolderRoles | null, role: string): readonly string[] =>
  roles === null ? (role === DELEGATE ? [LEADER] : []) : (roles.roles.get(role)?.actsFor ?? []);
