/** How a record becomes a case: entered as one, taken up when asked for, or a whole register at once. */
import type { Procedure, Register } from "@lianzhang/definitions";
import type { Day, Month } from "@lianzhang/kernel";
import { fieldsThatCount, onlyByMove } from "../access/by-move.ts";
import type { Acting } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import { hexFrom } from "../database/sources.ts";
import { text } from "../database/queries.ts";
import type { WrittenValues } from "../registers/edit.ts";
import type { Keeping } from "../registers/keep.ts";
import { openWithin, unlessTaken } from "../registers/keep.ts";
import type { RegisterRecord } from "../registers/record.ts";
import { findRecord, recordsOf } from "../registers/rows.ts";
import { settled } from "../registers/settle.ts";
import type { Case, CaseFault } from "./case.ts";
import { noRecordOf, noState } from "./faults.ts";
import { derive, followCases } from "./follow.ts";
import type { Ground } from "./ground.ts";
import { dayNow, monthOf, procedureIn, registerOf } from "./ground.ts";
import { findCase, insertCase } from "./rows.ts";
import type { CaseOutcome } from "./stage.ts";
import { tell } from "./timeline.ts";

export interface OpenOrder {
  readonly procedure: string;
  readonly code: string;
  /** The first month the record holds in; absent: this month. */
  readonly since?: Month;
  readonly values: WrittenValues;
  readonly reason: string;
}

export interface BeginOrder {
  readonly procedure: string;
  /** Codes of records, or all of the register that have no case yet. */
  readonly codes: readonly string[] | "all";
  /** The state they are in; absent: the initial one. */
  readonly state?: string;
  /** The day they entered it; absent: today. */
  readonly entered?: Day;
  readonly reason: string;
}

export interface BeginReport {
  /** Codes of records that have a case now and had none. */
  readonly begun: readonly string[];
  /** Codes of records that had one. */
  readonly there: readonly string[];
  /** When anything is wrong nothing has begun. */
  readonly faults: readonly CaseFault[];
}

export const keepingOf = ({ model, trail, random }: Ground): Keeping => ({
  model,
  trail,
  random,
  after: followCases(model),
});

interface Where {
  readonly state: string;
  readonly entered: Day;
  readonly reason: string;
}

/** Makes the case of a record that has none; the caller holds the record. */
export async function beginCase(
  change: Change,
  { model, random }: Ground,
  procedure: Procedure,
  record: RegisterRecord,
  { state, entered, reason }: Where,
): Promise<Case> {
  const made: Case = {
    id: hexFrom(random, 16),
    procedure: procedure.id,
    record: { id: record.id, register: record.register, code: record.code },
    state,
    entered,
    version: 1n,
    returned: null,
    returns: 0,
    doneOn: null,
  };
  await insertCase(change, made);
  await derive(change, model, procedure, made, record);
  tell(change, null, made, { act: "begin", to: state, reason, role: null, document: null, evidence: [] });
  return made;
}

/** Enters a record and begins its case, in one transaction. */
export function openCase(ground: Ground, acting: Acting, order: OpenOrder): Promise<CaseOutcome> {
  const procedure = procedureIn(ground.model, order.procedure);
  const register = registerOf(ground.model, procedure);
  const today = dayNow(ground.clock);
  const { code, values, reason } = order;
  const record = { code, since: order.since ?? monthOf(today), values, reason };
  return unlessTaken(
    settled<CaseOutcome>((leave) =>
      ground.trail.change(acting, async (change) => {
        // nothing counts before the step that says since when
        const early = [...fieldsThatCount(ground.model, register)].filter(
          ([field]) => (values[field] ?? "") !== "",
        );
        if (early.length > 0)
          return leave({
            kind: "refused",
            faults: early.map(([field, moves]) => onlyByMove(register, field, moves)),
          });
        const outcome = await openWithin(change, keepingOf(ground), register, record);
        if (outcome.kind === "refused") return leave({ kind: "refused", faults: outcome.faults });
        const where = { state: procedure.initial, entered: today, reason };
        const made = await beginCase(change, ground, procedure, outcome.record, where);
        return { kind: "kept", case: made, waits: false };
      }),
    ),
    register,
    code,
  );
}

/** The case of a record; one that has none, as after an import, begins in the initial state. Null: no such record. */
export async function takeUp(
  ground: Ground,
  acting: Acting,
  procedureId: string,
  code: string,
): Promise<Case | null> {
  const procedure = procedureIn(ground.model, procedureId);
  const by = await ground.database.read(async (queries) => {
    const record = await findRecord(queries, procedure.of, { code });
    return record === null
      ? null
      : { record, found: await findCase(queries, { procedure: procedure.id, record: record.id }) };
  });
  if (by === null || by.found !== null) return by?.found ?? null;
  return settled<Case | null>((leave) =>
    ground.trail.change(acting, async (change) => {
      const record = await findRecord(change, procedure.of, { code }, "lock");
      if (record === null) return leave(null);
      const there = await findCase(change, { procedure: procedure.id, record: record.id });
      if (there !== null) return leave(there);
      const where = { state: procedure.initial, entered: dayNow(ground.clock), reason: "登记册中已有记录" };
      return beginCase(change, ground, procedure, record, where);
    }),
  );
}

async function withCase(
  change: Change,
  procedure: Procedure,
  records: readonly RegisterRecord[],
): Promise<ReadonlySet<string>> {
  const rows = await change.rows(
    "SELECT record FROM work_case WHERE procedure = $1 AND record = ANY (CAST($2 AS TEXT[]))",
    [procedure.id, records.map((r) => r.id)],
  );
  return new Set(rows.map((row) => text(row, "record")));
}

const missingRecords = (
  procedure: Procedure,
  asked: BeginOrder["codes"],
  found: readonly RegisterRecord[],
): readonly CaseFault[] => {
  const there = new Set(found.map((r) => r.code));
  return asked === "all" ? [] : asked.filter((c) => !there.has(c)).map((c) => noRecordOf(procedure, c));
};

/** Begins the cases of records that have none, all in one state and one transaction; nothing when anything is wrong. */
export function beginAll(ground: Ground, acting: Acting, order: BeginOrder): Promise<BeginReport> {
  const procedure = procedureIn(ground.model, order.procedure);
  const register: Register = registerOf(ground.model, procedure);
  const state = order.state ?? procedure.initial;
  const entered = order.entered ?? dayNow(ground.clock);
  return settled<BeginReport>((leave) =>
    ground.trail.change(acting, async (change) => {
      if (!procedure.states.has(state))
        return leave({ begun: [], there: [], faults: [noState(procedure, state)] });
      const codes = order.codes === "all" ? null : order.codes;
      const records = await recordsOf(change, register.id, codes, "lock");
      const has = await withCase(change, procedure, records);
      const there = records.filter((r) => has.has(r.id)).map((r) => r.code);
      const faults = missingRecords(procedure, order.codes, records);
      const fresh = records.filter((r) => !has.has(r.id));
      if (faults.length > 0 || fresh.length === 0) return leave({ begun: [], there, faults });
      for (const record of fresh)
        await beginCase(change, ground, procedure, record, { state, entered, reason: order.reason });
      return { begun: fresh.map((r) => r.code), there, faults };
    }),
  );
}
