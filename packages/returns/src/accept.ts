/**
 * Accepted returns into the store, and out of it again. Only the subjects concerned are touched, and of them only returns
 * that begin in the same month (a year's cumulatives, one month of a flow): what is known of them is taken out, laid beside the new rows, run through the statements of a load, and put back, in one transaction that also
 * remembers the event. The order in which submissions are accepted here changes no figure: days and events decide.
 */
import type { Form, Model, Register } from "@lianzhang/definitions";
import type { ReadRow } from "@lianzhang/intake";
import type { Day, Diagnostic, SqlRunner } from "@lianzhang/kernel";
import {
  FACT,
  factTable,
  FOREVER,
  overtakenTable,
  quote,
  RETURNS_EVENT_TABLE,
  subjectTable,
  textLiteral,
} from "@lianzhang/kernel";
import type { AcceptedSubmission } from "./accepted.ts";
import { lastSubmission, numbersOf, sortRows } from "./accepted.ts";
import { createStage, STAGE } from "./facts.ts";
import { dropStages, logAcceptance } from "./load.ts";
import type { PlainRows } from "./plain/plain-part.ts";
import { STAGE_WITH_PLAIN, stagePlain, touchPlain } from "./plain/plain-part.ts";
import { Report } from "./report.ts";
import { column, count, insertNumbers } from "./sql.ts";
import type { Prepared } from "./stage-accepted.ts";
import { keepOrigins, keepRefused, numbered, plainPart, stageRows } from "./stage-accepted.ts";
import { takeOut, TOUCHED } from "./taking.ts";
import { commitForm } from "./versions.ts";

export interface Acceptance {
  readonly form: string;
  readonly submission: AcceptedSubmission;
  readonly rows: readonly ReadRow[];
  /** Rows that the database read itself. */
  readonly plain?: PlainRows | null;
}

export interface Withdrawal {
  /** The submission's id in the people's half. */
  readonly id: string;
  /** Number of the withdrawal in the audit chain. */
  readonly event: bigint;
  readonly eventHash?: string;
  /**
   * `until`: it was known up to the day (returned for change), and from then on what was known before is known again.
   * `purge`: it goes from every day, as if it had never come (a consent taken back, a purge).
   */
  readonly how: { readonly kind: "until"; readonly day: Day } | { readonly kind: "purge" };
}

export interface Accepted {
  readonly commit: number;
  /** False: everything was there already, and nothing was done. */
  readonly changed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

const ids = (list: readonly number[]): string => (list.length === 0 ? "NULL" : list.join(", "));

/** Rows of the table `submission` of one submission. */
const partIds = async (run: SqlRunner, said: string): Promise<number[]> =>
  (await column(run, `SELECT id FROM submission WHERE said = ${textLiteral(said)} ORDER BY id`)).map(Number);

/** Those of the acceptances of a batch that are there already, by event. */
async function partsThere(
  run: SqlRunner,
  batch: readonly Acceptance[],
): Promise<ReadonlyMap<bigint, readonly number[]>> {
  const found = new Map<bigint, number[]>();
  if (batch.length === 0) return found;
  const events = batch.map(({ submission: s }) => `(${textLiteral(s.id)}, ${s.event})`).join(", ");
  const { rows } = await run.query(
    `SELECT s.event::BIGINT, s.id::BIGINT FROM submission s JOIN (VALUES ${events}) b (said, event) ON b.said = s.said AND b.event = s.event ORDER BY 1, 2`,
  );
  for (const [event, id] of rows) {
    const key = BigInt(String(event));
    found.set(key, [...(found.get(key) ?? []), Number(id)]);
  }
  return found;
}

const currentCommit = (run: SqlRunner): Promise<number> =>
  count(run, "SELECT coalesce(max(commit_no), 0) FROM commit_log");

/** An event of the chain, and the hash of its link when it was said. */
export interface Mark {
  readonly event: bigint;
  readonly hash: string | null;
}

async function remember(run: SqlRunner, { event, hash }: Mark): Promise<void> {
  const text = hash === null ? "NULL" : textLiteral(hash);
  await run.execute(
    `UPDATE ${RETURNS_EVENT_TABLE} SET event = ${event}, hash = ${text} WHERE event < ${event}`,
  );
}

/** Everything of these rows of `submission` goes. */
async function purgeParts(run: SqlRunner, parts: readonly number[]): Promise<void> {
  for (const table of ["submission_column", "refused", "bad_cell"])
    await run.execute(`DELETE FROM ${table} WHERE submission IN (${ids(parts)})`);
  await run.execute(`DELETE FROM submission WHERE id IN (${ids(parts)})`);
}

/** A subject with the first month of a return: versions and single months of other first months are others' affair. */
type Key = readonly [subject: number, from: number];

/** Subjects that have rows of these, with the first months of those rows. */
const keysOf = async (run: SqlRunner, form: Form, parts: readonly number[]): Promise<readonly Key[]> =>
  parts.length === 0
    ? []
    : (
        await run.query(
          [factTable(form.id), overtakenTable(form.id)]
            .map((t) => `SELECT subject, ${FACT.from} FROM ${quote(t)} WHERE submission IN (${ids(parts)})`)
            .join(" UNION "),
        )
      ).rows.map(([subject, from]): Key => [Number(subject), Number(from)]);

/** Makes the table of the keys concerned. */
async function touch(run: SqlRunner, keys: readonly Key[]): Promise<void> {
  await run.execute(`CREATE OR REPLACE TEMP TABLE ${TOUCHED} (subject INTEGER, ${FACT.from} INTEGER)`);
  await insertNumbers(run, TOUCHED, ["subject", FACT.from], keys);
}

/** One form's part of a batch. `again`: rows of `submission` that the batch puts anew. */
async function acceptForm(
  run: SqlRunner,
  form: Form,
  prepared: readonly Prepared[],
  again: readonly number[],
): Promise<void> {
  const touched = new Map<string, Key>();
  const add = (key: Key): unknown => touched.set(key.join(" "), key);
  for (const key of await keysOf(run, form, again)) add(key);
  for (const { sorted } of prepared)
    for (const part of sorted.parts) for (const { subject, from } of part.rows) add([subject, from]);
  await createStage(run, form);
  await touch(run, [...touched.values()]);
  const [plain, another] = prepared.filter((p) => p.plain !== null);
  if (another !== undefined) throw new TypeError("rows of two files in the tables of one");
  if (plain !== undefined) await touchPlain(run, TOUCHED);
  await takeOut(run, form);
  if (again.length > 0) {
    await run.execute(`DELETE FROM ${STAGE} WHERE submission IN (${ids(again)})`);
    await purgeParts(run, again);
  }
  const all = numbered(prepared, await lastSubmission(run));
  const parts = all.flatMap((p) => p.parts);
  await keepOrigins(run, form, parts);
  await stageRows(run, form, parts);
  await keepRefused(run, all);
  const staged = all.find((p) => p.plain !== null);
  if (staged?.plain == null) return commitForm(run, form);
  await stagePlain(run, form, staged.plain, plainPart(staged).id, staged.submission.knownFrom);
  await commitForm(run, form, STAGE_WITH_PLAIN);
}

/** What a batch has of one form. */
interface Going {
  readonly form: Form;
  readonly register: Register;
  readonly all: Pick<Acceptance, "submission" | "rows" | "plain">[];
  readonly again: number[];
}

/**
 * Accepts a batch in one transaction. One that is there with its event is left as it is; with `again` it is put anew,
 * as when its subjects have been registered since. Forms the model does not have are passed over: their definition is
 * gone, and what they said stays in the people's half.
 */
export async function acceptAll(
  runner: SqlRunner,
  model: Model,
  batch: readonly Acceptance[],
  again = false,
): Promise<Accepted> {
  return runner.transaction(async (run) => {
    const report = new Report();
    const forms = new Map<string, Going>();
    let last: Mark = { event: 0n, hash: null };
    const thereAlready = await partsThere(run, batch);
    for (const { form: id, submission, rows, plain = null } of batch) {
      if (submission.event > last.event)
        last = { event: submission.event, hash: submission.eventHash ?? null };
      const form = model.forms.get(id);
      const register = form && model.registers.get(form.subject);
      if (!form || !register) continue;
      const there = thereAlready.get(submission.event) ?? [];
      if (there.length > 0 && !again) continue;
      const of = forms.get(id) ?? { form, register, all: [], again: [] };
      of.again.push(...there);
      of.all.push({ submission, rows, plain });
      forms.set(id, of);
    }
    for (const { form, register, all, again: parts } of forms.values()) {
      const numbers = await numbersOf(
        run,
        register,
        all.flatMap((one) => one.rows),
      );
      const prepared = all.map(({ submission, rows, plain = null }) => ({
        submission,
        sorted: sortRows(report, form, numbers, rows),
        plain,
      }));
      await acceptForm(run, form, prepared, parts);
    }
    await remember(run, last);
    const changed = forms.size > 0;
    const said = [...forms.values()].flatMap((f) =>
      f.all.map((p) => `${p.submission.id} ${p.submission.event}`),
    );
    const commit = changed ? await logAcceptance(run, model, said) : await currentCommit(run);
    await dropStages(run);
    return { commit, changed, diagnostics: report.sorted() };
  });
}

/** Accepts the rows of one submission: see `acceptAll`. */
export const acceptRows = (
  runner: SqlRunner,
  model: Model,
  form: Form,
  submission: AcceptedSubmission,
  rows: readonly ReadRow[],
): Promise<Accepted> => acceptAll(runner, model, [{ form: form.id, submission, rows }]);

/** Takes a submission back: see `Withdrawal`. One that is not there changes nothing. */
export async function withdrawSubmission(
  runner: SqlRunner,
  model: Model,
  { id, event, eventHash, how }: Withdrawal,
): Promise<Accepted> {
  return runner.transaction(async (run) => {
    const all = await partIds(run, id);
    // what an earlier withdrawal ended stays as it ended
    const parts =
      how.kind === "purge"
        ? all
        : (
            await column(
              run,
              `SELECT id FROM submission WHERE id IN (${ids(all)}) AND until = ${FOREVER} ORDER BY id`,
            )
          ).map(Number);
    await remember(run, { event, hash: eventHash ?? null });
    if (parts.length === 0) return { commit: await currentCommit(run), changed: false, diagnostics: [] };
    const forms = await column(
      run,
      `SELECT DISTINCT form FROM submission WHERE id IN (${ids(parts)}) ORDER BY form`,
    );
    if (how.kind === "until")
      await run.execute(`UPDATE submission SET until = ${how.day} WHERE id IN (${ids(parts)})`);
    for (const name of forms) {
      const form = model.forms.get(String(name));
      if (form === undefined) continue;
      await createStage(run, form);
      const touched = await keysOf(run, form, parts);
      await touch(run, touched);
      await takeOut(run, form);
      if (how.kind === "purge") await run.execute(`DELETE FROM ${STAGE} WHERE submission IN (${ids(parts)})`);
      await commitForm(run, form);
    }
    if (how.kind === "purge") await purgeParts(run, parts);
    const commit = await logAcceptance(run, model, [`${id} ${event}`]);
    await dropStages(run);
    return { commit, changed: true, diagnostics: [] };
  });
}

/** Codes of the subjects that an accepted return says something of, for as long as its rows are in the store. */
export async function subjectsOfReturn(run: SqlRunner, form: Form, said: string): Promise<readonly string[]> {
  const parts = await partIds(run, said);
  if (parts.length === 0) return [];
  const rows = await column(
    run,
    `SELECT DISTINCT s.code FROM ${quote(factTable(form.id))} f JOIN ${quote(subjectTable(form.subject))} s ON s.subject = f.subject
       WHERE f.submission IN (${ids(parts)}) ORDER BY 1`,
  );
  return rows.map(String);
}

/** Up to which event of the audit chain accepted returns are in the store; event 0: none is. */
export async function acceptedUpTo(runner: Pick<SqlRunner, "query">): Promise<Mark> {
  const { rows } = await runner.query(`SELECT event, hash FROM ${RETURNS_EVENT_TABLE} ORDER BY event DESC`);
  const [event, hash] = rows[0] ?? [];
  return { event: BigInt(String(event ?? 0)), hash: typeof hash === "string" ? hash : null };
}

/**
 * Submissions (ids of the people's half) with rows whose subject was not registered when they were accepted, and is now.
 */
export async function waitingForSubjects(
  runner: Pick<SqlRunner, "query">,
  model: Model,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const form of model.forms.values())
    for (const said of await column(
      runner,
      `SELECT DISTINCT s.said FROM refused r JOIN submission s ON s.id = r.submission JOIN ${quote(subjectTable(form.subject))} x ON x.code = split_part(r.text, ',', 1)
         WHERE s.event > 0 AND s.until = ${FOREVER} AND s.form = ${textLiteral(form.id)} AND starts_with(r.reason, 'LZ4011') ORDER BY 1`,
    ))
      found.add(String(said));
  return [...found];
}
