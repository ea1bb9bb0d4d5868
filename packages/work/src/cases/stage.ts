/** A case held in a transaction: nobody else changes it or its record until the end. */
import type { Model, Procedure, Register } from "@lianzhang/definitions";
import type { Acting } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import type { RegisterRecord, Values } from "../registers/record.ts";
import { findRecord } from "../registers/rows.ts";
import { settled } from "../registers/settle.ts";
import type { Case, CaseFault, Pending } from "./case.ts";
import { noCase } from "./faults.ts";
import type { Ground } from "./ground.ts";
import { procedureIn, registerOf } from "./ground.ts";
import { latest } from "./leaves.ts";
import { findCase, findPending } from "./rows.ts";
import type { TimelineEntry } from "./timeline.ts";
import { since, timelineOf } from "./timeline.ts";

export interface Stage {
  readonly change: Change;
  readonly model: Model;
  readonly procedure: Procedure;
  readonly register: Register;
  readonly record: RegisterRecord;
  readonly values: Values;
  readonly case: Case;
  readonly pending: Pending | null;
}

export interface CaseConflict {
  /** The version it was done on. */
  readonly base: bigint;
  /** The case as it stands. */
  readonly current: Case;
  /** What others did since. */
  readonly since: readonly TimelineEntry[];
}

export type CaseOutcome =
  /** `waits`: a move that counts when all have signed. */
  | { readonly kind: "kept"; readonly case: Case; readonly waits: boolean }
  /** Nothing was kept; all that is wrong is listed. */
  | { readonly kind: "refused"; readonly faults: readonly CaseFault[] }
  /** Somebody else came first; nothing was kept. */
  | { readonly kind: "conflict"; readonly conflict: CaseConflict };

/** What a change of a case is made on. */
export interface OnVersion {
  /** Id of the case. */
  readonly case: string;
  readonly version: bigint;
}

export type Leave = (outcome: CaseOutcome) => never;

async function held(change: Change, model: Model, id: string): Promise<Stage | null> {
  const seen = await findCase(change, { id });
  if (seen === null) return null;
  const procedure = procedureIn(model, seen.procedure);
  // the record before the case, as whoever changes the record does
  const record = await findRecord(change, seen.record.register, { id: seen.record.id }, "lock");
  const found = await findCase(change, { id }, "lock");
  if (record === null || found === null) return null;
  return {
    change,
    model,
    procedure,
    register: registerOf(model, procedure),
    record,
    values: latest(record.spells),
    case: found,
    pending: await findPending(change, id),
  };
}

/** Runs a change of a case if it still is the version the change was made on. */
export const onCase = (
  { model, trail }: Ground,
  acting: Acting,
  asked: OnVersion,
  work: (stage: Stage, leave: Leave) => Promise<CaseOutcome>,
): Promise<CaseOutcome> =>
  settled<CaseOutcome>((leave) =>
    trail.change(acting, async (change) => {
      const stage = await held(change, model, asked.case);
      if (stage === null) return leave({ kind: "refused", faults: [noCase(asked.case)] });
      if (stage.case.version !== asked.version) {
        const entries = await timelineOf(change, stage.register, stage.case);
        const conflict = {
          base: asked.version,
          current: stage.case,
          since: since(entries, asked.version),
        };
        return leave({ kind: "conflict", conflict });
      }
      return work(stage, leave);
    }),
  );
