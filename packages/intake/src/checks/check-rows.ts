/** The checks of a form over rows that were read: pure, the same in the server, the command and a clerk's browser. */
import type { Finding } from "../finding.ts";
import type { CheckDescription, FormDescription } from "../form.ts";
import type { ReadRow } from "../row.ts";
import type { Steps } from "../steps.ts";
import { finish, flatMapSteps } from "../steps.ts";
import { cellFindings, subjectFindings } from "./cells.ts";
import { cumulativeCheck, jumpCheck, slipCheck } from "./past.ts";
import type { FormerReturn } from "./returns.ts";
import { Returns } from "./returns.ts";
import type { RowCheck } from "./rules.ts";
import { formulaCheck, rangeCheck } from "./rules.ts";

export interface CheckContext {
  /** Former returns of the same subjects, of this form and of those its balances read. */
  readonly before?: readonly FormerReturn[];
  /** Names by code. */
  readonly register?: ReadonlyMap<string, string>;
}

/** Kinds that hold a figure against the past: never on a firm's own copy. */
const OF_THE_PAST: ReadonlySet<CheckDescription["kind"]> = new Set(["cumulative", "jump", "slip"]);

function ready(check: CheckDescription, form: FormDescription): RowCheck | null {
  if (form.input === "own_copy" && OF_THE_PAST.has(check.kind)) return null;
  switch (check.kind) {
    case "formula":
    case "identity":
    case "balance":
      return formulaCheck(check, form);
    case "range":
      return rangeCheck(check, form);
    case "cumulative":
      return cumulativeCheck(check, form);
    case "jump":
      return jumpCheck(check, form);
    case "slip":
      return slipCheck(check, form);
  }
}

/** Whether rows of the form are held against former ones. */
export const looksBack = (form: FormDescription): boolean =>
  form.input !== "own_copy" && form.checks.some((c) => OF_THE_PAST.has(c.kind));

/** The checks of the past alone, with former returns that were not at hand when the rows were read. */
export function checkPast(
  rows: readonly ReadRow[],
  form: FormDescription,
  before: readonly FormerReturn[],
): Finding[] {
  const returns = new Returns(form.id, rows, before);
  const checks = form.checks.flatMap((c) => (OF_THE_PAST.has(c.kind) ? (ready(c, form) ?? []) : []));
  return rows.flatMap((row) => checks.flatMap((check) => check(row, returns)));
}

/**
 * Every finding of the rows, in their order: who they are about, cells that must be there, signs, then the form's own
 * checks. A rule with a missing part says nothing: missing is not zero.
 */
export const checkRows = (
  rows: readonly ReadRow[],
  form: FormDescription,
  context: CheckContext = {},
): Finding[] => finish(checkRowSteps(rows, form, context));

/** The same in steps. */
export function* checkRowSteps(
  rows: readonly ReadRow[],
  form: FormDescription,
  context: CheckContext = {},
): Steps<Finding[]> {
  const returns = new Returns(form.id, rows, context.before ?? []);
  const checks = form.checks.flatMap((c) => ready(c, form) ?? []);
  const ofRows = yield* flatMapSteps(rows, (row) => [
    ...cellFindings(row, form),
    ...checks.flatMap((check) => check(row, returns)),
  ]);
  const found = [...subjectFindings(rows, context.register), ...ofRows];
  const order = new Map(rows.map((r, i) => [`${r.file}\u0000${r.sheet ?? ""}\u0000${r.row}`, i]));
  const place = (f: Finding): number => order.get(`${f.file}\u0000${f.sheet ?? ""}\u0000${f.row ?? 0}`) ?? 0;
  return found.sort((a, b) => place(a) - place(b));
}
