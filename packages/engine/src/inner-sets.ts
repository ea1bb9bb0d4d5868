/**
 * The named steps of a row relation, in layers: each layer reads columns of the layers before. A mean, sum or rank
 * among other subjects is an aggregate of the layer before, joined back on the keys of the set.
 */
import type { Model } from "@lianzhang/definitions";
import type { AggregateFunction, NumberCore } from "@lianzhang/formula";
import { RATIO_ONE } from "@lianzhang/kernel";
import type { Place } from "./lower.ts";
import { lowerCondition, lowerNumber, MISSING } from "./lower.ts";
import { aggregateMeasures, aggregateValue } from "./peers.ts";
import type { GroupingKey } from "./question.ts";
import type { Column, Ex, Leg, Measure, Output, Relation, Step } from "./relation.ts";
import { and, column, exKey, when } from "./relation.ts";
import type { Basis, Held } from "./row-steps.ts";
import { weighted } from "./row-steps.ts";
import type { RowOptions, RowRelation } from "./rows.ts";

type Among = Extract<NumberCore, { readonly op: "among" }>;
type Rank = Extract<NumberCore, { readonly op: "rank" }>;

/** A set's aggregates, taken over one layer and joined back to the rows by its keys. */
interface PeerLeg {
  readonly name: string;
  readonly depth: number;
  readonly keys: readonly Column[];
  readonly measures: Measure[];
  /** Where a scenario holds the set as it was: its rows without the scenario, and their key columns. */
  readonly held: { readonly rows: RowRelation; readonly keys: readonly Column[] } | null;
}

const CUTS: ReadonlySet<AggregateFunction> = new Set(["min", "max", "median", "quantile"] as const);

/** How a scenario holds this set; null: not at all. */
const heldFor = (basis: Basis, core: Among): Held | null =>
  (CUTS.has(core.aggregate.fn) ? basis.held?.cuts : basis.held?.bases) ?? null;

export class InnerSets {
  readonly #steps = new Map<string, { readonly output: Output; readonly depth: number }>();
  readonly #depths = new Map<string, number>();
  readonly #peers = new Map<string, PeerLeg>();
  readonly #values = new Map<string, Column>();
  readonly #counts = new Map<string, { readonly population: string; readonly used: string }>();
  readonly #rows: RowRelation;
  readonly #register: string;
  readonly #basis: Basis;
  readonly #cell: readonly GroupingKey[];
  readonly #prefix: string;
  readonly #again: new (model: Model, register: string, basis: Basis, options?: RowOptions) => RowRelation;

  constructor(
    rows: RowRelation,
    again: new (model: Model, register: string, basis: Basis, options?: RowOptions) => RowRelation,
    where: {
      readonly register: string;
      readonly basis: Basis;
      readonly cell: readonly GroupingKey[];
      readonly prefix: string;
    },
  ) {
    this.#rows = rows;
    this.#again = again;
    this.#register = where.register;
    this.#basis = where.basis;
    this.#cell = where.cell;
    this.#prefix = where.prefix;
  }

  /**
   * Gives an expression a column of its own. The range check and the quantiser mention their argument several
   * times; without names a formula of n steps would be written 3^n times.
   */
  named(ex: Ex): Column {
    if (ex.ex === "column") return ex;
    const key = exKey(ex);
    const found = this.#steps.get(key);
    if (found) return column(found.output.name);
    const depth = 1 + this.#depth(ex);
    const name = `${this.#prefix}e${this.#steps.size}`;
    this.#steps.set(key, { output: { name, ex }, depth });
    this.#depths.set(name, depth);
    return column(name);
  }

  /** The columns that say how many are in the set behind a value and how many were used; null for ranks. */
  counts(value: Ex): { readonly population: string; readonly used: string } | null {
    return (value.ex === "column" ? this.#counts.get(value.name) : null) ?? null;
  }

  #depth(...all: readonly Ex[]): number {
    return Math.max(0, ...all.flatMap(columnsOf).map((c) => this.#depths.get(c) ?? 0));
  }

  lower(core: Among | Rank, place: Place): Ex {
    return core.op === "among" ? this.#among(core, place) : this.#rank(core, place);
  }

  /**
   * The columns that are equal for all subjects of the set. The cell without a code is a cell like the others, so
   * its key is a text; a subject with an own code unknown is in no set.
   */
  #keys(rows: RowRelation, core: Among | Rank): Column[] {
    return [
      ...this.#cellKeys(core).map((k) => rows.named({ ex: "keyText", argument: rows.key(k) })),
      ...core.by.map((k) => rows.attribute(k)),
    ];
  }

  #cellKeys(core: Among | Rank): readonly GroupingKey[] {
    return core.pushed ? this.#cell : [];
  }

  #among(core: Among, place: Place): Ex {
    const held = heldFor(this.#basis, core);
    const keys = this.#keys(this.#rows, core);
    const on = keys.length === 0 ? [this.#rows.everyone()] : keys;
    if (held) {
      const prefix = `${this.#prefix}held${this.#peers.size}_`;
      const options: RowOptions = { prefix, cell: this.#cell };
      const rows = new this.#again(held.model, this.#register, held.basis, options);
      const there = this.#keys(rows, core);
      const leg = this.#leg(`held ${this.#peers.size}`, on, this.#depth(...on) + 1, {
        rows,
        keys: there.length === 0 ? [rows.everyone()] : there,
      });
      return this.#value(core, leg, rows, place);
    }
    const parts = this.#parts(core, this.#rows, place);
    const depth = 1 + this.#depth(...on, ...parts.all);
    const leg = this.#leg(JSON.stringify([depth, on]), on, depth, null);
    return this.#value(core, leg, this.#rows, place);
  }

  #leg(key: string, keys: readonly Column[], depth: number, held: PeerLeg["held"]): PeerLeg {
    const name = `${this.#prefix}set${this.#peers.size}`;
    const leg = this.#peers.get(key) ?? { name, depth, keys, measures: [], held };
    this.#peers.set(key, leg);
    return leg;
  }

  /** The row's value and whether it is in the set, each a column. */
  #parts(
    core: Among,
    rows: RowRelation,
    place: Place,
  ): { argument: Ex | null; inSet: Ex; code: Ex | null; all: readonly Ex[] } {
    const { aggregate } = core;
    const here: Place = { ...place, asOf: null };
    const where = aggregate.where ? rows.named(lowerCondition(rows, aggregate.where, here)) : null;
    const also = (aggregate.alsoPresent ?? []).map((a): Ex => ({
      ex: "present",
      argument: lowerNumber(rows, a, here),
    }));
    const plain = aggregate.argument ? lowerNumber(rows, aggregate.argument, here) : null;
    const whole: Ex | null = plain && also.length > 0 ? when(and(...also), plain) : plain;
    const additive = aggregate.fn === "sum" || aggregate.fn === "avg";
    const part = whole && core.pushed && rows.weighted && additive ? weighted(whole) : whole;
    const argument =
      part === null || part.ex === "integer" || part.ex === "missing" ? part : rows.named(part);
    const inSet: Ex = where ? { ex: "isTrue", argument: where } : { ex: "truth", value: true };
    const code = aggregate.of ? rows.attribute(aggregate.of.attribute) : null;
    return { argument, inSet, code, all: [argument ?? MISSING, inSet, code ?? MISSING] };
  }

  #value(core: Among, leg: PeerLeg, rows: RowRelation, place: Place): Ex {
    const prefix = `${leg.name}_${leg.measures.length}`;
    const names = {
      value: `${prefix}_value`,
      population: `${prefix}_population`,
      used: `${prefix}_used`,
    };
    const key = exKey([core.aggregate.fn, core.aggregate.place?.toString(), this.#parts(core, rows, place)]);
    const known = this.#values.get(`${leg.name} ${key}`);
    if (known) return known;
    leg.measures.push(...aggregateMeasures(core.aggregate, names, this.#parts(core, rows, place)));
    for (const name of Object.values(names)) this.#depths.set(name, leg.depth);
    const value = this.named(aggregateValue(core.aggregate, names));
    this.#counts.set(value.name, names);
    this.#values.set(`${leg.name} ${key}`, value);
    return value;
  }

  #rank(core: Rank, place: Place): Ex {
    const here: Place = { ...place, asOf: null };
    const keys = this.#keys(this.#rows, core);
    const argument = lowerNumber(this.#rows, core.argument, here);
    const over = core.over ? this.named(lowerCondition(this.#rows, core.over, here)) : null;
    const known = core.by
      .map((k): Column => this.#rows.attribute(k))
      .map((k): Ex => ({ ex: "present", argument: k }));
    const among: Ex[] = [...known, ...(over ? [{ ex: "isTrue", argument: over } as const] : [])];
    const of = among.length === 0 ? argument : this.named(when(and(...among), argument));
    if (of.ex === "missing") return MISSING;
    const peers = (): Column => this.named({ ex: "peers", of, partition: keys });
    if (core.as === "count")
      return when(
        { ex: "present", argument: of },
        this.named({ ex: "scale", argument: peers(), by: RATIO_ONE }),
      );
    const rank = this.named({ ex: "rank", of, partition: keys, descending: core.best === "highest" });
    if (core.as === "rank") return { ex: "scale", argument: rank, by: RATIO_ONE };
    return { ex: "quotient", left: rank, right: peers(), factor: core.factor, base: "nonzero" };
  }

  /** The last step is `name`: `joined` with every named expression, layer by layer. */
  layers(name: string, joined: Relation): Step[] {
    const all = [...this.#steps.values()];
    const peers = [...this.#peers.values()];
    const deepest = Math.max(0, ...all.map((s) => s.depth), ...peers.map((p) => p.depth));
    const called = (i: number): string =>
      i === deepest ? name : i === 0 ? `${this.#prefix}joined` : `${this.#prefix}layer_${i}`;
    const readAgain = (i: number): boolean => peers.some((p) => p.depth === i + 1 && p.held === null);
    const first: Step = {
      name: called(0),
      why: "one row a subject with everything the figures read",
      relation: joined,
      ...(readAgain(0) ? { materialised: true } : {}),
    };
    const rest = Array.from({ length: deepest }, (_, n): Step[] => {
      const i = n + 1;
      const before = called(n);
      const columns = all.filter((s) => s.depth === i).map((s) => s.output);
      const from: Relation = { rel: "step", name: before };
      const extended: Relation = columns.length === 0 ? from : { rel: "extend", from, columns };
      const sets = peers.filter((p) => p.depth === i);
      const relation: Relation =
        sets.length === 0
          ? extended
          : { rel: "join", from: extended, legs: sets.map((p) => setLeg(p, before)) };
      return [
        ...sets.flatMap((p) => p.held?.rows.steps(`${p.name}_rows`) ?? []),
        {
          name: called(i),
          why:
            sets.length === 0
              ? "steps of the formulas, each written once"
              : "steps of the formulas, and what the sets they name add up to",
          relation,
          ...(readAgain(i) ? { materialised: true } : {}),
        },
      ];
    });
    return [first, ...rest.flat()];
  }
}

function setLeg(p: PeerLeg, before: string): Leg {
  const there = p.held?.keys ?? p.keys;
  return {
    kind: "left",
    alias: p.name,
    on: p.keys.map((k) => k.name),
    to: {
      rel: "aggregate",
      from: { rel: "step", name: p.held === null ? before : `${p.name}_rows` },
      where: null,
      keys: p.keys.map((k, i) => ({ name: k.name, ex: there[i] ?? k })),
      measures: p.measures,
    },
  };
}

/** The columns an expression mentions. */
function columnsOf(ex: Ex): string[] {
  if (ex.ex === "column") return [ex.name];
  return Object.values(ex).flatMap((v: unknown) =>
    (Array.isArray(v) ? v : [v]).flatMap((part) => partColumns(part)),
  );
}
const partColumns = (part: unknown): string[] => {
  if (typeof part !== "object" || part === null) return [];
  if (isEx(part)) return columnsOf(part);
  return Object.values(part).flatMap(partColumns);
};
const isEx = (v: object): v is Ex => "ex" in v;
