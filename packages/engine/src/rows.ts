/**
 * The row relation of one register: its population on the membership basis with every attribute, form value
 * and flag that the asked expressions need, one row a subject. Everything else aggregates over it.
 */
import type { MembershipDefinition, Model } from "@lianzhang/definitions";
import type { BooleanCore, NumberCore } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import { shiftPeriod } from "@lianzhang/kernel";
import { conversionFor } from "./conversion.ts";
import { parameterValue } from "./parameters.ts";
import type { Ex, Leg, Output, Step } from "./relation.ts";
import { column, equals, exKey, integer } from "./relation.ts";
import type { Basis, FormLeg, MemberFlag } from "./row-steps.ts";
import { flagStep, legStep, populationStep, primaryStep } from "./row-steps.ts";

const MISSING: Ex = { ex: "missing" };
/** Collects what expressions read while they are lowered, then gives the steps that provide it. */
export class RowRelation {
  readonly #attributes = new Map<string, string>();
  readonly #flags = new Map<string, MemberFlag>();
  readonly #primaries = new Map<string, MembershipDefinition>();
  readonly #legs = new Map<string, FormLeg>();
  readonly #steps = new Map<string, { readonly output: Output; readonly depth: number }>();
  readonly #depths = new Map<string, number>();
  readonly #model: Model;
  readonly #register: string;
  readonly #basis: Basis;

  constructor(model: Model, register: string, basis: Basis) {
    this.#model = model;
    this.#register = register;
    this.#basis = basis;
  }

  /** The column that holds a code, flag or number attribute of the subject. */
  attribute(id: string): Ex {
    const membership = [...this.#model.memberships.values()].find(
      (m) => m.register === this.#register && m.primaryAs === id,
    );
    const name = `${membership ? "p" : "a"}_${id}`;
    if (membership) this.#primaries.set(name, membership);
    else this.#attributes.set(name, id);
    return column(name);
  }

  has(membership: string, codes: readonly string[]): Ex {
    const key = JSON.stringify([membership, codes]);
    const found = this.#flags.get(key) ?? { name: `h${this.#flags.size}`, membership, codes };
    this.#flags.set(key, found);
    return { ex: "present", argument: column(found.name) };
  }

  #leg(formId: string, period: Period): FormLeg {
    const form = this.#model.forms.get(formId);
    if (!form) throw new Error(`form ${formId} is not in the model`);
    const key = `${formId}@${period.from}..${period.to}`;
    const leg = this.#legs.get(key) ?? { form, period, fields: new Map(), here: `here${this.#legs.size}` };
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

  /**
   * Gives an expression a column of its own. The range check and the quantiser mention their argument several
   * times; without names a formula of n steps would be written 3^n times.
   */
  #named(ex: Ex): Ex {
    const key = exKey(ex);
    const found = this.#steps.get(key);
    if (found) return column(found.output.name);
    const depth = 1 + Math.max(0, ...columnsOf(ex).map((c) => this.#depths.get(c) ?? 0));
    const name = `e${this.#steps.size}`;
    this.#steps.set(key, { output: { name, ex }, depth });
    this.#depths.set(name, depth);
    return column(name);
  }

  number(core: NumberCore, period: Period): Ex {
    const ex = this.#number(core, period);
    return ex.ex === "column" || ex.ex === "integer" || ex.ex === "missing" ? ex : this.#named(ex);
  }

  #number(core: NumberCore, period: Period): Ex {
    switch (core.op) {
      case "constant":
        return integer(core.value);
      case "field":
        return this.field(core.form, core.field, period);
      case "attribute":
        return this.attribute(core.attribute);
      case "parameter": {
        const value = parameterValue(this.#model.parameters.get(core.parameter), period, this.#basis.known);
        return value.ok ? integer(value.value) : MISSING;
      }
      case "indicator":
        return this.number(core.body, period);
      case "shift":
        return this.number(core.argument, shiftPeriod(period, core.months));
      case "rescale":
        return { ex: "scale", argument: this.number(core.argument, period), by: core.factor };
      case "times":
        return { ex: "scale", argument: this.number(core.argument, period), by: core.by };
      case "ratio":
        return { ex: "asRatio", argument: this.number(core.argument, period), factor: core.factor };
      case "negate":
        return { ex: "negate", argument: this.number(core.argument, period) };
      case "add":
      case "subtract":
        return { ex: core.op, left: this.number(core.left, period), right: this.number(core.right, period) };
      case "multiply":
        return {
          ex: "product",
          left: this.number(core.left, period),
          right: this.number(core.right, period),
          factor: core.factor,
        };
      case "divide":
        return {
          ex: "quotient",
          left: this.number(core.left, period),
          right: this.number(core.right, period),
          factor: core.factor,
          base: core.base,
        };
      case "choose":
        return {
          ex: "case",
          branches: core.branches.flatMap((b) => {
            const condition = this.#named(this.condition(b.when, period));
            return [
              { when: { ex: "absent", argument: condition } as const, then: MISSING },
              { when: condition, then: this.number(b.then, period) },
            ];
          }),
          otherwise: core.otherwise ? this.number(core.otherwise, period) : MISSING,
        };
      case "aggregate":
      case "whole":
      case "of":
        throw new Error(`${core.op} inside a row expression: the checker refuses it`);
    }
  }

  condition(core: BooleanCore, period: Period): Ex {
    switch (core.op) {
      case "truth":
        return { ex: "truth", value: core.value };
      case "compare":
        return {
          ex: "compare",
          comparison: core.comparison,
          left: this.number(core.left, period),
          right: this.number(core.right, period),
        };
      case "and":
      case "or":
        return { ex: core.op, all: [this.condition(core.left, period), this.condition(core.right, period)] };
      case "not":
        return { ex: "not", argument: this.condition(core.argument, period) };
      case "codeIn":
        return codeIn(this.attribute(core.attribute), core);
      case "flag":
        return this.attribute(core.attribute);
      case "textIs":
        return equals(this.attribute(core.attribute), { ex: "text", value: core.text });
      case "has":
        return this.has(core.membership, core.codes);
    }
  }

  /** The steps that make `name`: subject and every column asked for so far. */
  steps(name: string): Step[] {
    const steps: Step[] = [populationStep(this.#register, this.#attributes, this.#basis)];
    const legs: Leg[] = [];
    const add = (step: Step): void => {
      steps.push(step);
      legs.push({ kind: "left", to: { rel: "step", name: step.name }, alias: step.name, on: "subject" });
    };
    for (const [column_, m] of this.#primaries) add(primaryStep(column_, m, this.#basis));
    for (const f of this.#flags.values()) add(flagStep(f, this.#basis));
    for (const leg of this.#legs.values()) add(legStep(leg, this.#basis));
    const joined: Step = {
      name: this.#steps.size === 0 ? name : "joined",
      why: "one row a subject with everything the figures read",
      relation: { rel: "join", from: { rel: "step", name: "population" }, legs },
    };
    return [...steps, joined, ...this.#layers(name)];
  }

  /** The named expressions, layer by layer: each layer reads columns of the layers before. */
  #layers(name: string): Step[] {
    const all = [...this.#steps.values()];
    const deepest = Math.max(0, ...all.map((s) => s.depth));
    return Array.from({ length: deepest }, (_, i): Step => ({
      name: i + 1 === deepest ? name : `layer_${i + 1}`,
      why: "steps of the formulas, each written once",
      relation: {
        rel: "extend",
        from: { rel: "step", name: i === 0 ? "joined" : `layer_${i}` },
        columns: all.filter((s) => s.depth === i + 1).map((s) => s.output),
      },
    }));
  }
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

/** Whether a code is one of several; on a signed list, no code is a plain no. */
export function codeIn(
  argument: Ex,
  core: { readonly codes: readonly string[]; readonly listed: boolean },
): Ex {
  const inside: Ex = { ex: "in", argument, values: core.codes };
  return core.listed ? { ex: "isTrue", argument: inside } : inside;
}
