/** What happened to a case, in order, straight from the audit chain: moves, signatures, papers, evidence, fields. */
import type { Register } from "@lianzhang/definitions";
import { z } from "zod";
import type { Exact, Link } from "../audit/link.ts";
import { LINK_COLUMNS, linkOf } from "../audit/rows.ts";
import type { Change } from "../audit/trail.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull } from "../database/queries.ts";
import { subjectKind } from "../registers/content.ts";
import type { VersionEntry } from "../registers/history.ts";
import { versionEntry } from "../registers/history.ts";
import type { Case } from "./case.ts";

const acts = [
  "begin",
  "move",
  "return",
  "propose",
  "sign",
  "decline",
  "withdraw",
  "attach",
  "detach",
] as const;
export type CaseAct = (typeof acts)[number];

/** What an event of a case tells. */
export interface CaseDeed {
  readonly act: CaseAct;
  /** The state it moved, or asks to move, into; null for what moves nothing. */
  readonly to: string | null;
  readonly reason: string | null;
  /** The role it was done as. */
  readonly role: string | null;
  readonly document: { readonly id: string; readonly label: string; readonly number: string } | null;
  /** Evidence given or withdrawn: what it is, and its number, text, or name and hash of the file. */
  readonly evidence: readonly { readonly evidence: string; readonly what: string }[];
}

export interface CaseTold extends CaseDeed {
  readonly state: string;
  readonly version: bigint;
}

export const caseKind = (procedure: string): string => `case.${procedure}`;

const side = ({ state, version }: Case): { readonly [name: string]: Exact } => ({ state, version });

/** Tells the chain what was done to a case. */
export const tell = (change: Change, before: Case | null, after: Case, deed: CaseDeed): void =>
  change.record({
    action: `case.${deed.act}`,
    subject: { kind: caseKind(after.procedure), id: after.id },
    before: before === null ? null : side(before),
    after: {
      ...side(after),
      record: after.record.id,
      act: deed.act,
      to: deed.to,
      reason: deed.reason,
      role: deed.role,
      document: deed.document === null ? null : { ...deed.document },
      evidence: deed.evidence.map((e) => ({ ...e })),
    },
  });

const schema = z.object({
  act: z.enum(acts),
  state: z.string(),
  version: z.string().regex(/^\d+$/).transform(BigInt),
  to: z.string().nullable(),
  reason: z.string().nullable(),
  role: z.string().nullable(),
  document: z.object({ id: z.string(), label: z.string(), number: z.string() }).nullable(),
  evidence: z.array(z.object({ evidence: z.string(), what: z.string() })),
});
const beforeSchema = z.object({ state: z.string() });

export type TimelineEntry =
  /** `from`: the state before; null at the beginning. `told` null: the content was purged. */
  | {
      readonly kind: "case";
      readonly link: Link;
      readonly from: string | null;
      readonly told: CaseTold | null;
    }
  /** Fields of the record, whoever changed them. */
  | { readonly kind: "fields"; readonly link: Link; readonly version: VersionEntry["version"] };

function entryOf(register: Register, row: Row): TimelineEntry {
  const link = linkOf(row);
  if (!link.subjectKind.startsWith("case."))
    return { kind: "fields", link, version: versionEntry(register, row).version };
  const [before, after] = [textOrNull(row, "before"), textOrNull(row, "after")];
  return {
    kind: "case",
    link,
    from: before === null ? null : beforeSchema.parse(JSON.parse(before)).state,
    told: after === null ? null : schema.parse(JSON.parse(text(row, "after"))),
  };
}

/** Everything that happened to a case and to the fields of its record, first the first. */
export async function timelineOf(
  queries: Queries,
  register: Register,
  of: Case,
): Promise<readonly TimelineEntry[]> {
  const rows = await queries.rows(
    `SELECT ${LINK_COLUMNS}, c.before, c.after FROM audit_event e LEFT JOIN audit_content c ON c.number = e.number
       WHERE (e.subject_kind = $1 AND e.subject_id = $2)
         OR (e.subject_kind = $3 AND e.subject_id = $4 AND e.action LIKE 'register.%')
       ORDER BY e.number`,
    [caseKind(of.procedure), of.id, subjectKind(register.id), of.record.id],
  );
  return rows.map((row) => entryOf(register, row));
}

/** What others did since a version of the case. */
export function since(entries: readonly TimelineEntry[], version: bigint): readonly TimelineEntry[] {
  const last = entries.findLastIndex(
    (e) => e.kind === "case" && e.told !== null && e.told.version <= version,
  );
  return entries.slice(last + 1);
}
