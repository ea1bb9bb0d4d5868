/** How a term stands, in words and a sign: colour is never the only one. */
import type { CaseRow, DueAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";

/** The nearest term that has a day. */
export const nearestDue = ({ dues }: Pick<CaseRow, "dues">): DueAnswer | null =>
  dues.find((d) => d.day !== null) ?? dues[0] ?? null;

export function Due({ due }: { readonly due: DueAnswer | null }): ReactElement {
  const w = useWords(caseWords);
  if (due === null) return <span className="quiet">{w.noDue}</span>;
  if (due.day === null)
    return <span className="quiet">{due.why === "calendar_unknown" ? w.noCalendar : w.toSupply}</span>;
  if (due.overdueDays > 0)
    return (
      <span className="due due-over" title={due.day}>
        ▲ {w.overdueDays(due.overdueDays)}
      </span>
    );
  return (
    <span className={due.left !== null && due.left <= SOON ? "due due-soon" : "due"} title={due.day}>
      {due.left === null ? w.dueOn(due.day) : w.left(due.left)}
    </span>
  );
}

/** Working days within which a term is near. */
const SOON = 5;

export function LightMark({ light }: { readonly light: CaseRow["light"] }): ReactElement | null {
  const w = useWords(caseWords);
  if (light === null) return null;
  return (
    <span className={`light light-${light}`}>
      <i aria-hidden="true" /> {w[`light_${light}`]}
    </span>
  );
}
