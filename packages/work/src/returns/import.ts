/**
 * A return brought in at the command line of an installation, whole: begun, given its files, sent and accepted in one
 * change. Nobody is signed in there; the chain says that the program did it, and for which purpose.
 */
import { stat } from "node:fs/promises";
import type { Day, Period } from "@lianzhang/kernel";
import { formatDay, formatPeriod } from "@lianzhang/kernel";
import type { Acting } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import type { Queries } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import { hexFrom } from "../database/sources.ts";
import { program } from "../people/ground.ts";
import { momentText } from "../people/moment.ts";
import { missingPart } from "./faults.ts";
import type { ReturnsGround } from "./ground.ts";
import { advance, formIn, refuseLocked, subjectOf } from "./ground.ts";
import { tellFacts } from "./moves.ts";
import { filesOf, holdSubmission } from "./rows.ts";
import type { Sender, Submission } from "./submission.ts";

export interface ImportReturn {
  readonly form: string;
  readonly period: Period;
  readonly sender: Sender;
  /** Names they are kept under, and where they are. */
  readonly files: readonly { readonly name: string; readonly path: string }[];
  /** Which column is which field, as JSON; null: as it is recognised. */
  readonly matching: string | null;
  /** From when on its rows are what is known. */
  readonly day: Day;
}

export interface ImportedReturn {
  readonly id: string;
  /** SHA-256 of each file, in their order. */
  readonly hashes: readonly string[];
  readonly sizes: readonly bigint[];
  /** True: these very files of this form, period and sender are accepted already, and nothing was changed. */
  readonly already: boolean;
}

interface Imported extends Omit<ImportReturn, "files"> {
  readonly files: readonly { readonly name: string; readonly hash: string; readonly size: bigint }[];
}

/** The accepted return of this form, period and sender that has exactly these files. */
async function sameReturn(
  queries: Queries,
  { form, period, sender, files, matching }: Imported,
): Promise<string | null> {
  const rows = await queries.rows(
    `SELECT id FROM submission WHERE form = $1 AND period = $2 AND sender_kind = $3 AND sender = $4 AND state = 'accepted'
       AND matching IS NOT DISTINCT FROM $5 ORDER BY made_at, id`,
    [form, formatPeriod(period), sender.kind, sender.id, matching],
  );
  const wanted = files.map((f) => `${f.hash} ${f.name}`).join("\n");
  for (const row of rows) {
    const id = text(row, "id");
    const there = (await filesOf(queries, id)).map((f) => `${f.hash} ${f.name}`).join("\n");
    if (there === wanted) return id;
  }
  return null;
}

async function write(
  change: Change,
  { model, clock, random }: ReturnsGround,
  acting: Acting,
  order: Imported,
): Promise<string> {
  const form = formIn(model, order.form);
  const { sender, files, matching } = order;
  const [id, period, at] = [hexFrom(random, 12), formatPeriod(order.period), momentText(clock())];
  await change.rows(
    `INSERT INTO submission (id, form, input, period, sender_kind, sender, sender_register, state, version, matching, made_by, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'sent', 1, $8, $9, $10)`,
    [
      id,
      form.id,
      form.input,
      period,
      sender.kind,
      sender.id,
      sender.kind === "enterprise" ? form.subject : "",
      matching,
      acting.user,
      at,
    ],
  );
  const found: Submission | null = await holdSubmission(change, id);
  if (found === null) throw new TypeError("a return that was just written is not there");
  await refuseLocked(change, found);
  for (const [i, { name, hash, size }] of files.entries()) {
    const after = { hash, name, kind: "file", size };
    const told = { action: "submission.file", subject: subjectOf(id), before: null, after };
    const { number } = await change.recordNow(told);
    await change.rows(
      "INSERT INTO submission_file (submission, place, hash, name, kind, size, event) VALUES ($1, $2, $3, $4, 'file', $5, $6)",
      [id, BigInt(i + 1), hash, name, size, number],
    );
  }
  const known = formatDay(order.day);
  const event = await tellFacts(change, found, "accept", order.day, {
    action: "submission.import",
    subject: subjectOf(id),
    before: null,
    after: { form: form.id, period, sender: { ...sender }, known_from: known, state: "accepted" },
  });
  await advance(change, found, { state: "accepted", known_from: known, accepted_event: event });
  return id;
}

/**
 * Brings a return in on the word of whoever operates the installation, who answers for consents and explanations as for a
 * data folder. The same files again change nothing. Bytes are on the disk before. Throws LZ7504, LZ7505 for no file, LZ7509.
 */
export async function importReturn(ground: ReturnsGround, order: ImportReturn): Promise<ImportedReturn> {
  formIn(ground.model, order.form);
  const nothing = missingPart("文件内容", "content of the file");
  if (order.files.length === 0) throw nothing;
  for (const { path } of order.files) if ((await stat(path)).size === 0) throw nothing;
  const acting = program("import");
  return ground.alone(async () => {
    const files: Imported["files"][number][] = [];
    for (const { name, path } of order.files) files.push({ name, ...(await ground.files.keepFile(path)) });
    const [hashes, sizes] = [files.map((f) => f.hash), files.map((f) => f.size)];
    const imported = { ...order, files };
    const there = await ground.database.read((queries) => sameReturn(queries, imported));
    if (there !== null) return { id: there, hashes, sizes, already: true };
    const id = await ground.trail.change(acting, (change) => write(change, ground, acting, imported));
    return { id, hashes, sizes, already: false };
  });
}
