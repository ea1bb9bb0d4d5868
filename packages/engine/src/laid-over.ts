/** Rows that are not stored yet, laid over what is: what a check of a return may look at. */
import type { Form } from "@lianzhang/definitions";
import type { Period, Value } from "@lianzhang/kernel";
import { checked, monthOfYear, reasonCode } from "@lianzhang/kernel";
import type { FactRow } from "./leaves.ts";

/** A row of a form as its return has it. */
export interface LaidRow {
  readonly subject: string;
  readonly period: Period;
  /** Null: the row says nothing of the field, and what is stored stays. */
  readonly value: (field: string) => Value | null;
}

type Cells = FactRow["cells"];
type Cell = Cells extends ReadonlyMap<string, infer C> ? C : never;

const cellOf = (v: Value): Cell => ({
  value: v.ok ? v.value : null,
  reason: v.ok ? 0 : reasonCode(v.reason),
  month: null,
  monthReason: 0,
});

/** Value and reason of the single month, as the store derives them: the cumulative less last month's, January's as it is. */
function monthOf(own: Cell, before: Cell | undefined, january: boolean): Cell {
  if (own.value === null || january) return { ...own, month: own.value, monthReason: own.reason };
  if (before == null || before.value === null)
    return { ...own, month: null, monthReason: reasonCode("spans_months") };
  const month = checked(own.value - before.value);
  return { ...own, month, monthReason: month === null ? reasonCode("out_of_range") : 0 };
}

/** One subject's stored rows with those of its return in the place of the ones that end in the same month. */
export function laidOver(form: Form, stored: readonly FactRow[], laid: readonly LaidRow[]): FactRow[] {
  const any = form.every === "any";
  const rows = [...stored];
  for (const { period, value } of laid) {
    const at = rows.findIndex((r) => r.to === period.to && (!any || r.from === period.from));
    const before = rows[at];
    const cells = new Map(before?.cells);
    for (const id of form.fields.keys()) {
      const found = value(id);
      if (found !== null) cells.set(id, cellOf(found));
    }
    const row: FactRow = {
      from: period.from,
      to: period.to,
      knownFrom: before?.knownFrom ?? 0,
      submission: before?.submission ?? 0,
      row: before?.row ?? 0,
      cells,
    };
    if (at === -1) rows.push(row);
    else rows[at] = row;
  }
  rows.sort((a, b) => a.to - b.to || a.from - b.from);
  if (form.every !== "month") return rows;
  // single months of the rows that were laid, and of those after them
  const moved = new Set(laid.flatMap(({ period: { to } }) => [to, to + 1]));
  const monthly = [...form.fields.values()].filter((f) => f.as === "cumulative");
  return rows.map((row): FactRow => {
    if (!moved.has(row.to)) return row;
    const last = rows.find((r) => r.to === row.to - 1 && r.from === row.from);
    const cells = new Map(row.cells);
    for (const { id } of monthly) {
      const own = cells.get(id);
      if (own) cells.set(id, monthOf(own, last?.cells.get(id), monthOfYear(row.to) === 1));
    }
    return { ...row, cells };
  });
}
