/** Every version of a record, straight from the audit chain: who, when, what for, and what was before and after. */
import type { Register } from "@lianzhang/definitions";
import type { Link } from "../audit/link.ts";
import { LINK_COLUMNS, linkOf } from "../audit/rows.ts";
import type { Page } from "../audit/trail.ts";
import type { Queries, Row } from "../database/queries.ts";
import { textOrNull } from "../database/queries.ts";
import type { Told } from "./content.ts";
import { readTold, subjectKind } from "./content.ts";
import type { FieldChange } from "./spells.ts";
import { differences, fieldsOf } from "./spells.ts";

export interface VersionEntry {
  /** The link of the chain: number, time, actor, on whose behalf, unit, purpose. */
  readonly link: Link;
  /** What it did; null when the content was purged. */
  readonly version:
    | (Pick<Told, "version" | "act" | "reason"> & { readonly changes: readonly FieldChange[] })
    | null;
}

const toldIn = (row: Row, side: "before" | "after"): Told | null => {
  const content = textOrNull(row, side);
  return content === null ? null : readTold(content);
};

/** The register's own order of fields first; fields it no longer has come last. */
const fieldOrder = (register: Register, fields: readonly string[]): readonly string[] => [
  ...[...register.attributes.keys()].filter((id) => fields.includes(id)),
  ...fields.filter((id) => !register.attributes.has(id)),
];

/** An event of a record, from its row with `before` and `after`. */
export function versionEntry(register: Register, row: Row): VersionEntry {
  const after = toldIn(row, "after");
  if (after === null) return { link: linkOf(row), version: null };
  const before = toldIn(row, "before")?.spells ?? [];
  const fields = fieldOrder(register, fieldsOf(before, after.spells));
  const { version, act, reason } = after;
  const changes = differences(before, after.spells, fields);
  return { link: linkOf(row), version: { version, act, reason, changes } };
}

/** The versions of a record, latest first. */
export async function historyOf(
  queries: Queries,
  register: Register,
  id: string,
  { before, limit }: Page,
): Promise<readonly VersionEntry[]> {
  const rows = await queries.rows(
    `SELECT ${LINK_COLUMNS}, c.before, c.after FROM audit_event e LEFT JOIN audit_content c ON c.number = e.number
       WHERE e.subject_kind = $1 AND e.subject_id = $2 AND e.action LIKE 'register.%'
       AND ($3::BIGINT IS NULL OR e.number < $3::BIGINT) ORDER BY e.number DESC LIMIT $4`,
    [subjectKind(register.id), id, before ?? null, BigInt(limit)],
  );
  return rows.map((row) => versionEntry(register, row));
}
