/** The limits of a viewer who changes records. */
import type { AccessPolicy, HiddenField, Model, Register, RowDeed } from "@lianzhang/definitions";
import type { Queries } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import type { Complaint } from "../registers/fault.ts";
import type { Guard, Step } from "../registers/guard.ts";
import { Parameters } from "../registers/parameters.ts";
import type { Spell } from "../registers/record.ts";
import { differences } from "../registers/spells.ts";
import { asViewer } from "./as-viewer.ts";
import { moveFieldRefusals } from "./by-move.ts";
import { fieldSight } from "./fields.ts";
import { listedUnder } from "./lists.ts";
import { hiddenField, movedOut, notYours } from "./refusals.ts";
import type { Latest } from "./rows.ts";
import { coversValues, listsAsked, predicateOf } from "./rows.ts";
import { rowRule } from "./rules.ts";
import type { Viewer } from "./viewer.ts";

const DEED: Readonly<Record<Step["act"], RowDeed>> = {
  open: "open",
  change: "change",
  correct: "change",
  restate: "change",
  close: "close",
  import: "import",
};

const latestOf = (code: string, spells: readonly Spell[]): Latest | null => {
  const last = spells.at(-1);
  return last === undefined ? null : { code, values: last.values };
};

export interface Limits {
  readonly policy: AccessPolicy | null;
  readonly model: Model;
  readonly viewer: Viewer;
}

/** Whether the deed is open on the record, as the signed lists stand. */
async function covers(
  { policy, model, viewer }: Limits,
  queries: Queries,
  register: Register,
  deed: RowDeed,
  record: Latest,
): Promise<boolean> {
  const rule = rowRule(policy, model, viewer, register.id, deed);
  const held = new Map<string, readonly string[]>();
  for (const { list, subject } of listsAsked(rule, record))
    held.set(`${list}/${subject}`, await listedUnder(queries, list, subject));
  return coversValues(rule, record, { listed: (list, subject) => held.get(`${list}/${subject}`) ?? [] });
}

/** Whether the deed is open on the record as it was and as it will be. */
async function rowRefusals(
  limits: Limits,
  queries: Queries,
  register: Register,
  step: Step,
): Promise<readonly Complaint[]> {
  const deed = DEED[step.act];
  const open = (record: Latest, to = deed): Promise<boolean> => covers(limits, queries, register, to, record);
  const before = latestOf(step.code, step.before?.spells ?? []);
  const after = latestOf(step.code, step.after);
  const { policy, model, viewer } = limits;
  if (rowRule(policy, model, viewer, register.id, deed).kind === "none")
    return [notYours(register, deed, step.code)];
  if (before !== null && !(await open(before))) return [notYours(register, deed, step.code)];
  if (after === null || (await open(after))) return [];
  if (before === null) return [notYours(register, deed, step.code)];
  return (await open(before, "transfer")) ? [] : [movedOut(register, step.code)];
}

/**
 * What is hidden from the viewer in a record can neither be written nor wiped, nor can its list of who may know. That
 * a field is named is enough: an answer that hung on the value would tell it.
 */
function fieldRefusals(
  { policy, model, viewer }: Limits,
  register: Register,
  step: Step,
): readonly Complaint[] {
  const before = latestOf(step.code, step.before?.spells ?? []);
  if (before === null) return [];
  const kept = new Map<string, HiddenField>();
  for (const h of fieldSight(policy, model, viewer, register.id).hidden(before)) {
    kept.set(h.field, h);
    if (h.persons !== null && !kept.has(h.persons))
      kept.set(h.persons, { ...h, field: h.persons, instead: null });
  }
  const wiped = differences(step.before?.spells ?? [], step.after, [...kept.keys()]).filter(
    (d) => d.before !== null && within(step.after, d.since),
  );
  const touched = new Set([...step.named, ...wiped.map((d) => d.field)]);
  return [...kept.values()].filter((h) => touched.has(h.field)).map(hiddenField);
}

/** Whether the record is there in the month: what ends with the record is not wiped. */
const within = (spells: readonly Spell[], month: number): boolean =>
  spells.some((s) => s.since <= month && month < s.until);

/** Whether a post may mend by hand what moves write, in the record as it was and will be. */
async function mayCorrect(
  limits: Limits,
  queries: Queries,
  register: Register,
  step: Step,
): Promise<boolean> {
  for (const spells of [step.before?.spells ?? [], step.after]) {
    const record = latestOf(step.code, spells);
    if (record !== null && !(await covers(limits, queries, register, "correct", record))) return false;
  }
  return true;
}

/** Codes of a register whose records the viewer sees. */
async function visible(
  { policy, model, viewer }: Limits,
  queries: Queries,
  register: string,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set();
  const p = new Parameters();
  const sight = predicateOf(rowRule(policy, model, viewer, register, "read"), p);
  const rows = await asViewer(queries, viewer, () =>
    queries.rows(
      `SELECT r.code FROM register_record r
         WHERE r.register = ${p.add(register)} AND r.code = ANY (CAST(${p.add(codes)} AS TEXT[])) AND ${sight}`,
      p.list,
    ),
  );
  return new Set(rows.map((row) => text(row, "code")));
}

/** The guard of a viewer. */
export const guardOf = (limits: Limits): Guard => ({
  visible: (queries, register, codes) => visible(limits, queries, register, codes),
  refusals: async (queries, register, step) => [
    ...(await rowRefusals(limits, queries, register, step)),
    ...fieldRefusals(limits, register, step),
    ...((await mayCorrect(limits, queries, register, step))
      ? []
      : await moveFieldRefusals(queries, limits.model, register, step)),
  ],
});
