/** The steps of a row relation that read the store: population, memberships, one leg a form and period. */
import type { Field, Form, MembershipDefinition } from "@lianzhang/definitions";
import type { Day, Month, Period } from "@lianzhang/kernel";
import {
  attributeColumn,
  FACT,
  factTable,
  FOREVER,
  MEMBER,
  membershipTable,
  monthColumn,
  SPELL,
  spellTable,
  valueColumn,
} from "@lianzhang/kernel";
import type { Conversion, Term } from "./conversion.ts";
import type { Ex, Measure, Output, Relation, Step } from "./relation.ts";
import { and, column, equals, integer, when } from "./relation.ts";

/** What a question fixes for every leaf. */
export interface Basis {
  readonly month: Month;
  readonly known: Day | null;
}

/** Rows whose spell holds the month. */
export const atMonth = (since: string, until: string, at: Month): Ex =>
  and(
    { ex: "compare", comparison: "<=", left: column(since), right: integer(at) },
    { ex: "compare", comparison: ">", left: column(until), right: integer(at) },
  );

export interface FormLeg {
  readonly form: Form;
  readonly period: Period;
  readonly fields: Map<string, { readonly name: string; readonly conversion: Conversion }>;
  readonly here: string;
}

/** Subjects with a spell on the basis month, with the attributes asked for. */
export function populationStep(
  register: string,
  attributes: ReadonlyMap<string, string>,
  basis: Basis,
): Step {
  return {
    name: "population",
    why: `subjects of ${register} on the membership basis`,
    relation: {
      rel: "select",
      from: { rel: "table", name: spellTable(register) },
      where: atMonth(SPELL.since, SPELL.until, basis.month),
      columns: [
        { name: "subject", ex: column(SPELL.subject) },
        ...[...attributes].map(([as, id]): Output => ({ name: as, ex: column(attributeColumn(id)) })),
      ],
    },
  };
}

export function primaryStep(as: string, m: MembershipDefinition, basis: Basis): Step {
  return {
    name: `primary_${as}`,
    why: `the primary ${m.id} of each subject`,
    relation: {
      rel: "select",
      from: { rel: "table", name: membershipTable(m.id) },
      where: and(column(MEMBER.primary), atMonth(MEMBER.since, MEMBER.until, basis.month)),
      columns: [
        { name: "subject", ex: column(MEMBER.subject) },
        { name: as, ex: column(MEMBER.code) },
      ],
    },
  };
}

/** Whether the subject belongs to one of some codes of a membership. */
export interface MemberFlag {
  readonly name: string;
  readonly membership: string;
  readonly codes: readonly string[];
}

export function flagStep(f: MemberFlag, basis: Basis): Step {
  return {
    name: `members_${f.name}`,
    why: `subjects that belong to one of the codes in ${f.membership}`,
    relation: {
      rel: "aggregate",
      from: { rel: "table", name: membershipTable(f.membership) },
      where: and(
        { ex: "in", argument: column(MEMBER.code), values: f.codes },
        atMonth(MEMBER.since, MEMBER.until, basis.month),
      ),
      keys: [{ name: "subject", ex: column(MEMBER.subject) }],
      measures: [{ name: f.name, fn: "max", ex: integer(1) }],
    },
  };
}

/** Rows as they were known. */
export function knownAt(known: Day | null): Ex {
  if (known === null) return equals(column(FACT.knownTo), integer(FOREVER));
  return and(
    { ex: "compare", comparison: "<=", left: column(FACT.knownFrom), right: integer(known) },
    { ex: "compare", comparison: ">", left: column(FACT.knownTo), right: integer(known) },
  );
}

/** One row a subject with the values of one form for one period. */
export function legStep(leg: FormLeg, basis: Basis): Step {
  const from: Relation = { rel: "table", name: factTable(leg.form.id) };
  const why = `${leg.form.id}: values of the asked interval, one row a subject`;
  const single = singleEnd(leg);
  if (single !== null) {
    const columns = [...leg.fields].map(([id, f]): Output => ({
      name: f.name,
      ex: termCell(leg.form, id, f.conversion),
    }));
    return {
      name: `leg_${leg.here}`,
      why,
      relation: {
        rel: "select",
        from,
        where: and(
          equals(column(FACT.to), integer(single.to)),
          ...(single.from === null ? [] : [equals(column(FACT.from), integer(single.from))]),
          knownAt(basis.known),
        ),
        columns: [
          { name: "subject", ex: column(FACT.subject) },
          { name: leg.here, ex: integer(1) },
          ...columns,
        ],
      },
    };
  }
  return { name: `leg_${leg.here}`, why, relation: manyRows(leg, from, basis) };
}

/** Several rows a subject: pick each end point, then combine. */
function manyRows(leg: FormLeg, from: Relation, basis: Basis): Relation {
  const measures: Measure[] = [
    { name: leg.here, fn: "max", ex: when(equals(column(FACT.to), integer(leg.period.to)), integer(1)) },
  ];
  const columns: Output[] = [];
  for (const [id, f] of leg.fields) {
    const { conversion } = f;
    if (conversion.kind === "terms") {
      const names = conversion.terms.map((t, i) => {
        const name = `${f.name}_${i}`;
        measures.push({ name, fn: "max", ex: when(termRow(t), cell(id, t)) });
        return { sign: t.sign, ex: column(name) };
      });
      columns.push({ name: f.name, ex: { ex: "total", parts: names } });
    }
  }
  const ends = [...leg.fields.values()].flatMap((f) =>
    f.conversion.kind === "terms" ? f.conversion.terms.map((t) => t.to) : [],
  );
  const first = Math.min(leg.period.to, ...ends);
  return {
    rel: "select",
    where: null,
    columns: [
      { name: "subject", ex: column("subject") },
      { name: leg.here, ex: column(leg.here) },
      ...columns,
    ],
    from: {
      rel: "aggregate",
      from,
      where: and(
        { ex: "compare", comparison: ">=", left: column(FACT.to), right: integer(first) },
        { ex: "compare", comparison: "<=", left: column(FACT.to), right: integer(leg.period.to) },
        knownAt(basis.known),
      ),
      keys: [{ name: "subject", ex: column(FACT.subject) }],
      measures,
    },
  };
}

const cell = (field: string, t: Term): Ex =>
  column(t.column === "month" ? monthColumn(field) : valueColumn(field));
const termRow = (t: Term): Ex =>
  and(
    equals(column(FACT.to), integer(t.to)),
    ...(t.from === null ? [] : [equals(column(FACT.from), integer(t.from))]),
  );

function termCell(form: Form, id: string, conversion: Conversion): Ex {
  const field: Field | undefined = form.fields.get(id);
  const t = conversion.kind === "terms" ? conversion.terms[0] : undefined;
  return field && t ? cell(id, t) : column(valueColumn(id));
}

/** The one stored row that answers every field of the leg, if there is one. */
function singleEnd(leg: FormLeg): { readonly from: Month | null; readonly to: Month } | null {
  if (leg.form.every === "any") return leg.period;
  const conversions = [...leg.fields.values()].map((f) => f.conversion);
  const one = conversions.every(
    (c) => c.kind === "terms" && c.terms.length === 1 && c.terms[0]?.to === leg.period.to,
  );
  return one ? { from: null, to: leg.period.to } : null;
}
