/** What everything about returns stands on, and how a submission is held by one who may. */
import type { Form, Model, ReturnDeed } from "@lianzhang/definitions";
import { asViewer, leaderOf } from "../access/as-viewer.ts";
import { returnKeys } from "../access/returns.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Acting } from "../audit/link.ts";
import type { Change, Trail } from "../audit/trail.ts";
import type { Database } from "../database/connect.ts";
import type { Parameter, Queries } from "../database/queries.ts";
import type { Clock, RandomBytes } from "../database/sources.ts";
import { changedMeanwhile, noForm, noSubmission, notInState, notYourDeed, periodLocked } from "./faults.ts";
import type { KeptFiles } from "./kept-files.ts";
import { holdSubmission } from "./rows.ts";
import type { Submission, SubmissionState } from "./submission.ts";

/** A return whose content goes. */
export interface PurgedReturn {
  readonly id: string;
  readonly form: string;
  readonly period: string;
  readonly sender: { readonly kind: string; readonly id: string };
  /** The link that says that it is purged: what was made later has nothing of it. */
  readonly event: bigint;
}

export interface ReturnsGround {
  readonly model: Model;
  readonly database: Database;
  readonly trail: Trail;
  readonly files: KeptFiles;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Links of documents and workbooks that carry what a purged return said; without it none is looked for. */
  readonly carried?: ((purged: PurgedReturn) => Promise<readonly bigint[]>) | undefined;
  /** Bytes are kept and let go one after the other, so that none goes that another return has just taken up. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Purges that wait for a backup wait behind each other, so that they hold one connection together. */
  readonly oneWaits: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Work that waits for the one before it, whether that succeeded or not. */
export function oneAfterTheOther(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** Throws LZ7509. */
export function formIn(model: Model, id: string): Form {
  const form = model.forms.get(id);
  if (form === undefined) throw noForm(id);
  return form;
}

export interface OnSubmission {
  readonly id: string;
  /** The version that was looked at. */
  readonly version: bigint;
}

/** Whoever acts is the viewer, and says for whom when a leader's post counts. Throws TypeError. */
export function checkActing(acting: Acting, viewer: Viewer): void {
  const leader = leaderOf(viewer);
  if (acting.user === viewer.person && (leader === null || acting.onBehalfOf === leader)) return;
  throw new TypeError(`${acting.user} acts through what ${viewer.person} sees`);
}

interface Asked {
  readonly acting: Acting;
  readonly viewer: Viewer;
  readonly deed: ReturnDeed;
  /** States in which it may be done. */
  readonly states: readonly SubmissionState[];
}

/** Whether the viewer's posts open the deed on it, by the keys it bears. */
export async function opens(
  queries: Queries,
  { model }: Pick<ReturnsGround, "model">,
  viewer: Viewer,
  deed: ReturnDeed,
  id: string,
): Promise<boolean> {
  const keys = returnKeys(model.policy, model, viewer, deed);
  const found = await queries.rows(
    "SELECT 1 AS one FROM submission WHERE id = $1 AND owners && CAST($2 AS TEXT[])",
    [id, keys],
  );
  return found.length > 0;
}

/** Whether the database shows it to the viewer. */
const isSeen = async (queries: Queries, viewer: Viewer, id: string): Promise<boolean> =>
  (await asViewer(queries, viewer, () => queries.rows("SELECT 1 AS one FROM submission WHERE id = $1", [id])))
    .length > 0;

/**
 * A change of one submission by one who may: it is held, seen, open for the deed, in one of the states and at the version
 * that was looked at. Throws LZ7501, LZ7502, LZ7503, LZ7508. Gives the version after.
 */
export function onSubmission<T>(
  ground: ReturnsGround,
  { acting, viewer, deed, states }: Asked,
  on: OnSubmission,
  work: (change: Change, found: Submission) => Promise<T>,
): Promise<T> {
  checkActing(acting, viewer);
  return ground.trail.change(acting, async (change) => {
    const found = await holdSubmission(change, on.id);
    if (found === null || !(await isSeen(change, viewer, on.id))) throw noSubmission(on.id);
    if (!(await opens(change, ground, viewer, deed, on.id)))
      throw notYourDeed(viewer.name, found.input, deed);
    if (found.version !== on.version) throw changedMeanwhile(found.version, on.version);
    if (!states.includes(found.state)) throw notInState(found.state, states);
    return work(change, found);
  });
}

/** Throws LZ7504. Asked after the submission is held: whoever locks holds it too. */
export async function refuseLocked(queries: Queries, { form, period }: Submission): Promise<void> {
  const there = await queries.rows("SELECT 1 AS one FROM return_lock WHERE form = $1 AND period = $2", [
    form,
    period,
  ]);
  if (there.length > 0) throw periodLocked(form, period);
}

/** Writes columns of a submission and its next version. */
export async function advance(
  queries: Queries,
  { id, version }: Submission,
  columns: Readonly<Record<string, Parameter>>,
): Promise<bigint> {
  const names = Object.keys(columns);
  const set = names.map((name, i) => `, ${name} = $${i + 3}`).join("");
  await queries.rows(`UPDATE submission SET version = $2${set} WHERE id = $1`, [
    id,
    version + 1n,
    ...names.map((name) => columns[name] ?? null),
  ]);
  return version + 1n;
}

export const SUBMISSION = "submission";
export const subjectOf = (id: string): { readonly kind: string; readonly id: string } => ({
  kind: SUBMISSION,
  id,
});
