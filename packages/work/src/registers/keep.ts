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
import type { Edit } from "./spells.ts";
import { sameSpells } from "./spells.ts";

/** What keeping records takes. */
export interface Keeping {
  readonly model: Model;
  readonly trail: Trail;
  readonly random: RandomBytes;
  /** Limits of the one who acts; absent: the program itself. */
  readonly guard?: Guard;
}

export type Outcome =
  | { readonly kind: "kept"; readonly record: RegisterRecord }
  /** Everything was so already: nothing was written, and nothing stands in the chain. */
  | { readonly kind: "unchanged"; readonly record: RegisterRecord }
  /** Nothing was kept; all that is wrong is listed. */
  | { readonly kind: "refused"; readonly faults: readonly RegisterFault[] }
  /** Somebody else changed it first; nothing was kept. */
  | { readonly kind: "conflict"; readonly conflict: Conflict };

/** Leaves a transaction without keeping anything, with what to answer. */
class Unkept extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super("not kept");
    this.outcome = outcome;
  }
}

/** Runs a change that may turn out to change nothing. */
async function settled(work: Promise<Outcome>): Promise<Outcome> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Unkept) return error.outcome;
    throw error;
  }
}

const refuse = (faults: readonly RegisterFault[]): never => {
  throw new Unkept({ kind: "refused", faults });
};

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

/** Writes a version and tells the chain of it. */
export async function write(
  change: Change,
  before: RegisterRecord | null,
  after: RegisterRecord,
  act: Act,
  reason: string,
): Promise<void> {
  await (before === null ? insertRecord(change, after) : replaceRecord(change, after));
  change.record({
    action: `register.${act}`,
    subject: { kind: subjectKind(after.register), id: after.id },
    before: before === null ? null : told(before, act, reason),
    after: told(after, act, reason),
  });
}

interface Judgement {
  readonly spells: readonly Spell[];
  readonly complaints: readonly Complaint[];
}

/** The history an edit would leave, with everything that is wrong with it and with how it was `read`. */
async function judged(
  queries: Queries,
  { model, guard }: Keeping,
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

/** Enters a subject. */
export function openRecord(
  keeping: Keeping,
  acting: Acting,
  register: Register,
  { code: typed, since, values, reason }: NewRecord,
): Promise<Outcome> {
  const { model, trail, random, guard } = keeping;
  const code = readRecordCode(register, typed);
  const read = readEdit(model, register, { kind: "restate", spells: [{ since, until: NO_END, values }] });
  const id = hexFrom(random, 16);
  const work = trail.change(acting, async (change): Promise<Outcome> => {
    const judgement = await judged(change, keeping, register, [], read);
    const faults = [
      ...(await openFaults(change, register, code, typed, judgement)),
      ...(guard === undefined || !code.ok
        ? []
        : guard
            .refusals(register, {
              act: "open",
              code: code.code,
              before: null,
              after: judgement.spells,
              named: new Set(Object.keys(values)),
            })
            .map((c) => at(whereOf(register, code.code), c))),
    ];
    if (!code.ok || faults.length > 0) return refuse(faults);
    const record = { id, register: register.id, code: code.code, version: 1n, spells: judgement.spells };
    await write(change, null, record, "open", reason).catch((error: unknown) => {
      // somebody entered the same code in the same moment
      throw isTaken(error) ? new Unkept({ kind: "refused", faults: [taken(register, record.code)] }) : error;
    });
    return { kind: "kept", record };
  });
  return settled(work);
}

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

/** Changes, corrects, closes or restates a record, if it still is the version the change was made on. */
export function changeRecord(
  keeping: Keeping,
  acting: Acting,
  register: Register,
  asked: RecordChange,
): Promise<Outcome> {
  const { model, trail, guard } = keeping;
  const read = readEdit(model, register, asked.edit);
  const work = trail.change(acting, async (change): Promise<Outcome> => {
    const before = await findRecord(change, register.id, { id: asked.id }, "lock");
    if (before === null || !(await visibleTo(guard, change, register.id, [before.code])).has(before.code))
      return refuse([noRecord(register, asked.id)]);
    if (before.version !== asked.version)
      throw new Unkept(await conflictOf(change, before, asked, read.edit));
    const { spells, complaints } = await judged(change, keeping, register, before.spells, read);
    const step = {
      act: asked.edit.kind,
      code: before.code,
      before,
      after: spells,
      named: namedIn(asked.edit),
    };
    const faults = [...complaints, ...(guard?.refusals(register, step) ?? [])];
    if (faults.length > 0) return refuse(faults.map((c) => at(whereOf(register, before.code), c)));
    if (sameSpells(before.spells, spells)) throw new Unkept({ kind: "unchanged", record: before });
    const record = { ...before, version: before.version + 1n, spells };
    await write(change, before, record, asked.edit.kind, asked.reason);
    return { kind: "kept", record };
  });
  return settled(work);
}
