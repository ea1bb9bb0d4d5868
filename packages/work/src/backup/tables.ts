/** The tables of the schema as the catalogue has them: those of later migrations are found by themselves. */
import type { Queries } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import { SCHEMA } from "../database/role.ts";

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** In which order rows are copied, as SQL. */
  readonly order: string;
}

/** The chain's own tables: they are guarded, and restored through their guards. */
export const EVENTS = "audit_event";
export const HEAD = "audit_head";

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const COLUMNS = `SELECT c.relname AS name, a.attname AS column_name, t.typcategory AS category,
    coalesce(a.attnum = ANY (i.indkey), false) AS in_key
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  ORDER BY c.relname COLLATE "C", a.attnum`;

const REFERENCES = `SELECT DISTINCT c.relname AS name, r.relname AS referred
  FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class r ON r.oid = f.confrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE f.contype = 'f' AND n.nspname = $1 AND c.oid <> r.oid`;

/** A text sorts by its bytes, so that the same rows have the same hash in a database that sorts otherwise. */
const sortTerm = (column: string, category: string): string =>
  category === "S" ? `${quoted(column)} COLLATE "C"` : quoted(column);

async function columnsOf(queries: Queries): Promise<readonly Table[]> {
  const found = new Map<string, { columns: string[]; key: string[]; all: string[] }>();
  for (const row of await queries.rows(COLUMNS, [SCHEMA])) {
    const [name, column] = [text(row, "name"), text(row, "column_name")];
    const table = found.get(name) ?? { columns: [], key: [], all: [] };
    table.columns.push(column);
    table.all.push(`CAST(${quoted(column)} AS TEXT) COLLATE "C"`);
    if (row["in_key"] === true) table.key.push(sortTerm(column, text(row, "category")));
    found.set(name, table);
  }
  return [...found].map(([name, { columns, key, all }]) => ({
    name,
    columns,
    order: (key.length > 0 ? key : all).join(", "),
  }));
}

/** What is referred to comes first. Throws for a circle of tables, which nobody could load. */
function inOrder(
  tables: readonly Table[],
  references: ReadonlyMap<string, readonly string[]>,
): readonly Table[] {
  const byName = new Map(tables.map((t) => [t.name, t]));
  const done = new Set<Table>();
  const visit = (table: Table, above: readonly string[]): void => {
    if (done.has(table)) return;
    if (above.includes(table.name))
      throw new Error(`tables refer to each other in a circle: ${[...above, table.name].join(" -> ")}`);
    for (const name of references.get(table.name) ?? []) {
      const referred = byName.get(name);
      if (referred !== undefined) visit(referred, [...above, table.name]);
    }
    done.add(table);
  };
  for (const table of tables) visit(table, []);
  return [...done];
}

/** Every table of the schema, referred ones first. */
export async function tablesIn(queries: Queries): Promise<readonly Table[]> {
  const references = new Map<string, readonly string[]>();
  for (const row of await queries.rows(REFERENCES, [SCHEMA])) {
    const name = text(row, "name");
    references.set(name, [...(references.get(name) ?? []), text(row, "referred")]);
  }
  return inOrder(await columnsOf(queries), references);
}

/** Names of the sequences of the schema. */
export async function sequencesIn(queries: Queries): Promise<readonly string[]> {
  const rows = await queries.rows(
    `SELECT sequencename AS name FROM pg_sequences WHERE schemaname = $1 ORDER BY sequencename COLLATE "C"`,
    [SCHEMA],
  );
  return rows.map((row) => text(row, "name"));
}
