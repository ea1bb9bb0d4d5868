/** Relations a scenario puts in the place of stored tables, and reading from them. */
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import { ask } from "../ask.ts";
import type { Ex, Output, Relation, Statement, Step } from "../relation.ts";
import { column } from "../relation.ts";

export type ColumnType = "integer" | "text" | "truth";
export type Columns = readonly { readonly name: string; readonly type: ColumnType }[];
export type CellValue = bigint | string | boolean | null;

const plain = (columns: Columns): Output[] => columns.map(({ name }) => ({ name, ex: column(name) }));

/** Only these columns of a relation. */
export const plainColumns = (from: Relation, columns: Columns): Relation => ({
  rel: "select",
  from,
  where: null,
  columns: plain(columns),
});

/** Marks the subjects of the first leg of `replaced`; no stored column has this name. */
const CHANGED = "changed_by_scenario";

/** The rows of `base` but for these subjects, and the given rows. */
export function replaced(
  base: Relation,
  columns: Columns,
  subjects: readonly bigint[],
  rows: readonly (readonly CellValue[])[],
): Relation {
  if (subjects.length === 0) return base;
  const changed: Relation = {
    rel: "values",
    columns: [
      { name: "subject", type: "integer" },
      { name: CHANGED, type: "integer" },
    ],
    rows: subjects.map((s) => [s, 1n]),
  };
  const rest: Relation = {
    rel: "select",
    from: {
      rel: "join",
      from: base,
      legs: [{ kind: "left", to: changed, alias: "changed", on: "subject" }],
    },
    where: { ex: "absent", argument: column(CHANGED) },
    columns: plain(columns),
  };
  return rows.length === 0 ? rest : { rel: "union", all: [rest, { rel: "values", columns, rows }] };
}

/** The rows of `base` with columns of `columns` it does not have yet, all missing. */
export function widened(base: Relation, columns: Columns, added: ReadonlySet<string>): Relation {
  if (added.size === 0) return base;
  const outputs = columns.map(({ name }): Output => ({
    name,
    ex: added.has(name) ? { ex: "missing" } : column(name),
  }));
  return { rel: "select", from: base, where: null, columns: outputs };
}

/** The relation of a step with the steps before it written inside: a leg cannot name steps. */
export function inlined(steps: readonly Step[], name: string): Relation {
  const byName = new Map(steps.map((s) => [s.name, s.relation]));
  const walk = (r: Relation): Relation => {
    switch (r.rel) {
      case "table":
      case "values":
        return r;
      case "step": {
        const inner = byName.get(r.name);
        return inner ? walk(inner) : r;
      }
      case "union":
        return { ...r, all: r.all.map(walk) };
      case "join":
        return { ...r, from: walk(r.from), legs: r.legs.map((l) => ({ ...l, to: walk(l.to) })) };
      case "select":
      case "aggregate":
      case "extend":
        return { ...r, from: walk(r.from) };
    }
  };
  return walk({ rel: "step", name });
}

/** The asked columns of a relation, in the order of `keys`, which name a row. */
export async function readRows(
  runner: SqlRunner,
  from: Relation,
  where: Ex | null,
  names: readonly string[],
  keys: readonly string[] = names,
): Promise<readonly (readonly SqlValue[])[]> {
  const statement: Statement = {
    steps: [],
    result: { rel: "select", from, where, columns: names.map((name) => ({ name, ex: column(name) })) },
    orderBy: keys.map((name) => ({ column: name, descending: false })),
    limit: null,
  };
  return (await ask(runner, statement)).rows;
}

export const bigOf = (v: SqlValue | undefined): bigint | null =>
  typeof v === "bigint" ? v : typeof v === "number" ? BigInt(v) : null;
export const numberOf = (v: SqlValue | undefined): number => Number(bigOf(v) ?? 0n);
