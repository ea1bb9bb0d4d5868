/** Statements that fingerprint stored rows: sums over rows of a number that any change of the row changes. */
import type { Form } from "@lianzhang/definitions";
import type { Day, Month } from "@lianzhang/kernel";
import {
  attributeColumn,
  FACT,
  factTable,
  MEMBER,
  membershipTable,
  month,
  reasonColumn,
  SPELL,
  spellTable,
  subjectTable,
  valueColumn,
} from "@lianzhang/kernel";
import type { Ex, Measure, Output, Relation, Statement } from "../relation.ts";
import { and, column, integer } from "../relation.ts";
import { atMonth, knownAt } from "../row-steps.ts";

const TRUE: Ex = { ex: "truth", value: true };
const CODE = "subject_code";
const ROWS: Measure = { name: "rows", fn: "count", ex: TRUE };
const kept = (name: string): Output => ({ name, ex: column(name) });
const print = (parts: readonly string[]): Ex => ({ ex: "fingerprint", parts: parts.map(column) });
const compare = (name: string, comparison: "<=" | ">=", value: number): Ex => ({
  ex: "compare",
  comparison,
  left: column(name),
  right: integer(value),
});

/** The rows with the subject's code: its number depends on who else is in the register. */
const withCode = (from: Relation, register: string): Relation => ({
  rel: "join",
  from,
  legs: [
    {
      kind: "inner",
      to: {
        rel: "select",
        from: { rel: "table", name: subjectTable(register) },
        where: null,
        columns: [kept("subject"), { name: CODE, ex: column("code") }],
      },
      alias: "subjects",
      on: "subject",
    },
  ],
});

const statement = (result: Relation, orderBy: string): Statement => ({
  steps: [],
  result,
  orderBy: [{ column: orderBy, descending: false }],
  limit: null,
});

/** By year in which the interval ends: rows known, and a fingerprint a field. Values and reasons, not their origin. */
export function factStatement(
  form: Form,
  fields: readonly string[],
  years: readonly number[],
  known: Day | null,
): Statement {
  const year: Ex = {
    ex: "case",
    branches: years.map((y) => ({ when: compare(FACT.to, "<=", month(y, 12)), then: integer(y) })),
    otherwise: { ex: "missing" },
  };
  const cells = fields.flatMap((f) => [kept(valueColumn(f)), kept(reasonColumn(f))]);
  return statement(
    {
      rel: "aggregate",
      from: withCode(
        {
          rel: "select",
          from: { rel: "table", name: factTable(form.id) },
          where: and(
            compare(FACT.to, ">=", month(Math.min(...years), 1)),
            compare(FACT.to, "<=", month(Math.max(...years), 12)),
            knownAt(known),
          ),
          columns: [kept(FACT.subject), { name: "year", ex: year }, kept(FACT.from), kept(FACT.to), ...cells],
        },
        form.subject,
      ),
      where: null,
      keys: [kept("year")],
      measures: [
        ROWS,
        ...fields.map((f, i): Measure => ({
          name: `print${i}`,
          fn: "sum",
          ex: print([CODE, FACT.from, FACT.to, valueColumn(f), reasonColumn(f)]),
        })),
      ],
    },
    "year",
  );
}

/** The first month any row of a form ends with. */
export const firstMonth = (form: string): Statement =>
  statement(
    {
      rel: "aggregate",
      from: { rel: "table", name: factTable(form) },
      where: null,
      keys: [],
      measures: [{ name: "first", fn: "min", ex: column(FACT.to) }],
    },
    "first",
  );

const held = (since: string, until: string, at: Month, history: boolean): Ex =>
  history ? compare(since, "<=", at) : atMonth(since, until, at);

/** Who is in a register, and what its attributes (null: none, the population itself) are, at the month or up to it. */
export function registerStatement(
  register: string,
  attributes: readonly (string | null)[],
  at: Month,
  history: boolean,
): Statement {
  const columns = [...new Set(attributes.flatMap((a) => (a === null ? [] : [attributeColumn(a)])))];
  const interval = history ? [SPELL.since, SPELL.until] : [];
  return statement(
    {
      rel: "aggregate",
      from: withCode(
        {
          rel: "select",
          from: { rel: "table", name: spellTable(register) },
          where: held(SPELL.since, SPELL.until, at, history),
          columns: [SPELL.subject, SPELL.since, SPELL.until, ...columns].map(kept),
        },
        register,
      ),
      where: null,
      keys: [],
      measures: [
        ROWS,
        ...attributes.map((a, i): Measure => ({
          name: `print${i}`,
          fn: "sum",
          ex: print([CODE, ...interval, ...(a === null ? [] : [attributeColumn(a)])]),
        })),
      ],
    },
    "rows",
  );
}

/** Who belongs to which code of a membership, how it counts and with what share. */
export function membershipStatement(
  register: string,
  membership: string,
  at: Month,
  history: boolean,
): Statement {
  const interval = history ? [MEMBER.since, MEMBER.until] : [];
  return statement(
    {
      rel: "aggregate",
      from: withCode(
        {
          rel: "select",
          from: { rel: "table", name: membershipTable(membership) },
          where: held(MEMBER.since, MEMBER.until, at, history),
          columns: [
            MEMBER.subject,
            MEMBER.code,
            MEMBER.since,
            MEMBER.until,
            MEMBER.primary,
            MEMBER.share,
          ].map(kept),
        },
        register,
      ),
      where: null,
      keys: [],
      measures: [
        ROWS,
        {
          name: "print",
          fn: "sum",
          ex: print([CODE, MEMBER.code, ...interval, MEMBER.primary, MEMBER.share]),
        },
      ],
    },
    "rows",
  );
}
