/**
 * Leaves in memory for the scalar evaluator: attribute spells, memberships and the fact rows of the asked
 * subjects, fetched once. Conversion of periods follows the same plan as the SQL legs.
 */
import type { Field, Form, Model } from "@lianzhang/definitions";
import type { AttributeValue, InnerCore, Leaves, Membership, Question } from "@lianzhang/formula";
import { evaluateBoolean } from "@lianzhang/formula";
import type { Day, Month, Period, SqlRunner, SqlValue, Value } from "@lianzhang/kernel";
import {
  attributeColumn,
  checked,
  FACT,
  factTable,
  MEMBER,
  membershipTable,
  missing,
  monthColumn,
  monthReasonColumn,
  present,
  reasonColumn,
  reasonOf,
  SPELL,
  spellTable,
  subjectTable,
  valueColumn,
} from "@lianzhang/kernel";
import { ask } from "./ask.ts";
import type { Term } from "./conversion.ts";
import { conversionFor } from "./conversion.ts";
import type { LaidRow } from "./laid-over.ts";
import { laidOver } from "./laid-over.ts";
import type { InnerLookup, LeafRequest, Spell } from "./leaf-request.ts";
import { inForce, merged } from "./leaf-request.ts";
import type { FieldNeed, LinkNeed } from "./need.ts";
import { parameterValue } from "@lianzhang/definitions";
import type { Ex, Output, Relation, Statement } from "./relation.ts";
import { and, column, integer } from "./relation.ts";
import type { Basis } from "./row-steps.ts";
import { knownAt, tableOf } from "./row-steps.ts";

/** One stored return row of one subject. */
export interface FactRow {
  readonly from: Month;
  readonly to: Month;
  readonly knownFrom: Day;
  readonly submission: number;
  readonly row: number;
  readonly cells: ReadonlyMap<
    string,
    {
      readonly value: bigint | null;
      readonly reason: number;
      readonly month: bigint | null;
      readonly monthReason: number;
    }
  >;
}

/** A cell that went into a value, for the trace. */
export interface UsedCell {
  readonly form: Form;
  readonly field: Field;
  readonly row: FactRow;
}

const big = (v: SqlValue | undefined): bigint | null =>
  typeof v === "bigint" ? v : typeof v === "number" ? BigInt(Math.trunc(v)) : null;
const int = (v: SqlValue | undefined): number =>
  typeof v === "bigint" ? Number(v) : typeof v === "number" ? v : 0;

const select = (
  from: Relation,
  where: Ex | null,
  columns: readonly Output[],
  orderBy: readonly string[],
): Statement => ({
  steps: [],
  result: { rel: "select", from, where, columns },
  orderBy: orderBy.map((c) => ({ column: c, descending: false })),
  limit: null,
});

const plain = (...names: readonly string[]): Output[] => names.map((name) => ({ name, ex: column(name) }));

/** The signed sum. Some returns there and some not is `incomplete`. */
function total(parts: readonly { readonly sign: 1 | -1; readonly value: Value }[]): Value {
  const absent = parts.flatMap(({ value }) => (value.ok ? [] : [value]));
  const [first] = absent;
  if (first) {
    const partial = absent.length < parts.length && first.reason === "not_reported";
    return partial ? missing("incomplete") : first;
  }
  const sum = parts.reduce((s, { sign, value }) => s + (value.ok ? BigInt(sign) * value.value : 0n), 0n);
  const value = checked(sum);
  return value === null ? missing("out_of_range") : present(value);
}

/** The months a field's value for a period is made from. */
function endMonths(model: Model, need: FieldNeed): Month[] {
  const form = model.forms.get(need.form);
  const field = form?.fields.get(need.field);
  if (!form || !field) return [];
  const c = conversionFor(form, field, need.period);
  // A single month was derived from the month before: the trace shows both cells.
  return c.kind === "terms" ? c.terms.flatMap((t) => (t.column === "month" ? [t.to, t.to - 1] : [t.to])) : [];
}

export class MemoryLeaves implements Leaves {
  readonly #model: Model;
  readonly #basis: Basis;
  readonly #facts = new Map<string, Map<string, FactRow[]>>();
  readonly #spells = new Map<string, Map<string, Spell<ReadonlyMap<string, AttributeValue>>[]>>();
  readonly #members = new Map<string, Map<string, Spell<Membership>[]>>();
  /** Who is there in the basis's month, by register; every aggregate asks. */
  readonly #populations = new Map<string, readonly string[]>();
  #inner: InnerLookup | null = null;
  /** Cells read by `field`, when a trace asks for them. */
  #recorder: ((cell: UsedCell, sign: 1 | -1) => void) | null = null;

  private constructor(model: Model, basis: Basis) {
    this.#model = model;
    this.#basis = basis;
  }

  static async load(
    model: Model,
    runner: SqlRunner,
    basis: Basis,
    requests: readonly LeafRequest[],
  ): Promise<MemoryLeaves> {
    const leaves = new MemoryLeaves(model, basis);
    const reached = await leaves.#reach(runner, merged(requests));
    for (const request of merged(reached)) {
      const forms = new Map<string, FieldNeed[]>();
      for (const f of request.fields) forms.set(f.form, [...(forms.get(f.form) ?? []), f]);
      for (const [form, needs] of forms) await leaves.#loadFacts(runner, request, form, needs);
    }
    return leaves;
  }

  /** Loads the spells of the asked subjects and of everyone they are linked to; gives all requests that came up. */
  async #reach(runner: SqlRunner, requests: readonly LeafRequest[]): Promise<LeafRequest[]> {
    const all: LeafRequest[] = [];
    for (let next = [...requests]; next.length > 0;) {
      const found: LeafRequest[] = [];
      for (const request of next) {
        await this.#loadSpells(runner, request);
        await this.#loadMembers(runner, request);
        for (const l of request.links ?? []) found.push(await this.#follow(runner, request, l));
      }
      all.push(...next);
      next = merged(found);
    }
    return all;
  }

  async #follow(runner: SqlRunner, request: LeafRequest, need: LinkNeed): Promise<LeafRequest> {
    const { link, way, needs } = need;
    const register = way === "out" ? link.target : link.register;
    if (request.subjects === null) return { register, subjects: null, ...needs };
    if (way === "out") {
      const own = [...(this.#spells.get(link.register)?.values() ?? [])].flat();
      const codes = own.flatMap((s) => s.value.get(link.attribute) ?? []).map(String);
      return { register, subjects: [...new Set(codes)], ...needs };
    }
    const { from } = this.#withCodes(spellTable(register), { register, subjects: null, fields: [] });
    const where: Ex = {
      ex: "in",
      argument: column(attributeColumn(link.attribute)),
      values: request.subjects,
    };
    const { rows } = await ask(runner, select(from, where, plain("code"), ["code"]));
    return { register, subjects: [...new Set(rows.map((r) => String(r[0])))], ...needs };
  }

  /** Values among other subjects, computed in SQL because only some subjects are loaded here. */
  useInner(inner: InnerLookup): void {
    this.#inner = inner;
  }

  inner(node: InnerCore, question: Question): Value | null {
    return this.#inner?.(node, question, this) ?? null;
  }

  horizon(): Month | null {
    return this.#basis.horizon ?? null;
  }

  record(recorder: ((cell: UsedCell, sign: 1 | -1) => void) | null): void {
    this.#recorder = recorder;
  }

  #withCodes(table: string, request: LeafRequest): { from: Relation; codes: Ex[] } {
    const from: Relation = {
      rel: "join",
      from: tableOf(this.#basis, table),
      legs: [
        {
          kind: "inner",
          to: tableOf(this.#basis, subjectTable(request.register)),
          alias: "subjects",
          on: "subject",
        },
      ],
    };
    const codes: Ex[] =
      request.subjects === null ? [] : [{ ex: "in", argument: column("code"), values: request.subjects }];
    return { from, codes };
  }

  async #loadSpells(runner: SqlRunner, request: LeafRequest): Promise<void> {
    const register = this.#model.registers.get(request.register);
    if (!register) return;
    const attributes = [...register.attributes.keys()];
    const { from, codes } = this.#withCodes(spellTable(request.register), request);
    const where = and({ ex: "truth", value: true }, ...codes);
    const head = ["code", SPELL.since, SPELL.until];
    const columns = plain(...head, ...attributes.map(attributeColumn));
    const { rows } = await ask(runner, select(from, where, columns, ["code", SPELL.since]));
    const known =
      this.#spells.get(request.register) ?? new Map<string, Spell<Map<string, AttributeValue>>[]>();
    const loaded = new Map<string, Spell<Map<string, AttributeValue>>[]>();
    for (const r of rows) {
      const values = attributes.map((a, i): [string, AttributeValue] => {
        const v = r[i + head.length] ?? null;
        return [a, typeof v === "number" ? BigInt(v) : v];
      });
      const code = String(r[0]);
      const list = loaded.get(code) ?? [];
      list.push({ since: int(r[1]), until: int(r[2]), value: new Map(values) });
      loaded.set(code, list);
    }
    for (const [code, list] of loaded) known.set(code, list);
    this.#spells.set(request.register, known);
  }

  async #loadMembers(runner: SqlRunner, request: LeafRequest): Promise<void> {
    for (const m of this.#model.memberships.values()) {
      if (m.register !== request.register) continue;
      const subjects: Relation = {
        rel: "select",
        from: tableOf(this.#basis, subjectTable(request.register)),
        where: null,
        columns: [
          { name: "subject", ex: column("subject") },
          { name: "subject_code", ex: column("code") },
        ],
      };
      const from: Relation = {
        rel: "join",
        from: tableOf(this.#basis, membershipTable(m.id)),
        legs: [{ kind: "inner", to: subjects, alias: "subjects", on: "subject" }],
      };
      const where: Ex | null =
        request.subjects === null
          ? null
          : { ex: "in", argument: column("subject_code"), values: request.subjects };
      const names = ["subject_code", MEMBER.code, MEMBER.primary, MEMBER.share, MEMBER.since, MEMBER.until];
      const { rows } = await ask(
        runner,
        select(from, where, plain(...names), ["subject_code", MEMBER.code, MEMBER.since]),
      );
      const list = this.#members.get(m.id) ?? new Map<string, Spell<Membership>[]>();
      const loaded = new Map<string, Spell<Membership>[]>();
      for (const r of rows) {
        const key = String(r[0]);
        const spells = loaded.get(key) ?? [];
        const value = { code: String(r[1]), primary: r[2] === true, share: int(r[3]) };
        spells.push({ since: int(r[4]), until: int(r[5]), value });
        loaded.set(key, spells);
      }
      for (const [key, spells] of loaded) list.set(key, spells);
      this.#members.set(m.id, list);
    }
  }

  async #loadFacts(
    runner: SqlRunner,
    request: LeafRequest,
    formId: string,
    needs: readonly FieldNeed[],
  ): Promise<void> {
    const form = this.#model.forms.get(formId);
    if (!form) return;
    const fields = [...new Set(needs.map((n) => n.field))].flatMap((id) => form.fields.get(id) ?? []);
    const months = needs.flatMap((n) => [...endMonths(this.#model, n), n.period.to]);
    const { from, codes } = this.#withCodes(factTable(formId), request);
    const where = and(
      { ex: "compare", comparison: ">=", left: column(FACT.to), right: integer(Math.min(...months)) },
      { ex: "compare", comparison: "<=", left: column(FACT.to), right: integer(Math.max(...months)) },
      knownAt(this.#basis.known),
      ...codes,
    );
    const monthly = (f: Field): boolean => f.as === "cumulative" && form.every === "month";
    const cells = fields.flatMap((f) => [
      valueColumn(f.id),
      reasonColumn(f.id),
      ...(monthly(f) ? [monthColumn(f.id), monthReasonColumn(f.id)] : []),
    ]);
    const head = ["code", FACT.from, FACT.to, FACT.knownFrom, FACT.submission, FACT.row];
    const statement = select(from, where, plain(...head, ...cells), ["code", FACT.to, FACT.from]);
    const { rows, columns } = await ask(runner, statement);
    const at = new Map(columns.map((c, i) => [c, i]));
    const bySubject = this.#facts.get(formId) ?? new Map<string, FactRow[]>();
    for (const r of rows) {
      const get = (name: string): SqlValue | undefined => r[at.get(name) ?? -1];
      const row: FactRow = {
        from: int(get(FACT.from)),
        to: int(get(FACT.to)),
        knownFrom: int(get(FACT.knownFrom)),
        submission: int(get(FACT.submission)),
        row: int(get(FACT.row)),
        cells: new Map(
          fields.map((f) => [
            f.id,
            {
              value: big(get(valueColumn(f.id))),
              reason: int(get(reasonColumn(f.id))),
              month: big(get(monthColumn(f.id))),
              monthReason: int(get(monthReasonColumn(f.id))),
            },
          ]),
        ),
      };
      const code = String(get("code"));
      bySubject.set(code, [...(bySubject.get(code) ?? []), row]);
    }
    this.#facts.set(formId, bySubject);
  }

  /** Lays rows of a form over the stored ones: what is asked of a return before it is accepted. */
  lay(formId: string, rows: readonly LaidRow[]): void {
    const form = this.#model.forms.get(formId);
    if (!form) return;
    const facts = this.#facts.get(formId) ?? new Map<string, FactRow[]>();
    const bySubject = new Map<string, LaidRow[]>();
    for (const row of rows) bySubject.set(row.subject, [...(bySubject.get(row.subject) ?? []), row]);
    for (const [code, laid] of bySubject) facts.set(code, laidOver(form, facts.get(code) ?? [], laid));
    this.#facts.set(formId, facts);
  }

  #rowsOf(form: string, subject: string): readonly FactRow[] {
    return this.#facts.get(form)?.get(subject) ?? [];
  }

  #termValue(form: Form, field: Field, subject: string, t: Term): Value {
    const rows = this.#rowsOf(form.id, subject);
    const row = rows.find((r) => r.to === t.to && (t.from === null || r.from === t.from));
    const c = row?.cells.get(field.id);
    if (!row || !c) return missing("not_reported");
    const [value, code] = t.column === "month" ? [c.month, c.monthReason] : [c.value, c.reason];
    if (value === null) {
      const reason = reasonOf(code);
      return missing(reason === "present" ? "blank" : reason);
    }
    this.#recorder?.({ form, field, row }, t.sign);
    const before = t.column === "month" ? rows.find((r) => r.to === t.to - 1) : undefined;
    if (before) this.#recorder?.({ form, field, row: before }, t.sign === 1 ? -1 : 1);
    return present(value);
  }

  field(formId: string, fieldId: string, subject: string, period: Period): Value {
    const form = this.#model.forms.get(formId);
    const field = form?.fields.get(fieldId);
    if (!form || !field) return missing("no_form");
    const c = conversionFor(form, field, period);
    if (c.kind === "impossible") return missing(c.reason);
    return total(c.terms.map((t) => ({ sign: t.sign, value: this.#termValue(form, field, subject, t) })));
  }

  attribute(
    register: string,
    attribute: string,
    subject: string,
    period: Period,
    asOf?: Month,
  ): AttributeValue {
    for (const m of this.#model.memberships.values())
      if (m.register === register && m.primaryAs === attribute)
        return this.memberships(m.id, subject, period, asOf).find((x) => x.primary)?.code ?? null;
    const spells = this.#spells.get(register)?.get(subject);
    return inForce(spells, asOf ?? this.#basis.month)[0]?.get(attribute) ?? null;
  }

  memberships(membership: string, subject: string, _period: Period, asOf?: Month): readonly Membership[] {
    return inForce(this.#members.get(membership)?.get(subject), asOf ?? this.#basis.month);
  }

  countRule(membership: string): "whole" | "primary" | "share" {
    return this.#model.memberships.get(membership)?.count ?? "whole";
  }

  parameter(parameter: string, period: Period, on?: Day): Value {
    return parameterValue(this.#model.parameters.get(parameter), period, this.#basis.known, on);
  }

  population(register: string): readonly string[] {
    const known = this.#populations.get(register);
    if (known) return known;
    const all = [...(this.#spells.get(register) ?? [])];
    const there = all.flatMap(([code, s]) => (inForce(s, this.#basis.month).length > 0 ? [code] : []));
    this.#populations.set(register, there);
    return there;
  }

  expected(formId: string, subject: string, period: Period): boolean | null {
    const condition = this.#model.forms.get(formId)?.expected ?? null;
    return condition === null ? true : evaluateBoolean(condition, this, { period, subject, group: [] });
  }

  reported(formId: string, subject: string, period: Period): boolean {
    const any = this.#model.forms.get(formId)?.every === "any";
    return this.#rowsOf(formId, subject).some((r) => r.to === period.to && (!any || r.from === period.from));
  }
}
