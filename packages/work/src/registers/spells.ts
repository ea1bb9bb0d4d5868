/** Arithmetic of spells: changing months, joining what is alike, and telling two histories apart. Pure. */
import type { Month } from "@lianzhang/kernel";
import type { Spell, Value, Values } from "./record.ts";

/** New values by attribute; null takes the value away. */
export type Edit = Readonly<Record<string, Value | null>>;

/** Months from `since` to before `until`. */
export interface Span {
  readonly since: Month;
  readonly until: Month;
}

/** `values` with the edit made. */
export const edited = (values: Values, edit: Edit): Values =>
  Object.fromEntries(
    Object.entries({ ...values, ...edit }).flatMap(([id, v]) => (v === null ? [] : [[id, v]])),
  );

const sameValues = (a: Values, b: Values): boolean => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => a[k] === b[k]);
};

/** In order, without empty spells, and spells that touch and say the same as one. */
export function joined(spells: readonly Spell[]): readonly Spell[] {
  const out: Spell[] = [];
  for (const spell of spells.filter((s) => s.since < s.until).toSorted((a, b) => a.since - b.since)) {
    const last = out.at(-1);
    if (last !== undefined && last.until === spell.since && sameValues(last.values, spell.values))
      out[out.length - 1] = { ...last, until: spell.until };
    else out.push(spell);
  }
  return out;
}

export const sameSpells = (a: readonly Spell[], b: readonly Spell[]): boolean =>
  a.length === b.length &&
  a.every((s, i) => {
    const other = b[i];
    return (
      other !== undefined &&
      s.since === other.since &&
      s.until === other.until &&
      sameValues(s.values, other.values)
    );
  });

/** The part of a spell inside the months; it may be empty. */
const within = (spell: Spell, { since, until }: Span): Spell => ({
  ...spell,
  since: Math.max(spell.since, since),
  until: Math.min(spell.until, until),
});

/** The edit made in these months, as far as the subject is there. */
export const overlay = (spells: readonly Spell[], span: Span, edit: Edit): readonly Spell[] =>
  joined(
    spells.flatMap((spell) => {
      const inside = within(spell, span);
      if (inside.since >= inside.until) return [spell];
      return [
        { ...spell, until: inside.since },
        { ...inside, values: edited(spell.values, edit) },
        { ...spell, since: inside.until },
      ];
    }),
  );

/** The spells up to before a month. */
export const cutAt = (spells: readonly Spell[], month: Month): readonly Spell[] =>
  joined(spells.map((s) => ({ ...s, until: Math.min(s.until, month) })));

/** Months that two spells of the list claim both; null when none do. */
export function overlap(spells: readonly Span[]): Span | null {
  const order = spells.toSorted((a, b) => a.since - b.since);
  for (const [i, spell] of order.entries()) {
    const next = order[i + 1];
    if (next !== undefined && next.since < spell.until)
      return { since: next.since, until: Math.min(spell.until, next.until) };
  }
  return null;
}

/** One field in some months, before and after. */
export interface FieldChange extends Span {
  readonly field: string;
  readonly before: Value | null;
  readonly after: Value | null;
}

const timeline = (spells: readonly Spell[], field: string): readonly Spell[] =>
  joined(
    spells.flatMap((s) => {
      const value = s.values[field];
      return value === undefined ? [] : [{ ...s, values: { [field]: value } }];
    }),
  );

/** Stretches of months in which neither history changes. */
function stretches(a: readonly Spell[], b: readonly Spell[]): readonly Span[] {
  const edges = [...new Set([...a, ...b].flatMap((s) => [s.since, s.until]))].toSorted((x, y) => x - y);
  return edges.flatMap((since, i) => {
    const until = edges[i + 1];
    return until === undefined ? [] : [{ since, until }];
  });
}

function fieldChanges(before: readonly Spell[], after: readonly Spell[], field: string): FieldChange[] {
  const [a, b] = [timeline(before, field), timeline(after, field)];
  const at = (spells: readonly Spell[], m: Month): Value | null =>
    spells.find((s) => s.since <= m && m < s.until)?.values[field] ?? null;
  const out: FieldChange[] = [];
  for (const span of stretches(a, b)) {
    const change = { field, ...span, before: at(a, span.since), after: at(b, span.since) };
    if (change.before === change.after) continue;
    const last = out.at(-1);
    if (last?.until === span.since && last.before === change.before && last.after === change.after)
      out[out.length - 1] = { ...last, until: span.until };
    else out.push(change);
  }
  return out;
}

/** What is different between two histories of a record, field by field, in the order of `fields`. */
export const differences = (
  before: readonly Spell[],
  after: readonly Spell[],
  fields: Iterable<string>,
): readonly FieldChange[] => [...fields].flatMap((field) => fieldChanges(before, after, field));

/** Every field that either history has a value of. */
export const fieldsOf = (...histories: readonly (readonly Spell[])[]): readonly string[] => [
  ...new Set(histories.flat().flatMap((s) => Object.keys(s.values))),
];
