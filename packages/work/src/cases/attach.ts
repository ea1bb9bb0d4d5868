/** Evidence given by itself, before a move asks for it; and taken back, never deleted. */
import type { Acting } from "../audit/link.ts";
import type { Viewer } from "../access/viewer.ts";
import { hexFrom } from "../database/sources.ts";
import { covers } from "./scopes.ts";
import type { EvidenceGiven } from "./evidence.ts";
import { evidenceOf, insertEvidence, readEvidence, withdrawEvidence } from "./evidence.ts";
import { badEvidence, noCase, noEvidenceEntry, notInScope } from "./faults.ts";
import type { Ground } from "./ground.ts";
import { procedureIn } from "./ground.ts";
import { toldEvidence } from "./make.ts";
import { findCase, updateCase } from "./rows.ts";
import type { CaseOutcome, OnVersion, Stage } from "./stage.ts";
import { onCase } from "./stage.ts";
import { tell } from "./timeline.ts";

export interface AttachOrder extends OnVersion {
  readonly evidence: readonly EvidenceGiven[];
}

export interface DetachOrder extends OnVersion {
  /** Id of the entry. */
  readonly entry: string;
}

const next = (stage: Stage) => ({ ...stage.case, version: stage.case.version + 1n });

/** Whether any post of the viewer, within its scope, works in the procedure: makes or signs one of its moves. */
const worksHere = ({ model, procedure, values }: Stage, viewer: Viewer): boolean =>
  viewer.posts.some(
    (post) =>
      covers(model, procedure, values, post.scope) &&
      procedure.moves.some(
        (m) =>
          m.makers.some((k) => k.role === post.role) ||
          m.by.includes(post.role) ||
          m.countersign.includes(post.role),
      ),
  );

/** Gives evidence. */
export async function attach(
  ground: Ground,
  acting: Acting,
  viewer: Viewer,
  order: AttachOrder,
): Promise<CaseOutcome> {
  const found = await ground.database.read((queries) => findCase(queries, { id: order.case }));
  if (found === null) return { kind: "refused", faults: [noCase(order.case)] };
  const procedure = procedureIn(ground.model, found.procedure);
  const { read, faults } = await readEvidence(procedure, order.evidence, ground.fileLimit);
  if (faults.length > 0) return { kind: "refused", faults };
  if (read.length === 0)
    return {
      kind: "refused",
      faults: [badEvidence("", "", { zh: "至少一份材料", en: "at least one piece" })],
    };
  return onCase(ground, acting, order, async (stage, leave) => {
    if (!worksHere(stage, viewer)) return leave({ kind: "refused", faults: [notInScope()] });
    const at = ground.clock().toISOString();
    for (const [place, one] of read.entries()) {
      const where = { id: hexFrom(ground.random, 16), workCase: stage.case, place, step: null };
      await insertEvidence(stage.change, where, one, { by: acting.user, unit: acting.unit, at });
    }
    const now = next(stage);
    await updateCase(stage.change, now);
    const evidence = toldEvidence(read);
    tell(stage.change, stage.case, now, {
      act: "attach",
      to: null,
      reason: null,
      role: null,
      document: null,
      evidence,
    });
    return { kind: "kept", case: now, waits: stage.pending !== null };
  });
}

/** Takes evidence back: it stays readable and proves nothing any more. Only who gave it can. */
export const detach = (
  ground: Ground,
  acting: Acting,
  viewer: Viewer,
  order: DetachOrder,
): Promise<CaseOutcome> =>
  onCase(ground, acting, order, async (stage, leave) => {
    const entries = await evidenceOf(stage.change, stage.case.id);
    const entry = entries.find((e) => e.id === order.entry && e.withdrawn === null);
    if (entry === undefined || entry.by !== viewer.person)
      return leave({ kind: "refused", faults: [noEvidenceEntry(order.entry)] });
    await withdrawEvidence(stage.change, entry.id, viewer.person, ground.clock().toISOString());
    const now = next(stage);
    await updateCase(stage.change, now);
    tell(stage.change, stage.case, now, {
      act: "detach",
      to: null,
      reason: null,
      role: null,
      document: null,
      evidence: [{ evidence: entry.evidence, what: entry.written ?? entry.file?.name ?? "" }],
    });
    return { kind: "kept", case: now, waits: stage.pending !== null };
  });
