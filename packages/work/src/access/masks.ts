/** Answers as a viewer may read them: what is hidden in a record is replaced wherever the record shows. Pure. */
import type { Conflict } from "../registers/conflict.ts";
import type { VersionEntry } from "../registers/history.ts";
import type { Outcome } from "../registers/keep.ts";
import type { RegisterRecord } from "../registers/record.ts";
import type { FieldSight } from "./fields.ts";
import type { Latest } from "./rows.ts";

const latestOf = ({ code, spells }: RegisterRecord): Latest => ({
  code,
  values: spells.at(-1)?.values ?? {},
});

export function maskedRecord(sight: FieldSight, record: RegisterRecord): RegisterRecord {
  const latest = latestOf(record);
  return {
    ...record,
    spells: record.spells.map((s) => ({ ...s, values: sight.shown(latest, s.values) })),
  };
}

function maskedConflict(sight: FieldSight, { base, current, fields }: Conflict): Conflict {
  const hidden = new Set(sight.hidden(latestOf(current)).map((h) => h.field));
  return {
    base,
    current: maskedRecord(sight, current),
    fields: fields.filter((f) => !hidden.has(f.field)),
  };
}

export function maskedOutcome(sight: FieldSight, outcome: Outcome): Outcome {
  switch (outcome.kind) {
    case "kept":
    case "unchanged":
      return { ...outcome, record: maskedRecord(sight, outcome.record) };
    case "conflict":
      return { ...outcome, conflict: maskedConflict(sight, outcome.conflict) };
    case "refused":
      return outcome;
  }
}

/** Versions without the changes of fields that are hidden in the record as it stands. */
export function maskedHistory(
  sight: FieldSight,
  record: RegisterRecord,
  versions: readonly VersionEntry[],
): readonly VersionEntry[] {
  const hidden = new Set(sight.hidden(latestOf(record)).map((h) => h.field));
  return versions.map(({ link, version }) => ({
    link,
    version: version && { ...version, changes: version.changes.filter((c) => !hidden.has(c.field)) },
  }));
}
