/** Cases as the page has them. */
import type {
  CaseDocument,
  CaseEvent,
  CaseEvidence,
  CaseRow,
  ChangeFault,
  DueAnswer,
} from "@lianzhang/contract";
import type { Procedure, Register } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { formatDay } from "@lianzhang/kernel";
import type {
  CaseFault,
  DocumentView,
  DueView,
  EvidenceEntry,
  ListedCase,
  TimelineEntry,
} from "@lianzhang/work";
import { nameField } from "@lianzhang/work";
import { valueOut, valuesOut } from "../registers/written.ts";
import type { CaseDesk } from "./desk.ts";
import { seen } from "./desk.ts";

const stateLabel = (procedure: Procedure, state: string): Label =>
  procedure.states.get(state)?.label ?? { zh: state, en: state };

function dueOut({ clock, label, due }: DueView): DueAnswer {
  if (due.kind !== "due") return { clock, label, day: null, why: due.kind, left: null, overdueDays: 0 };
  const left = due.left?.known === true ? due.left.days : null;
  return { clock, label, day: formatDay(due.day), why: null, left, overdueDays: due.overdueDays };
}

export function caseOut(
  desk: CaseDesk,
  procedure: Procedure,
  register: Register,
  listed: ListedCase,
  names: ReadonlyMap<string, string>,
): CaseRow {
  const { case: found, dues, lists, light, score, waits } = listed;
  const values = seen(desk, register.id, found.record.code, listed.values);
  const field = nameField(register);
  const name = field === null ? undefined : values[field];
  return {
    id: found.id,
    procedure: procedure.id,
    register: register.id,
    record: found.record.id,
    code: found.record.code,
    name: typeof name === "string" ? name : found.record.code,
    version: String(found.version),
    state: found.state,
    stateLabel: stateLabel(procedure, found.state),
    entered: formatDay(found.entered),
    waits,
    returned:
      found.returned === null
        ? null
        : {
            reason: found.returned.reason,
            by: names.get(found.returned.by) ?? found.returned.by,
            on: formatDay(found.returned.on),
          },
    dues: dues.map(dueOut),
    lists,
    light,
    score,
    values: valuesOut(register, values),
  };
}

export const evidenceOut = (
  procedure: Procedure,
  entry: EvidenceEntry,
  names: ReadonlyMap<string, string>,
): CaseEvidence => ({
  id: entry.id,
  evidence: entry.evidence,
  label: procedure.evidence.get(entry.evidence)?.label ?? { zh: entry.evidence, en: entry.evidence },
  file: entry.file === null ? null : { ...entry.file, size: Number(entry.file.size) },
  written: entry.written,
  holds: entry.holds,
  by: names.get(entry.by) ?? entry.by,
  at: entry.at,
  withdrawn: entry.withdrawn !== null,
});

export const documentOut = (view: DocumentView, names: ReadonlyMap<string, string>): CaseDocument => ({
  ...view,
  on: formatDay(view.on),
  due: view.due === null ? null : formatDay(view.due),
  by: names.get(view.by) ?? view.by,
  madeFor: view.madeFor === null ? null : (names.get(view.madeFor) ?? view.madeFor),
});

/** `hidden`: fields that this person may not see. */
export function eventOut(
  procedure: Procedure,
  register: Register,
  entry: TimelineEntry,
  names: ReadonlyMap<string, string>,
  hidden: ReadonlySet<string>,
): CaseEvent {
  const { link } = entry;
  const who = {
    event: String(link.number),
    at: link.at,
    who: names.get(link.actor) ?? link.actor,
    onBehalfOf: link.onBehalfOf === null ? null : (names.get(link.onBehalfOf) ?? link.onBehalfOf),
    purpose: link.purpose,
  };
  const nothing = { from: null, to: null, reason: null, document: null, evidence: [], changes: [] };
  if (entry.kind === "fields") {
    const { version } = entry;
    const changes = (version?.changes ?? []).filter((c) => !hidden.has(c.field));
    return {
      ...who,
      ...nothing,
      act: version === null ? null : "fields",
      reason: version?.reason ?? null,
      changes: changes.map((c) => {
        const attribute = register.attributes.get(c.field);
        return { field: c.field, before: valueOut(attribute, c.before), after: valueOut(attribute, c.after) };
      }),
    };
  }
  const { told } = entry;
  if (told === null) return { ...who, ...nothing, act: null };
  return {
    ...who,
    act: told.act,
    from: entry.from === null ? null : stateLabel(procedure, entry.from),
    to: told.to === null ? null : stateLabel(procedure, told.to),
    reason: told.reason,
    document: told.document,
    evidence: told.evidence.map((e) => ({
      label: procedure.evidence.get(e.evidence)?.label ?? { zh: e.evidence, en: e.evidence },
      what: e.what,
    })),
    changes: [],
  };
}

/** A fault in words: the field's label, what was found, what was expected. */
export function caseFaultOut(procedure: Procedure, register: Register, fault: CaseFault): ChangeFault {
  const label =
    fault.field === null ? procedure.label : (register.attributes.get(fault.field)?.label ?? null);
  const found = fault.found === null || fault.found === "" ? "" : `「${fault.found}」`;
  return {
    code: fault.code,
    field: fault.field,
    record: null,
    row: null,
    column: null,
    message: {
      zh: `${label === null ? "" : `${label.zh}:`}${found === "" ? "" : `现为${found},`}应为${fault.expected.zh}`,
      en: `${label === null ? "" : `${label.en}: `}${found === "" ? "" : `found ${found}, `}expected ${fault.expected.en}`,
    },
    hint: fault.hint,
  };
}
