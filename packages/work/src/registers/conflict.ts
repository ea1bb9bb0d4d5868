/** Two people changed one record: what each of them wrote, field by field, so that neither is lost. */
import type { Queries } from "../database/queries.ts";
import { textOrNull } from "../database/queries.ts";
import { readTold, subjectKind } from "./content.ts";
import type { RegisterRecord, Spell, Value } from "./record.ts";
import type { Span } from "./spells.ts";
import { differences, fieldsOf } from "./spells.ts";

/** A field that somebody changed since. */
export interface ConflictField extends Span {
  readonly field: string;
  /** As both began with. Null: nothing was there, or the content was purged. */
  readonly base: Value | null;
  /** As it stands now, by whoever came first. */
  readonly theirs: Value | null;
  /** As this change would have it. */
  readonly mine: Value | null;
  /** Both changed it, and not to the same. Where false, one can be taken without losing the other. */
  readonly clash: boolean;
}

export interface Conflict {
  /** The version the change was made on. */
  readonly base: bigint;
  /** The record as it stands; a change made on this version will be taken. */
  readonly current: RegisterRecord;
  readonly fields: readonly ConflictField[];
}

/** The spells of an earlier version, from the chain; null when there is none or its content was purged. */
export async function versionOf(
  queries: Queries,
  register: string,
  id: string,
  version: bigint,
): Promise<readonly Spell[] | null> {
  const rows = await queries.rows(
    `SELECT c.after FROM audit_event e JOIN audit_content c ON c.number = e.number
       WHERE e.subject_kind = $1 AND e.subject_id = $2 AND e.action LIKE 'register.%' ORDER BY e.number`,
    [subjectKind(register), id],
  );
  for (const row of rows) {
    const after = textOrNull(row, "after");
    const found = after === null ? null : readTold(after);
    if (found?.version === version) return found.spells;
  }
  return null;
}

const valueIn = (spells: readonly Spell[], field: string, month: number): Value | null =>
  spells.find((s) => s.since <= month && month < s.until)?.values[field] ?? null;

const edges = (...histories: readonly (readonly Spell[])[]): readonly number[] =>
  [...new Set(histories.flat().flatMap((s) => [s.since, s.until]))].toSorted((a, b) => a - b);

/** Every stretch of months and field in which the two are not both as the base. */
export function conflictFields(
  base: readonly Spell[],
  theirs: readonly Spell[],
  mine: readonly Spell[],
): readonly ConflictField[] {
  const changed = new Set([
    ...differences(base, theirs, fieldsOf(base, theirs)).map((d) => d.field),
    ...differences(base, mine, fieldsOf(base, mine)).map((d) => d.field),
  ]);
  const marks = edges(base, theirs, mine);
  return [...changed].toSorted().flatMap((field) => fieldConflicts(field, marks, { base, theirs, mine }));
}

interface Three {
  readonly base: readonly Spell[];
  readonly theirs: readonly Spell[];
  readonly mine: readonly Spell[];
}

function fieldConflicts(field: string, marks: readonly number[], three: Three): readonly ConflictField[] {
  const out: ConflictField[] = [];
  for (const [i, since] of marks.entries()) {
    const until = marks[i + 1];
    if (until === undefined) break;
    const [base, theirs, mine] = [three.base, three.theirs, three.mine].map((s) => valueIn(s, field, since));
    const said = { base: base ?? null, theirs: theirs ?? null, mine: mine ?? null };
    if (said.base === said.theirs && said.base === said.mine) continue;
    const clash = said.theirs !== said.base && said.mine !== said.base && said.theirs !== said.mine;
    const last = out.at(-1);
    const goesOn =
      last?.until === since &&
      last.base === said.base &&
      last.theirs === said.theirs &&
      last.mine === said.mine;
    if (goesOn) out[out.length - 1] = { ...last, until };
    else out.push({ field, since, until, ...said, clash });
  }
  return out;
}
