/** Codes are hierarchical: a scope covers what lies under it. */
import type { Model } from "@lianzhang/definitions";

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
