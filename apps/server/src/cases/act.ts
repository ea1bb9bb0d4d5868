/** What is done to cases: opened, moved, signed, sent back, given evidence. */
import type { CaseOutcomeAnswer, ChangeFault, TaskReportAnswer } from "@lianzhang/contract";
import type { Procedure, Register } from "@lianzhang/definitions";
import type { CaseOutcome, EvidenceGiven, TaskOrder, WrittenValues } from "@lianzhang/work";
import { badQuery } from "../errors.ts";
import { isListSigning, notSeen } from "../lists/seen.ts";
import { isMonthSigning, signedElsewhere } from "../operation/closing.ts";
import { faultOut } from "../registers/written.ts";
import { tableIn } from "../registers/tables.ts";
import type { CaseDesk } from "./desk.ts";
import { procedureFor } from "./desk.ts";
import { caseFaultOut, eventOut } from "./out.ts";
import { caseFor, registerOf } from "./read.ts";

async function outcomeOut(
  desk: CaseDesk,
  procedure: Procedure,
  register: Register,
  outcome: CaseOutcome,
): Promise<CaseOutcomeAnswer> {
  switch (outcome.kind) {
    case "kept":
      desk.changed(register.id);
      return { kind: "kept", id: outcome.case.id, waits: outcome.waits };
    case "refused":
      return { kind: "refused", faults: outcome.faults.map((f) => caseFaultOut(procedure, register, f)) };
    case "conflict": {
      const people = await desk.names();
      const { current, since } = outcome.conflict;
      return {
        kind: "conflict",
        current: String(current.version),
        since: since.map((e) => eventOut(procedure, register, e, people, new Set())),
      };
    }
  }
}

/** What became of a case, for whoever acted on it elsewhere. */
export async function outcomeOf(
  desk: CaseDesk,
  id: string,
  outcome: CaseOutcome,
): Promise<CaseOutcomeAnswer> {
  const { procedure, register } = await caseFor(desk, id);
  return outcomeOut(desk, procedure, register, outcome);
}

export interface OpenAsked {
  readonly code: string;
  readonly values: WrittenValues;
  readonly reason: string;
}

/** POST /api/procedures/:procedure/open: the record, as far as this person may enter it, and its case. */
export async function openCase(desk: CaseDesk, id: string, asked: OpenAsked): Promise<CaseOutcomeAnswer> {
  const procedure = procedureFor(desk, id);
  const register = registerOf(desk, procedure);
  const opened = await desk.registers.open(desk.acting, register.id, { ...asked, since: desk.thisMonth });
  if (opened.kind === "refused") return { kind: "refused", faults: opened.faults.map(faultOut) };
  const begun = opened.kind === "kept" ? await desk.cases.takeUp(desk.acting, id, opened.record.code) : null;
  if (begun === null)
    throw badQuery({ zh: "没有登记成功", en: "it was not entered" }, { zh: "请重试", en: "try again" });
  return outcomeOut(desk, procedure, register, { kind: "kept", case: begun, waits: false });
}

export interface BeginAsked {
  readonly codes: readonly string[] | null;
  readonly state: string | null;
  readonly reason: string;
}

/** POST /api/procedures/:procedure/begin: records that were imported are taken up. */
export async function beginCases(
  desk: CaseDesk,
  id: string,
  { codes, state, reason }: BeginAsked,
): Promise<{ readonly begun: number; readonly faults: readonly ChangeFault[] }> {
  const procedure = procedureFor(desk, id);
  const register = registerOf(desk, procedure);
  if (desk.may(register.id)?.import !== true)
    throw badQuery(
      { zh: "您的岗位不能批量纳入流程", en: "your post does not take records up" },
      { zh: "由可导入该登记册的人员办理", en: "whoever may import the register does it" },
    );
  const report = await desk.cases.begin(desk.acting, {
    procedure: id,
    codes: codes ?? "all",
    reason,
    ...(state === null ? {} : { state }),
  });
  return {
    begun: report.begun.length,
    faults: report.faults.map((f) => caseFaultOut(procedure, register, f)),
  };
}

export type EvidenceBody =
  | { readonly evidence: string; readonly number: string }
  | { readonly evidence: string; readonly name: string; readonly content: string };

const evidenceIn = (given: readonly EvidenceBody[]): readonly EvidenceGiven[] =>
  given.map((e) =>
    "number" in e
      ? e
      : { evidence: e.evidence, name: e.name, bytes: new Uint8Array(Buffer.from(e.content, "base64")) },
  );

export interface MoveAskedBody {
  readonly version: string;
  readonly to: string;
  readonly values: WrittenValues;
  readonly evidence: readonly EvidenceBody[];
  readonly document: { readonly number: string; readonly title: string; readonly on: string } | null;
  readonly reason: string | null;
  readonly forLeader: string | null;
}

/** POST /api/cases/:case/move */
export async function moveCase(desk: CaseDesk, id: string, asked: MoveAskedBody): Promise<CaseOutcomeAnswer> {
  const { procedure, register } = await caseFor(desk, id);
  if (isListSigning(desk.model, procedure, asked.to)) throw notSeen();
  if (isMonthSigning(procedure, asked.to)) throw signedElsewhere();
  const order = { ...asked, case: id, version: BigInt(asked.version), evidence: evidenceIn(asked.evidence) };
  return outcomeOut(desk, procedure, register, await desk.cases.make(desk.acting, desk.viewer, order));
}

interface Signing {
  readonly version: string;
  readonly forLeader: string | null;
}

/** POST /api/cases/:case/sign */
export async function signCase(desk: CaseDesk, id: string, asked: Signing): Promise<CaseOutcomeAnswer> {
  const { procedure, register } = await caseFor(desk, id);
  if (isListSigning(desk.model, procedure, null)) throw notSeen();
  const order = { case: id, version: BigInt(asked.version), forLeader: asked.forLeader };
  return outcomeOut(desk, procedure, register, await desk.cases.countersign(desk.acting, desk.viewer, order));
}

/** POST /api/cases/:case/decline */
export async function declineCase(
  desk: CaseDesk,
  id: string,
  asked: Signing & { readonly reason: string },
): Promise<CaseOutcomeAnswer> {
  const { procedure, register } = await caseFor(desk, id);
  const { forLeader, reason } = asked;
  const order = { case: id, version: BigInt(asked.version), forLeader, reason };
  return outcomeOut(desk, procedure, register, await desk.cases.decline(desk.acting, desk.viewer, order));
}

/** POST /api/cases/:case/withdraw */
export async function withdrawCase(desk: CaseDesk, id: string, version: string): Promise<CaseOutcomeAnswer> {
  const { procedure, register } = await caseFor(desk, id);
  const order = { case: id, version: BigInt(version) };
  return outcomeOut(desk, procedure, register, await desk.cases.withdraw(desk.acting, desk.viewer, order));
}

/** POST /api/cases/:case/attach */
export async function attachEvidence(
  desk: CaseDesk,
  id: string,
  asked: { readonly version: string; readonly evidence: readonly EvidenceBody[] },
): Promise<CaseOutcomeAnswer> {
  const { procedure, register } = await caseFor(desk, id);
  const order = { case: id, version: BigInt(asked.version), evidence: evidenceIn(asked.evidence) };
  return outcomeOut(desk, procedure, register, await desk.cases.attach(desk.acting, desk.viewer, order));
}

/** POST /api/cases/:case/detach */
export async function detachEvidence(
  desk: CaseDesk,
  id: string,
  asked: { readonly version: string; readonly entry: string },
): Promise<CaseOutcomeAnswer> {
  const { procedure, register } = await caseFor(desk, id);
  const order = { case: id, version: BigInt(asked.version), entry: asked.entry };
  return outcomeOut(desk, procedure, register, await desk.cases.detach(desk.acting, desk.viewer, order));
}

/** The procedure of tasks: the one over a register with a title and a source. Throws ApiProblem 404. */
const TASKS = "task";

export async function tasksFrom(
  desk: CaseDesk,
  from: TaskOrder["from"],
  reason: string,
): Promise<TaskReportAnswer> {
  const procedure = procedureFor(desk, TASKS);
  const register = registerOf(desk, procedure);
  if (desk.may(register.id)?.import !== true)
    throw badQuery(
      { zh: "您的岗位不能导入任务", en: "your post does not import tasks" },
      { zh: "由督查室导入", en: "the supervision office imports them" },
    );
  const report = await desk.cases.importTasks(desk.acting, { procedure: TASKS, from, reason });
  if (report.opened.length > 0) desk.changed(register.id);
  return {
    opened: report.opened,
    unchanged: report.unchanged.length,
    different: report.different,
    notes: report.notes.map((n) => ({
      task: n.code ?? "",
      message: {
        zh: `${n.row === null ? "" : `第 ${n.row} 行 `}「${n.found}」:应为${n.expected.zh};${n.hint.zh}`,
        en: `${n.row === null ? "" : `row ${n.row} `}"${n.found}": expected ${n.expected.en}; ${n.hint.en}`,
      },
    })),
    faults: report.faults.map((f) => caseFaultOut(procedure, register, f)),
  };
}

/** POST /api/tasks/import, the table of a paper as the body. */
export const importTasks = async (
  desk: CaseDesk,
  { name, paper }: { readonly name: string; readonly paper: string },
  bytes: Uint8Array,
): Promise<TaskReportAnswer> =>
  tasksFrom(desk, { kind: "paper", paper, table: await tableIn(name, bytes) }, paper);

/** POST /api/tasks/from-targets: a task for every target of the decision; again, it changes nothing. */
export const tasksFromTargets = (desk: CaseDesk): Promise<TaskReportAnswer> =>
  tasksFrom(desk, { kind: "targets", targets: "all" }, "决定目标分解");
