/** The steps of a row relation that read the store: population, memberships, one leg a form and period. */
import type { Field, Form, MembershipDefinition, Model } from "@lianzhang/definitions";
import type { Day, Month, Period } from "@lianzhang/kernel";
import {
  FACT,
  factTable,
  FOREVER,
  MEMBER,
  membershipTable,
  monthColumn,
  monthReasonColumn,
  reasonCode,
  reasonColumn,
  SPELL,
  spellTable,
  valueColumn,
} from "@lianzhang/kernel";
import type { Conversion, Term } from "./conversion.ts";
import type { Ex, Measure, Output, Relation, Step } from "./relation.ts";
import { and, column, equals, integer, when } from "./relation.ts";

/**
 * What a question fixes for every leaf. `overlay` puts other rows in the place of stored tables (a scenario);
 * `held` is what the scenario holds: the sets in which a formula of one subject takes means and totals (`bases`), and
 * the values that cut a set: median, quantile, least and greatest (`cuts`).
 */
export interface Basis {
  readonly month: Month;
  readonly known: Day | null;
  /** The first month anything is known of, for questions about history; absent: the asked period only. */
  readonly horizon?: Month | null;
  readonly overlay?: Overlay | null;
  readonly held?: { readonly bases: Held | null; readonly cuts: Held | null } | null;
}

/** A model and basis to take a set's values by, in the place of the question's own. */
export interface Held {
  readonly model: Model;
  readonly basis: Basis;
}

/** Relations by the name of the stored table they stand for; the same columns, the same types. */
export type Overlay = ReadonlyMap<string, Relation>;

/** Where the rows of a stored table come from under this basis. */
export const tableOf = (basis: Basis, name: string): Relation =>
  basis.overlay?.get(name) ?? { rel: "table", name };

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
  /** Fields whose reason is asked for: column `NAME_why`. */
  readonly reasons: Set<string>;
  readonly here: string;
}

/** Subjects with a spell on the basis month, with the stored columns asked for, by the name they get. */
export function populationStep(
  register: string,
  columns: ReadonlyMap<string, string>,
  basis: Basis,
  { prefix, everyone }: { readonly prefix: string; readonly everyone: boolean },
): Step {
  return {
    name: `${prefix}population`,
    why: `subjects of ${register} on the membership basis`,
    relation: {
      rel: "select",
      from: tableOf(basis, spellTable(register)),
      where: atMonth(SPELL.since, SPELL.until, basis.month),
      columns: [
        { name: "subject", ex: column(SPELL.subject) },
        ...(everyone ? [{ name: EVERYONE, ex: integer(1) }] : []),
        ...[...columns].map(([as, stored]): Output => ({ name: as, ex: column(stored) })),
      ],
    },
  };
}

/** A column equal for all subjects: the key of a set that is the whole register. */
export const EVERYONE = "everyone";

/** Attributes in another month than the membership basis. */
export function attributeStep(
  register: string,
  columns: ReadonlyMap<string, string>,
  month: Month,
  basis: Basis,
  prefix: string,
): Step {
  return {
    name: `${prefix}attributes_${month}`,
    why: "attributes as they were at an earlier step",
    relation: {
      rel: "select",
      from: tableOf(basis, spellTable(register)),
      where: atMonth(SPELL.since, SPELL.until, month),
      columns: [
        { name: "subject", ex: column(SPELL.subject) },
        ...[...columns].map(([as, stored]): Output => ({ name: as, ex: column(stored) })),
      ],
    },
  };
}

/** The codes of each subject, one row each, with the shares that come before. */
export function bridgedStep(m: MembershipDefinition, basis: Basis, prefix = ""): Step {
  const before: Ex = {
    ex: "before",
    of: column(MEMBER.share),
    partition: column(MEMBER.subject),
    order: column(MEMBER.code),
  };
  return {
    name: `${prefix}bridge`,
    why: `codes of each subject in ${m.id}, counted ${m.count}`,
    relation: {
      rel: "select",
      from: tableOf(basis, membershipTable(m.id)),
      where: and(
        atMonth(MEMBER.since, MEMBER.until, basis.month),
        ...(m.count === "primary" ? [column(MEMBER.primary)] : []),
      ),
      columns: [
        { name: "subject", ex: column(MEMBER.subject) },
        { name: "member_code", ex: column(MEMBER.code) },
        { name: "member_share", ex: column(MEMBER.share) },
        // a window over all memberships, so only where shares are asked for
        ...(m.count === "share" ? [{ name: "share_before", ex: before }] : []),
      ],
    },
  };
}

/** The part that falls to the bridged code; a subject in no code counts whole in the cell without one. */
export const weighted = (argument: Ex): Ex => ({
  ex: "case",
  branches: [{ when: { ex: "absent", argument: column("member_share") }, then: argument }],
  otherwise: { ex: "sharePart", argument, before: column("share_before"), share: column("member_share") },
});

export function primaryStep(as: string, m: MembershipDefinition, basis: Basis, prefix = ""): Step {
  return {
    name: `${prefix}primary_${as}`,
    why: `the primary ${m.id} of each subject`,
    relation: {
      rel: "select",
      from: tableOf(basis, membershipTable(m.id)),
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

/** One row a subject with every flag asked of one membership. */
export function flagStep(flags: readonly MemberFlag[], name: string, basis: Basis, prefix = ""): Step {
  const membership = flags[0]?.membership ?? "";
  const isCode = (codes: readonly string[]): Ex => ({
    ex: "in",
    argument: column(MEMBER.code),
    values: codes,
  });
  return {
    name: `${prefix}members_${name}`,
    why: `subjects that belong to one of the codes in ${membership}`,
    relation: {
      rel: "aggregate",
      from: tableOf(basis, membershipTable(membership)),
      where: and(
        isCode([...new Set(flags.flatMap((f) => f.codes))]),
        atMonth(MEMBER.since, MEMBER.until, basis.month),
      ),
      keys: [{ name: "subject", ex: column(MEMBER.subject) }],
      measures: flags.map((f) => ({
        name: f.name,
        fn: "max",
        ex: flags.length === 1 ? integer(1) : when(isCode(f.codes), integer(1)),
      })),
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
export function legStep(leg: FormLeg, basis: Basis, prefix = ""): Step {
  const name = `${prefix}leg_${leg.here}`;
  const from = tableOf(basis, factTable(leg.form.id));
  const why = `${leg.form.id}: values of the asked interval, one row a subject`;
  const single = singleEnd(leg);
  if (single !== null) {
    const columns = [...leg.fields].flatMap(([id, f]): Output[] => [
      { name: f.name, ex: termCell(leg.form, id, f.conversion) },
      ...(leg.reasons.has(id) ? [{ name: `${f.name}_why`, ex: singleReason(id, f.conversion) }] : []),
    ]);
    return {
      name,
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
  return { name, why, relation: manyRows(leg, from, basis) };
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
      if (leg.reasons.has(id)) columns.push(reasonOfTerms(id, f.name, conversion.terms, measures));
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

const reasonCell = (field: string, t: Term): Ex =>
  column(t.column === "month" ? monthReasonColumn(field) : reasonColumn(field));

function singleReason(field: string, conversion: Conversion): Ex {
  const t = conversion.kind === "terms" ? conversion.terms[0] : undefined;
  return t ? { ex: "wide", argument: reasonCell(field, t) } : { ex: "missing" };
}

/**
 * The reason of a value made of several rows: the first absent term's; `incomplete` when that one is not there and
 * another is (the same rule as in leaves.ts).
 */
function reasonOfTerms(field: string, name: string, terms: readonly Term[], measures: Measure[]): Output {
  const cells = terms.map((t, i) => {
    const why = `${name}_${i}_why`;
    measures.push({
      name: why,
      fn: "max",
      ex: when(termRow(t), { ex: "wide", argument: reasonCell(field, t) }),
    });
    const absent: Ex = { ex: "absent", argument: column(`${name}_${i}`) };
    const reason: Ex = { ex: "firstOf", all: [column(why), integer(reasonCode("not_reported"))] };
    return { absent, reason };
  });
  const all = and(...cells.map((c) => c.absent));
  const first: Ex = {
    ex: "case",
    branches: cells.map((c) => ({ when: c.absent, then: c.reason })),
    otherwise: integer(0),
  };
  const partial = and(equals(first, integer(reasonCode("not_reported"))), { ex: "not", argument: all });
  const ex: Ex = {
    ex: "case",
    branches: [{ when: partial, then: integer(reasonCode("incomplete")) }],
    otherwise: first,
  };
  return { name: `${name}_why`, ex };
}

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
