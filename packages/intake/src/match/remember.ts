/** What a person confirmed once, kept for the sender's next return. */
import type { FoundTable } from "../tables/table.ts";
import { saidUnit } from "./columns.ts";
import type { HeadCorrection, Matching, Recognition, Role } from "./recognition.ts";

/**
 * The matching of a table after a person's word: what was settled, what was corrected, and that the rest is not needed. Heads
 * of which a table has several alike are not kept. Null: no form was recognised.
 */
export function remember(
  table: FoundTable,
  recognition: Recognition,
  corrections: readonly HeadCorrection[] = [],
): Matching | null {
  if (recognition.form === null) return null;
  const counts = keyCounts(table);
  const heads = recognition.heads.flatMap((m): Matching["heads"][number][] => {
    const { head } = m;
    if (head.path.length === 0 || (counts.get(head.key) ?? 0) > 1) return [];
    const said = corrections.find((c) => c.column === head.column && c.row === head.row);
    const contested = recognition.conflicts.some((c) => c.heads.includes(head));
    if (!said && contested) return [];
    const role = saidRole(said?.role, m.role) ?? (m.settled ? m.role : null) ?? { kind: "other" };
    return [{ key: head.key, role, said: saidUnit(head, table) }];
  });
  return { version: 1, form: recognition.form, sender: table.context.sender?.text ?? null, heads };
}

/** A person who names no unit means the one it was read in. */
const saidRole = (said: Role | undefined, read: Role | null): Role | undefined =>
  said?.kind === "field" && said.unit === null && read?.kind === "field" && read.field === said.field
    ? read
    : said;

function keyCounts(table: FoundTable): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of table.heads) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

export interface Fit {
  readonly matching: Matching;
  /** Keys of heads that hold something and are no longer there, or are there twice. */
  readonly gone: readonly string[];
  /** 0 to 1: how many of its fields are there. */
  readonly share: number;
}

/** How far a matching fits a table's heads, wherever they stand now. */
export function fitOf(table: FoundTable, matching: Matching): Fit {
  const counts = keyCounts(table);
  const needed = matching.heads.filter((h) => h.role.kind !== "other");
  const is = (key: string): boolean => counts.get(key) === 1;
  const gone = needed.filter((h) => !is(h.key)).map((h) => h.key);
  // code and name stand on every table: only fields tell one from another
  const fields = needed.filter((h) => h.role.kind === "field");
  const there = fields.filter((h) => is(h.key)).length;
  return { matching, gone, share: fields.length === 0 ? 0 : there / fields.length };
}
