/**
 * The return rows of one subject under a scenario. Pure.
 *
 * A cumulative is set for one month (`2025-06`) or from January to a month (`2025-01..06`); either way that month
 * changes, every other month keeps its value, and the cumulatives from it to December move by the same amount. So
 * months and cumulatives agree in every year as they do in a stored one. Where the month's own cumulative is not
 * stored, the later ones stay as reported and the single month after it follows from them.
 */
import type { Field, Form } from "@lianzhang/definitions";
import type { Day, Month, Period } from "@lianzhang/kernel";
import { formatMonth, FOREVER, inRange, monthOfYear, reasonCode } from "@lianzhang/kernel";
import type { Change } from "./change.ts";
import { addressOf } from "./change.ts";
import type { Problems } from "./problems.ts";

export type FactChange = Extract<Change, { readonly kind: "fact" }>;

/** One cell: the value as reported and, for cumulatives of monthly forms, the single month. Reasons are codes. */
export interface Cell {
  readonly value: bigint | null;
  readonly reason: number;
  readonly month: bigint | null;
  readonly monthReason: number;
}

export interface Row {
  readonly from: Month;
  readonly to: Month;
  readonly knownFrom: Day;
  readonly knownTo: Day;
  readonly submission: bigint;
  readonly row: bigint;
  readonly cells: ReadonlyMap<string, Cell>;
}

export const isCumulative = (form: Form, field: Field): boolean =>
  form.every === "month" && field.as === "cumulative";

const BLANK: Cell = {
  value: null,
  reason: reasonCode("blank"),
  month: null,
  monthReason: reasonCode("blank"),
};

/** The period a return of the form covers that ends with the month: from January where it is cumulative. */
function intervalOf(form: Form, change: FactChange): Period {
  const cumulative = [...form.fields.values()].some((f) => isCumulative(form, f));
  if (!cumulative) return change.period;
  const january = change.period.to - (monthOfYear(change.period.to) - 1);
  return { from: january, to: change.period.to };
}

/** The rows with one that ends with the period, made where there is none. */
function withRow(rows: readonly Row[], form: Form, period: Period): Row[] {
  const exact = form.every === "any";
  if (rows.some((r) => r.to === period.to && (!exact || r.from === period.from))) return [...rows];
  const cells = new Map([...form.fields.keys()].map((f) => [f, BLANK]));
  const made: Row = {
    ...period,
    knownFrom: 0,
    knownTo: FOREVER,
    submission: 0n,
    row: 0n,
    cells,
  };
  return [...rows, made].toSorted((a, b) => a.to - b.to || a.from - b.from);
}

const withCell = (row: Row, field: string, cell: Cell): Row => ({
  ...row,
  cells: new Map([...row.cells, [field, cell]]),
});

const cellAt = (rows: readonly Row[], field: string, to: Month): Cell | null =>
  rows.find((r) => r.to === to)?.cells.get(field) ?? null;

function plainChange(rows: readonly Row[], form: Form, c: FactChange, problems: Problems): Row[] {
  const ends = (r: Row): boolean =>
    r.to === c.period.to && (form.every !== "any" || r.from === c.period.from);
  const there = rows.find(ends);
  if (there && there.from !== c.period.from && form.every !== "any" && c.period.from !== c.period.to) {
    problems.add(
      "LZ5207",
      c.place,
      `${addressOf(c)}: the return that ends with ${formatMonth(c.period.to)} begins with ${formatMonth(there.from)}`,
      "write the period of the return",
    );
    return [...rows];
  }
  const cell: Cell = { value: c.value, reason: 0, month: null, monthReason: 0 };
  return withRow(rows, form, intervalOf(form, c)).map((r) => (ends(r) ? withCell(r, c.field, cell) : r));
}

/** The new cumulative at the change's month; null (reported) where the month before is not known. */
function newCumulative(rows: readonly Row[], c: FactChange, problems: Problems): bigint | null {
  const { from, to } = c.period;
  if (monthOfYear(from) === 1) return c.value;
  const before = cellAt(rows, c.field, to - 1)?.value ?? null;
  const sum = before === null ? null : before + c.value;
  if (sum !== null && inRange(sum)) return sum;
  const why =
    before === null
      ? `no cumulative to ${formatMonth(to - 1)} is known`
      : "the cumulative has over 18 digits";
  return problems.add(
    "LZ5207",
    c.place,
    `${addressOf(c)}: ${why}`,
    `set the cumulative: ${formatMonth(to - (monthOfYear(to) - 1))}..${formatMonth(to).slice(-2)}`,
  );
}

/** The months of a year again from its cumulatives, as at commit. */
function withMonths(rows: readonly Row[], field: string, from: Month, to: Month): Row[] {
  return rows.map((r) => {
    const cell = r.cells.get(field);
    if (!cell || r.to < from || r.to > to) return r;
    if (cell.value === null || monthOfYear(r.to) === 1)
      return withCell(r, field, { ...cell, month: cell.value, monthReason: cell.reason });
    const before = cellAt(rows, field, r.to - 1)?.value ?? null;
    const month = before === null ? null : cell.value - before;
    if (month === null)
      return withCell(r, field, { ...cell, month, monthReason: reasonCode("spans_months") });
    const fits = inRange(month);
    return withCell(r, field, {
      ...cell,
      month: fits ? month : null,
      monthReason: fits ? 0 : reasonCode("out_of_range"),
    });
  });
}

function cumulativeChange(rows: readonly Row[], form: Form, c: FactChange, problems: Problems): Row[] {
  const { to } = c.period;
  const december = to + 12 - monthOfYear(to);
  const value = newCumulative(rows, c, problems);
  if (value === null) return [...rows];
  const old = cellAt(rows, c.field, to)?.value ?? null;
  const shift = old === null ? 0n : value - old;
  const moved = withRow(rows, form, intervalOf(form, c)).map((r) => {
    if (r.to < to || r.to > december) return r;
    const cell = r.cells.get(c.field) ?? BLANK;
    if (r.to === to) return withCell(r, c.field, { ...cell, value, reason: 0 });
    if (cell.value === null) return r;
    const later = cell.value + shift;
    return inRange(later)
      ? withCell(r, c.field, { ...cell, value: later })
      : withCell(r, c.field, { ...cell, value: null, reason: reasonCode("out_of_range") });
  });
  return withMonths(moved, c.field, to, december);
}

/** Earlier months first, so that every stated value holds in the end whatever the order they were written in. */
export function editedRows(
  stored: readonly Row[],
  form: Form,
  changes: readonly FactChange[],
  problems: Problems,
): Row[] {
  return changes
    .toSorted((a, b) => a.period.to - b.period.to || (a.field < b.field ? -1 : 1))
    .reduce<Row[]>(
      (rows, c) => {
        const field = form.fields.get(c.field);
        if (!field) return rows;
        return isCumulative(form, field)
          ? cumulativeChange(rows, form, c, problems)
          : plainChange(rows, form, c, problems);
      },
      [...stored],
    );
}
