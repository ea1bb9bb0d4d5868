/**
 * Returns and registers in memory, column by column, for questions about one subject: they are answered by the
 * scalar evaluator while statements over all subjects run. Loaded once a commit; the same answers as `MemoryLeaves`.
 */
import type { Field, Form, Model } from "@lianzhang/definitions";
import type {
  AttributeValue,
  CountRule,
  InnerCore,
  Leaves,
  Membership,
  NumberCore,
  Question,
} from "@lianzhang/formula";
import { evaluateBoolean } from "@lianzhang/formula";
import type { Day, Month, Period, SqlRunner, Value } from "@lianzhang/kernel";
import { checked, formatMonth, missing, present, reasonOf } from "@lianzhang/kernel";
import { conversionFor } from "./conversion.ts";
import type { RowNeeds } from "./need.ts";
import { rowNeeds } from "./need.ts";
import { parameterValue } from "@lianzhang/definitions";
import type { Basis } from "./row-steps.ts";
import type { CellColumn, FactSlice, MembershipSlice, RegisterSlice, Subjects } from "./slices-columns.ts";
import { THERE } from "./slices-columns.ts";
import { loadFacts, loadMembership, loadRegister, sliceKey } from "./slices-load.ts";

/** What the slices must answer: formulas about the subjects of a register, for some periods, as known on a day. */
export interface SliceRequest {
  readonly register: string;
  readonly cores: readonly NumberCore[];
  readonly periods: readonly Period[];
  readonly known: Day | null;
  /** The first month anything is known of, where a formula looks back without limit. */
  readonly horizon?: Month | null;
}

/** Fields and end months by form. */
type FormNeeds = Map<string, { readonly fields: Set<string>; readonly months: Set<Month> }>;

/** One stored cell of a field's value, found beforehand. */
interface CellTerm {
  readonly sign: 1 | -1;
  readonly slice: FactSlice | null;
  readonly cells: CellColumn | null;
}

/** How a field's value for a period is made, and the value for the subject asked last: its formulas ask again. */
interface FieldAt {
  readonly terms: readonly CellTerm[];
  subject: number;
  value: Value;
}

/** A field that is asked again and again: how it converts is worked out once a period. */
interface FieldPlan {
  readonly form: Form;
  readonly field: Field;
  readonly subjects: Subjects;
  readonly at: Map<number, FieldAt>;
}

/** The code, flag or number of an attribute, and the one read last. */
interface AttributePlan {
  readonly subjects: Subjects;
  read(subject: number, month: Month): AttributeValue;
  subject: number;
  month: Month;
  value: AttributeValue;
}

/** Periods as one number: months are below 2^20. */
const periodNumber = (p: Period): number => p.from * 1_048_576 + p.to;

const NOT_REPORTED: Value = missing("not_reported");

export class SubjectSlices {
  readonly #model: Model;
  readonly #known: Day | null;
  readonly #registers = new Map<string, RegisterSlice>();
  readonly #memberships = new Map<string, MembershipSlice>();
  readonly #attributes = new Map<string, Map<string, AttributePlan>>();
  readonly #facts = new Map<string, Map<string, FactSlice>>();
  /** End months that were read, by form: a month outside is a mistake of the caller, not a missing return. */
  readonly #months = new Map<string, Set<Month>>();
  readonly #plans = new Map<string, Map<string, FieldPlan>>();

  private constructor(model: Model, known: Day | null) {
    this.#model = model;
    this.#known = known;
  }

  static async load(model: Model, runner: SqlRunner, request: SliceRequest): Promise<SubjectSlices> {
    const slices = new SubjectSlices(model, request.known);
    const forms: FormNeeds = new Map();
    const registers = new Set([request.register]);
    for (const core of request.cores)
      for (const period of request.periods)
        slices.#gather(rowNeeds(core, period, request.horizon ?? null), forms, registers);
    for (const id of registers) {
      const register = await loadRegister(model, runner, id);
      slices.#registers.set(id, register);
      const attributes = new Map<string, AttributePlan>();
      slices.#attributes.set(id, attributes);
      for (const [attribute, place] of register.places)
        attributes.set(
          attribute,
          attributePlan(register.subjects, (n, month) => register.spells.first(n, month)?.[place] ?? null),
        );
      for (const m of model.memberships.values()) {
        if (m.register !== id) continue;
        const membership = await loadMembership(runner, m.id, register);
        slices.#memberships.set(m.id, membership);
        if (m.primaryAs === null) continue;
        const primary = (n: number, month: Month): AttributeValue =>
          membership.spells.of(n, month).find((x) => x.primary)?.code ?? null;
        attributes.set(m.primaryAs, attributePlan(register.subjects, primary));
      }
    }
    for (const [id, needs] of forms) await slices.#loadForm(runner, id, needs);
    return slices;
  }

  #gather(needs: RowNeeds, forms: FormNeeds, registers: Set<string>): void {
    for (const { form: id, field: fieldId, period } of needs.fields) {
      const form = this.#model.forms.get(id);
      const field = form?.fields.get(fieldId);
      if (!form || !field) continue;
      const found = forms.get(id) ?? { fields: new Set(), months: new Set() };
      forms.set(id, found);
      registers.add(form.subject);
      found.fields.add(fieldId);
      found.months.add(period.to);
      const c = conversionFor(form, field, period);
      if (c.kind === "terms") for (const t of c.terms) found.months.add(t.to);
    }
    for (const { link, way, needs: there } of needs.links) {
      registers.add(way === "out" ? link.target : link.register);
      this.#gather(there, forms, registers);
    }
  }

  async #loadForm(
    runner: SqlRunner,
    id: string,
    needs: { readonly fields: ReadonlySet<string>; readonly months: ReadonlySet<Month> },
  ): Promise<void> {
    const form = this.#model.forms.get(id);
    const register = form ? this.#registers.get(form.subject) : undefined;
    if (!form || !register) return;
    const fields = [...needs.fields].flatMap((f) => form.fields.get(f) ?? []);
    const byKey = new Map<string, FactSlice>();
    for (const month of needs.months)
      for (const [key, slice] of await loadFacts(runner, form, fields, month, this.#known, register))
        byKey.set(key, slice);
    this.#facts.set(id, byKey);
    this.#months.set(id, new Set(needs.months));
    this.#plans.set(
      id,
      new Map(fields.map((field) => [field.id, { form, field, subjects: register.subjects, at: new Map() }])),
    );
  }

  /** Whether the subject is in the register in a month; null: nobody has the code. */
  holds(register: string, code: string, month: Month): boolean | null {
    const slice = this.#registers.get(register);
    const number = slice?.subjects.number(code) ?? -1;
    return slice && number >= 0 ? slice.spells.first(number, month) !== null : null;
  }

  /** Codes of a register's subjects, in code order. */
  codes(register: string): readonly string[] {
    return this.#registers.get(register)?.subjects.codes ?? [];
  }

  /**
   * The leaves of a question. `aggregates` and `inner` answer what is about many subjects (the last run's means and
   * ranks). A basis with other knowledge, or with other rows in the place of stored ones, has slices of its own.
   */
  leaves(basis: Basis, others: Pick<Leaves, "aggregate" | "inner"> = {}): Leaves {
    if (basis.known !== this.#known || basis.overlay)
      throw new Error("slices answer for the knowledge and the tables they were loaded from; load others");
    const leaves: Leaves = {
      field: (form, field, subject, period) => this.#field(form, field, subject, period),
      attribute: (register, attribute, subject, _, asOf) =>
        this.#attribute(register, attribute, subject, asOf ?? basis.month),
      memberships: (membership, subject, _, asOf) => this.#members(membership, subject, asOf ?? basis.month),
      countRule: (membership): CountRule => this.#model.memberships.get(membership)?.count ?? "whole",
      parameter: (parameter, period, on) =>
        parameterValue(this.#model.parameters.get(parameter), period, this.#known, on),
      population: (register) => this.#population(register, basis.month),
      expected: (form, subject, period): boolean | null => {
        const condition = this.#model.forms.get(form)?.expected ?? null;
        return condition === null ? true : evaluateBoolean(condition, leaves, { period, subject, group: [] });
      },
      reported: (form, subject, period) => this.#reported(form, subject, period),
      horizon: () => basis.horizon ?? basis.month,
      inner: (node: InnerCore, question: Question) => others.inner?.(node, question) ?? null,
      aggregate: (node, question) => others.aggregate?.(node, question) ?? null,
    };
    return leaves;
  }

  #slice(form: Form, from: Month | null, to: Month): FactSlice | null {
    if (this.#months.get(form.id)?.has(to) !== true)
      throw new Error(
        `${form.id} of ${formatMonth(to)} was not loaded; name the period when the slices are loaded`,
      );
    return this.#facts.get(form.id)?.get(sliceKey(form, from, to)) ?? null;
  }

  #at(plan: FieldPlan, period: Period): FieldAt {
    const number = periodNumber(period);
    const known = plan.at.get(number);
    if (known) return known;
    const c = conversionFor(plan.form, plan.field, period);
    const terms =
      c.kind === "impossible"
        ? []
        : c.terms.map((t): CellTerm => {
            const slice = this.#slice(plan.form, t.from, t.to);
            const columns = t.column === "month" ? slice?.months : slice?.values;
            return { sign: t.sign, slice, cells: columns?.get(plan.field.id) ?? null };
          });
    // -2 is nobody's number, and -1 a code that is not in the register
    const found: FieldAt = {
      terms,
      subject: -2,
      value: c.kind === "impossible" ? missing(c.reason) : NOT_REPORTED,
    };
    plan.at.set(number, found);
    return found;
  }

  #field(formId: string, fieldId: string, subject: string, period: Period): Value {
    const plan = this.#plans.get(formId)?.get(fieldId);
    if (!plan) return this.#unknownField(formId, fieldId);
    const at = this.#at(plan, period);
    if (at.terms.length === 0) return at.value;
    const number = plan.subjects.number(subject);
    if (at.subject !== number) {
      at.value = total(at.terms, number);
      at.subject = number;
    }
    return at.value;
  }

  #unknownField(form: string, field: string): Value {
    if (!this.#model.forms.get(form)?.fields.has(field)) return missing("no_form");
    throw new Error(`${form}.${field} was not loaded; name its formula when the slices are loaded`);
  }

  #attribute(register: string, attribute: string, subject: string, month: Month): AttributeValue {
    const plan = this.#attributes.get(register)?.get(attribute);
    if (!plan) return null;
    const number = plan.subjects.number(subject);
    if (number < 0) return null;
    if (plan.subject !== number || plan.month !== month) {
      plan.value = plan.read(number, month);
      plan.subject = number;
      plan.month = month;
    }
    return plan.value;
  }

  #members(membership: string, subject: string, month: Month): readonly Membership[] {
    const slice = this.#memberships.get(membership);
    const number = slice?.register.subjects.number(subject) ?? -1;
    return slice && number >= 0 ? slice.spells.of(number, month) : [];
  }

  #population(register: string, month: Month): readonly string[] {
    const slice = this.#registers.get(register);
    if (!slice) throw new Error(`${register} was not loaded; name a formula that reads it`);
    return slice.subjects.codes.filter((_, i) => slice.spells.first(i, month) !== null);
  }

  #reported(formId: string, subject: string, period: Period): boolean {
    const form = this.#model.forms.get(formId);
    if (!form) return false;
    const number = this.#registers.get(form.subject)?.subjects.number(subject) ?? -1;
    return number >= 0 && (this.#slice(form, period.from, period.to)?.row[number] ?? -1) >= 0;
  }
}

const attributePlan = (subjects: Subjects, read: AttributePlan["read"]): AttributePlan => ({
  subjects,
  read,
  subject: -1,
  month: 0,
  value: null,
});

function cell(t: CellTerm, subject: number): Value {
  const row = subject < 0 ? -1 : (t.slice?.row[subject] ?? -1);
  const state = t.cells?.state[row];
  if (state === undefined) return NOT_REPORTED;
  if (state === THERE) return present(t.cells?.value[row] ?? 0n);
  const reason = reasonOf(state);
  return missing(reason === "present" ? "blank" : reason);
}

/** The signed sum; some returns there and some not is `incomplete`. */
function total(terms: readonly CellTerm[], subject: number): Value {
  const [only] = terms;
  if (only && terms.length === 1 && only.sign === 1) return cell(only, subject);
  let sum = 0n;
  let there = 0;
  let absent: Value | null = null;
  for (const t of terms) {
    const v = cell(t, subject);
    if (v.ok) {
      sum += t.sign === 1 ? v.value : -v.value;
      there++;
    } else absent ??= v;
  }
  if (absent !== null)
    return there > 0 && !absent.ok && absent.reason === "not_reported" ? missing("incomplete") : absent;
  const value = checked(sum);
  return value === null ? missing("out_of_range") : present(value);
}
