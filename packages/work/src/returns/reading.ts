/** Returns as one viewer sees them: through the policy's keys and, beside them, the database's own row-level security. */
import type { ReturnDeed } from "@lianzhang/definitions";
import type { Period } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import { asViewer } from "../access/as-viewer.ts";
import { returnKeys } from "../access/returns.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull } from "../database/queries.ts";
import { Parameters } from "../registers/parameters.ts";
import type { Consent } from "./consents.ts";
import { consentsOf } from "./consents.ts";
import type { ReturnsGround } from "./ground.ts";
import { opens } from "./ground.ts";
import { COLUMNS, correctionsOf, filesOf, remarksOf, signatoriesOf, STATES, submissionOf } from "./rows.ts";
import type { Sender, Signatories, Submission, SubmissionState, WholeSubmission } from "./submission.ts";

export interface SubmissionQuery {
  readonly form?: string;
  readonly period?: Period;
  readonly state?: SubmissionState;
  readonly sender?: Sender;
  readonly offset?: number;
  readonly limit: number;
}

const keysTerm = ({ model }: ReturnsGround, viewer: Viewer, p: Parameters): string =>
  `s.owners && CAST(${p.add(returnKeys(model.policy, model, viewer, "read"))} AS TEXT[])`;

const seeing = <T>(
  ground: ReturnsGround,
  viewer: Viewer,
  work: (queries: Queries) => Promise<T>,
): Promise<T> => ground.database.read((queries) => asViewer(queries, viewer, () => work(queries)));

function termsOf(
  ground: ReturnsGround,
  viewer: Viewer,
  { form, period, state, sender }: Omit<SubmissionQuery, "limit">,
  p: Parameters,
): string {
  return [
    keysTerm(ground, viewer, p),
    ...(form === undefined ? [] : [`s.form = ${p.add(form)}`]),
    ...(period === undefined ? [] : [`s.period = ${p.add(formatPeriod(period))}`]),
    ...(state === undefined ? [] : [`s.state = ${p.add(state)}`]),
    ...(sender === undefined
      ? []
      : [`s.sender_kind = ${p.add(sender.kind)}`, `s.sender = ${p.add(sender.id)}`]),
  ].join(" AND ");
}

/** Submissions of a query that the viewer sees, the latest begun first. */
export function listSubmissions(
  ground: ReturnsGround,
  viewer: Viewer,
  query: SubmissionQuery,
): Promise<readonly Submission[]> {
  const p = new Parameters();
  const where = termsOf(ground, viewer, query, p);
  const page = `LIMIT ${p.add(BigInt(query.limit))} OFFSET ${p.add(BigInt(query.offset ?? 0))}`;
  const sql = `SELECT ${COLUMNS} FROM submission s WHERE ${where} ORDER BY s.made_at DESC, s.id ${page}`;
  return seeing(ground, viewer, async (queries) => (await queries.rows(sql, p.list)).map(submissionOf));
}

/** How many submissions of a query the viewer sees, by state. */
export function countSubmissions(
  ground: ReturnsGround,
  viewer: Viewer,
  query: Omit<SubmissionQuery, "limit" | "offset">,
): Promise<ReadonlyMap<SubmissionState, number>> {
  const p = new Parameters();
  const sql = `SELECT s.state, count(*) AS n FROM submission s WHERE ${termsOf(ground, viewer, query, p)} GROUP BY s.state`;
  return seeing(ground, viewer, async (queries) => {
    const rows = await queries.rows(sql, p.list);
    return new Map(STATES.map((s) => [s, Number(rows.find((r) => r["state"] === s)?.["n"] ?? 0)]));
  });
}

/** Whom the sender named when it last sent a return that the viewer sees; null: it named nobody yet. */
export function lastSignatories(
  ground: ReturnsGround,
  viewer: Viewer,
  sender: Sender,
): Promise<Signatories | null> {
  const p = new Parameters();
  const where = `s.sender_kind = ${p.add(sender.kind)} AND s.sender = ${p.add(sender.id)} AND ${keysTerm(ground, viewer, p)}`;
  const sql = `SELECT s.statistics_head, s.unit_head FROM submission s
    WHERE ${where} AND (s.statistics_head IS NOT NULL OR s.unit_head IS NOT NULL) ORDER BY s.made_at DESC, s.id LIMIT 1`;
  return seeing(ground, viewer, async (queries) => {
    const [row] = await queries.rows(sql, p.list);
    return row === undefined ? null : signatoriesOf(row);
  });
}

const DEEDS: readonly ReturnDeed[] = ["read", "send", "accept", "lock"];

/** What the viewer's posts open on a submission, whatever its state; nothing: the viewer sees none of that id. */
export const deedsOn = (
  ground: ReturnsGround,
  viewer: Viewer,
  id: string,
): Promise<ReadonlySet<ReturnDeed>> =>
  seeing(ground, viewer, async (queries) => {
    if ((await seenRow(ground, queries, viewer, id)) === null) return new Set();
    const open: ReturnDeed[] = [];
    for (const deed of DEEDS) if (await opens(queries, ground, viewer, deed, id)) open.push(deed);
    return new Set(open);
  });

/** Periods of a form that are locked, of those asked for. */
export async function lockedPeriods(
  { database }: ReturnsGround,
  form: string,
  periods: readonly Period[],
): Promise<ReadonlySet<string>> {
  const rows = await database.read((queries) =>
    queries.rows("SELECT period FROM return_lock WHERE form = $1 AND period = ANY (CAST($2 AS TEXT[]))", [
      form,
      periods.map(formatPeriod),
    ]),
  );
  return new Set(rows.map((row) => text(row, "period")));
}

async function seenRow(
  ground: ReturnsGround,
  queries: Queries,
  viewer: Viewer,
  id: string,
): Promise<Row | null> {
  const p = new Parameters();
  const where = `s.id = ${p.add(id)} AND ${keysTerm(ground, viewer, p)}`;
  const [row] = await queries.rows(`SELECT ${COLUMNS} FROM submission s WHERE ${where}`, p.list);
  return row ?? null;
}

/** A submission with its files, corrections and remarks; null: the viewer sees none of that id. */
export const findSubmission = (
  ground: ReturnsGround,
  viewer: Viewer,
  id: string,
): Promise<WholeSubmission | null> =>
  seeing(ground, viewer, async (queries) => {
    const row = await seenRow(ground, queries, viewer, id);
    if (row === null) return null;
    return {
      ...submissionOf(row),
      files: await filesOf(queries, id),
      corrections: await correctionsOf(queries, id),
      remarks: await remarksOf(queries, id),
    };
  });

/** The bytes of a file of a submission; null: the viewer sees none. Throws LZ7506. */
export async function readSubmissionFile(
  ground: ReturnsGround,
  viewer: Viewer,
  id: string,
  hash: string,
): Promise<Uint8Array | null> {
  const there = await seeing(ground, viewer, async (queries) => {
    if ((await seenRow(ground, queries, viewer, id)) === null) return false;
    const rows = await queries.rows(
      "SELECT 1 AS one FROM submission_file WHERE submission = $1 AND hash = $2 LIMIT 1",
      [id, hash],
    );
    return rows.length > 0;
  });
  return there ? ground.files.read(hash) : null;
}

/** Consents of a firm that the viewer sees. */
export const seenConsents = (
  ground: ReturnsGround,
  viewer: Viewer,
  firm: string,
): Promise<readonly Consent[]> =>
  seeing(ground, viewer, (queries) =>
    consentsOf(queries, firm, returnKeys(ground.model.policy, ground.model, viewer, "read")),
  );

/** Which column is which field, as this sender confirmed it last for the form; null: never. */
export async function rememberedMatching(
  { database }: ReturnsGround,
  form: string,
  sender: Sender,
): Promise<string | null> {
  const [row] = await database.read((queries) =>
    queries.rows(
      "SELECT matching FROM sender_matching WHERE form = $1 AND sender_kind = $2 AND sender = $3",
      [form, sender.kind, sender.id],
    ),
  );
  return row === undefined ? null : textOrNull(row, "matching");
}
