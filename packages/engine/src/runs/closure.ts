/** Everything an indicator's figure is made from: definitions, fields by year, registers, each by name. */
import type { Form, Indicator, Model, Parameter } from "@lianzhang/definitions";
import type { Core, Link, Steps } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { Day, Month, Period } from "@lianzhang/kernel";
import { formatPeriod, movePeriod, yearOf } from "@lianzhang/kernel";
import { parameterEntry } from "@lianzhang/definitions";

/** A definition: what its hash is taken over, and what a reader is shown of it. */
export interface DefinitionUse {
  readonly content: unknown;
  readonly text: string;
}

export interface FactUse {
  readonly form: Form;
  readonly field: string;
  /** Null: every year there is, up to the last. */
  readonly first: number | null;
  readonly last: number;
}

export interface RegisterUse {
  readonly kind: "population" | "attribute" | "membership";
  readonly register: string;
  readonly id: string;
  /** All spells up to the basis month, for questions about history; else those that hold at it. */
  readonly history: boolean;
}

export interface Closure {
  readonly definitions: ReadonlyMap<string, DefinitionUse>;
  readonly facts: ReadonlyMap<string, FactUse>;
  readonly registers: ReadonlyMap<string, RegisterUse>;
}

interface Where {
  readonly period: Period;
  /** Inside a question about history. */
  readonly history: boolean;
  /** The first month that is looked at; null: the first facts there are. */
  readonly since: Month | null;
}

/** Core without places, and without the bodies of other indicators: those are definitions of their own. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const named = "op" in value && value.op === "indicator";
  return Object.fromEntries(
    Object.entries(value)
      .filter(([k, v]) => k !== "span" && !(named && k === "body") && v !== undefined)
      .map(([k, v]) => [k, bare(v)]),
  );
}

class Walk {
  readonly definitions = new Map<string, DefinitionUse>();
  readonly facts = new Map<string, FactUse>();
  readonly registers = new Map<string, RegisterUse>();
  readonly #model: Model;
  readonly #known: Day | null;

  constructor(model: Model, known: Day | null) {
    this.#model = model;
    this.#known = known;
  }

  indicator(indicator: Indicator, at: Where): void {
    if (indicator.body === null) return;
    const content = { unit: indicator.unit.text, of: indicator.of, core: bare(indicator.body) };
    this.#define(`indicator ${indicator.id}`, content, indicator.formula ?? "");
    if (indicator.of !== null) this.#register("population", indicator.of, indicator.of, at);
    this.core(indicator.body, at);
  }

  #define(name: string, content: unknown, text: string): void {
    if (!this.definitions.has(name)) this.definitions.set(name, { content, text });
  }

  #register(kind: RegisterUse["kind"], register: string, id: string, at: Where): void {
    const name = kind === "attribute" ? `${register}.${id}` : id;
    const use: RegisterUse = { kind, register, id, history: at.history };
    this.registers.set(at.history ? `${name} history` : name, use);
    if (kind === "population") {
      const complete = this.#model.registers.get(register)?.complete ?? false;
      this.#define(`register ${register}`, { complete }, complete ? "complete" : "not complete");
    }
  }

  attribute(register: string, attribute: string, at: Where): void {
    const list = [...this.#model.memberships.values()].find(
      (m) => m.register === register && m.primaryAs === attribute,
    );
    if (list) this.membership(list.id, at);
    else this.#register("attribute", register, attribute, at);
  }

  membership(id: string, at: Where): void {
    const m = this.#model.memberships.get(id);
    if (!m) return;
    this.#register("membership", m.register, m.id, at);
    const { register, classification, count, primaryAs } = m;
    this.#define(`membership ${id}`, { register, classification, count, primaryAs }, `count: ${count}`);
  }

  #field(formId: string, fieldId: string, at: Where): void {
    const form = this.#model.forms.get(formId);
    const field = form?.fields.get(fieldId);
    if (!form || !field) return;
    const name = `${formId}.${fieldId}`;
    const before = this.facts.get(name);
    const year = at.since === null ? null : yearOf(Math.min(at.since, at.period.from));
    const first =
      before === undefined
        ? year
        : before.first === null || year === null
          ? null
          : Math.min(before.first, year);
    const last = Math.max(before?.last ?? 0, yearOf(at.period.to));
    this.facts.set(name, { form, field: fieldId, first, last });
    const { every, months, restates, subject, expected, expectedText } = form;
    const due = expected === null ? null : bare(expected);
    this.#define(`form ${formId}`, { every, months, restates, subject, expected: due }, expectedText ?? "");
    const { as, price, samePeriodOf, unit } = field;
    this.#define(`field ${name}`, { as, price, samePeriodOf, unit: unit.text }, `${as}, ${unit.text}`);
    if (expected !== null) this.core(expected, at);
  }

  #parameter(id: string, on: boolean, at: Where): void {
    const parameter = this.#model.parameters.get(id);
    if (!parameter) return;
    const used = on ? everyValue(parameter) : this.#inForce(parameter, at.period);
    const name = `parameter ${id}`;
    const before = this.definitions.get(name);
    const known = new Map<string, string>(before && Array.isArray(before.content) ? before.content : []);
    for (const [when, value] of used) known.set(when, value);
    const content = [...known].toSorted(([a], [b]) => (a < b ? -1 : 1));
    this.definitions.set(name, { content, text: content.map(([w, v]) => `${w}: ${v}`).join("; ") });
  }

  #inForce(parameter: Parameter, period: Period): [string, string][] {
    const entry = parameterEntry(parameter, period, this.#known);
    return [[formatPeriod(period), entry === null ? "-" : String(entry.value)]];
  }

  #link(link: Link, at: Where): void {
    this.attribute(link.register, link.attribute, at);
    this.#register("population", link.target, link.target, at);
  }

  #steps(steps: Steps, at: Where): Where {
    const length = at.period.to - at.period.from;
    const since = steps.within === null ? null : at.period.from - steps.within - length;
    return { period: at.period, history: true, since: at.since === null || since === null ? null : since };
  }

  core(core: Core, at: Where): void {
    switch (core.op) {
      case "field":
        return this.#field(core.form, core.field, at);
      case "parameter":
        if (core.on) this.attribute(core.on.register, core.on.attribute, at);
        return this.#parameter(core.parameter, core.on !== null, at);
      case "attribute":
      case "codeIn":
      case "flag":
      case "textIs":
      case "date":
        return this.attribute(core.register, core.attribute, at);
      case "has":
        return this.membership(core.membership, at);
      case "indicator": {
        const named = this.#model.indicators.get(core.indicator);
        if (named)
          this.#define(
            `indicator ${core.indicator}`,
            { unit: named.unit.text, of: named.of, core: bare(core.body) },
            named.formula ?? "",
          );
        return this.core(core.body, at);
      }
      case "at": {
        const period = movePeriod(at.period, core.move);
        const since = at.since === null ? null : Math.min(at.since, period.from);
        return this.core(core.argument, { ...at, period, since });
      }
      case "history":
        return this.core(core.argument, this.#steps(core.steps, at));
      case "streak":
        return this.core(core.condition, this.#steps(core.steps, at));
      case "related":
      case "relatedIs":
        this.#link(core.link, at);
        return this.core(core.argument, at);
      case "gather":
        this.#link(core.link, at);
        return this.core(core.aggregate, at);
      case "among":
        for (const by of core.by) this.attribute(core.aggregate.subject, by, at);
        return this.core(core.aggregate, at);
      case "rank":
        for (const by of core.by) this.attribute(core.type.subject ?? "", by, at);
        break;
      case "aggregate":
        this.#register("population", core.subject, core.subject, at);
        if (core.of) this.attribute(core.of.register, core.of.attribute, at);
        break;
      default:
    }
    for (const c of children(core)) this.core(c, at);
  }
}

const everyValue = (parameter: Parameter): [string, string][] =>
  parameter.values.map((v, i) => [
    `${String(i).padStart(4, "0")} ${v.since ?? ""}..${v.until ?? ""}`,
    String(v.value),
  ]);

/** What the figures of one indicator for one period depend on, groupings included. */
export function closureOf(
  model: Model,
  indicator: Indicator,
  period: Period,
  known: Day | null,
  groupings: readonly (readonly string[])[],
): Closure {
  const walk = new Walk(model, known);
  const at: Where = { period, history: false, since: period.from };
  walk.indicator(indicator, at);
  const counted = new Set([...walk.registers.values()].map((r) => r.register));
  for (const key of new Set(groupings.flat()))
    for (const register of counted) {
      const list = model.memberships.get(key);
      const bridged = [...model.memberships.values()].some(
        (m) => m.register === register && m.primaryAs === key,
      );
      if (list?.register === register) walk.membership(key, at);
      else if (bridged || model.registers.get(register)?.attributes.has(key))
        walk.attribute(register, key, at);
    }
  return walk;
}
