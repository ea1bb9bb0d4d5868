/** Codes are hierarchical: a scope covers what lies under it. */
import type { Model, Whose } from "@lianzhang/definitions";
import type { ScopeKind } from "../people/vocabulary.ts";

/** The classification that the values of a scope's attribute are of; null: of none (a firm's code). */
export function scopeClassification(
  model: Pick<Model, "registers">,
  register: string,
  kind: ScopeKind,
  { attribute, list }: Whose,
): string | null {
  if (kind === "enterprise" || kind === "city") return null;
  // a list that says the kind is of its classification
  if (list !== null) return kind;
  const type = model.registers.get(register)?.attributes.get(attribute)?.type;
  // the own code of a park is a code of parks
  return type?.kind === "code" ? type.classification : kind;
}

/** A code and every code under it. */
export function codesUnder(
  model: Pick<Model, "classifications">,
  classification: string,
  code: string,
): readonly string[] {
  const codes = model.classifications.get(classification)?.codes ?? [];
  const inside = new Set([code]);
  // parents come before what is under them
  for (const c of codes) if (c.parent !== null && inside.has(c.parent)) inside.add(c.code);
  return [...inside];
}
