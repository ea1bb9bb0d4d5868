import type { Label } from "@lianzhang/kernel";
import type { Model } from "./model.ts";

/** The label of a grouping's key: an attribute, a membership, the primary code of one. */
export function keyLabel(model: Model, key: string): Label {
  for (const r of model.registers.values()) {
    const attribute = r.attributes.get(key);
    if (attribute) return attribute.label;
  }
  for (const m of model.memberships.values()) {
    if (m.id === key) return m.label;
    if (m.primaryAs === key) return model.classifications.get(m.classification)?.label ?? m.label;
  }
  return { zh: key, en: key };
}
