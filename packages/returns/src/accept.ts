/**
 * Accepted returns into the store, and out of it again. Only the subjects concerned are touched: what is known of them is
 * taken out, laid beside the new rows, run through the statements of a load, and put back, in one transaction that also
 * remembers the event. The order in which submissions are accepted here changes no figure: days and events decide.
 */
import type { Form, Model } from "@lianzhang/definitions";
import type { ReadRow } from "@lianzhang/intake";
import type { Day, Diagnostic, SqlRunner, SqlValue } from "@lianzhang/kernel";
import {
  factTable,
  FOREVER,
  overtakenTable,
  quote,
  RETURNS_EVENT_TABLE,
  subjectTable,
  textLiteral,
} from "@lianzhang/kernel";
import type { AcceptedSubmission, Part, Sorted } from "./accepted.ts";
import { cellValues, lastSubmission, sortRows } from "./accepted.ts";
import { createStage, STAGE } from "./facts.ts";
import { dropStages, logAcceptance } from "./load.ts";
import { Report } from "./report.ts";
import { column, count, insertNumbers, insertRows, mapTable } from "./sql.ts";
import { stageColumns } from "./tables.ts";
import { takeOut, TOUCHED } from "./taking.ts";
import { commitForm } from "./versions.ts";

export interface Acceptance {
  readonly form: string;
  readonly submission: AcceptedSubmission;
  readonly rows: readonly ReadRow[];
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

/** Rows of the table `submission` of one submission, or of one of its acceptances. */
const partIds = async (run: SqlRunner, said: string, event: bigint | null): Promise<number[]> =>
  (
    await column(
      run,
      `SELECT id FROM submission WHERE said = ${textLiteral(said)}${event === null ? "" : ` AND event = ${event}`} ORDER BY id`,
    )
  ).map(Number);

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

/** Writes the origin of the parts and puts their rows into the stage; `first` is the number before theirs. */
async function stageParts(
  run: SqlRunner,
  form: Form,
  submission: AcceptedSubmission,
  parts: readonly Part[],
  first: number,
): Promise<void> {
  // a workbook in an archive stands there as returns.zip/东坡区/3月.xlsx
  const hashOf = (file: string): string | null =>
    submission.files.find((f) => f.name === file || file.startsWith(`${f.name}/`))?.sha256 ?? null;
  const heads = new Map(
    (submission.heads ?? []).map((h) => [JSON.stringify([h.file, h.sheet, h.column]), h]),
  );
  await insertRows(
    run,
    "submission",
    parts.map((p, i): SqlValue[] => [
      first + 1 + i,
      form.id,
      p.file,
      p.sheet,
      hashOf(p.file),
      submission.sender,
      submission.knownFrom,
      submission.version ?? null,
      submission.source ?? null,
      submission.id,
      submission.event,
      FOREVER,
    ]),
  );
  await insertRows(
    run,
    "submission_column",
    parts.flatMap((p, i) =>
      [...p.columns].map(([field, at]): SqlValue[] => {
        const head = heads.get(JSON.stringify([p.file, p.sheet, at]));
        const label = form.fields.get(field);
        return [
          first + 1 + i,
          field,
          head?.head ?? label?.label.zh ?? null,
          at,
          head?.unit ?? label?.unit.text ?? null,
        ];
      }),
    ),
  );
  const fields = [...form.fields.keys()];
  await insertNumbers(
    run,
    STAGE,
    stageColumns(form),
    parts.flatMap((p, i) =>
      p.rows.map(({ row, subject, from, to }) => {
        const id = first + 1 + i;
        const key = [id, row.row, subject, from, to, submission.knownFrom, id];
        return [...key, ...fields.flatMap((f) => cellValues(row.cells.get(f)))];
      }),
    ),
  );
}

/** Rows and cells that became no fact stay with what they said. */
async function keepRefused(
  run: SqlRunner,
  { parts, refused }: Sorted,
  first: number,
  waiting: number,
): Promise<void> {
  await insertRows(
    run,
    "refused",
    refused.map(({ row, reason }): SqlValue[] => [
      waiting,
      row.file,
      row.row,
      reason,
      [row.subject ?? "", ...[...row.cells.values()].map((c) => c.text)].join(","),
    ]),
  );
  await insertRows(
    run,
    "bad_cell",
    parts.flatMap((p, i) =>
      p.rows.flatMap(({ row }) =>
        [...row.cells].flatMap(([field, cell]): SqlValue[][] => {
          const [value, reason] = cellValues(cell);
          const unread = value === null && (cell.value !== null || cell.missing === "invalid");
          return unread
            ? [[first + 1 + i, row.file, row.row, field, cell.column, reason, cell.text, null]]
            : [];
        }),
      ),
    ),
  );
}

/** A place in `submission` for rows of which none became a fact, so that they are not forgotten. */
async function waitingPlace(
  run: SqlRunner,
  form: Form,
  submission: AcceptedSubmission,
  id: number,
): Promise<void> {
  const [file] = submission.files;
  await insertRows(run, "submission", [
    [
      id,
      form.id,
      file?.name ?? "",
      null,
      file?.sha256 ?? null,
      submission.sender,
      submission.knownFrom,
      submission.version ?? null,
      submission.source ?? null,
      submission.id,
      submission.event,
      FOREVER,
    ],
  ]);
}

/** Everything of these rows of `submission` goes. */
async function purgeParts(run: SqlRunner, parts: readonly number[]): Promise<void> {
  for (const table of ["submission_column", "refused", "bad_cell"])
    await run.execute(`DELETE FROM ${table} WHERE submission IN (${ids(parts)})`);
  await run.execute(`DELETE FROM submission WHERE id IN (${ids(parts)})`);
}

/** Subjects that have rows of these. */
const subjectsOf = async (run: SqlRunner, form: Form, parts: readonly number[]): Promise<number[]> =>
  (
    await column(
      run,
      [factTable(form.id), overtakenTable(form.id)]
        .map((t) => `SELECT subject FROM ${quote(t)} WHERE submission IN (${ids(parts)})`)
        .join(" UNION "),
    )
  ).map(Number);

interface Prepared {
  readonly submission: AcceptedSubmission;
  readonly sorted: Sorted;
}

/** One form's part of a batch. `again`: rows of `submission` that the batch puts anew. */
async function acceptForm(
  run: SqlRunner,
  form: Form,
  prepared: readonly Prepared[],
  again: readonly number[],
): Promise<void> {
  const touched = new Set(await subjectsOf(run, form, again));
  for (const { sorted } of prepared)
    for (const part of sorted.parts) for (const { subject } of part.rows) touched.add(subject);
  await createStage(run, form);
  await mapTable(
    run,
    TOUCHED,
    "subject INTEGER",
    [...touched].map((s) => [s]),
  );
  await takeOut(run, form);
  await run.execute(`DELETE FROM ${STAGE} WHERE submission IN (${ids(again)})`);
  await purgeParts(run, again);
  for (const { submission, sorted } of prepared) {
    const first = await lastSubmission(run);
    await stageParts(run, form, submission, sorted.parts, first);
    if (sorted.parts.length === 0) await waitingPlace(run, form, submission, first + 1);
    await keepRefused(run, sorted, first, first + 1);
  }
  await commitForm(run, form);
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
    const forms = new Map<string, { readonly prepared: Prepared[]; readonly again: number[] }>();
    let last: Mark = { event: 0n, hash: null };
    for (const { form: id, submission, rows } of batch) {
      if (submission.event > last.event)
        last = { event: submission.event, hash: submission.eventHash ?? null };
      const form = model.forms.get(id);
      const register = form && model.registers.get(form.subject);
      if (!form || !register) continue;
      const there = await partIds(run, submission.id, submission.event);
      if (there.length > 0 && !again) continue;
      const of = forms.get(id) ?? { prepared: [], again: [] };
      of.again.push(...there);
      of.prepared.push({ submission, sorted: await sortRows(run, report, form, register, rows) });
      forms.set(id, of);
    }
    for (const [id, { prepared, again: parts }] of forms) {
      const form = model.forms.get(id);
      if (form) await acceptForm(run, form, prepared, parts);
    }
    await remember(run, last);
    const changed = forms.size > 0;
    const said = [...forms.values()].flatMap((f) =>
      f.prepared.map((p) => `${p.submission.id} ${p.submission.event}`),
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
    const all = await partIds(run, id, null);
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
      const touched = await subjectsOf(run, form, parts);
      await mapTable(
        run,
        TOUCHED,
        "subject INTEGER",
        touched.map((s) => [s]),
      );
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
