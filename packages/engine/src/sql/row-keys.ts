/**
 * Which columns tell the rows of a relation apart. From the keys of the stored tables upwards, so that a statement's
 * ORDER BY can be shown to be total: two runs then print their rows in one order.
 */
import { FACT, MEMBER, SPELL } from "@lianzhang/kernel";
import type { Ex, Leg, Relation, Statement } from "../relation.ts";

/** Sets of columns, each of which is enough; no set: nothing is known. */
export type RowKeys = readonly (readonly string[])[];

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** A stored table's keys, by the naming rule of the store. Null: not one of its tables. */
function tableKeys(name: string): RowKeys {
  if (name.startsWith("f_")) return [[FACT.subject, FACT.from, FACT.to, FACT.knownFrom]];
  if (name.startsWith("r_")) return [[SPELL.subject, SPELL.since]];
  if (name.startsWith("s_")) return [["subject"], ["code"]];
  if (name.startsWith("m_")) return [[MEMBER.subject, MEMBER.code, MEMBER.since]];
  return name === "submission" ? [["id"]] : [];
}

const isLiteral = (e: Ex): boolean => e.ex === "integer" || e.ex === "text" || e.ex === "truth";

/**
 * Columns that a condition holds to one value: equal to a literal, absent, or the start of an interval that holds a
 * given day (the intervals of one subject do not overlap).
 */
function pinned(where: Ex | null): Set<string> {
  const all = where === null ? [] : where.ex === "and" ? where.all.flatMap((c) => flat(c)) : [where];
  const held = new Set<string>();
  const bounded = (name: string, comparison: string): boolean =>
    all.some(
      (c) =>
        c.ex === "compare" &&
        c.left.ex === "column" &&
        c.left.name === name &&
        c.comparison === comparison &&
        isLiteral(c.right),
    );
  for (const c of all) {
    if (c.ex === "absent" && c.argument.ex === "column") held.add(c.argument.name);
    if (c.ex === "compare" && c.comparison === "=" && c.left.ex === "column" && isLiteral(c.right))
      held.add(c.left.name);
  }
  if (bounded(SPELL.since, "<=") && bounded(SPELL.until, ">")) held.add(SPELL.since);
  const current = held.has(FACT.knownTo);
  if (current || (bounded(FACT.knownFrom, "<=") && bounded(FACT.knownTo, ">"))) held.add(FACT.knownFrom);
  return held;
}

const flat = (e: Ex): Ex[] => (e.ex === "and" ? e.all.flatMap(flat) : [e]);

const without = (keys: RowKeys, held: ReadonlySet<string>): RowKeys =>
  keys.map((k) => k.filter((name) => !held.has(name)));

/** The rows of a form answer one period: a row that ends with it and is in force is the only one of its subject. */
function oneReturn(from: Relation, keys: RowKeys, held: ReadonlySet<string>): RowKeys {
  const isFacts = from.rel === "table" && from.name.startsWith("f_");
  return isFacts && held.has(FACT.to) ? without(keys, new Set([FACT.from])) : keys;
}

/** Of the memberships of one month a subject has one primary at most: its code tells no more rows apart. */
function onePrimary(from: Relation, where: Ex | null, keys: RowKeys, held: ReadonlySet<string>): RowKeys {
  const isList = from.rel === "table" && from.name.startsWith("m_");
  const primary = where !== null && flat(where).some((e) => e.ex === "column" && e.name === MEMBER.primary);
  return isList && primary && held.has(MEMBER.since) ? without(keys, new Set([MEMBER.code])) : keys;
}

export class Keys {
  readonly #steps = new Map<string, RowKeys>();

  constructor(statement: Statement) {
    for (const s of statement.steps) this.#steps.set(s.name, this.of(s.relation));
  }

  /** The keys of the rows that a condition leaves. */
  left(from: Relation, where: Ex | null): RowKeys {
    const held = pinned(where);
    return onePrimary(from, where, oneReturn(from, without(this.of(from), held), held), held);
  }

  of(r: Relation): RowKeys {
    switch (r.rel) {
      case "table":
        return tableKeys(r.name);
      case "step":
        return this.#steps.get(r.name) ?? [];
      case "values":
        return r.rows.length <= 1 ? [[]] : [];
      case "extend":
        return this.of(r.from);
      case "select": {
        const names = new Map<string, string>();
        for (const c of r.columns)
          if (c.ex.ex === "column" && !names.has(c.ex.name)) names.set(c.ex.name, c.name);
        const carried = this.left(r.from, r.where).flatMap((k) => {
          const renamed = k.flatMap((name) => names.get(name) ?? []);
          return renamed.length === k.length ? [renamed] : [];
        });
        return r.distinct ? [...carried, r.columns.map((c) => c.name)] : carried;
      }
      case "aggregate":
        return [r.keys.filter((k) => !isLiteral(k.ex)).map((k) => k.name)];
      case "join":
        return this.#join(r.from, r.legs);
      case "union":
        return this.#union(r.all);
    }
  }

  #join(from: Relation, legs: readonly Leg[]): RowKeys {
    return legs.reduce<RowKeys>((keys, leg) => {
      const on = typeof leg.on === "string" ? [leg.on] : leg.on;
      const there = this.of(leg.to);
      const oneThere = there.some((k) => k.every((name) => on.includes(name)));
      const oneHere = keys.some((k) => k.every((name) => on.includes(name)));
      if (oneThere) return oneHere && leg.kind === "inner" ? [...keys, ...there] : keys;
      return keys.flatMap((k) => there.map((t) => unique([...k, ...t])));
    }, this.of(from));
  }

  /** Branches told apart by a literal column of different values. */
  #union(all: readonly Relation[]): RowKeys {
    const literal = (r: Relation): Map<string, string> => {
      const outputs = r.rel === "aggregate" ? r.keys : r.rel === "select" ? r.columns : [];
      return new Map(
        outputs.flatMap((o): [string, string][] =>
          o.ex.ex === "integer" ? [[o.name, String(o.ex.value)]] : [],
        ),
      );
    };
    const found = all.map(literal);
    const apart = [...(found[0]?.keys() ?? [])].find(
      (name) => new Set(found.map((f) => f.get(name))).size === all.length && found.every((f) => f.has(name)),
    );
    const firsts = all.map((r) => this.of(r)[0]);
    if (all.length === 1) return firsts[0] ? [firsts[0]] : [];
    if (apart === undefined || firsts.includes(undefined)) return [];
    return [unique([apart, ...firsts.flatMap((k) => k ?? [])])];
  }
}
