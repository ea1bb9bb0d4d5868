/** Whether what a run touches may be published at all. */
import type { Clearance, Model, Use } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";
import { groupNeeds } from "../need.ts";
import type { RunFigure } from "../runs/record.ts";

/** A field or attribute that is not cleared for a use, with one of the indicators that touch it. */
export interface NotCleared {
  /** `form.field`, `register.attribute` or `register.membership`. */
  readonly field: string;
  readonly indicator: string;
  readonly clearance: Clearance;
}

function clearanceOf(model: Model, address: string): Clearance | null {
  const [owner = "", id = ""] = address.split(".");
  const list = [...model.memberships.values()].find(
    (m) => m.register === owner && (m.id === id || m.primaryAs === id),
  );
  return (
    list ?? model.forms.get(owner)?.fields.get(id) ?? model.registers.get(owner)?.attributes.get(id) ?? null
  );
}

/** Attributes and memberships that group the figures of an indicator. */
function groupedBy(model: Model, indicator: string, keys: ReadonlySet<string>): string[] {
  const definition = model.indicators.get(indicator);
  if (!definition?.body) return [];
  // only lengths and places of periods differ: any period names the same registers
  const aggregates = groupNeeds(definition.body, { from: 0, to: 0 }).aggregates;
  const registers = new Set(aggregates.map((a) => a.node.subject));
  return [...registers].flatMap((r) => [...keys].map((k) => `${r}.${k}`));
}

/** Every field behind these figures that is not cleared for the use on the day, each once, in order. */
export function notCleared(
  model: Model,
  figures: readonly Pick<RunFigure, "indicator" | "group">[],
  use: Use,
  day: Day,
): NotCleared[] {
  const keys = new Map<string, Set<string>>();
  for (const f of figures) {
    const set = keys.get(f.indicator) ?? new Set<string>();
    for (const g of f.group) set.add(g.key);
    keys.set(f.indicator, set);
  }
  const found = new Map<string, NotCleared>();
  for (const [indicator, grouping] of keys) {
    const touched = [
      ...(model.indicators.get(indicator)?.touches ?? []),
      ...groupedBy(model, indicator, grouping),
    ];
    for (const field of touched) {
      const clearance = clearanceOf(model, field);
      if (!clearance || found.has(field)) continue;
      const held = clearance.expires === null || clearance.expires >= day;
      if (!clearance.uses.includes(use) || !held) found.set(field, { field, indicator, clearance });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.field < b.field ? -1 : 1));
}
