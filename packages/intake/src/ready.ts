/** Which rows may go on: those nothing holds up. */
import { formatPeriod } from "@lianzhang/kernel";
import type { Finding } from "./finding.ts";
import type { FormDescription } from "./form.ts";
import type { Conflicts } from "./match/gather.ts";
import { formPeriod } from "./match/periods.ts";
import type { ReadRow } from "./row.ts";
import type { FoundTable } from "./tables/table.ts";

interface TableRows {
  readonly read: { readonly table: FoundTable };
  readonly form: FormDescription | null;
  readonly rows: readonly ReadRow[];
  /** Of reading this table, its head included. */
  readonly findings: readonly Finding[];
}

const holds = (f: Finding): boolean => f.strength === "refused" || f.strength === "must";
const place = (file: string, sheet: string | null, row: number): string =>
  `${file}\u0000${sheet ?? ""}\u0000${row}`;
/** Every row of the sheet a row's values stand in: its own, or those of its items. */
function placesOf(row: ReadRow): string[] {
  const own = place(row.file, row.sheet, row.row);
  const [first] = row.cells.values();
  if (first?.row === undefined) return [own];
  return [own, ...[...row.cells.values()].map((c) => place(row.file, row.sheet, c.row ?? row.row))];
}

interface At {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: number | null;
}

/** Columns of what holds rows up, by sheet row; null: the row itself. */
type Held = ReadonlyMap<string, ReadonlySet<number | null>>;

function heldAt(all: readonly At[]): Held {
  const held = new Map<string, Set<number | null>>();
  for (const { file, sheet, row, column } of all) {
    if (row === null) continue;
    const key = place(file, sheet, row);
    held.set(key, (held.get(key) ?? new Set()).add(column));
  }
  return held;
}

/** Whether something holds the row up; what stands in a column of another month is that month's. */
function isHeld(row: ReadRow, held: Held): boolean {
  const { apart } = row;
  return placesOf(row).some((p) => {
    const columns = held.get(p);
    if (columns === undefined || apart === undefined) return columns !== undefined;
    return [...columns].some((c) => c === null || !apart.has(c));
  });
}

/** The rows in which something stands that must be mended. */
export function heldBy(rows: readonly ReadRow[], findings: readonly Finding[]): readonly ReadRow[] {
  const held = heldAt(findings.filter(holds));
  return held.size === 0 ? [] : rows.filter((row) => isHeld(row, held));
}

/** What is wrong with the head, or with the whole sheet, holds up every row under it. */
export function isHeldWhole({ findings, rows }: Pick<TableRows, "findings" | "rows">): boolean {
  const holding = findings.filter(holds);
  if (holding.length === 0) return false;
  const own = new Set(rows.flatMap((r) => placesOf(r)));
  return holding.some((f) => f.row === null || !own.has(place(f.file, f.sheet, f.row)));
}

/** Tells whether a row may go on: it says who and when, and no finding that must be mended stands in it or over it. */
export function readyRows(
  tables: readonly TableRows[],
  findings: readonly Finding[],
  conflicts: Conflicts,
): (row: ReadRow) => boolean {
  const held = heldAt([...findings.filter(holds), ...conflicts.conflicts.flatMap((c) => c.places)]);
  const ready = new Set<ReadRow>();
  const periods = new Map<string, boolean>();
  const isPeriod = (row: ReadRow, form: FormDescription): boolean => {
    if (row.period === null) return false;
    const key = `${form.id} ${formatPeriod(row.period)}`;
    const known = periods.get(key) ?? formPeriod(row.period, form).ok;
    periods.set(key, known);
    return known;
  };
  for (const table of tables) {
    const { form } = table;
    if (form === null || isHeldWhole(table)) continue;
    for (const row of table.rows)
      if (row.subject !== null && isPeriod(row, form) && !isHeld(row, held)) ready.add(row);
  }
  return (row) => ready.has(row);
}
