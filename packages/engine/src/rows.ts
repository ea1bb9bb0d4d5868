/**
 * The row relation of one register: its population on the membership basis with every attribute, form value
 * and flag that the asked expressions need, one row a subject. Everything else aggregates over it.
 */
import type { MembershipDefinition, Model } from "@lianzhang/definitions";
import type { BooleanCore, Link, NumberCore } from "@lianzhang/formula";
import type { Month, Period } from "@lianzhang/kernel";
import { attributeColumn, formatDay, FOREVER, linkColumn, reasonCode } from "@lianzhang/kernel";
import { conversionFor } from "./conversion.ts";
import { InnerSets } from "./inner-sets.ts";
import type { Place, RowSources } from "./lower.ts";
import { lowerCondition, Lowered, lowerNumber, MISSING } from "./lower.ts";
import { parameterSpans, parameterValue } from "@lianzhang/definitions";
import { aggregateMeasures, aggregateValue, overNone } from "./peers.ts";
import type { GroupingKey } from "./question.ts";
import type { Column, Ex, Leg, Measure, Output, Relation, Step } from "./relation.ts";
import { and, column, columnNames, exKey, integer } from "./relation.ts";
import type { Basis, FormLeg, MemberFlag } from "./row-steps.ts";
import {
  attributeStep,
  bridgedStep,
  EVERYONE,
  flagStep,
  legStep,
  populationStep,
  primaryStep,
} from "./row-steps.ts";

export interface RowOptions {
  /** Before the names of steps, where several row relations stand in one statement. */
  readonly prefix?: string;
  /** The cell of the question, for sets that follow it: one row a subject and code where it is by a membership. */
  readonly cell?: readonly GroupingKey[];
  /** Rows of other registers that are stored before this statement runs: what is gathered from them is read there. */
  readonly shared?: ReadonlyMap<string, SharedRows>;
}

/** Rows that are stored by a statement before. */
export interface SharedRows {
  readonly rows: RowRelation;
  /** The stored rows with these of their columns. */
  read(names: readonly string[]): Relation;
}

/** Another register's rows behind a link, and what is taken from them. */
interface Linked {
  readonly rows: RowRelation;
  /** Set where the rows are stored already. */
  readonly shared: SharedRows | null;
  readonly prefix: string;
  /** `out`: the column of this relation that names the linked subject; `in`: the linked rows' column that names us. */
  readonly way: "out" | "in";
  readonly on: string;
  readonly key: Ex | null;
  readonly outputs: Map<string, Output>;
  readonly measures: Measure[];
}

/** Collects what expressions read while they are lowered, then gives the steps that provide it. */
export class RowRelation implements RowSources {
  readonly horizon: Month | null;
  readonly lowered: Lowered = new Lowered();
  readonly #attributes = new Map<string, string>();
  readonly #earlier = new Map<Month, Map<string, string>>();
  readonly #flags = new Map<string, MemberFlag & { readonly asOf: Month | null }>();
  readonly #primaries = new Map<string, { readonly m: MembershipDefinition; readonly asOf: Month | null }>();
  readonly #legs = new Map<string, FormLeg>();
  readonly #linked = new Map<string, Linked>();
  readonly #inner: InnerSets;
  readonly #model: Model;
  readonly #register: string;
  readonly #basis: Basis;
  readonly #prefix: string;
  readonly #bridge: MembershipDefinition | null;
  readonly #shared: ReadonlyMap<string, SharedRows>;
  #everyone = false;

  constructor(model: Model, register: string, basis: Basis, options: RowOptions = {}) {
    this.#model = model;
    this.#register = register;
    this.#basis = basis;
    this.#prefix = options.prefix ?? "";
    this.#shared = options.shared ?? new Map();
    this.horizon = basis.horizon ?? null;
    const cell = options.cell ?? [];
    const membership = cell.find((k) => k.kind === "membership");
    this.#bridge = membership ? (model.memberships.get(membership.key) ?? null) : null;
    this.#inner = new InnerSets(this, RowRelation, { register, basis, cell, prefix: this.#prefix });
  }

  /** The column of a key of the asked grouping. */
  key(k: GroupingKey): Column {
    return k.kind === "membership" ? column("member_code") : this.attribute(k.key);
  }

  /** A column equal for all subjects: the key of a set that is the whole register. */
  everyone(): Column {
    this.#everyone = true;
    return column(EVERYONE);
  }

  /** How the membership of the cell counts, when it counts by share. */
  get weighted(): boolean {
    return this.#bridge?.count === "share";
  }

  /** The column that holds a code, flag or number attribute of the subject. */
  attribute(id: string, asOf: Month | null = null): Column {
    const month = asOf === this.#basis.month ? null : asOf;
    const membership = [...this.#model.memberships.values()].find(
      (m) => m.register === this.#register && m.primaryAs === id,
    );
    const name = `${membership ? "p" : "a"}_${id}${month === null ? "" : `_at${month}`}`;
    if (!membership) return this.#spell(name, attributeColumn(id), month);
    this.#primaries.set(name, { m: membership, asOf: month });
    return column(name);
  }

  /** The column with the number of the subject that an attribute names. */
  #subjectNamed(attribute: string, asOf: Month | null = null): Column {
    const month = asOf === this.#basis.month ? null : asOf;
    const stored = linkColumn(attribute);
    return this.#spell(month === null ? stored : `${stored}_at${month}`, stored, month);
  }

  /** A stored column of the subject's spell, on the basis month or another. */
  #spell(name: string, stored: string, month: Month | null): Column {
    const columns = month === null ? this.#attributes : (this.#earlier.get(month) ?? new Map());
    if (month !== null) this.#earlier.set(month, columns);
    columns.set(name, stored);
    return column(name);
  }

  has(membership: string, codes: readonly string[], asOf: Month | null = null): Ex {
    const key = JSON.stringify([membership, codes, asOf]);
    const found = this.#flags.get(key) ?? { name: `h${this.#flags.size}`, membership, codes, asOf };
    this.#flags.set(key, found);
    return { ex: "present", argument: column(found.name) };
  }

  #leg(formId: string, period: Period): FormLeg {
    const form = this.#model.forms.get(formId);
    if (!form) throw new Error(`form ${formId} is not in the model`);
    const key = `${formId}@${period.from}..${period.to}`;
    const here = `here${this.#legs.size}`;
    const leg = this.#legs.get(key) ?? { form, period, fields: new Map(), reasons: new Set(), here };
    this.#legs.set(key, leg);
    return leg;
  }

  field(formId: string, fieldId: string, period: Period): Ex {
    const leg = this.#leg(formId, period);
    const field = leg.form.fields.get(fieldId);
    if (!field) throw new Error(`form ${formId} has no field ${fieldId}`);
    const conversion = conversionFor(leg.form, field, period);
    if (conversion.kind === "impossible") return MISSING;
    const name = `${leg.here}_${fieldId}`;
    leg.fields.set(fieldId, { name, conversion });
    return column(name);
  }

  fieldReason(formId: string, fieldId: string, period: Period): Ex {
    const leg = this.#leg(formId, period);
    const field = leg.form.fields.get(fieldId);
    const conversion = field ? conversionFor(leg.form, field, period) : null;
    if (conversion?.kind === "impossible") return integer(reasonCode(conversion.reason));
    this.field(formId, fieldId, period);
    leg.reasons.add(fieldId);
    return {
      ex: "firstOf",
      all: [column(`${leg.here}_${fieldId}_why`), integer(reasonCode("not_reported"))],
    };
  }

  /** True where a return of the form ends with the period. */
  reported(formId: string, period: Period): Ex {
    return { ex: "present", argument: column(this.#leg(formId, period).here) };
  }

  /** True where the form expects a return of the subject. */
  expected(formId: string, period: Period): Ex {
    const condition = this.#model.forms.get(formId)?.expected ?? null;
    return condition
      ? { ex: "isTrue", argument: this.condition(condition, period) }
      : { ex: "truth", value: true };
  }

  parameter(core: Extract<NumberCore, { readonly op: "parameter" }>, place: Place): Ex {
    const definition = this.#model.parameters.get(core.parameter);
    const { known } = this.#basis;
    if (core.on === null) {
      const value = parameterValue(definition, place.period, known);
      return value.ok ? integer(value.value) : MISSING;
    }
    const day = this.attribute(core.on.attribute, place.asOf);
    const text = (d: number): Ex => ({ ex: "text", value: formatDay(Math.min(d, FOREVER)) });
    return {
      ex: "case",
      branches: (definition ? parameterSpans(definition, known) : []).map((s) => ({
        when: and(
          { ex: "compare", comparison: ">=", left: day, right: text(s.since) },
          { ex: "compare", comparison: "<=", left: day, right: text(s.until) },
        ),
        then: integer(s.value),
      })),
      otherwise: MISSING,
    };
  }

  named(ex: Ex): Column {
    return this.#inner.named(ex);
  }

  number(core: NumberCore, period: Period): Ex {
    return lowerNumber(this, core, { period, asOf: null });
  }

  condition(core: BooleanCore, period: Period): Ex {
    return lowerCondition(this, core, { period, asOf: null });
  }

  inner(core: Extract<NumberCore, { readonly op: "among" | "rank" }>, place: Place): Ex {
    return this.#inner.lower(core, place);
  }

  /** The columns behind a value among other subjects: how many are in its set, how many were used. */
  counts(value: Ex): { readonly population: string; readonly used: string } | null {
    return this.#inner.counts(value);
  }

  #link(link: Link, way: "out" | "in", on: string): Linked {
    const key = JSON.stringify([link, way, on]);
    const known = this.#linked.get(key);
    if (known) return known;
    const prefix = `${this.#prefix}l${this.#linked.size}_`;
    const register = way === "out" ? link.target : link.register;
    const shared = (way === "in" ? this.#shared.get(register) : null) ?? null;
    const rows = shared?.rows ?? new RowRelation(this.#model, register, this.#basis, { prefix });
    const names = way === "in" ? rows.#subjectNamed(link.attribute) : null;
    const found: Linked = { rows, shared, prefix, way, on, key: names, outputs: new Map(), measures: [] };
    this.#linked.set(key, found);
    return found;
  }

  related(link: Link, asOf: Month | null, inner: (rows: RowSources) => Ex): Ex {
    const there = this.#link(link, "out", this.#subjectNamed(link.attribute, asOf).name);
    const ex = inner(there.rows);
    if (ex.ex === "missing" || ex.ex === "integer") {
      const linked = { ex: "present", argument: this.attribute(link.attribute, asOf) } as const;
      return ex.ex === "missing"
        ? ex
        : { ex: "case", branches: [{ when: linked, then: ex }], otherwise: MISSING };
    }
    const text = exKey(ex);
    const output = there.outputs.get(text) ?? {
      name: `${there.prefix}o${there.outputs.size}`,
      ex,
    };
    there.outputs.set(text, output);
    return column(output.name);
  }

  gather(core: Extract<NumberCore, { readonly op: "gather" }>, place: Place): Ex {
    const { aggregate, link, complete } = core;
    const there = this.#link(link, "in", "subject");
    const { rows } = there;
    const prefix = `${there.prefix}g${there.measures.length}`;
    const names = { value: `${prefix}_value`, population: `${prefix}_population`, used: `${prefix}_used` };
    const also = (aggregate.alsoPresent ?? []).map((a): Ex => ({
      ex: "present",
      argument: lowerNumber(rows, a, { ...place, asOf: null }),
    }));
    const plain = aggregate.argument ? lowerNumber(rows, aggregate.argument, { ...place, asOf: null }) : null;
    const argument: Ex | null =
      plain && also.length > 0
        ? { ex: "case", branches: [{ when: and(...also), then: plain }], otherwise: MISSING }
        : plain;
    const where = aggregate.where
      ? rows.named(lowerCondition(rows, aggregate.where, { ...place, asOf: null }))
      : null;
    const inSet: Ex = where ? { ex: "isTrue", argument: where } : { ex: "truth", value: true };
    const code = aggregate.of ? rows.attribute(aggregate.of.attribute) : null;
    there.measures.push(...aggregateMeasures(aggregate, names, { argument, inSet, code }));
    return overNone(aggregate, names, complete, aggregateValue(aggregate, names));
  }

  /** The steps that make `name`: subject and every column asked for so far. */
  steps(name: string): Step[] {
    const p = this.#prefix;
    const legs: Leg[] = [];
    const steps: Step[] = [];
    const add = (step: Step, on = "subject"): void => {
      steps.push(step);
      legs.push({ kind: "left", to: { rel: "step", name: step.name }, alias: step.name, on });
    };
    const base = populationStep(this.#register, this.#attributes, this.#basis, {
      prefix: p,
      everyone: this.#everyone,
    });
    steps.push(base);
    if (this.#bridge) add(bridgedStep(this.#bridge, this.#basis, p));
    for (const [month, attributes] of this.#earlier)
      add(attributeStep(this.#register, attributes, month, this.#basis, p));
    for (const [as, { m, asOf }] of this.#primaries) add(primaryStep(as, m, this.#at(asOf), p));
    for (const [i, same] of this.#flagsTogether().entries())
      add(flagStep(same.flags, String(i), this.#at(same.asOf), p));
    for (const leg of this.#legs.values()) add(legStep(leg, this.#basis, p));
    for (const linked of this.#linked.values()) {
      if (linked.shared === null) steps.push(...linked.rows.steps(`${linked.prefix}rows`));
      add(this.#linkedStep(linked), linked.on);
    }
    return [
      ...steps,
      ...this.#inner.layers(name, { rel: "join", from: { rel: "step", name: base.name }, legs }),
    ];
  }

  /** Flags of one membership at one month are one step. */
  #flagsTogether(): { readonly asOf: Month | null; readonly flags: MemberFlag[] }[] {
    const together = new Map<string, { readonly asOf: Month | null; readonly flags: MemberFlag[] }>();
    for (const { asOf, ...flag } of this.#flags.values()) {
      const key = `${flag.membership}@${asOf ?? ""}`;
      const same = together.get(key) ?? { asOf, flags: [] };
      together.set(key, same);
      same.flags.push(flag);
    }
    return [...together.values()];
  }

  #at(asOf: Month | null): Basis {
    return asOf === null ? this.#basis : { ...this.#basis, month: asOf };
  }

  /** One row a linked subject (`out`), or a subject that linked ones name (`in`). */
  #linkedStep(linked: Linked): Step {
    const { key, measures, shared, prefix } = linked;
    const rows: Relation = { rel: "step", name: `${prefix}rows` };
    const name = `${prefix}linked`;
    if (key !== null) {
      const read = [...new Set([key, ...measures.map((m) => m.ex)].flatMap(columnNames))];
      const keys = [{ name: linked.on, ex: key }];
      return {
        name,
        why: "what the subjects that name this one add up to",
        relation: { rel: "aggregate", from: shared?.read(read) ?? rows, where: null, keys, measures },
      };
    }
    return {
      name,
      why: "values of the subject that a link names",
      relation: {
        rel: "select",
        from: rows,
        where: null,
        columns: [{ name: linked.on, ex: column("subject") }, ...linked.outputs.values()],
      },
    };
  }
}
