/** Checks that read more than a return, by the engine's leaves: what is stored, with the rows of the return over it. */
import type { Form } from "@lianzhang/definitions";
import type { LaidRow } from "@lianzhang/engine";
import { horizonOf, MemoryLeaves, rowNeeds } from "@lianzhang/engine";
import type { BooleanCore, Core } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { Finding, FormDescription, Hides, ReadRow } from "@lianzhang/intake";
import { checkElsewhere, checksElsewhere } from "@lianzhang/intake";
import type { Period, Value } from "@lianzhang/kernel";
import { formatPeriod, missing, present } from "@lianzhang/kernel";
import type { Context } from "../context.ts";

/** Whether a rule looks at others than the row's own subject and those it names. */
const looksAtOthers = (core: Core): boolean =>
  core.op === "among" || core.op === "rank" || children(core).some(looksAtOthers);

/** A row of the return as the engine lays it over. A form that restates field by field keeps what a blank does not say. */
function laidRow(form: Form, row: ReadRow): LaidRow | null {
  const { subject, period, cells } = row;
  if (subject === null || period === null) return null;
  const value = (field: string): Value | null => {
    const cell = cells.get(field);
    const said = cell === undefined || cell.value === null;
    if (said && form.restates === "fields" && (cell?.missing ?? "blank") === "blank") return null;
    if (cell === undefined) return missing("not_reported");
    return cell.value === null ? missing(cell.missing ?? "blank") : present(cell.value);
  };
  return { subject, period, value };
}

async function leavesAt(
  context: Context,
  form: Form,
  rules: readonly BooleanCore[],
  laid: readonly LaidRow[],
  period: Period,
): Promise<MemoryLeaves> {
  const { cleared: model } = context.instance;
  const horizon = await horizonOf(model, context.runner, rules);
  const subjects = rules.some(looksAtOthers) ? null : [...new Set(laid.map((r) => r.subject))];
  const requests = rules.map((rule) => ({
    register: form.subject,
    subjects,
    ...rowNeeds(rule, period, horizon),
  }));
  const basis = { month: period.to, known: null, horizon };
  const leaves = await MemoryLeaves.load(model, context.runner, basis, requests);
  leaves.lay(form.id, laid);
  return leaves;
}

/**
 * Findings of the checks that no browser can decide; none where the form has no such check. `hides`: parts whose figures
 * whoever reads the findings may not know.
 */
export async function findingsElsewhere(
  context: Context,
  form: Form,
  description: FormDescription,
  rows: readonly ReadRow[],
  hides?: Hides,
): Promise<readonly Finding[]> {
  const rules = new Map<string, BooleanCore>();
  for (const { id } of checksElsewhere(description)) {
    const check = form.checks[description.checks.findIndex((c) => c.id === id)];
    if (check !== undefined && "rule" in check) rules.set(id, check.rule);
  }
  if (rules.size === 0) return [];
  const laid = rows.flatMap((row) => laidRow(form, row) ?? []);
  const periods = new Map(laid.map((r) => [formatPeriod(r.period), r.period]));
  const leaves = new Map<string, MemoryLeaves>();
  for (const [key, period] of periods)
    leaves.set(key, await leavesAt(context, form, [...rules.values()], laid, period));
  const leavesOf = (period: Period): MemoryLeaves => {
    const found = leaves.get(formatPeriod(period));
    if (found === undefined) throw new TypeError(`no leaves of ${formatPeriod(period)}`);
    return found;
  };
  return checkElsewhere(rows, description, { rules, leavesOf, ...(hides === undefined ? {} : { hides }) });
}

const placeOf = (f: Finding): string =>
  [f.check ?? f.code, f.file, f.sheet ?? "", f.row ?? "", f.field ?? ""].join("\u0000");

/** With findings of checks that had more to go by: in the place of one of the same check and cell. */
export function joinedTo(found: readonly Finding[], more: readonly Finding[]): readonly Finding[] {
  if (more.length === 0) return found;
  const better = new Set(more.map((f) => placeOf(f)));
  return [...found.filter((f) => !better.has(placeOf(f))), ...more];
}
