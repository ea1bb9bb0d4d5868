/** A move that counts: fields written, state entered, deadlines set, papers settled, all told. */
import type { Move, Procedure } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";
import type { WrittenValues } from "../registers/edit.ts";
import { changeWithin } from "../registers/keep.ts";
import type { RegisterRecord } from "../registers/record.ts";
import type { Case } from "./case.ts";
import { runningDues } from "./deadlines.ts";
import { addresseeOf, settleDocument } from "./documents.ts";
import { derive } from "./follow.ts";
import { monthOf } from "./ground.ts";
import { latest } from "./leaves.ts";
import { updateCase } from "./rows.ts";
import type { Stage } from "./stage.ts";
import type { CaseDeed } from "./timeline.ts";
import { tell } from "./timeline.ts";

export interface Step {
  readonly move: Move;
  readonly role: string;
  /** Id of the person whose move it is. */
  readonly by: string;
  readonly values: WrittenValues;
  readonly reason: string | null;
  readonly document: CaseDeed["document"];
  readonly evidence: CaseDeed["evidence"];
}

/** The case follows by itself here: it is the one being moved. */
const nothingFollows = (): Promise<void> => Promise.resolve();

async function written(stage: Stage, { move, values, reason }: Step, today: Day): Promise<RegisterRecord> {
  if (Object.keys(values).length === 0) return stage.record;
  const why = `${stage.procedure.label.zh}:${move.label.zh}${reason === null ? "" : `(${reason})`}`;
  const outcome = await changeWithin(
    stage.change,
    { model: stage.model, after: nothingFollows },
    stage.register,
    stage.record,
    { edit: { kind: "change", from: monthOf(today), values }, reason: why },
  );
  // it was judged in this very transaction, with the record held
  if (outcome.kind === "refused")
    throw new TypeError(`a judged change was refused: ${outcome.faults[0]?.code}`);
  return outcome.record;
}

/** Whether entering the state stops the count of the score. */
const stopsCount = (procedure: Procedure, state: string): boolean =>
  procedure.score?.done === undefined || procedure.score.done === null
    ? procedure.states.get(state)?.kind === "final_success"
    : procedure.score.done === state;

/** What was sent back is not done. */
function doneOn({ procedure, case: before }: Stage, move: Move, today: Day): Day | null {
  if (move.returns) return null;
  return move.to !== before.state && stopsCount(procedure, move.to) ? today : before.doneOn;
}

/** Makes a judged move count. */
export async function advance(stage: Stage, step: Step, today: Day): Promise<Case> {
  const { change, model, procedure, register } = stage;
  const { move, by, reason } = step;
  const record = await written(stage, step, today);
  const stays = move.to === stage.case.state;
  const now: Case = {
    ...stage.case,
    state: move.to,
    // a move that stays where it is does not begin the term again
    entered: stays ? stage.case.entered : today,
    version: stage.case.version + 1n,
    returned: move.returns && reason !== null ? { reason, by, on: today } : null,
    returns: stage.case.returns + (move.returns ? 1 : 0),
    doneOn: doneOn(stage, move, today),
  };
  await updateCase(change, now);
  await derive(change, model, procedure, now, record);
  if (step.document !== null) {
    const values = latest(record.spells);
    const own = runningDues(model, procedure, now, values).find((d) => d.clock === null);
    const addressed = addresseeOf(model, procedure, register, values);
    await settleDocument(change, step.document.id, addressed, own?.day ?? null);
  }
  tell(change, stage.case, now, {
    act: move.returns ? "return" : "move",
    to: move.to,
    reason,
    role: step.role,
    document: step.document,
    evidence: step.evidence,
  });
  return now;
}
