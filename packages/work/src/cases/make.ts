/** Making a move: all of it in one transaction, or nothing. */
import { moveBetween } from "@lianzhang/definitions";
import type { Acting } from "../audit/link.ts";
import type { Viewer } from "../access/viewer.ts";
import { hexFrom } from "../database/sources.ts";
import { findRecord } from "../registers/rows.ts";
import { advance } from "./advance.ts";
import type { Case, Pending } from "./case.ts";
import { insertDocument, isNumberTaken } from "./documents.ts";
import type { EvidenceGiven, EvidenceReading, ReadEvidence } from "./evidence.ts";
import { insertEvidence, readEvidence, useEvidence } from "./evidence.ts";
import { noCase, numberTaken } from "./faults.ts";
import type { Fact, Ground } from "./ground.ts";
import { dayNow, procedureIn } from "./ground.ts";
import type { JudgedMove, MoveAsked } from "./judge.ts";
import { judgeMove } from "./judge.ts";
import { latest } from "./leaves.ts";
import { findCase, insertPending, updateCase } from "./rows.ts";
import type { CaseOutcome, OnVersion, Stage } from "./stage.ts";
import { onCase } from "./stage.ts";
import type { CaseDeed } from "./timeline.ts";
import { tell } from "./timeline.ts";

export interface MoveOrder extends OnVersion, MoveAsked {
  readonly evidence?: readonly EvidenceGiven[];
}

/** What has to be looked at before the transaction: files by their content, facts by their port. */
interface Prepared {
  readonly evidence: EvidenceReading;
  readonly fact: Fact | null;
  /** What the step's document is called. */
  readonly paper: string;
}

async function prepared(ground: Ground, order: MoveOrder): Promise<Prepared | null> {
  const found = await ground.database.read(async (queries) => {
    const there = await findCase(queries, { id: order.case });
    if (there === null) return null;
    const record = await findRecord(queries, there.record.register, { id: there.record.id });
    return { there, values: latest(record?.spells ?? []) };
  });
  if (found === null) return null;
  const procedure = procedureIn(ground.model, found.there.procedure);
  const move = moveBetween(procedure, found.there.state, order.to);
  const asksFact = move?.evidence.some((id) => procedure.evidence.get(id)?.kind === "fact") === true;
  return {
    evidence: await readEvidence(procedure, order.evidence ?? [], ground.fileLimit),
    paper: move?.document?.label.zh ?? "",
    fact: asksFact ? await ground.facts(found.values, procedure.id) : null,
  };
}

/** Evidence as an event tells it. */
export const toldEvidence = (read: readonly ReadEvidence[]): CaseDeed["evidence"] =>
  read.map(({ evidence, file, name, written }) => ({
    evidence,
    what: file === null ? (written ?? "") : `${name ?? ""} ${file.hash}`,
  }));

/** Keeps paper and evidence of a judged move. */
async function keepPapers(
  stage: Stage,
  ground: Ground,
  acting: Acting,
  judged: JudgedMove,
): Promise<CaseDeed["document"]> {
  const { change } = stage;
  const at = ground.clock().toISOString();
  for (const [place, read] of judged.evidence.entries()) {
    const where = { id: hexFrom(ground.random, 16), workCase: stage.case, place, step: judged.move.to };
    await insertEvidence(change, where, read, { by: acting.user, unit: acting.unit, at });
  }
  await useEvidence(change, judged.standing, judged.move.to);
  const { document } = judged;
  if (document === null) return null;
  const id = hexFrom(ground.random, 16);
  await insertDocument(change, {
    ...document,
    id,
    workCase: stage.case,
    step: judged.move.to,
    reason: judged.reason,
    by: acting.user,
    madeFor: acting.onBehalfOf,
    unit: acting.unit,
    at,
  });
  return { id, label: document.label.zh, number: document.number };
}

/** The move waits until every role has signed. */
async function propose(
  stage: Stage,
  judged: JudgedMove,
  pending: Omit<Pending, "signatures">,
  deed: Pick<CaseDeed, "document" | "evidence">,
): Promise<Case> {
  const signatures = judged.move.countersign.map((role) => ({
    role,
    person: null,
    name: null,
    signedFor: null,
    at: null,
  }));
  await insertPending(stage.change, stage.case.id, { ...pending, signatures });
  const now = { ...stage.case, version: stage.case.version + 1n };
  await updateCase(stage.change, now);
  const { to, reason, role } = pending;
  tell(stage.change, stage.case, now, { act: "propose", to, reason, role, ...deed });
  return now;
}

/** Makes a move, or has it wait for signatures where it needs them. */
export async function makeMove(
  ground: Ground,
  caller: Acting,
  viewer: Viewer,
  order: MoveOrder,
): Promise<CaseOutcome> {
  const before = await prepared(ground, order);
  if (before === null) return { kind: "refused", faults: [noCase(order.case)] };
  const acting = { ...caller, onBehalfOf: order.forLeader ?? null };
  const today = dayNow(ground.clock);
  const work = onCase(ground, acting, order, async (stage, leave) => {
    const judgement = await judgeMove(stage, viewer, order, { ...before, today });
    if (!judgement.ok) return leave({ kind: "refused", faults: judgement.faults });
    const { judged } = judgement;
    const { move, post, reason } = judged;
    const document = await keepPapers(stage, ground, acting, judged);
    const deed = { document, evidence: toldEvidence(judged.evidence) };
    const values = order.values ?? {};
    if (move.countersign.length === 0) {
      const step = { move, role: post.role, by: viewer.person, values, reason, ...deed };
      return { kind: "kept", case: await advance(stage, step, today), waits: false };
    }
    const pending = {
      to: move.to,
      role: post.role,
      by: viewer.person,
      byName: viewer.name,
      madeFor: post.leader,
      at: ground.clock().toISOString(),
      values,
      reason,
      document: document?.id ?? null,
      onBehalf: move.onBehalf,
    };
    return { kind: "kept", case: await propose(stage, judged, pending, deed), waits: true };
  });
  try {
    return await work;
  } catch (error) {
    // somebody entered a document of the same number in the same moment
    if (!isNumberTaken(error)) throw error;
    return { kind: "refused", faults: [numberTaken(before.paper, order.document?.number.trim() ?? "")] };
  }
}
