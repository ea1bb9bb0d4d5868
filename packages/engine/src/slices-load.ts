/** Reads registers, memberships and returns into the in-memory slices. */
import type { Field, Form, Model } from "@lianzhang/definitions";
import type { AttributeValue, Membership } from "@lianzhang/formula";
import type { Day, Month, SqlRunner, SqlValue } from "@lianzhang/kernel";
import {
  attributeColumn,
  FACT,
  factTable,
  MEMBER,
  membershipTable,
  monthColumn,
  monthReasonColumn,
  reasonCode,
  reasonColumn,
  SPELL,
  spellTable,
  subjectTable,
  valueColumn,
} from "@lianzhang/kernel";
import { ask } from "./ask.ts";
import type { Ex, Output, Relation, Statement } from "./relation.ts";
import { and, column, equals, integer } from "./relation.ts";
import { knownAt } from "./row-steps.ts";
import type { CellColumn, FactSlice, MembershipSlice, RegisterSlice } from "./slices-columns.ts";
import { Spells, Subjects, THERE, whole } from "./slices-columns.ts";

const plain = (...names: readonly string[]): Output[] => names.map((name) => ({ name, ex: column(name) }));

function read(
  runner: SqlRunner,
  table: string,
  names: readonly string[],
  orderBy: readonly string[],
  where: Ex | null = null,
): ReturnType<SqlRunner["query"]> {
  const from: Relation = { rel: "table", name: table };
  const statement: Statement = {
    steps: [],
    result: { rel: "select", from, where, columns: plain(...names) },
    orderBy: orderBy.map((c) => ({ column: c, descending: false })),
    limit: null,
  };
  return ask(runner, statement);
}

export async function loadRegister(model: Model, runner: SqlRunner, id: string): Promise<RegisterSlice> {
  const subjects = new Subjects();
  const codes = await read(runner, subjectTable(id), ["subject", "code"], ["code"]);
  for (const r of codes.rows) subjects.add(whole(r[0]), String(r[1]));
  const attributes = [...(model.registers.get(id)?.attributes.keys() ?? [])];
  const head = [SPELL.subject, SPELL.since, SPELL.until];
  const names = [...head, ...attributes.map(attributeColumn)];
  const { rows } = await read(runner, spellTable(id), names, [SPELL.subject, SPELL.since]);
  const spells = new Spells<readonly AttributeValue[]>(subjects.codes.length);
  const numbered = rows.map((r) => ({ subject: subjects.ofStored(whole(r[0])), r }));
  const shared = new Map<string, string>();
  for (const { subject, r } of numbered.toSorted((a, b) => a.subject - b.subject))
    spells.add(
      subject,
      whole(r[1]),
      whole(r[2]),
      r.slice(head.length).map((v) => attributeValue(v, shared)),
    );
  return { subjects, places: new Map(attributes.map((a, i) => [a, i])), spells: spells.close() };
}

/** Equal texts are kept once: a million firms share nine counties. */
function attributeValue(v: SqlValue, shared: Map<string, string>): AttributeValue {
  if (typeof v === "number") return BigInt(v);
  if (typeof v !== "string") return v;
  const known = shared.get(v);
  if (known !== undefined) return known;
  if (shared.size < 100_000) shared.set(v, v);
  return v;
}

export async function loadMembership(
  runner: SqlRunner,
  id: string,
  register: RegisterSlice,
): Promise<MembershipSlice> {
  const names = [MEMBER.subject, MEMBER.code, MEMBER.primary, MEMBER.share, MEMBER.since, MEMBER.until];
  const { rows } = await read(runner, membershipTable(id), names, [
    MEMBER.subject,
    MEMBER.code,
    MEMBER.since,
  ]);
  const spells = new Spells<Membership>(register.subjects.codes.length);
  const kinds = new Map<string, Membership>();
  const numbered = rows.map((r) => ({ subject: register.subjects.ofStored(whole(r[0])), r }));
  for (const { subject, r } of numbered.toSorted((a, b) => a.subject - b.subject)) {
    const kind = `${String(r[1])} ${String(r[2])} ${String(r[3])}`;
    const value = kinds.get(kind) ?? { code: String(r[1]), primary: r[2] === true, share: whole(r[3]) };
    kinds.set(kind, value);
    spells.add(subject, whole(r[4]), whole(r[5]), value);
  }
  return { register, spells: spells.close() };
}

const isMonthly = (form: Form, field: Field): boolean => field.as === "cumulative" && form.every === "month";

/** Under what a slice is found: forms of any interval have several that end in one month. */
export const sliceKey = (form: Form, from: Month | null, to: Month): string =>
  form.every === "any" ? `${from ?? ""}..${to}` : String(to);

/** The rows of a form that end in a month, as known on a day. */
export async function loadFacts(
  runner: SqlRunner,
  form: Form,
  fields: readonly Field[],
  month: Month,
  known: Day | null,
  register: RegisterSlice,
): Promise<ReadonlyMap<string, FactSlice>> {
  const monthly = fields.filter((f) => isMonthly(form, f));
  const head = [FACT.subject, FACT.from];
  const names = [
    ...head,
    ...fields.flatMap((f) => [valueColumn(f.id), reasonColumn(f.id)]),
    ...monthly.flatMap((f) => [monthColumn(f.id), monthReasonColumn(f.id)]),
  ];
  const where = and(equals(column(FACT.to), integer(month)), knownAt(known));
  const { rows } = await read(runner, factTable(form.id), names, [FACT.from, FACT.subject], where);
  const byKey = new Map<string, (readonly SqlValue[])[]>();
  for (const r of rows) {
    const key = sliceKey(form, whole(r[1]), month);
    const list = byKey.get(key);
    if (list) list.push(r);
    else byKey.set(key, [r]);
  }
  if (form.every !== "any" && byKey.size === 0) byKey.set(sliceKey(form, null, month), []);
  return new Map([...byKey].map(([key, list]) => [key, sliceOf(list, fields, monthly, register)]));
}

function sliceOf(
  rows: readonly (readonly SqlValue[])[],
  fields: readonly Field[],
  monthly: readonly Field[],
  register: RegisterSlice,
): FactSlice {
  const row = new Int32Array(register.subjects.codes.length).fill(-1);
  for (const [i, r] of rows.entries()) {
    const subject = register.subjects.ofStored(whole(r[0]));
    // of two that end in the month, the one that starts first: the order of the other leaves
    if (subject >= 0 && row[subject] === -1) row[subject] = i;
  }
  const at =
    (first: number) =>
    (f: Field, i: number): [string, CellColumn] => [f.id, cellColumn(rows, first + i * 2)];
  return {
    row,
    values: new Map(fields.map(at(2))),
    months: new Map(monthly.map(at(2 + fields.length * 2))),
  };
}

const BLANK = reasonCode("blank");

function cellColumn(rows: readonly (readonly SqlValue[])[], at: number): CellColumn {
  const value = new BigInt64Array(rows.length);
  const state = new Uint8Array(rows.length);
  for (const [i, r] of rows.entries()) {
    const v = r[at];
    if (typeof v === "bigint") {
      value[i] = v;
      state[i] = THERE;
    } else state[i] = whole(r[at + 1]) || BLANK;
  }
  return { value, state };
}
