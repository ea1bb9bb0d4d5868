/** A table of records: what it would change, and the changes, in one transaction. */
import type { Model, Register } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import { NO_END } from "@lianzhang/kernel";
import type { Acting } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import type { Queries } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import { hexFrom } from "../database/sources.ts";
import { WorkError } from "../errors.ts";
import { checkRequired, leadsNowhere, linkTargets, newLinks } from "./check.ts";
import { subjectKind } from "./content.ts";
import type { EditResult, SpellOf } from "./edit.ts";
import { applyEdit } from "./edit.ts";
import type { Complaint, RegisterFault } from "./fault.ts";
import { at } from "./fault.ts";
import type { Guard } from "./guard.ts";
import { visibleTo } from "./guard.ts";
import type { Keeping } from "./keep.ts";
import { isTaken, takenCode, write } from "./keep.ts";
import type { ReadSubject } from "./read-table.ts";
import { readTable } from "./read-table.ts";
import type { RegisterRecord, Spell } from "./record.ts";
import { recordsOf } from "./rows.ts";
import type { Edit } from "./spells.ts";
import { sameSpells } from "./spells.ts";
import type { Table } from "./table.ts";

export interface ImportOrder {
  readonly table: Table;
  /** The month the rows hold from, for a table that has neither since nor until. */
  readonly month: Month;
  /**
   * `event` of the export the table was made from: records that somebody changed since are refused rather than
   * overwritten. Null: the table is not from an export.
   */
  readonly exported: bigint | null;
  readonly reason: string;
  /** `look`: only report. `all`: nothing when anything is refused. `good`: what is not refused. */
  readonly apply: "look" | "all" | "good";
}

/** Codes by what becomes of them. */
export interface ImportReport {
  readonly applied: boolean;
  readonly new: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly refused: readonly RegisterFault[];
}

/** A record of the table, judged. */
interface Planned {
  readonly subject: ReadSubject;
  readonly before: RegisterRecord | null;
  readonly after: readonly Spell[];
  readonly faults: readonly RegisterFault[];
}

/** Leaves the transaction when nothing is to be written. */
class OnlyReport extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super("nothing to write");
    this.report = report;
  }
}

/** A row over what the record had in the same months: attributes without a column stay. */
function laidOver(
  before: readonly Spell[],
  { since, until, values }: SpellOf<Edit>,
): readonly SpellOf<Edit>[] {
  const inside = before
    .map((s) => ({ ...s, since: Math.max(s.since, since), until: Math.min(s.until, until) }))
    .filter((s) => s.since < s.until);
  const marks = [...new Set([since, until, ...inside.flatMap((s) => [s.since, s.until])])].toSorted(
    (a, b) => a - b,
  );
  return marks.slice(0, -1).map((from, i) => {
    const held = inside.find((s) => s.since <= from && from < s.until)?.values ?? {};
    return { since: from, until: marks[i + 1] ?? until, values: { ...held, ...values } };
  });
}

function historyOf(before: readonly Spell[], rows: readonly SpellOf<Edit>[]): EditResult {
  // told before the rows are cut into pieces, so that a row that ends before it begins is seen
  const whole = applyEdit([], { kind: "restate", spells: rows });
  if (!whole.ok) return whole;
  return applyEdit([], { kind: "restate", spells: rows.flatMap((row) => laidOver(before, row)) });
}

const twice: Complaint = {
  code: "LZ7305",
  field: "code",
  found: null,
  expected: { zh: "每个代码一行(表中没有起始月)", en: "one row a code (the table has no column since)" },
  hint: {
    zh: "删去重复的行,或加上起始月、终止月两列",
    en: "drop the repeated row, or add the columns since and until",
  },
};

function resultOf(subject: ReadSubject, before: readonly Spell[], dated: boolean, month: Month): EditResult {
  if (dated) return historyOf(before, subject.rows);
  const [row, second] = subject.rows;
  if (row === undefined || second !== undefined) return { ok: false, complaints: [twice] };
  return before.length === 0
    ? applyEdit([], { kind: "restate", spells: [{ since: month, until: NO_END, values: row.values }] })
    : applyEdit(before, { kind: "change", from: month, values: row.values });
}

const since = (exported: bigint): Complaint => ({
  code: "LZ7315",
  field: "code",
  found: null,
  expected: {
    zh: `自事件 ${exported} 导出后未被他人更改的记录`,
    en: `a record nobody changed since the export at event ${exported}`,
  },
  hint: { zh: "重新导出后再改", en: "export again and make the change there" },
});

/** Records that were changed after an event. */
async function changedSince(
  queries: Queries,
  register: Register,
  event: bigint | null,
): Promise<ReadonlySet<string>> {
  if (event === null) return new Set();
  const rows = await queries.rows(
    "SELECT DISTINCT subject_id FROM audit_event WHERE subject_kind = $1 AND action LIKE 'register.%' AND number > $2",
    [subjectKind(register.id), event],
  );
  return new Set(rows.map((row) => text(row, "subject_id")));
}

interface Stage {
  readonly model: Model;
  readonly register: Register;
  readonly queries: Queries;
  readonly guard: Guard | undefined;
}

/** The place of a record in the table, for faults of the whole record. */
const placed = (register: Register, { code, rows }: ReadSubject, complaint: Complaint): RegisterFault =>
  at({ register: register.id, record: code, place: { row: rows[0]?.row ?? 1, column: 1 } }, complaint);

/** Of a record that is not there for the one who imports nothing is told but that its code cannot be taken. */
const unseen = (register: Register, subject: ReadSubject): Planned => ({
  subject,
  before: null,
  after: [],
  faults: [placed(register, subject, takenCode(subject.code))],
});

const named = ({ rows }: ReadSubject): ReadonlySet<string> =>
  new Set(rows.flatMap((row) => Object.keys(row.values)));

async function plan(
  stage: Stage,
  subjects: readonly ReadSubject[],
  dated: boolean,
  order: ImportOrder,
): Promise<readonly Planned[]> {
  const { register, queries, guard } = stage;
  const there = await recordsOf(
    queries,
    register.id,
    subjects.map((s) => s.code),
    "lock",
  );
  const byCode = new Map(there.map((r) => [r.code, r]));
  const seen = await visibleTo(guard, queries, register.id, [...byCode.keys()]);
  const late = await changedSince(queries, register, order.exported);
  const planned: Planned[] = [];
  for (const subject of subjects) planned.push(await planOne(subject));
  return planned;

  async function planOne(subject: ReadSubject): Promise<Planned> {
    const before = byCode.get(subject.code) ?? null;
    if (before !== null && !seen.has(before.code)) return unseen(register, subject);
    const spells = before?.spells ?? [];
    const result = resultOf(subject, spells, dated, order.month);
    const after = result.ok ? result.spells : spells;
    const step = { act: "import", code: subject.code, before, after, named: named(subject) } as const;
    const complaints = [
      ...(result.ok ? [] : result.complaints),
      ...(before !== null && late.has(before.id) && !sameSpells(spells, after)
        ? [since(order.exported ?? 0n)]
        : []),
      ...checkRequired(register, spells, after).filter(
        (c) => !subject.faults.some((f) => f.field === c.field),
      ),
      ...((await guard?.refusals(queries, register, step)) ?? []),
    ];
    return {
      subject,
      before,
      after,
      faults: [...subject.faults, ...complaints.map((c) => placed(register, subject, c))],
    };
  }
}

/** Adds links that lead nowhere. A link to a record of the same table leads there only if that record is not refused. */
async function withLinks(
  { model, register, queries, guard }: Stage,
  planned: readonly Planned[],
): Promise<readonly Planned[]> {
  const linksOf = (p: Planned): ReturnType<typeof newLinks> =>
    newLinks(register, p.before?.spells ?? [], p.after);
  const leads = await linkTargets(queries, model, planned.flatMap(linksOf), guard);
  let now = planned;
  for (;;) {
    const coming = new Set(now.filter((p) => p.faults.length === 0).map((p) => p.subject.code));
    const next = now.map((p): Planned => {
      if (p.faults.length > 0) return p;
      const lost = linksOf(p).filter((l) => !leads(l) && !(l.register === register.id && coming.has(l.code)));
      return lost.length === 0
        ? p
        : { ...p, faults: lost.map((l) => placed(register, p.subject, leadsNowhere(model, l))) };
    });
    if (next.every((p, i) => p === now[i])) return next;
    now = next;
  }
}

const isSame = ({ before, after }: Planned): boolean => before !== null && sameSpells(before.spells, after);

function reportOf(planned: readonly Planned[], faults: readonly RegisterFault[]): ImportReport {
  const good = planned.filter((p) => p.faults.length === 0);
  const codes = (some: readonly Planned[]): readonly string[] => some.map((p) => p.subject.code);
  const row = (f: RegisterFault): number => f.place?.row ?? 0;
  return {
    applied: false,
    new: codes(good.filter((p) => p.before === null)),
    changed: codes(good.filter((p) => p.before !== null && !isSame(p))),
    unchanged: codes(good.filter(isSame)),
    refused: [...faults, ...planned.flatMap((p) => p.faults)].toSorted((a, b) => row(a) - row(b)),
  };
}

async function writeAll(
  change: Change,
  register: Register,
  good: readonly Planned[],
  { random, after: follow }: Keeping,
  reason: string,
): Promise<void> {
  for (const { before, after, subject } of good) {
    const base = before ?? {
      id: hexFrom(random, 16),
      register: register.id,
      code: subject.code,
      version: 0n,
    };
    const now = { ...base, version: base.version + 1n, spells: after };
    await write(change, follow, before, now, { act: "import", reason });
  }
}

/** One run of an import. Throws `OnlyReport` when there is nothing to write. */
async function once(
  change: Change,
  keeping: Keeping,
  register: Register,
  order: ImportOrder,
): Promise<ImportReport> {
  const { model, guard } = keeping;
  const { dated, subjects, faults } = readTable(model, register, order.table);
  const stage = { model, register, queries: change, guard };
  const planned = await withLinks(stage, await plan(stage, subjects, dated, order));
  const report = reportOf(planned, faults);
  const good = planned.filter((p) => p.faults.length === 0 && !isSame(p));
  const stop = order.apply === "look" || (order.apply === "all" && report.refused.length > 0);
  if (stop || good.length === 0) throw new OnlyReport(report);
  await writeAll(change, register, good, keeping, order.reason);
  return { ...report, applied: true };
}

const TRIES = 5;
/** Imports a table. A record is taken whole or not at all; the report has everything, applied or not. */
export async function importTable(
  keeping: Keeping,
  acting: Acting,
  register: Register,
  order: ImportOrder,
): Promise<ImportReport> {
  for (let tries = 1; ; tries++) {
    try {
      return await keeping.trail.change(acting, (change) => once(change, keeping, register, order));
    } catch (error) {
      if (error instanceof OnlyReport) return error.report;
      // somebody entered one of the codes in the same moment: now it is there, and is changed instead
      const again = error instanceof WorkError && isTaken(error.cause) && tries < TRIES;
      if (!again) throw error;
    }
  }
}
