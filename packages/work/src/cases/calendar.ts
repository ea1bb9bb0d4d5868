/** The calendar of batches: windows of applications, review days, ends of validity. */
import type { Procedure, Register } from "@lianzhang/definitions";
import type { Day, Label } from "@lianzhang/kernel";
import { formatDay } from "@lianzhang/kernel";
import type { Queries } from "../database/queries.ts";
import { text } from "../database/queries.ts";
import { Parameters } from "../registers/parameters.ts";
import { nameField } from "../registers/list.ts";
import { valuesOf } from "../registers/rows.ts";
import type { RowFilter } from "./list.ts";
import { day } from "./rows.ts";

export type CalendarDay =
  | { readonly kind: "opens" | "closes"; readonly day: Day; readonly batch: string; readonly label: Label }
  /** A date of a record: the day of a review, the end of an award. */
  | {
      readonly kind: "date";
      readonly day: Day;
      readonly attribute: string;
      readonly label: Label;
      readonly record: { readonly code: string; readonly name: string };
    };

async function datesOf(
  queries: Queries,
  register: Register,
  attribute: string,
  span: { readonly from: Day; readonly to: Day },
  rowFilter: RowFilter | null,
): Promise<readonly CalendarDay[]> {
  const p = new Parameters();
  const value = `(s.attributes ->> CAST(${p.add(attribute)} AS TEXT))`;
  const terms = [
    `r.register = ${p.add(register.id)}`,
    `${value} COLLATE "C" >= ${p.add(formatDay(span.from))}`,
    `${value} COLLATE "C" <= ${p.add(formatDay(span.to))}`,
    ...(rowFilter === null ? [] : [`(${rowFilter(p)})`]),
  ];
  const rows = await queries.rows(
    `SELECT r.code, s.attributes, ${value} AS day FROM register_record r
       JOIN register_spell s ON s.record = r.id AND s.since = (SELECT max(x.since) FROM register_spell x WHERE x.record = r.id)
       WHERE ${terms.join(" AND ")} ORDER BY day, r.code`,
    p.list,
  );
  const label = register.attributes.get(attribute)?.label ?? { zh: attribute, en: attribute };
  const field = nameField(register);
  return rows.map((row) => {
    const code = text(row, "code");
    const name = field === null ? undefined : valuesOf(row)[field];
    return {
      kind: "date",
      day: day(row, "day"),
      attribute,
      label,
      record: { code, name: typeof name === "string" ? name : code },
    };
  });
}

/** Days of a procedure from one day to another, both inclusive, in order. */
export async function calendarOf(
  queries: Queries,
  procedure: Procedure,
  register: Register,
  span: { readonly from: Day; readonly to: Day },
  rowFilter: RowFilter | null,
): Promise<readonly CalendarDay[]> {
  const windows = [...procedure.batches.values()].flatMap(({ id, label, opens, closes }): CalendarDay[] => [
    { kind: "opens", day: opens, batch: id, label },
    { kind: "closes", day: closes, batch: id, label },
  ]);
  const days = windows.filter((w) => span.from <= w.day && w.day <= span.to);
  for (const attribute of procedure.dates)
    days.push(...(await datesOf(queries, register, attribute, span, rowFilter)));
  return days.toSorted((a, b) => a.day - b.day);
}
