/** A return goes for good: its content leaves the chain, its bytes the disk; that it was there stays, with a certificate. */
import type { Day } from "@lianzhang/kernel";
import { formatDay } from "@lianzhang/kernel";
import { may } from "../access/rules.ts";
import { notAllowed } from "../access/refusals.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Acting } from "../audit/link.ts";
import type { Certificate } from "../audit/purge.ts";
import type { Change } from "../audit/trail.ts";
import { text, whole } from "../database/queries.ts";
import { momentText } from "../people/moment.ts";
import { holdConsent, requireSender } from "./consents.ts";
import { whileNoneCopies } from "./copying-bytes.ts";
import { missingPart, noSubmission } from "./faults.ts";
import type { PurgedReturn, ReturnsGround } from "./ground.ts";
import { checkActing, SUBMISSION, subjectOf } from "./ground.ts";
import { writeWithdrawn } from "./moves.ts";
import { holdSubmission } from "./rows.ts";

export interface PurgeReturnOrder {
  readonly id: string;
  readonly reason: string;
  readonly orderedBy: string;
  readonly day: Day;
}

/** Events whose content holds what the return said. */
const TELLING = [
  "submission.file",
  "submission.match",
  "submission.correct",
  "submission.remark",
  "submission.signatories",
];

/** Bytes that no return names any more go, once no backup copies them. */
const letGo = ({ database, files, alone, oneWaits }: ReturnsGround, id: string): Promise<void> =>
  oneWaits(() =>
    whileNoneCopies(database, () =>
      alone(async () => {
        const rows = await database.read((queries) =>
          queries.rows(
            `SELECT DISTINCT f.hash FROM submission_file f WHERE f.submission = $1 AND NOT EXISTS (
               SELECT 1 FROM submission_file o JOIN submission s ON s.id = o.submission WHERE o.hash = f.hash AND NOT s.purged)`,
            [id],
          ),
        );
        for (const row of rows) await files.remove(text(row, "hash"));
      }),
    ),
  );

/** The return as those who look for what carries it need it; null: nobody has accepted it, so nothing does. */
const purgedReturn = ({ database }: ReturnsGround, id: string): Promise<PurgedReturn | null> =>
  database.read(async (queries) => {
    const [row] = await queries.rows(
      `SELECT s.form, s.period, s.sender_kind, s.sender, e.event FROM submission s
         JOIN submission_event e ON e.submission = s.id AND e.kind = 'purge' WHERE s.id = $1 ORDER BY e.event LIMIT 1`,
      [id],
    );
    if (row === undefined) return null;
    const sender = { kind: text(row, "sender_kind"), id: text(row, "sender") };
    return { id, form: text(row, "form"), period: text(row, "period"), sender, event: whole(row, "event") };
  });

/** The second half of a purge, done again as often as it is asked: content of events, then bytes. */
async function finish(
  ground: ReturnsGround,
  acting: Acting,
  order: Pick<PurgeReturnOrder, "id" | "reason" | "orderedBy">,
): Promise<readonly Certificate[]> {
  const numbers = await ground.database.read(async (queries) =>
    (
      await queries.rows(
        `SELECT e.number FROM audit_event e JOIN audit_content c ON c.number = e.number
           WHERE e.subject_kind = $1 AND e.subject_id = $2 AND e.action = ANY (CAST($3 AS TEXT[])) ORDER BY e.number`,
        [SUBMISSION, order.id, TELLING],
      )
    ).map((row) => whole(row, "number")),
  );
  const purged = ground.carried === undefined ? null : await purgedReturn(ground, order.id);
  const carried = purged === null ? [] : await ground.carried?.(purged);
  const all = [...new Set([...numbers, ...(carried ?? [])])];
  const { reason, orderedBy } = order;
  const certificates =
    all.length === 0 ? [] : await ground.trail.purge(acting, { numbers: all, reason, orderedBy });
  await letGo(ground, order.id);
  return certificates;
}

/** What the rows beside the chain say of the content of a return goes in the change that withdraws it. Throws LZ7501. */
async function withdrawPurged(
  change: Change,
  { id, reason, day }: PurgeReturnOrder,
  action: string,
): Promise<void> {
  const found = await holdSubmission(change, id);
  if (found === null) throw noSubmission(id);
  if (found.purged) {
    change.record({ action, subject: subjectOf(id), before: found.state, after: found.state });
    return;
  }
  await change.rows("DELETE FROM submission_correction WHERE submission = $1", [id]);
  await change.rows("DELETE FROM submission_remark WHERE submission = $1", [id]);
  await change.rows("UPDATE submission_file SET name = '' WHERE submission = $1", [id]);
  await change.rows("UPDATE submission_event SET matching = NULL WHERE submission = $1", [id]);
  await change.rows(
    "UPDATE submission SET matching = NULL, statistics_head = NULL, unit_head = NULL WHERE id = $1",
    [id],
  );
  await writeWithdrawn(change, found, { action, reason, day, purged: true });
}

/**
 * Purges a return; one certificate for each event whose content went. Asked again after a crash it ends what it began.
 * Throws LZ7203 unless a post of the viewer may order it, LZ7501, LZ7505 without a reason.
 */
export async function purgeReturn(
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: PurgeReturnOrder,
): Promise<readonly Certificate[]> {
  checkActing(acting, viewer);
  if (!may(ground.model.policy, viewer, "purge.order")) throw notAllowed(viewer.name, "purge.order");
  if (order.reason.trim() === "") throw missingPart("清除理由", "reason");
  await ground.trail.change(acting, (change) => withdrawPurged(change, order, "submission.purge"));
  return finish(ground, acting, order);
}

/**
 * The firm takes a consent back: its own copies of the form leave the figures of every day, and their bytes and content
 * go, unless another consent for the form is in force. Throws LZ7501, LZ7502.
 */
export async function withdrawConsent(
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: { readonly consent: string; readonly day: Day },
): Promise<readonly Certificate[]> {
  checkActing(acting, viewer);
  const orders = await ground.trail.change(acting, async (change) => {
    const consent = await holdConsent(change, order.consent);
    requireSender(ground, viewer, consent.firm);
    const subject = { kind: "consent", id: consent.id };
    const at = momentText(ground.clock());
    if (consent.withdrawn === null)
      await change.rows("UPDATE consent SET withdrawn_by = $2, withdrawn_at = $3 WHERE id = $1", [
        consent.id,
        acting.user,
        at,
      ]);
    change.record({ action: "consent.withdraw", subject, before: null, after: { at } });
    const rows = await change.rows(
      `SELECT id FROM submission s WHERE s.form = $1 AND s.sender_kind = 'enterprise' AND s.sender = $2 AND s.input = 'own_copy'
         AND NOT s.purged AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.firm = $2 AND c.form = $1
           AND c.withdrawn_at IS NULL AND c.until COLLATE "C" > $3) ORDER BY id`,
      [consent.form, consent.firm, formatDay(order.day)],
    );
    const going = rows.map((row) => ({
      id: text(row, "id"),
      reason: "撤回授权",
      orderedBy: viewer.person,
      day: order.day,
    }));
    for (const one of going) await withdrawPurged(change, one, "submission.withdraw");
    return going;
  });
  const certificates: Certificate[] = [];
  for (const one of orders) certificates.push(...(await finish(ground, acting, one)));
  return certificates;
}

/** Ends what a crash left of purges and of consents taken back, at the start. */
export async function finishPurges(ground: ReturnsGround, acting: Acting): Promise<void> {
  const rows = await ground.database.read((queries) =>
    queries.rows("SELECT id, coalesce(reason, '') AS reason FROM submission WHERE purged ORDER BY id"),
  );
  for (const row of rows)
    await finish(ground, acting, {
      id: text(row, "id"),
      reason: text(row, "reason"),
      orderedBy: acting.user,
    });
}
