/** A move that waits for signatures: signing it, returning it, taking it back (会签、退回、撤回). */
import { moveBetween } from "@lianzhang/definitions";
import type { Acting } from "../audit/link.ts";
import type { Viewer } from "../access/viewer.ts";
import { text } from "../database/queries.ts";
import { UNKEEPABLE } from "../registers/fault.ts";
import { advance } from "./advance.ts";
import type { Case, Pending } from "./case.ts";
import { voidDocument } from "./documents.ts";
import { noMove, noReason, notOwn, notSigner, nothingWaits } from "./faults.ts";
import type { Ground } from "./ground.ts";
import { dayNow } from "./ground.ts";
import { judgeFields } from "./judge.ts";
import { deletePending, sign, updateCase } from "./rows.ts";
import { signersAmong } from "./scopes.ts";
import type { CaseOutcome, Leave, OnVersion, Stage } from "./stage.ts";
import { onCase } from "./stage.ts";
import type { CaseDeed } from "./timeline.ts";
import { tell } from "./timeline.ts";

export interface SignOrder extends OnVersion {
  /** 代签: id of the leader it is signed for. */
  readonly forLeader?: string | null;
}

export interface DeclineOrder extends SignOrder {
  readonly reason: string;
}

const unsigned = (pending: Pending): readonly string[] =>
  pending.signatures.filter((s) => s.person === null).map((s) => s.role);

/** Who has signed may still return it, as long as it waits for others. */
const everyRole = (pending: Pending): readonly string[] => pending.signatures.map((s) => s.role);

/** The post that signs, or the way out. */
function signerOf(
  stage: Stage,
  viewer: Viewer,
  order: SignOrder,
  rolesOf: (pending: Pending) => readonly string[],
  leave: Leave,
): { readonly pending: Pending; readonly role: string } {
  const { pending, model, procedure, values } = stage;
  if (pending === null) return leave({ kind: "refused", faults: [nothingWaits()] });
  const roles = rolesOf(pending);
  const leader = order.forLeader ?? null;
  const post = signersAmong(model, procedure, pending, roles, values, viewer).find(
    (h) => h.leader === leader,
  );
  if (post === undefined) return leave({ kind: "refused", faults: [notSigner(roles)] });
  return { pending, role: post.role };
}

async function paperOf(stage: Stage, id: string | null): Promise<CaseDeed["document"]> {
  if (id === null) return null;
  const [row] = await stage.change.rows("SELECT label, number FROM work_document WHERE id = $1", [id]);
  return row === undefined ? null : { id, label: text(row, "label"), number: text(row, "number") };
}

/** The last one has signed: the move counts if it still holds over the record as it is now. */
async function complete(stage: Stage, pending: Pending, ground: Ground, leave: Leave): Promise<Case> {
  const today = dayNow(ground.clock);
  const move = moveBetween(stage.procedure, stage.case.state, pending.to);
  if (move === null)
    return leave({ kind: "refused", faults: [noMove(stage.procedure, stage.case.state, pending.to)] });
  const { faults } = await judgeFields(stage, move, pending.values, today);
  if (faults.length > 0) return leave({ kind: "refused", faults });
  const document = await paperOf(stage, pending.document);
  await deletePending(stage.change, stage.case.id);
  const { role, by, values, reason } = pending;
  return advance(stage, { move, role, by, values, reason, document, evidence: [] }, today);
}

/** Signs for one role; when it is the last, the move counts. */
export const countersign = (
  ground: Ground,
  caller: Acting,
  viewer: Viewer,
  order: SignOrder,
): Promise<CaseOutcome> =>
  onCase(ground, { ...caller, onBehalfOf: order.forLeader ?? null }, order, async (stage, leave) => {
    const { pending, role } = signerOf(stage, viewer, order, unsigned, leave);
    const at = ground.clock().toISOString();
    const signedFor = order.forLeader ?? null;
    await sign(stage.change, stage.case.id, {
      role,
      person: viewer.person,
      name: viewer.name,
      signedFor,
      at,
    });
    const now = { ...stage.case, version: stage.case.version + 1n };
    tell(stage.change, stage.case, now, {
      act: "sign",
      to: pending.to,
      reason: null,
      role,
      document: null,
      evidence: [],
    });
    if (unsigned(pending).length > 1) {
      await updateCase(stage.change, now);
      return { kind: "kept", case: now, waits: true };
    }
    const moved = await complete({ ...stage, case: now }, pending, ground, leave);
    return { kind: "kept", case: moved, waits: false };
  });

/** The move comes to nothing: its paper gives its number back, its evidence stays with the case. */
async function undo(stage: Stage, pending: Pending, now: Case): Promise<void> {
  await deletePending(stage.change, stage.case.id);
  if (pending.document !== null) await voidDocument(stage.change, pending.document);
  await updateCase(stage.change, now);
}

/** Returns a move that waits, with a reason, to who made it. */
export const decline = (
  ground: Ground,
  caller: Acting,
  viewer: Viewer,
  order: DeclineOrder,
): Promise<CaseOutcome> =>
  onCase(ground, { ...caller, onBehalfOf: order.forLeader ?? null }, order, async (stage, leave) => {
    const { pending, role } = signerOf(stage, viewer, order, everyRole, leave);
    const reason = order.reason.trim();
    if (reason === "" || UNKEEPABLE.test(reason)) return leave({ kind: "refused", faults: [noReason()] });
    const returned = { reason, by: viewer.person, on: dayNow(ground.clock) };
    const now = { ...stage.case, version: stage.case.version + 1n, returned };
    await undo(stage, pending, now);
    const document = await paperOf(stage, pending.document);
    tell(stage.change, stage.case, now, {
      act: "decline",
      to: pending.to,
      reason,
      role,
      document,
      evidence: [],
    });
    return { kind: "kept", case: now, waits: false };
  });

/** Takes a move back that waits; only who made it can. */
export const withdraw = (
  ground: Ground,
  caller: Acting,
  viewer: Viewer,
  order: OnVersion,
): Promise<CaseOutcome> =>
  onCase(ground, caller, order, async (stage, leave) => {
    const { pending } = stage;
    if (pending === null) return leave({ kind: "refused", faults: [nothingWaits()] });
    if (pending.by !== viewer.person) return leave({ kind: "refused", faults: [notOwn()] });
    const now = { ...stage.case, version: stage.case.version + 1n };
    await undo(stage, pending, now);
    const document = await paperOf(stage, pending.document);
    const { to, role } = pending;
    tell(stage.change, stage.case, now, { act: "withdraw", to, reason: null, role, document, evidence: [] });
    return { kind: "kept", case: now, waits: false };
  });
