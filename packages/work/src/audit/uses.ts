/** Who used the data of a firm, and for what: readings that were told, and changes of its records. */
import type { Queries } from "../database/queries.ts";
import { text, textOrNull, whole } from "../database/queries.ts";

/** The kind of subject under which readings of a firm's figures are told. */
export const FIRM = "firm";

export interface Use {
  readonly number: bigint;
  readonly at: string;
  readonly actor: string;
  readonly unit: string | null;
  readonly purpose: string;
  /** `firm.read`, `reading.find`, `register.change` ... */
  readonly action: string;
  /** What of: the register, or `firm` for its figures. */
  readonly kind: string;
}

/** Uses of a firm's data, latest first: of its figures, of its own record, and of records that are of this firm. */
export async function usesOf(queries: Queries, firm: string, limit: number): Promise<readonly Use[]> {
  const rows = await queries.rows(
    `SELECT e.number, e.at, e.actor, e.unit, e.purpose, e.action, e.subject_kind FROM audit_event e
       WHERE (e.subject_kind = $1 AND e.subject_id = $2)
       OR (e.subject_kind LIKE 'register.%' AND EXISTS (SELECT 1 FROM register_record r
         WHERE (r.firm = $2 OR (r.register = 'enterprise' AND r.code = $2))
           AND e.subject_kind = 'register.' || r.register AND (e.subject_id = r.id OR e.subject_id = r.code)))
       ORDER BY e.number DESC LIMIT $3`,
    [FIRM, firm, BigInt(limit)],
  );
  return rows.map((row) => ({
    number: whole(row, "number"),
    at: text(row, "at"),
    actor: text(row, "actor"),
    unit: textOrNull(row, "unit"),
    purpose: text(row, "purpose"),
    action: text(row, "action"),
    kind: text(row, "subject_kind").replace(/^register\./u, ""),
  }));
}
