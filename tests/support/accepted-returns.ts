/** Returns as readers give them, for tests of what becomes of them. */
import type { Form } from "@lianzhang/definitions";
import type { ReadCell, ReadRow } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import type { AcceptedSubmission } from "@lianzhang/returns";
import { model } from "./returns-city.ts";

export function formOf(id: string): Form {
  const form = model.forms.get(id);
  if (form === undefined) throw new Error(id);
  return form;
}

export function dayOf(text: string): number {
  const day = parseDay(text);
  if (day === null) throw new Error(text);
  return day;
}

function periodOf(text: string): Period {
  const period = parsePeriod(text);
  if (period === null) throw new Error(text);
  return period;
}

export const cell = (column: number, value: bigint | null): ReadCell => ({
  column,
  text: value === null ? "" : String(value),
  value,
  missing: value === null ? "blank" : null,
  changed: [],
});

/** A row of a sheet: code in A, period in B, fields from C on. */
export const readRow = (
  row: number,
  subject: string | null,
  period: string,
  values: Readonly<Record<string, bigint | null>>,
  file = "return.xlsx",
): ReadRow => ({
  file,
  sheet: "表1",
  row,
  subject,
  subjectName: null,
  subjectColumn: 1,
  period: periodOf(period),
  cells: new Map(Object.entries(values).map(([f, v], i) => [f, cell(3 + i, v)])),
});

export const accepted = (
  id: string,
  event: number,
  knownFrom: string,
  more: Partial<AcceptedSubmission> = {},
): AcceptedSubmission => ({
  id,
  event: BigInt(event),
  knownFrom: dayOf(knownFrom),
  sender: null,
  files: [{ name: "return.xlsx", sha256: "0".repeat(64) }],
  ...more,
});
