/** Where a form of the firm's stands: what was begun or sent for its latest period, and how many days are left. */
import type { ReturnForm, ReturnState, SubmissionRow } from "@lianzhang/contract";

export interface Standing {
  readonly form: ReturnForm;
  /** The firm's return of the form's latest period; null: none was begun, or it was withdrawn. */
  readonly row: SubmissionRow | null;
  /** Days until it is due, below zero when that day has gone by; null: nothing is due. */
  readonly daysLeft: number | null;
}

const DAY = 86_400_000;
const DONE: ReadonlySet<ReturnState> = new Set(["sent", "accepted"]);

/** Whole days from one day to another, both as 2026-11-22. */
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY);

export function standingOf(form: ReturnForm, rows: readonly SubmissionRow[], today: string): Standing {
  const row =
    rows.find((r) => r.form === form.id && r.period === form.opens.period && r.state !== "withdrawn") ?? null;
  const waited = form.due !== null && form.opens.open && (row === null || !DONE.has(row.state));
  return { form, row, daysLeft: waited && form.due !== null ? daysBetween(today, form.due) : null };
}

/** What is due comes first, the most pressing before; then what may be filed freely. */
export const inOrder = (all: readonly Standing[]): readonly Standing[] =>
  all.toSorted((a, b) => (a.daysLeft ?? Infinity) - (b.daysLeft ?? Infinity) || order(a) - order(b));

const order = ({ form }: Standing): number => (form.due === null ? 1 : 0);
