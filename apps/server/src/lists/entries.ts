/** Entries of a list: their cases as the one who asks sees them, with what can be done. */
import type { ListEntry } from "@lianzhang/contract";
import type { ListedCase } from "@lianzhang/work";
import { formatDay } from "@lianzhang/kernel";
import type { CaseDesk } from "../cases/desk.ts";
import { roleLabel, rowFilter } from "../cases/desk.ts";
import type { ListPlace } from "./place.ts";

const MOST = 500;

/** Cases of the list's procedure that the one who asks may see, first those under way. */
export async function casesOf(desk: CaseDesk, place: ListPlace): Promise<readonly ListedCase[]> {
  const filter = rowFilter(desk, place.register.id);
  const found: ListedCase[] = [];
  for (const state of place.procedure.states.keys()) {
    const query = { procedure: place.procedure.id, state, limit: MOST };
    const answer = await desk.cases.list(query, desk.today, filter);
    if (answer.kind === "page") found.push(...answer.cases);
  }
  return found;
}

export const textIn = (listed: ListedCase, field: string | null): string => {
  const value = field === null ? undefined : listed.values[field];
  return typeof value === "string" ? value : "";
};

export const leavesIn = (place: ListPlace, listed: ListedCase): boolean =>
  place.entries.leaves !== null && listed.values[place.entries.leaves] === true;

/** The number of the document an entry was signed by, and who signed it. */
export async function signatureOf(
  desk: CaseDesk,
  listed: ListedCase,
): Promise<{ readonly document: string | null; readonly by: readonly string[] }> {
  const documents = await desk.cases.documents(listed.case.id);
  const last = documents.findLast((d) => d.status !== "void");
  if (last === undefined) return { document: null, by: [] };
  const timeline = await desk.cases.timeline(listed.case.id);
  const people = await desk.names();
  const signers = timeline.flatMap((e) =>
    e.kind === "case" && (e.told?.act === "sign" || e.told?.act === "propose")
      ? [e.link.onBehalfOf ?? e.link.actor]
      : [],
  );
  return { document: last.number, by: [...new Set(signers)].map((p) => people.get(p) ?? p) };
}

export async function entryOut(
  desk: CaseDesk,
  place: ListPlace,
  listed: ListedCase,
  names: ReadonlyMap<string, string>,
): Promise<ListEntry> {
  const { procedure, entries, labelOf } = place;
  const { case: found } = listed;
  const state = procedure.states.get(found.state);
  const view = await desk.cases.moves(desk.viewer, found.id, desk.today);
  const subject = textIn(listed, entries.subject);
  const due = listed.dues.find((d) => d.due.kind === "due")?.due;
  const pending = view?.pending ?? null;
  const documents = await desk.cases.documents(found.id);
  return {
    id: found.id,
    code: found.record.code,
    version: String(found.version),
    state: found.state,
    stateLabel: state?.label ?? { zh: found.state, en: found.state },
    kind: state?.kind ?? "open",
    subject,
    name: names.get(subject) ?? subject,
    of: labelOf(textIn(listed, entries.of)),
    leaves: leavesIn(place, listed),
    effective: textIn(listed, entries.from).slice(0, "2025-01".length) || null,
    waitsFor: (pending?.pending.signatures ?? [])
      .filter((s) => s.person === null)
      .map((s) => roleLabel(desk.model, s.role)),
    document: documents.findLast((d) => d.status !== "void")?.number ?? null,
    may: (view?.mine ?? []).map((m) => ({
      to: m.to,
      label: m.label,
      asks: m.asks.map((a) => a.attribute.id),
      document: m.document !== null,
      reason: m.reason || m.returns,
      as: m.as.map((held) => held.leader),
    })),
    maySign: (pending?.sign.length ?? 0) > 0,
    signFor:
      pending?.sign.some((h) => h.leader === null) === true ? null : (pending?.sign[0]?.leader ?? null),
    due: due?.kind === "due" ? formatDay(due.day) : null,
    overdueDays: due?.kind === "due" ? due.overdueDays : 0,
  };
}
