/** One side of a bridge: every subject with what it counts there, or the first test that keeps it out. */
import type { Model } from "@lianzhang/definitions";
import type { BooleanCore, Core, Group } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import { subjectTable } from "@lianzhang/kernel";
import { ask } from "../ask.ts";
import { isPushed } from "../need.ts";
import { conjuncts } from "../population-words.ts";
import type { GroupingKey } from "../question.ts";
import type { Ex, Output, Statement } from "../relation.ts";
import { column, equals, integer } from "../relation.ts";
import type { Basis } from "../row-steps.ts";
import { tableOf } from "../row-steps.ts";
import { RowRelation } from "../rows.ts";
import { counted, inside, memberLegs } from "./members.ts";
import type { Term } from "./terms.ts";

/**
 * Why a subject is outside: it stands elsewhere, it is attributed elsewhere, it does not belong (below size, not
 * there at all), or what would decide or count is missing.
 */
export type Obstacle = "site" | "attribution" | "belonging" | "value";

/** What one term counts of one subject. Additive, so that several terms can be taken together. */
export interface Cell {
  /** How many terms the subject is in, and for how many of them a value is there. */
  readonly counted: number;
  readonly present: number;
  /** Times the term's factor; 0 where nothing is counted. */
  readonly value: bigint;
  /** Of the first term it is outside of. */
  readonly obstacle: { readonly kind: Obstacle; readonly key: string | null } | null;
}

export interface SideSubject {
  readonly register: string;
  readonly code: string;
  readonly name: string;
  /** By term, in the order of the terms. */
  readonly cells: ReadonlyMap<number, Cell>;
  /** Codes of the attributes that decide where the subject belongs. */
  readonly codes: ReadonlyMap<string, string | null>;
}

interface Test {
  readonly kind: Obstacle;
  readonly key: string | null;
  readonly ex: Ex;
}

const isTrue = (argument: Ex): Ex => ({ ex: "isTrue", argument });

/** Whether an attribute says where a subject stands: a site partition cuts by it, coarsely or finely. */
const isSite = (model: Model, attribute: string): boolean =>
  [...model.partitions.values()].some(
    (p) => p.site && (p.attribute === attribute || p.finer.includes(attribute)),
  );

/** The first code attribute or list a condition asks about. */
function keyOf(core: Core): string | null {
  if (core.op === "codeIn" || core.op === "textIs") return core.attribute;
  if (core.op === "has") return core.membership;
  for (const part of children(core)) {
    const key = keyOf(part);
    if (key !== null) return key;
  }
  return null;
}

function cellTests(model: Model, rows: RowRelation, group: Group): Test[] {
  return group.map((g): Test => {
    if (g.kind === "membership") {
      const member: Ex = { ex: g.code === null ? "absent" : "present", argument: column(inside(g.key)) };
      return { kind: "attribution", key: g.key, ex: member };
    }
    const attribute = rows.attribute(g.key);
    const ex: Ex =
      g.code === null
        ? { ex: "absent", argument: attribute }
        : equals(attribute, { ex: "text", value: g.code });
    return { kind: isSite(model, g.key) ? "site" : "attribution", key: g.key, ex };
  });
}

/** One condition: first whether it can be decided, where a missing value could prevent it, then whether it holds. */
function conditionTests(model: Model, rows: RowRelation, c: BooleanCore, term: Term): Test[] {
  const ex = rows.condition(c, term.period);
  const key = keyOf(c);
  if (key !== null) return [{ kind: isSite(model, key) ? "site" : "attribution", key, ex }];
  if (c.op === "flag") return [{ kind: "belonging", key: null, ex }];
  return [
    { kind: "value", key: null, ex: { ex: "present", argument: ex } },
    { kind: "belonging", key: null, ex },
  ];
}

function testsOf(model: Model, rows: RowRelation, term: Term, group: Group): Test[] {
  const where = term.node.where === null ? [] : conjuncts(term.node.where);
  return [
    ...(term.whole ? [] : cellTests(model, rows, group)),
    ...where.flatMap((c) => conditionTests(model, rows, c, term)),
    ...(term.node.alsoPresent ?? []).map((a): Test => ({
      kind: "value",
      key: null,
      ex: { ex: "present", argument: rows.number(a, term.period) },
    })),
  ];
}

interface PlannedSide {
  readonly statement: Statement;
  readonly register: string;
  readonly tests: readonly { readonly index: number; readonly term: Term; readonly tests: readonly Test[] }[];
  readonly keys: readonly string[];
}

/** Attributes of the register whose codes a reader wants to see on both sides of a move. */
const shownKeys = (model: Model, register: string, keys: Iterable<string>): string[] =>
  [...new Set(keys)].filter((k) => {
    const m = [...model.memberships.values()].find((x) => x.primaryAs === k);
    return m ? m.register === register : model.registers.get(register)?.attributes.has(k) === true;
  });

/** The statement of the terms over one register: a row a subject of the population. */
function planSide(
  model: Model,
  register: string,
  terms: readonly { readonly index: number; readonly term: Term }[],
  group: Group,
  basis: Basis,
  moreKeys: readonly string[],
): PlannedSide {
  const follows = terms.some(({ term }) => followsCell(term));
  const cell = group.map((g): GroupingKey => ({ key: g.key, kind: g.kind }));
  const rows = new RowRelation(model, register, basis, follows ? { cell } : {});
  const tests = terms.map(({ index, term }) => ({ index, term, tests: testsOf(model, rows, term, group) }));
  const keys = shownKeys(model, register, [
    ...moreKeys,
    ...tests.flatMap((t) => t.tests.flatMap((x) => x.key ?? [])),
  ]);
  const named = model.registers.get(register)?.attributes.get("name")?.type.kind === "text";
  const columns: Output[] = [
    { name: "subject_code", ex: column("code") },
    { name: "subject_name", ex: named ? rows.attribute("name") : column("code") },
    ...keys.map((k): Output => ({ name: `key_${k}`, ex: rows.attribute(k) })),
    ...tests.flatMap(({ index, term, tests: list }): Output[] => {
      const value = term.node.argument ? rows.number(term.node.argument, term.period) : integer(1);
      const failed = list.map((t, i) => ({
        when: { ex: "not", argument: isTrue(t.ex) } as const,
        then: integer(i),
      }));
      const out: Ex =
        failed.length === 0
          ? { ex: "missing" }
          : { ex: "case", branches: failed, otherwise: { ex: "missing" } };
      return [
        { name: `out_${index}`, ex: out },
        { name: `value_${index}`, ex: counted(model, term, value, group) },
      ];
    }),
  ];
  const statement: Statement = {
    steps: rows.steps("rows"),
    result: {
      rel: "select",
      where: null,
      columns,
      from: {
        rel: "join",
        from: { rel: "step", name: "rows" },
        legs: [
          ...memberLegs(model, group, basis),
          { kind: "inner", to: tableOf(basis, subjectTable(register)), alias: "subjects", on: "subject" },
        ],
      },
    },
    orderBy: [{ column: "subject_code", descending: false }],
    limit: null,
  };
  return { statement, register, tests, keys };
}

/** Whether the term's sets (the mean of the county) are those of the asked cell. */
const followsCell = (term: Term): boolean => !term.whole && isPushed(term.node);

/**
 * Whether a term can be given a row a subject: sets that follow a cell of a many-valued list have a row for every
 * code of a subject instead.
 */
export const hasRows = (term: Term, group: Group): boolean =>
  !followsCell(term) || group.every((g) => g.kind === "attribute");

/** The subjects of one side, one statement a register (two where only some sets follow the cell). */
export async function sideSubjects(
  model: Model,
  runner: SqlRunner,
  terms: readonly Term[],
  group: Group,
  basis: Basis,
  moreKeys: readonly string[],
): Promise<ReadonlyMap<string, SideSubject>> {
  const numbered = terms.map((term, index) => ({ index, term }));
  const statements = new Map<string, { readonly register: string; readonly own: typeof numbered }>();
  for (const t of numbered) {
    const register = t.term.node.subject;
    const key = `${register} ${followsCell(t.term)}`;
    const own = statements.get(key)?.own ?? [];
    statements.set(key, { register, own: [...own, t] });
  }
  const subjects = new Map<string, SideSubject>();
  for (const { register, own } of statements.values()) {
    const planned = planSide(model, register, own, group, basis, moreKeys);
    const { rows, columns } = await ask(runner, planned.statement);
    const at = new Map(columns.map((c, i) => [c, i]));
    for (const row of rows) {
      const subject = subjectOf(planned, (name) => row[at.get(name) ?? -1] ?? null);
      const key = `${register} ${subject.code}`;
      const known = subjects.get(key);
      subjects.set(key, known ? { ...subject, cells: new Map([...known.cells, ...subject.cells]) } : subject);
    }
  }
  return subjects;
}

function subjectOf(planned: PlannedSide, get: (column: string) => SqlValue): SideSubject {
  const text = (v: SqlValue): string | null => (v === null ? null : String(v));
  const code = text(get("subject_code")) ?? "";
  return {
    register: planned.register,
    code,
    name: text(get("subject_name")) ?? code,
    codes: new Map(planned.keys.map((k) => [k, text(get(`key_${k}`))])),
    cells: new Map(
      planned.tests.map(({ index, term, tests }) => {
        const out = get(`out_${index}`);
        const value = get(`value_${index}`);
        return [index, cellOf(term, tests, out === null ? null : Number(out), value)];
      }),
    ),
  };
}

function cellOf(term: Term, tests: readonly Test[], out: number | null, value: SqlValue): Cell {
  const test = out === null ? undefined : tests[out];
  if (test) return { counted: 0, present: 0, value: 0n, obstacle: { kind: test.kind, key: test.key } };
  return typeof value === "bigint"
    ? { counted: 1, present: 1, value: value * term.times, obstacle: null }
    : { counted: 1, present: 0, value: 0n, obstacle: null };
}
