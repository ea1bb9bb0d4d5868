/** A return before it is sent: begun, given files, matched, corrected, explained. */
import type { Period } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Viewer } from "../access/viewer.ts";
import type { Acting } from "../audit/link.ts";
import { hexFrom } from "../database/sources.ts";
import { only, whole } from "../database/queries.ts";
import { momentText } from "../people/moment.ts";
import { missingPart, notYourDeed } from "./faults.ts";
import type { OnSubmission, ReturnsGround } from "./ground.ts";
import { advance, checkActing, formIn, onSubmission, opens, subjectOf } from "./ground.ts";
import type { Correction, Remark, Sender, SubmissionFile } from "./submission.ts";

export interface DraftOrder {
  readonly form: string;
  readonly period: Period;
  readonly sender: Sender;
}

export interface FileOrder extends OnSubmission {
  readonly name: string;
  readonly kind: SubmissionFile["kind"];
  readonly bytes: Uint8Array;
}

export interface DropOrder extends OnSubmission {
  readonly place: number;
}

export interface MatchOrder extends OnSubmission {
  /** Which column is which field, as JSON. */
  readonly matching: string;
  /** What of it goes with the sender's next returns of the form; null: nothing. What is of this return alone is not in it. */
  readonly next: string | null;
}

export interface CorrectOrder extends OnSubmission {
  readonly corrections: readonly Correction[];
}

export interface RemarkOrder extends OnSubmission {
  readonly remarks: readonly Remark[];
}

const DRAFTING = ["draft", "returned"] as const;

/** Begins a return. Throws LZ7502 when no post of the viewer sends for that sender, LZ7509. */
export async function begin(
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  { form: id, period, sender }: DraftOrder,
): Promise<OnSubmission> {
  checkActing(acting, viewer);
  const form = formIn(ground.model, id);
  const made = hexFrom(ground.random, 12);
  await ground.trail.change(acting, async (change) => {
    await change.rows(
      `INSERT INTO submission (id, form, input, period, sender_kind, sender, sender_register, state, version, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', 1, $8, $9)`,
      [
        made,
        form.id,
        form.input,
        formatPeriod(period),
        sender.kind,
        sender.id,
        sender.kind === "enterprise" ? form.subject : "",
        acting.user,
        momentText(ground.clock()),
      ],
    );
    if (!(await opens(change, ground, viewer, "send", made)))
      throw notYourDeed(viewer.name, form.input, "send");
    const after = { form: form.id, period: formatPeriod(period), sender: { ...sender } };
    change.record({ action: "submission.begin", subject: subjectOf(made), before: null, after });
  });
  return { id: made, version: 1n };
}

/**
 * Adds bytes: they are on the disk before the change is acknowledged. Bytes that no return names after a crash are
 * harmless, and taken up when they come again.
 */
export async function addFile(
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: FileOrder,
): Promise<bigint> {
  if (order.bytes.length === 0) throw missingPart("文件内容", "content of the file");
  const asked = { acting, viewer, deed: "send", states: DRAFTING } as const;
  return ground.alone(async () => {
    const hash = await ground.files.keep(order.bytes);
    return onSubmission(ground, asked, order, async (change, found) => {
      const { name, kind, bytes } = order;
      const next = only(
        await change.rows(
          "SELECT coalesce(max(place), 0) + 1 AS place FROM submission_file WHERE submission = $1",
          [found.id],
        ),
      );
      const size = BigInt(bytes.length);
      const after = { hash, name, kind, size };
      const told = { action: "submission.file", subject: subjectOf(found.id), before: null, after };
      const { number } = await change.recordNow(told);
      await change.rows(
        "INSERT INTO submission_file (submission, place, hash, name, kind, size, event) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [found.id, whole(next, "place"), hash, name, kind, size, number],
      );
      return advance(change, found, {});
    });
  });
}

/** Takes a file out of a return; what was accepted with it keeps it. */
export const dropFile = (
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: DropOrder,
): Promise<bigint> =>
  onSubmission(ground, { acting, viewer, deed: "send", states: DRAFTING }, order, async (change, found) => {
    const place = BigInt(order.place);
    const rows = await change.rows(
      "SELECT 1 AS one FROM submission_file WHERE submission = $1 AND place = $2 AND dropped IS NULL",
      [found.id, place],
    );
    if (rows.length === 0) throw missingPart("该文件", "that file");
    const told = {
      action: "submission.drop",
      subject: subjectOf(found.id),
      before: { place },
      after: null,
    };
    const { number } = await change.recordNow(told);
    await change.rows("UPDATE submission_file SET dropped = $3 WHERE submission = $1 AND place = $2", [
      found.id,
      place,
      number,
    ]);
    return advance(change, found, {});
  });

/** Confirms which column is which field, for this return and for the next ones of this sender and form. */
export const confirmMatching = (
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: MatchOrder,
): Promise<bigint> =>
  onSubmission(ground, { acting, viewer, deed: "send", states: DRAFTING }, order, async (change, found) => {
    const { matching, next } = order;
    if (next !== null) {
      const key = [found.form, found.sender.kind, found.sender.id];
      const where = "form = $1 AND sender_kind = $2 AND sender = $3";
      const there = await change.rows(`SELECT 1 AS one FROM sender_matching WHERE ${where} FOR UPDATE`, key);
      const values = [...key, next, acting.user, momentText(ground.clock())];
      await change.rows(
        there.length > 0
          ? `UPDATE sender_matching SET matching = $4, confirmed_by = $5, confirmed_at = $6 WHERE ${where}`
          : "INSERT INTO sender_matching (form, sender_kind, sender, matching, confirmed_by, confirmed_at) VALUES ($1, $2, $3, $4, $5, $6)",
        values,
      );
    }
    change.record({
      action: "submission.match",
      subject: subjectOf(found.id),
      before: found.matching,
      after: matching,
    });
    return advance(change, found, { matching });
  });

const MENDING = ["draft", "returned", "sent"] as const;

/** Whoever drafts mends before sending, whoever accepts afterwards: each cell an event with its place. */
export const correct = (
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: CorrectOrder,
  by: "sender" | "accepter",
): Promise<bigint> =>
  onSubmission(
    ground,
    {
      acting,
      viewer,
      deed: by === "sender" ? "send" : "accept",
      states: by === "sender" ? DRAFTING : ["sent"],
    },
    order,
    async (change, found) => {
      if (order.corrections.length === 0) throw missingPart("更正内容", "correction");
      for (const c of order.corrections) {
        if (c.reason.trim() === "") throw missingPart("更正理由", "reason of the correction");
        const { file, sheet, row, column, field, before, after, reason } = c;
        const place = { file, sheet, row, column, field };
        const { number } = await change.recordNow({
          action: "submission.correct",
          subject: subjectOf(found.id),
          before: { ...place, text: before },
          after: { ...place, text: after, reason },
        });
        await change.rows(
          `INSERT INTO submission_correction (id, submission, file, sheet, row_no, column_no, field, before, after, reason, made_by, made_at, event)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
          [
            hexFrom(ground.random, 12),
            found.id,
            file,
            sheet,
            BigInt(row),
            BigInt(column),
            field,
            before,
            after,
            reason,
            acting.user,
            momentText(ground.clock()),
            number,
          ],
        );
      }
      return advance(change, found, {});
    },
  );

/** Says why what checks ask about is right. */
export const remark = (
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: RemarkOrder,
  by: "sender" | "accepter",
): Promise<bigint> =>
  onSubmission(
    ground,
    { acting, viewer, deed: by === "sender" ? "send" : "accept", states: MENDING },
    order,
    async (change, found) => {
      if (order.remarks.some((r) => r.said.trim() === "")) throw missingPart("说明", "explanation");
      for (const { check, file, sheet, row, field, subject, said } of order.remarks) {
        await change.rows(
          `INSERT INTO submission_remark (id, submission, check_id, file, sheet, row_no, field, subject, said, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [
            hexFrom(ground.random, 12),
            found.id,
            check,
            file,
            sheet,
            row === null ? null : BigInt(row),
            field,
            subject,
            said,
            acting.user,
            momentText(ground.clock()),
          ],
        );
        const after = { check, file, sheet, row, field, subject, said };
        change.record({ action: "submission.remark", subject: subjectOf(found.id), before: null, after });
      }
      return advance(change, found, {});
    },
  );
