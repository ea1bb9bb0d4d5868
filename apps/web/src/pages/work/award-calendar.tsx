/** Windows, reviews and last days of titles as a list by day. */
import type { ProcedureAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { casesQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { serviceWords } from "../../i18n/service.ts";
import type { CalendarLine } from "./calendar.ts";
import { awardCalendar } from "./calendar.ts";

const MOST = 200;

export function AwardCalendar({ definition }: { readonly definition: ProcedureAnswer }): ReactElement {
  const w = useWords(serviceWords);
  const { language } = useFrame();
  const cases = useQuery(casesQuestion("award_application", { size: MOST }));
  const lines = awardCalendar(definition.batches, cases.data?.rows ?? []);
  const said = ({ kind, batch }: CalendarLine): string => {
    const label = batch?.[language] ?? "";
    return kind === "opens" || kind === "closes" ? w[kind](label) : w[kind];
  };
  return (
    <section className="card" aria-label={w.calendar}>
      <h2>{w.calendar}</h2>
      {lines.length === 0 ? <p className="quiet">{w.calendarNone}</p> : null}
      <ol className="case-lines">
        {lines.map((line, i) => (
          <li key={i} className={line.day < definition.today ? "quiet" : ""}>
            <b>{line.day}</b> {said(line)}{" "}
            {line.row === null ? null : (
              <Link to="/awards/$id" params={{ id: line.row.id }} className="strong">
                {line.row.name}
              </Link>
            )}
            {line.day < definition.today ? ` · ${w.past}` : ""}
          </li>
        ))}
      </ol>
    </section>
  );
}
