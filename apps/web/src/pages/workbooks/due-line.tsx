/** Workbooks that wait to be filled by the one who looks, in one line on the pages where a day begins; nothing is sent. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { periodText } from "../../lib/period.ts";
import { dueWorkbooksQuestion } from "./questions.ts";

/** Workbooks named; the page of all has the others. */
const NAMED = 2;

/** Asked of those who have workbooks only. */
export const useDueWorkbooks = () => {
  const asks = useDoor().data?.may.workbooks ?? false;
  const query = useQuery({ ...dueWorkbooksQuestion(), enabled: asks });
  return { rows: query.data?.rows ?? [], isPending: asks && query.isPending };
};

export function DueWorkbooksLine(): ReactElement | null {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const { rows } = useDueWorkbooks();
  if (rows.length === 0) return null;
  const more = rows.length - NAMED;
  return (
    <p className="sub due-books no-print">
      <b>{w.dueCount(rows.length)}</b>
      {rows.slice(0, NAMED).map((row) => (
        <span key={`${row.id} ${row.month}`}>
          <Link
            to="/workbooks/$id"
            params={{ id: row.id }}
            search={(before) => ({ ...before, month: row.month, view: "fill" })}
          >
            {w.dueOne(row.label, periodText(row.month, language))}
          </Link>{" "}
          <span className={row.overdue ? "tag-late" : "quiet"}>
            {row.overdue ? w.dueLate(row.due) : w.dueBefore(row.due)}
          </span>
        </span>
      ))}
      {more > 0 ? (
        <Link to="/workbooks" search={(before) => ({ ...before, month: rows[NAMED]?.month })}>
          {w.dueMore(more)}
        </Link>
      ) : null}
    </p>
  );
}
