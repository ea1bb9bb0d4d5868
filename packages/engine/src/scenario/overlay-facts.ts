/** Facts under a scenario: relative changes of many, then the values stated for single subjects. */
import type { Form, Model } from "@lianzhang/definitions";
import type { Day, Period, Rational, SqlRunner } from "@lianzhang/kernel";
import {
  FACT,
  factTable,
  monthColumn,
  monthReasonColumn,
  reasonColumn,
  valueColumn,
} from "@lianzhang/kernel";
import type { Ex, Output, Relation } from "../relation.ts";
import { and, column, equals, integer } from "../relation.ts";
import { knownAt } from "../row-steps.ts";
import { RowRelation } from "../rows.ts";
import type { Change } from "./change.ts";
import type { Cell, FactChange, Row } from "./fact-rows.ts";
import { editedRows, isCumulative } from "./fact-rows.ts";
import { openedIn, subjectIds } from "./overlay-registers.ts";
import type { Problems } from "./problems.ts";
import type { CellValue, Columns } from "./relations.ts";
import { bigOf, inlined, numberOf, readRows } from "./relations.ts";

type Relative = Extract<Change, { readonly kind: "relative" }>;

const HEAD = [
  FACT.subject,
  FACT.from,
  FACT.to,
  FACT.knownFrom,
  FACT.knownTo,
  FACT.submission,
  FACT.row,
] as const;

function cellColumns(form: Form, id: string): string[] {
  const field = form.fields.get(id);
  const months = field && isCumulative(form, field) ? [monthColumn(id), monthReasonColumn(id)] : [];
  return [valueColumn(id), reasonColumn(id), ...months];
}

const factColumns = (form: Form): Columns =>
  [...HEAD, ...[...form.fields.keys()].flatMap((f) => cellColumns(form, f))].map((name) => ({
    name,
    type: "integer",
  }));

/** The subjects for which a condition holds in the stored data, decided at the period's end. */
function matching(model: Model, form: Form, c: Relative, known: Day | null, mark: string): Relation {
  const rows = new RowRelation(model, form.subject, { month: c.period.to, known });
  const condition: Ex = c.condition ? rows.condition(c.condition, c.period) : { ex: "truth", value: true };
  return {
    rel: "select",
    from: inlined(rows.steps("rows"), "rows"),
    where: { ex: "isTrue", argument: condition },
    columns: [
      { name: "subject", ex: column("subject") },
      { name: mark, ex: integer(1) },
    ],
  };
}

const times = (argument: Ex, factor: Rational): Ex => ({ ex: "fraction", argument, factor });

const inPeriod = (period: Period): Ex =>
  and(
    { ex: "compare", comparison: ">=", left: column(FACT.from), right: integer(period.from) },
    { ex: "compare", comparison: "<=", left: column(FACT.to), right: integer(period.to) },
  );

/** The changed columns of one field. The month of a cumulative is the difference of the changed cumulatives. */
function changed(form: Form, c: Relative): readonly (readonly [string, Ex])[] {
  const field = form.fields.get(c.field);
  const value = column(valueColumn(c.field));
  if ("plus" in c.how)
    return [[valueColumn(c.field), { ex: "add", left: value, right: integer(c.how.plus) }]];
  const factor = c.how.times;
  const now = times(value, factor);
  if (!field || !isCumulative(form, field)) return [[valueColumn(c.field), now]];
  const month = column(monthColumn(c.field));
  const before = times({ ex: "subtract", left: value, right: month }, factor);
  const first = equals(column(FACT.from), column(FACT.to));
  const single: Ex = {
    ex: "case",
    branches: [{ when: and(first, equals(value, month)), then: now }],
    otherwise: { ex: "subtract", left: now, right: before },
  };
  return [
    [valueColumn(c.field), now],
    [
      monthColumn(c.field),
      {
        ex: "case",
        branches: [{ when: { ex: "present", argument: month }, then: single }],
        otherwise: { ex: "missing" },
      },
    ],
  ];
}

/** The form's rows with every relative change made; changes of one field never overlap (`stack.ts`). */
function withRelative(
  model: Model,
  form: Form,
  table: Relation,
  own: readonly Relative[],
  known: Day | null,
): Relation {
  if (own.length === 0) return table;
  const exs = new Map<string, { readonly when: Ex; readonly then: Ex }[]>();
  const legs = own.map((c, i) => {
    const mark = `matches_${i}`;
    for (const [name, then] of changed(form, c)) {
      const when = and({ ex: "present", argument: column(mark) }, inPeriod(c.period));
      exs.set(name, [...(exs.get(name) ?? []), { when, then }]);
    }
    return { kind: "left", to: matching(model, form, c, known, mark), alias: mark, on: "subject" } as const;
  });
  const columns = factColumns(form).map(({ name }): Output => {
    const branches = exs.get(name);
    return { name, ex: branches ? { ex: "case", branches, otherwise: column(name) } : column(name) };
  });
  return { rel: "select", from: { rel: "join", from: table, legs }, where: null, columns };
}

/** The stored rows of some subjects; chosen before anything is computed over the table. */
const rowsOf = (table: Relation, form: Form, ids: readonly bigint[]): Relation => ({
  rel: "select",
  from: table,
  where: { ex: "in", argument: column(FACT.subject), values: ids.map(String) },
  columns: factColumns(form).map(({ name }) => ({ name, ex: column(name) })),
});

async function storedRows(
  runner: SqlRunner,
  from: Relation,
  form: Form,
  known: Day | null,
): Promise<ReadonlyMap<bigint, Row[]>> {
  const names = factColumns(form).map((c) => c.name);
  const found = new Map<bigint, Row[]>();
  for (const r of await readRows(runner, from, knownAt(known), names, HEAD)) {
    let at = HEAD.length;
    const cells = new Map<string, Cell>();
    for (const f of form.fields.keys()) {
      const own = cellColumns(form, f);
      const part = r.slice(at, (at += own.length));
      cells.set(f, {
        value: bigOf(part[0]),
        reason: numberOf(part[1]),
        month: bigOf(part[2]),
        monthReason: numberOf(part[3]),
      });
    }
    const subject = bigOf(r[0]) ?? 0n;
    const rows = found.get(subject) ?? [];
    rows.push({
      from: numberOf(r[1]),
      to: numberOf(r[2]),
      knownFrom: numberOf(r[3]),
      knownTo: numberOf(r[4]),
      submission: bigOf(r[5]) ?? 0n,
      row: bigOf(r[6]) ?? 0n,
      cells,
    });
    found.set(subject, rows);
  }
  return found;
}

const cellValues = (form: Form, field: string, r: Row): CellValue[] => {
  const c = r.cells.get(field);
  const all = [c?.value ?? null, BigInt(c?.reason ?? 0), c?.month ?? null, BigInt(c?.monthReason ?? 0)];
  return all.slice(0, cellColumns(form, field).length);
};

/** A row of a subject as the scenario has it; `stored` false: there is no such return yet. */
interface Written {
  readonly subject: bigint;
  readonly row: Row;
  readonly stored: boolean;
}

/** The rows that the scenario makes other ones, and those it adds. */
function writtenRows(subject: bigint, before: readonly Row[], after: readonly Row[]): Written[] {
  const known = new Set(before);
  const there = new Set(before.map((r) => `${r.from} ${r.to}`));
  return after
    .filter((r) => !known.has(r))
    .map((row) => ({ subject, row, stored: there.has(`${row.from} ${row.to}`) }));
}

/** Marks the stored rows whose cells are written by the scenario; no stored column has this name. */
const WRITTEN = "written_by_scenario";

/** The stored rows with the written cells in place: only cells of changed fields are written out. */
function overwritten(
  base: Relation,
  form: Form,
  fields: readonly string[],
  rows: readonly Written[],
): Relation {
  if (rows.length === 0) return base;
  const names = fields.flatMap((f) => cellColumns(form, f));
  const key = [FACT.subject, FACT.from, FACT.to];
  const cells: Relation = {
    rel: "values",
    columns: [...key, WRITTEN, ...names.map((n) => `w_${n}`)].map((name) => ({ name, type: "integer" })),
    rows: rows.map(({ subject, row }) => [
      subject,
      BigInt(row.from),
      BigInt(row.to),
      1n,
      ...fields.flatMap((f) => cellValues(form, f, row)),
    ]),
  };
  const changes = new Set(names);
  const when: Ex = { ex: "present", argument: column(WRITTEN) };
  return {
    rel: "select",
    from: { rel: "join", from: base, legs: [{ kind: "left", to: cells, alias: "written", on: key }] },
    where: null,
    columns: factColumns(form).map(({ name }) => ({
      name,
      ex: changes.has(name)
        ? { ex: "case", branches: [{ when, then: column(`w_${name}`) }], otherwise: column(name) }
        : column(name),
    })),
  };
}

/** Returns that are not stored, whole. */
function added(form: Form, rows: readonly Written[]): Relation {
  return {
    rel: "values",
    columns: factColumns(form),
    rows: rows.map(({ subject, row: r }) => [
      subject,
      ...[r.from, r.to, r.knownFrom, r.knownTo].map(BigInt),
      r.submission,
      r.row,
      ...[...form.fields.keys()].flatMap((f) => cellValues(form, f, r)),
    ]),
  };
}

/** The form's fact table under the scenario; null when the scenario leaves it alone. */
export async function overlayForm(
  model: Model,
  runner: SqlRunner,
  form: Form,
  changes: readonly Change[],
  known: Day | null,
  problems: Problems,
): Promise<Relation | null> {
  const relative = changes.filter((c): c is Relative => c.kind === "relative" && c.form === form.id);
  const set = changes.filter((c): c is FactChange => c.kind === "fact" && c.form === form.id);
  const register = model.registers.get(form.subject);
  if ((relative.length === 0 && set.length === 0) || !register) return null;
  const table: Relation = { rel: "table", name: factTable(form.id) };
  const base = withRelative(model, form, table, relative, known);
  const named = new Map<string, FactChange[]>();
  for (const c of set) named.set(c.subject, [...(named.get(c.subject) ?? []), c]);
  const opened = openedIn(register.id, changes);
  const ids = await subjectIds(runner, register, named, opened, problems);
  const touched = [...named].flatMap(([code, own]) => {
    const id = ids.get(code);
    return id === undefined ? [] : [{ id, own }];
  });
  if (touched.length === 0) return base;
  const asked = touched.map((t) => t.id);
  const own = withRelative(model, form, rowsOf(table, form, asked), relative, known);
  const stored = await storedRows(runner, own, form, known);
  const written = touched.flatMap(({ id, own: stated }) => {
    const before = stored.get(id) ?? [];
    return writtenRows(id, before, editedRows(before, form, stated, problems));
  });
  const fields = [...new Set(set.map((c) => c.field))];
  const fresh = written.filter((w) => !w.stored);
  const rest = overwritten(
    base,
    form,
    fields,
    written.filter((w) => w.stored),
  );
  return fresh.length === 0 ? rest : { rel: "union", all: [rest, added(form, fresh)] };
}
