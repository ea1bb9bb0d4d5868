/** Whether what a run touches may be published at all. */
import type { Clearance, Model, Use } from "@lianzhang/definitions";
import { purposesOf } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";
import { groupNeeds } from "../need.ts";
import type { RunFigure } from "../runs/record.ts";

/** A field or attribute that is not cleared for a use, with the way to it from the first indicator that touches it. */
export interface NotCleared {
  /** `form.field`, `register.attribute` or `register.membership`. */
  readonly field: string;
  readonly path: readonly string[];
  readonly clearance: Clearance;
}

/** Clearances of what groups the figures of an indicator, on every register it counts. */
function groupedBy(model: Model, indicator: string, keys: ReadonlySet<string>): [string, Clearance][] {
  const definition = model.indicators.get(indicator);
  if (!definition?.body) return [];
  // which registers are counted does not depend on the period
  const { aggregates } = groupNeeds(definition.body, { from: 0, to: 0 });
  const registers = new Set(aggregates.map((a) => a.node.subject));
  return [...registers].flatMap((register) =>
    [...keys].flatMap((key): [string, Clearance][] => {
      const list = [...model.memberships.values()].find(
        (m) => m.register === register && (m.id === key || m.primaryAs === key),
      );
      const clearance = list ?? model.registers.get(register)?.attributes.get(key);
      return clearance ? [[`${register}.${key}`, clearance]] : [];
    }),
  );
}

const holds = (c: Clearance, use: Use, day: Day): boolean =>
  c.uses.includes(use) && (c.expires === null || c.expires >= day);

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
  const add = (field: string, path: readonly string[], clearance: Clearance): void => {
    if (!found.has(field)) found.set(field, { field, path, clearance });
  };
  for (const purpose of purposesOf(model, day, use))
    if (purpose.kind === "export" && keys.has(purpose.id))
      for (const f of purpose.fields) if (f.refused !== null) add(f.id, f.path, f.clearance);
  for (const [indicator, grouping] of keys)
    for (const [field, clearance] of groupedBy(model, indicator, grouping))
      if (!holds(clearance, use, day)) add(field, [indicator, field], clearance);
  return [...found.values()].toSorted((a, b) => (a.field < b.field ? -1 : 1));
}
