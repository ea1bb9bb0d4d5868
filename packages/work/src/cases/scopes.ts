/** Who can make a move or sign it: a role of the move's makers, and a scope that covers the record. */
import type { Model, Move, Procedure } from "@lianzhang/definitions";
import type { Held, Viewer } from "../access/viewer.ts";
import type { Scope } from "../people/vocabulary.ts";
import type { Parameters } from "../registers/parameters.ts";
import { codesUnder } from "../access/under.ts";
import { textOf } from "../registers/condition.ts";
import type { Values } from "../registers/record.ts";
import type { Pending } from "./case.ts";

/** The attribute that says whose a record is, and the values of it that a scope covers; null: it covers none. */
function reach(
  model: Model,
  procedure: Procedure,
  scope: Exclude<Scope, { readonly kind: "city" }>,
): { readonly attribute: string; readonly codes: readonly string[] } | null {
  // units of account that are counties have the county's code
  const attribute =
    procedure.scope.get(scope.kind) ?? (scope.kind === "unit" ? procedure.scope.get("county") : undefined);
  if (attribute === undefined) return null;
  const type = model.registers.get(procedure.of)?.attributes.get(attribute)?.type;
  const codes = type?.kind === "code" ? codesUnder(model, type.classification, scope.id) : [scope.id];
  return { attribute, codes };
}

/** Whether a scope covers a record, by the attribute the procedure names for it. */
export function covers(model: Model, procedure: Procedure, values: Values, scope: Scope): boolean {
  if (scope.kind === "city") return true;
  const found = reach(model, procedure, scope);
  const value = found === null ? undefined : values[found.attribute];
  return typeof value === "string" && found?.codes.includes(value) === true;
}

/** The same, as a predicate over the record's latest spell `s`. */
export function coversSql(model: Model, procedure: Procedure, scope: Scope, p: Parameters): string {
  if (scope.kind === "city") return "TRUE";
  const found = reach(model, procedure, scope);
  if (found === null) return "FALSE";
  return `${textOf(found.attribute, p)} = ANY (CAST(${p.add(found.codes)} AS TEXT[]))`;
}

/** Whether a post, within its scope, makes the move: an own post by itself, a leader's where somebody may act for it. */
export const makes = (move: Move, post: Held): boolean =>
  post.leader === null
    ? move.makers.some((m) => m.role === post.role && m.actsFor.length === 0)
    : move.onBehalf && move.by.includes(post.role);

/** The viewer's posts that can make the move of this record. */
export const makersAmong = (
  model: Model,
  procedure: Procedure,
  move: Move,
  values: Values,
  viewer: Viewer,
): readonly Held[] =>
  viewer.posts.filter((post) => makes(move, post) && covers(model, procedure, values, post.scope));

/** The viewer's posts that can sign a pending move in one of these roles. Who made it never signs it as well. */
export const signersAmong = (
  model: Model,
  procedure: Procedure,
  pending: Pending,
  roles: readonly string[],
  values: Values,
  viewer: Viewer,
): readonly Held[] =>
  pending.by === viewer.person
    ? []
    : viewer.posts.filter(
        (post) =>
          roles.includes(post.role) &&
          (post.leader === null || pending.onBehalf) &&
          covers(model, procedure, values, post.scope),
      );
