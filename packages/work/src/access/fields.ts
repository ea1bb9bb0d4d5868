/** Fields that the policy hides from a viewer in some records until a condition holds. Pure. */
import type { AccessPolicy, HiddenField, Model } from "@lianzhang/definitions";
import { recordMeets } from "@lianzhang/definitions";
import type { Value, Values } from "../registers/record.ts";
import type { Latest } from "./rows.ts";
import { coversValues } from "./rows.ts";
import { rowRule } from "./rules.ts";
import type { Viewer } from "./viewer.ts";

/** What one viewer sees of the fields of one register. */
export interface FieldSight {
  /** Fields that are hidden from the viewer in this record. */
  hidden(record: Latest): readonly HiddenField[];
  /** Values of any spell of the record as the viewer sees them: what is hidden is replaced, or left out. */
  shown(record: Latest, values: Values): Values;
  /** Whether the viewer sees the field in every row: only then may a list rest on it, or a table show it. */
  isOpen(field: string): boolean;
}

/** The viewer, and the leader acted for. */
const personsOf = ({ person, posts }: Viewer): ReadonlySet<string> =>
  new Set([person, ...posts.flatMap((p) => p.leader ?? [])]);

const named = (list: Value | undefined, persons: ReadonlySet<string>): boolean =>
  typeof list === "string" && list.split(/[\s,;\uFF0C\uFF1B\u3001]+/u).some((id) => persons.has(id));

function without(values: Values, { field, instead }: HiddenField): Values {
  const { [field]: _, ...rest } = values;
  const other = instead === null ? undefined : values[instead];
  return other === undefined ? rest : { ...rest, [field]: other };
}

/** What the viewer sees of the register's fields. */
export function fieldSight(
  policy: AccessPolicy | null,
  model: Pick<Model, "roles" | "registers" | "classifications">,
  viewer: Viewer,
  register: string,
): FieldSight {
  const persons = personsOf(viewer);
  const fields = (policy?.hidden ?? [])
    .filter((h) => h.register === register)
    .map((h) => ({ ...h, before: rowRule(policy, model, viewer, register, "read", h.roles) }));
  const hidden = (record: Latest): readonly HiddenField[] =>
    fields.filter(
      (h) =>
        !(h.until !== null && recordMeets(h.until.rule, record.values)) &&
        !coversValues(h.before, record) &&
        !(h.persons !== null && named(record.values[h.persons], persons)),
    );
  return {
    hidden,
    shown: (record, values) => hidden(record).reduce(without, values),
    isOpen: (field) => fields.every((h) => h.field !== field || h.before.kind === "all"),
  };
}

/** Values of a record as the viewer sees them. */
export const seenValues = (
  policy: AccessPolicy | null,
  model: Pick<Model, "roles" | "registers" | "classifications">,
  viewer: Viewer,
  register: string,
  record: Latest,
): Values => fieldSight(policy, model, viewer, register).shown(record, record.values);
