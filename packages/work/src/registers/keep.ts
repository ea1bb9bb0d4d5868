/** Changes of records: read, checked, kept, and told to the audit chain, all or nothing. */
import type { Model, Register } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import { NO_END } from "@lianzhang/kernel";
import type { Acting } from "../audit/link.ts";
import type { Change, Trail } from "../audit/trail.ts";
import type { Queries } from "../database/queries.ts";
import type { RandomBytes } from "../database/sources.ts";
import { hexFrom } from "../database/sources.ts";
import type { EditReading } from "./check.ts";
import { checkLinks, checkRequired, newLinks, readEdit } from "./check.ts";
import type { Conflict } from "./conflict.ts";
import { conflictFields, versionOf } from "./conflict.ts";
import { WorkError } from "../errors.ts";
import type { Act } from "./content.ts";
import { subjectKind, told } from "./content.ts";
import type { RecordEdit, WrittenValues } from "./edit.ts";
import { applyEdit } from "./edit.ts";
import type { Complaint, RegisterFault, Where } from "./fault.ts";
import { at } from "./fault.ts";
import type { Guard } from "./guard.ts";
import { visibleTo } from "./guard.ts";
import type { CodeReading } from "./identity.ts";
import { readRecordCode } from "./identity.ts";
import type { RegisterRecord, Spell } from "./record.ts";
import { codesThere, findRecord, insertRecord, replaceRecord } from "./rows.ts";
import { settled } from "./settle.ts";
import type { Edit } from "./spells.ts";
import { sameSpells } from "./spells.ts";

/** What follows a version of a record in the same transaction. */
export type AfterWrite = (queries: Queries, record: RegisterRecord) => Promise<void>;

/** What keeping records takes. */
export interface Keeping {
  readonly model: Model;
  readonly trail: Trail;
  readonly random: RandomBytes;
  /** Limits of the one who acts; absent: the program itself. */
  readonly guard?: Guard;
  readonly after: AfterWrite;
}

export type Outcome =
  | { readonly kind: "kept"; readonly record: RegisterRecord }
  /** Everything was so already: nothing was written, and nothing stands in the chain. */
  | { readonly kind: "unchanged"; readonly record: RegisterRecord }
  /** Nothing was kept; all that is wrong is listed. */
  | { readonly kind: "refused"; readonly faults: readonly RegisterFault[] }
  /** Somebody else changed it first; nothing was kept. */
  | { readonly kind: "conflict"; readonly conflict: Conflict };

export interface NewRecord {
  readonly code: string;
  /** The first month it holds in; 0 when nobody knows since when. */
  readonly since: Month;
  readonly values: WrittenValues;
  /** Why, in the words of who does it. */
  readonly reason: string;
}

export interface RecordChange {
  readonly id: string;
  /** The version the change was made on. */
  readonly version: bigint;
  readonly edit: RecordEdit<WrittenValues>;
  readonly reason: string;
}

const whereOf = (register: Register, record: string | null): Where => ({
  register: register.id,
  record,
  place: null,
});

/** The code stands in the register already. */
export const takenCode = (code: string): Complaint => ({
  code: "LZ7309",
  field: "code",
  found: code,
  expected: { zh: "尚未登记的代码", en: "a code that is not in the register yet" },
  hint: {
    zh: "打开已有记录进行更改;已终止的,重报全部时段",
    en: "change the record that is there; if it was closed, state its whole history",
  },
});

const taken = (register: Register, code: string): RegisterFault =>
  at(whereOf(register, code), takenCode(code));

const noRecord = (register: Register, id: string): RegisterFault =>
  at(whereOf(register, null), {
    code: "LZ7310",
    field: null,
    found: id,
    expected: { zh: `「${register.label.zh}」中的记录`, en: `a record of ${register.id}` },
    hint: { zh: "从列表中重新打开", en: "open it again from the list" },
  });

/** Whether a statement failed because the code was entered in the same moment. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Error && "constraint" in error && error.constraint === "register_record_code";

/** What a version is written for: the kind of change, and why. */
export interface Why {
  readonly act: Act;
  readonly reason: string;
}

/** Writes a version, tells the chain of it, and lets follow what follows. */
export async function write(
  change: Change,
  follow: AfterWrite,
  before: RegisterRecord | null,
  after: RegisterRecord,
  { act, reason }: Why,
): Promise<void> {
  await (before === null ? insertRecord(change, after) : replaceRecord(change, after));
  await follow(change, after);
  change.record({
    action: `register.${act}`,
    subject: { kind: subjectKind(after.register), id: after.id },
    before: before === null ? null : told(before, act, reason),
    after: told(after, act, reason),
  });
}

export interface Judgement {
  readonly spells: readonly Spell[];
  readonly complaints: readonly Complaint[];
}

/** The history an edit would leave, with everything that is wrong with it and with how it was `read`. */
async function judged(
  queries: Queries,
  { model, guard }: Pick<Keeping, "model" | "guard">,
  register: Register,
  before: readonly Spell[],
  read: EditReading,
): Promise<Judgement> {
  const result = applyEdit(before, read.edit);
  if (!result.ok) return { spells: before, complaints: [...read.complaints, ...result.complaints] };
  const { spells } = result;
  const links = await checkLinks(queries, model, newLinks(register, before, spells), guard);
  // a value that could not be read is not told a second time as missing
  const unread = new Set(read.complaints.map((c) => c.field));
  const found = [...checkRequired(register, before, spells), ...links].filter((c) => !unread.has(c.field));
  return { spells, complaints: [...read.complaints, ...found] };
}

/** The history a change of a record would leave, written nowhere, with everything that is wrong with it. */
export const judgeChange = (
  queries: Queries,
  model: Model,
  register: Register,
  before: RegisterRecord,
  edit: RecordEdit<WrittenValues>,
): Promise<Judgement> => judged(queries, { model }, register, before.spells, readEdit(model, register, edit));

/** The faults of a record that is about to be entered under a code as typed. */
async function openFaults(
  queries: Queries,
  register: Register,
  code: CodeReading,
  typed: string,
  judgement: Judgement,
): Promise<readonly RegisterFault[]> {
  const where = whereOf(register, code.ok ? code.code : typed.trim());
  const there = code.ok && (await codesThere(queries, register.id, [code.code])).size > 0;
  const first = code.ok ? [] : [at(where, code.complaint)];
  const second = there ? [taken(register, code.code)] : [];
  return [...first, ...second, ...judgement.complaints.map((c) => at(where, c))];
}

/** Enters a subject inside the caller's transaction, which the caller leaves when it is refused. */
export async function openWithin(
  change: Change,
  keeping: Pick<Keeping, "model" | "random" | "after" | "guard">,
  register: Register,
  { code: typed, since, values, reason }: NewRecord,
): Promise<Extract<Outcome, { readonly kind: "kept" | "refused" }>> {
  const { model, random, after, guard } = keeping;
  const code = readRecordCode(register, typed);
  const read = readEdit(model, register, { kind: "restate", spells: [{ since, until: NO_END, values }] });
  const judgement = await judged(change, keeping, register, [], read);
  const named = new Set(Object.keys(values));
  const step = { act: "open", before: null, after: judgement.spells, named } as const;
  const refused = code.ok
    ? ((await guard?.refusals(change, register, { ...step, code: code.code })) ?? [])
    : [];
  const faults = [
    ...(await openFaults(change, register, code, typed, judgement)),
    ...refused.map((c) => at(whereOf(register, typed.trim()), c)),
  ];
  if (!code.ok || faults.length > 0) return { kind: "refused", faults };
  const id = hexFrom(random, 16);
  const record = { id, register: register.id, code: code.code, version: 1n, spells: judgement.spells };
  await write(change, after, null, record, { act: "open", reason });
  return { kind: "kept", record };
}

/** Runs an entering of a record; somebody entered the same code in the same moment: refused, as a moment later. */
export async function unlessTaken<T>(
  work: Promise<T>,
  register: Register,
  code: string,
): Promise<T | Extract<Outcome, { readonly kind: "refused" }>> {
  try {
    return await work;
  } catch (error) {
    const cause = error instanceof WorkError ? error.cause : error;
    if (isTaken(cause)) return { kind: "refused", faults: [taken(register, code.trim())] };
    throw error;
  }
}

/** Enters a subject. */
export const openRecord = (
  keeping: Keeping,
  acting: Acting,
  register: Register,
  asked: NewRecord,
): Promise<Outcome> =>
  unlessTaken(
    settled<Outcome>((leave) =>
      keeping.trail.change(acting, async (change) => {
        const outcome = await openWithin(change, keeping, register, asked);
        return outcome.kind === "kept" ? outcome : leave(outcome);
      }),
    ),
    register,
    asked.code,
  );

/** Fields that an edit names. */
function namedIn(edit: RecordEdit<WrittenValues>): ReadonlySet<string> {
  const all = edit.kind === "close" ? [] : edit.kind === "restate" ? edit.spells : [edit];
  return new Set(all.flatMap((part) => Object.keys(part.values)));
}

async function conflictOf(
  queries: Queries,
  current: RegisterRecord,
  asked: RecordChange,
  edit: RecordEdit<Edit>,
): Promise<Outcome> {
  const base = await versionOf(queries, current.register, current.id, asked.version);
  const from = base ?? current.spells;
  const result = applyEdit(from, edit);
  const fields = conflictFields(from, current.spells, result.ok ? result.spells : from);
  return { kind: "conflict", conflict: { base: asked.version, current, fields } };
}

/** An edit of a record the caller holds locked, inside the caller's transaction, which the caller leaves when refused. */
export async function changeWithin(
  change: Change,
  keeping: Pick<Keeping, "model" | "after" | "guard">,
  register: Register,
  before: RegisterRecord,
  asked: Pick<RecordChange, "edit" | "reason">,
): Promise<Exclude<Outcome, { readonly kind: "conflict" }>> {
  const { model, after, guard } = keeping;
  const read = readEdit(model, register, asked.edit);
  const { spells, complaints } = await judged(change, keeping, register, before.spells, read);
  const act = asked.edit.kind;
  const step = { act, code: before.code, before, after: spells, named: namedIn(asked.edit) };
  const faults = [...complaints, ...((await guard?.refusals(change, register, step)) ?? [])];
  if (faults.length > 0)
    return { kind: "refused", faults: faults.map((c) => at(whereOf(register, before.code), c)) };
  if (sameSpells(before.spells, spells)) return { kind: "unchanged", record: before };
  const record = { ...before, version: before.version + 1n, spells };
  await write(change, after, before, record, { act, reason: asked.reason });
  return { kind: "kept", record };
}

/** Changes, corrects, closes or restates a record, if it still is the version the change was made on. */
export const changeRecord = (
  keeping: Keeping,
  acting: Acting,
  register: Register,
  asked: RecordChange,
): Promise<Outcome> =>
  settled<Outcome>((leave) =>
    keeping.trail.change(acting, async (change) => {
      const before = await findRecord(change, register.id, { id: asked.id }, "lock");
      const seen =
        before === null ? null : await visibleTo(keeping.guard, change, register.id, [before.code]);
      if (before === null || seen?.has(before.code) !== true)
        return leave({ kind: "refused", faults: [noRecord(register, asked.id)] });
      if (before.version !== asked.version) {
        const { edit } = readEdit(keeping.model, register, asked.edit);
        return leave(await conflictOf(change, before, asked, edit));
      }
      const outcome = await changeWithin(change, keeping, register, before, asked);
      return outcome.kind === "kept" ? outcome : leave(outcome);
    }),
  );
