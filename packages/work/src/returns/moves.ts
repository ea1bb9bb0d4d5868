/** What moves a return: sent, taken back, accepted, returned for change, locked with its period. */
import type { Day, Period } from "@lianzhang/kernel";
import { formatDay, formatPeriod } from "@lianzhang/kernel";
import type { Viewer } from "../access/viewer.ts";
import { returnKeys } from "../access/returns.ts";
import type { Acting } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import { momentText } from "../people/moment.ts";
import { inForce } from "./consents.ts";
import { missingPart, noConsent, notYourDeed, openFindings } from "./faults.ts";
import type { OnSubmission, ReturnsGround } from "./ground.ts";
import { advance, checkActing, formIn, onSubmission, refuseLocked, subjectOf } from "./ground.ts";
import { filesOf } from "./rows.ts";
import type { Signatories, Submission } from "./submission.ts";

/** What checks have left of the version that is sent or accepted. */
export interface Checked {
  readonly must: number;
  /** Findings that ask for an explanation and have none. */
  readonly unexplained: number;
}

export interface SendOrder extends OnSubmission {
  readonly checked: Checked;
  /** Absent: nobody is named, the receipt is signed on paper. */
  readonly signatories?: Signatories;
}

export interface AcceptOrder extends OnSubmission {
  readonly checked: Checked;
  /** From when on its rows are what is known. */
  readonly day: Day;
}

export interface ReasonOrder extends OnSubmission {
  readonly reason: string;
  /** The day it is done: what was accepted is known up to it. */
  readonly day: Day;
}

const NOBODY: Signatories = { statisticsHead: null, unitHead: null };

function refuseOpen({ must, unexplained }: Checked): void {
  if (must > 0 || unexplained > 0) throw openFindings(must, unexplained);
}

/** An own copy counts only while its firm consents. */
async function requireConsent(change: Change, found: Submission, day: Day): Promise<void> {
  if (found.input !== "own_copy") return;
  const consents = await inForce(change, found.sender.id, found.form, day);
  if (consents.length === 0) throw noConsent(found.sender.id, found.form, formatDay(day));
}

/** Sends a return. Throws LZ7505 without a file, LZ7510 with findings that are open. */
export const send = (
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: SendOrder,
): Promise<bigint> =>
  onSubmission(
    ground,
    { acting, viewer, deed: "send", states: ["draft", "returned"] },
    order,
    async (change, found) => {
      refuseOpen(order.checked);
      const files = await filesOf(change, found.id);
      if (files.length === 0) throw missingPart("文件", "file");
      change.record({
        action: "submission.send",
        subject: subjectOf(found.id),
        before: found.state,
        after: { state: "sent", files: files.map((f) => f.hash) },
      });
      const { statisticsHead, unitHead } = order.signatories ?? NOBODY;
      // names are a link of their own, so that a purge takes them and leaves the sending
      if (statisticsHead !== null || unitHead !== null)
        change.record({
          action: "submission.signatories",
          subject: subjectOf(found.id),
          before: null,
          after: { statistics_head: statisticsHead, unit_head: unitHead },
        });
      const named = { statistics_head: statisticsHead, unit_head: unitHead };
      return advance(change, found, { state: "sent", reason: null, ...named });
    },
  );

/** Takes back what was sent and not accepted yet. */
export const takeBack = (
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: OnSubmission,
): Promise<bigint> =>
  onSubmission(ground, { acting, viewer, deed: "send", states: ["sent"] }, order, async (change, found) => {
    change.record({
      action: "submission.take_back",
      subject: subjectOf(found.id),
      before: "sent",
      after: "draft",
    });
    return advance(change, found, { state: "draft" });
  });

/** Puts what becomes of facts into the chain and into the list that the engine's store follows. */
export async function tellFacts(
  change: Change,
  found: Submission,
  kind: "accept" | "until" | "purge",
  day: Day,
  deed: Parameters<Change["recordNow"]>[0],
): Promise<bigint> {
  const { number } = await change.recordNow(deed);
  await change.rows(
    "INSERT INTO submission_event (event, submission, kind, day, matching) VALUES ($1, $2, $3, $4, $5)",
    [number, found.id, kind, formatDay(day), kind === "accept" ? found.matching : null],
  );
  return number;
}

/** Accepts a return: from here on it is acknowledged, and the figures follow. Throws LZ7504, LZ7507, LZ7510. */
export const accept = (
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: AcceptOrder,
): Promise<{ readonly version: bigint; readonly event: bigint }> =>
  onSubmission(ground, { acting, viewer, deed: "accept", states: ["sent"] }, order, async (change, found) => {
    await refuseLocked(change, found);
    refuseOpen(order.checked);
    await requireConsent(change, found, order.day);
    const known = formatDay(order.day);
    const event = await tellFacts(change, found, "accept", order.day, {
      action: "submission.accept",
      subject: subjectOf(found.id),
      before: found.state,
      after: { state: "accepted", known_from: known, version: found.version },
    });
    const version = await advance(change, found, {
      state: "accepted",
      known_from: known,
      accepted_event: event,
      reason: null,
    });
    return { version, event };
  });

/** 退回修改: also of what was accepted; it was known up to the day, and the version before it is again from then on. */
export const returnForChange = (
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: ReasonOrder,
): Promise<bigint> =>
  onSubmission(
    ground,
    { acting, viewer, deed: "accept", states: ["sent", "accepted"] },
    order,
    async (change, found) => {
      await refuseLocked(change, found);
      if (order.reason.trim() === "") throw missingPart("退回理由", "reason");
      const deed = {
        action: "submission.return",
        subject: subjectOf(found.id),
        before: found.state,
        after: { state: "returned", reason: order.reason },
      };
      if (found.state === "accepted") await tellFacts(change, found, "until", order.day, deed);
      else change.record(deed);
      return advance(change, found, { state: "returned", reason: order.reason });
    },
  );

/** Writes that a return is withdrawn, in a change that holds it; what was accepted of it, now or before, leaves every day. */
export async function writeWithdrawn(
  change: Change,
  found: Submission,
  { action, reason, day, purged }: { action: string; reason: string; day: Day; purged: boolean },
): Promise<bigint> {
  const after = { state: "withdrawn", reason };
  const deed = { action, subject: subjectOf(found.id), before: found.state, after };
  if (found.acceptedEvent === null) change.record(deed);
  else await tellFacts(change, found, "purge", day, deed);
  return advance(change, found, { state: "withdrawn", reason, purged: purged || found.purged });
}

/** The sender withdraws: anything before acceptance; what is voluntary also after it. */
export const withdraw = (
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: ReasonOrder,
): Promise<bigint> =>
  onSubmission(
    ground,
    { acting, viewer, deed: "send", states: ["draft", "sent", "returned", "accepted"] },
    order,
    async (change, found) => {
      if (order.reason.trim() === "") throw missingPart("撤回理由", "reason");
      if (found.state === "accepted" && found.input !== "own_copy")
        throw notYourDeed(viewer.name, found.input, "accept");
      return writeWithdrawn(change, found, {
        action: "submission.withdraw",
        reason: order.reason,
        day: order.day,
        purged: false,
      });
    },
  );

/** Locks or unlocks a form's period: nothing of it is accepted or returned while it is locked. True: it was not so before. */
export async function setLock(
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  form: string,
  period: Period,
  locked: boolean,
): Promise<boolean> {
  checkActing(acting, viewer);
  const { id, input } = formIn(ground.model, form);
  const keys = returnKeys(ground.model.policy, ground.model, viewer, "lock");
  if (!keys.includes(`return:${input}/*`)) throw notYourDeed(viewer.name, input, "lock");
  const text = formatPeriod(period);
  return ground.trail.change(acting, async (change) => {
    // acceptances of the period wait for the lock, and the lock for them
    await change.rows(
      "SELECT 1 AS one FROM submission WHERE form = $1 AND period = $2 ORDER BY id FOR UPDATE",
      [id, text],
    );
    const there = await change.rows("SELECT 1 AS one FROM return_lock WHERE form = $1 AND period = $2", [
      id,
      text,
    ]);
    const before = there.length > 0;
    if (locked && !before)
      await change.rows(
        "INSERT INTO return_lock (form, period, locked_by, locked_at) VALUES ($1, $2, $3, $4)",
        [id, text, acting.user, momentText(ground.clock())],
      );
    if (!locked) await change.rows("DELETE FROM return_lock WHERE form = $1 AND period = $2", [id, text]);
    const subject = { kind: "return_period", id: `${id} ${text}` };
    change.record({ action: locked ? "return.lock" : "return.unlock", subject, before, after: locked });
    return before !== locked;
  });
}
