/** Windows of batches, reviews and last days of titles as one list by day. Pure. */
import type { CaseRow, ProcedureAnswer } from "@lianzhang/contract";

export interface CalendarLine {
  readonly day: string;
  readonly kind: "opens" | "closes" | "review" | "validUntil";
  /** A batch's label in both languages, or a title. */
  readonly batch: ProcedureAnswer["batches"][number]["label"] | null;
  readonly row: CaseRow | null;
}

const DATES = [
  ["award_review_on", "review"],
  ["award_valid_until", "validUntil"],
] as const;

export function awardCalendar(
  batches: ProcedureAnswer["batches"],
  rows: readonly CaseRow[],
): readonly CalendarLine[] {
  const windows = batches.flatMap((b): CalendarLine[] => [
    { day: b.opens, kind: "opens", batch: b.label, row: null },
    { day: b.closes, kind: "closes", batch: b.label, row: null },
  ]);
  const dates = rows.flatMap((row) =>
    DATES.flatMap(([field, kind]): CalendarLine[] => {
      const day = row.values[field];
      return day === undefined || day === "" ? [] : [{ day, kind, batch: null, row }];
    }),
  );
  return [...windows, ...dates].toSorted((a, b) => a.day.localeCompare(b.day));
}
