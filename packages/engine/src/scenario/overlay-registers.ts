/** Registers under a scenario: the spells and codes of the subjects it names, everyone else's as stored. */
import type { Model, Register } from "@lianzhang/definitions";
import { linksOf } from "@lianzhang/definitions";
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import { attributeColumn, linkColumn, SPELL, spellTable, subjectTable } from "@lianzhang/kernel";
import type { Leg, Relation } from "../relation.ts";
import { column } from "../relation.ts";
import type { AttributeCell, Change } from "./change.ts";
import { addressOf } from "./change.ts";
import { givenAttribute } from "./overlay-model.ts";
import type { Problems } from "./problems.ts";
import type { CellValue, Columns, ColumnType } from "./relations.ts";
import { bigOf, numberOf, plainColumns, readRows, replaced, widened } from "./relations.ts";
import type { AttributeSpell } from "./spells.ts";
import { editedSpells } from "./spells.ts";

/** The subjects a scenario names: ids as stored, new ones after the last. */
export type SubjectIds = ReadonlyMap<string, bigint>;

const SUBJECTS: Columns = [
  { name: "subject", type: "integer" },
  { name: "code", type: "text" },
];

type Pin = Extract<Change, { readonly kind: "given" }> & { readonly subject: string };
const isPin = (c: Change): c is Pin => c.kind === "given" && c.subject !== null;

/** Changes of the register's subjects, by subject. Pins of single subjects are attributes of them. */
function bySubject(model: Model, register: Register, changes: readonly Change[]): Map<string, Change[]> {
  const found = new Map<string, Change[]>();
  const add = (subject: string, c: Change): unknown => found.set(subject, [...(found.get(subject) ?? []), c]);
  for (const c of changes) {
    if ((c.kind === "attribute" || c.kind === "opens" || c.kind === "closes") && c.register === register.id)
      add(c.subject, c);
    else if (isPin(c) && model.indicators.get(c.indicator)?.of === register.id)
      add(c.subject, {
        kind: "attribute",
        register: register.id,
        subject: c.subject,
        attribute: givenAttribute(c.indicator),
        from: null,
        value: c.value,
        place: c.place,
      });
  }
  return found;
}

/**
 * Ids of the named subjects. A subject that `opens` must not be there yet; every other one must be there or open in
 * the scenario.
 */
export async function subjectIds(
  runner: SqlRunner,
  register: Register,
  named: ReadonlyMap<string, readonly Change[]>,
  opened: ReadonlyMap<string, Change>,
  problems: Problems,
): Promise<SubjectIds> {
  const table: Relation = { rel: "table", name: subjectTable(register.id) };
  const codes = [...new Set([...named.keys(), ...opened.keys()])].toSorted();
  const where = { ex: "in", argument: column("code"), values: codes } as const;
  const rows = codes.length === 0 ? [] : await readRows(runner, table, where, ["code", "subject"]);
  const ids = new Map(rows.map((r): [string, bigint] => [String(r[0]), bigOf(r[1]) ?? 0n]));
  for (const [code, change] of opened)
    if (ids.has(code))
      problems.add(
        "LZ5208",
        change.place,
        `${addressOf(change)}: ${code} is in the register already`,
        "leave opens: out; a subject that comes back is not described yet",
      );
  for (const [code, own] of named) {
    if (ids.has(code) || opened.has(code)) continue;
    for (const c of own)
      problems.add(
        "LZ5208",
        c.place,
        `${addressOf(c)}: ${code} is not in the register ${register.id}`,
        "correct the code, or say since which month it is there: opens: 2025-01",
      );
  }
  let last = await highest(runner, table, opened.size > 0);
  for (const code of [...opened.keys()].toSorted()) if (!ids.has(code)) ids.set(code, ++last);
  return ids;
}

async function highest(runner: SqlRunner, table: Relation, needed: boolean): Promise<bigint> {
  if (!needed) return 0n;
  const top: Relation = {
    rel: "aggregate",
    from: table,
    where: null,
    keys: [],
    measures: [{ name: "last", fn: "max", ex: column("subject") }],
  };
  return bigOf((await readRows(runner, top, null, ["last"]))[0]?.[0]) ?? 0n;
}

export const openedIn = (register: string, changes: readonly Change[]): ReadonlyMap<string, Change> =>
  new Map(changes.flatMap((c) => (c.kind === "opens" && c.register === register ? [[c.subject, c]] : [])));

const TYPES = {
  number: "integer",
  boolean: "truth",
  code: "text",
  text: "text",
  date: "text",
  subject: "text",
} as const;

export const spellColumns = (register: Register): Columns => [
  { name: SPELL.subject, type: "integer" },
  { name: SPELL.since, type: "integer" },
  { name: SPELL.until, type: "integer" },
  ...[...register.attributes.values()].map((a): { name: string; type: ColumnType } => ({
    name: attributeColumn(a.id),
    type: TYPES[a.type.kind],
  })),
];

/**
 * Spells with the numbers of the subjects that their links name, found anew where a scenario changes either register.
 */
export function linkedTables(
  model: Model,
  tables: ReadonlyMap<string, Relation>,
): ReadonlyMap<string, Relation> {
  const table = (name: string): Relation => tables.get(name) ?? { rel: "table", name };
  const relinked = [...model.registers.values()].flatMap((register): [string, Relation][] => {
    const links = linksOf(register);
    const [name, columns] = [spellTable(register.id), spellColumns(register)];
    const changed = [name, ...links.map((l) => subjectTable(l.target))].some((t) => tables.has(t));
    if (!changed || links.length === 0) return [];
    const from = plainColumns(table(name), columns);
    const legs = links.map(({ attribute, target }): Leg => ({
      kind: "left",
      alias: linkColumn(attribute),
      on: attributeColumn(attribute),
      to: {
        rel: "select",
        from: table(subjectTable(target)),
        where: null,
        columns: [
          { name: attributeColumn(attribute), ex: column("code") },
          { name: linkColumn(attribute), ex: column("subject") },
        ],
      },
    }));
    return [[name, { rel: "join", from, legs }]];
  });
  return new Map([...tables, ...relinked]);
}

const attributeCell = (v: SqlValue | undefined): AttributeCell =>
  typeof v === "number" ? BigInt(v) : (v ?? null);

async function storedSpells(
  runner: SqlRunner,
  base: Relation,
  register: Register,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, AttributeSpell[]>> {
  const attributes = [...register.attributes.keys()];
  const names = [SPELL.subject, SPELL.since, SPELL.until, ...attributes.map(attributeColumn)];
  const found = new Map<bigint, AttributeSpell[]>();
  const asked = { ex: "in", argument: column(SPELL.subject), values: ids.map(String) } as const;
  for (const r of await readRows(runner, base, asked, names)) {
    const subject = bigOf(r[0]) ?? 0n;
    const values = new Map(attributes.map((a, i) => [a, attributeCell(r[i + 3])]));
    const spells = found.get(subject) ?? [];
    spells.push({ since: numberOf(r[1]), until: numberOf(r[2]), values });
    found.set(subject, spells);
  }
  return found;
}

/** The tables of one register, by name; none when the scenario leaves it alone. `given` is the scenario's register. */
export async function overlayRegister(
  model: Model,
  runner: SqlRunner,
  register: Register,
  changes: readonly Change[],
  problems: Problems,
): Promise<ReadonlyMap<string, Relation>> {
  const named = bySubject(model, register, changes);
  if (named.size === 0) return new Map();
  const opened = openedIn(register.id, changes);
  const ids = await subjectIds(runner, register, named, opened, problems);
  const columns = spellColumns(register);
  const stored = model.registers.get(register.id);
  const added = new Set(
    [...register.attributes.keys()].filter((a) => stored?.attributes.has(a) !== true).map(attributeColumn),
  );
  const base = widened({ rel: "table", name: spellTable(register.id) }, columns, added);
  const touched = [...named].flatMap(([code, own]) => {
    const id = ids.get(code);
    return id === undefined ? [] : [{ id, own }];
  });
  const spells = await storedSpells(
    runner,
    base,
    register,
    touched.map((t) => t.id),
  );
  const rows = touched.flatMap(({ id, own }) =>
    editedSpells(spells.get(id) ?? [], own).map((s): CellValue[] => [
      id,
      BigInt(s.since),
      BigInt(s.until),
      ...[...register.attributes.keys()].map((a) => s.values.get(a) ?? null),
    ]),
  );
  const subjects: Relation = { rel: "table", name: subjectTable(register.id) };
  const fresh = [...opened.keys()].flatMap((code): CellValue[][] => {
    const id = ids.get(code);
    return id === undefined ? [] : [[id, code]];
  });
  return new Map([
    [
      spellTable(register.id),
      replaced(
        base,
        columns,
        touched.map((t) => t.id),
        rows,
      ),
    ],
    ...(fresh.length === 0
      ? []
      : [
          [
            subjectTable(register.id),
            { rel: "union", all: [subjects, { rel: "values", columns: SUBJECTS, rows: fresh }] },
          ] as const,
        ]),
  ]);
}
