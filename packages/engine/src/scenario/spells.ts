/** The spells of one subject under a scenario. Pure. */
import type { Month } from "@lianzhang/kernel";
import { NO_END } from "@lianzhang/kernel";
import type { AttributeCell, Change } from "./change.ts";

/** Attribute values from one month until before another. */
export interface AttributeSpell {
  readonly since: Month;
  readonly until: Month;
  readonly values: ReadonlyMap<string, AttributeCell>;
}

type AttributeChange = Extract<Change, { readonly kind: "attribute" }>;

/** Cut so that no spell runs over the month. */
const cutAt = (spells: readonly AttributeSpell[], month: Month): AttributeSpell[] =>
  spells.flatMap((s) =>
    s.since < month && month < s.until
      ? [
          { ...s, until: month },
          { ...s, since: month },
        ]
      : [s],
  );

/** One attribute: each value from its month on until the next one of the scenario; one without a month from the start. */
function withAttribute(
  spells: readonly AttributeSpell[],
  changes: readonly AttributeChange[],
): AttributeSpell[] {
  const dated = changes.toSorted((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity));
  const cut = dated.reduce<readonly AttributeSpell[]>(
    (all, c) => (c.from === null ? all : cutAt(all, c.from)),
    spells,
  );
  return cut.map((s) => {
    const c = dated.findLast((d) => (d.from ?? -Infinity) <= s.since);
    return c ? { ...s, values: new Map([...s.values, [c.attribute, c.value]]) } : s;
  });
}

/**
 * All changes of one subject. A new subject is there from `opens` with nothing known of it but what the scenario
 * says; from `closes` on a subject is no longer there.
 */
export function editedSpells(
  stored: readonly AttributeSpell[],
  changes: readonly Change[],
): AttributeSpell[] {
  const opens = changes.find((c) => c.kind === "opens");
  const closes = changes.find((c) => c.kind === "closes");
  const attributes = new Map<string, AttributeChange[]>();
  for (const c of changes)
    if (c.kind === "attribute") attributes.set(c.attribute, [...(attributes.get(c.attribute) ?? []), c]);
  let spells: AttributeSpell[] = opens
    ? [...stored, { since: opens.month, until: NO_END, values: new Map() }]
    : [...stored];
  for (const own of attributes.values()) spells = withAttribute(spells, own);
  if (!closes) return spells;
  return spells
    .filter((s) => s.since < closes.month)
    .map((s) => ({ ...s, until: Math.min(s.until, closes.month) }));
}
