/** The nearest term of a case in a few words: the day, or how long it is over. */
import type { CaseRow } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { homeWords } from "../../i18n/home.ts";

export function ClockText({ row }: { readonly row: CaseRow }): ReactElement | null {
  const w = useWords(homeWords);
  const [due] = row.dues.filter((d) => d.day !== null);
  if (due === undefined || due.day === null) return null;
  return due.overdueDays > 0 ? (
    <span className="over">{w.overdue(due.overdueDays)}</span>
  ) : (
    <span className="quiet">{w.due(due.day)}</span>
  );
}
