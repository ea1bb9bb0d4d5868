/** What was done to a case, first the last: steps, returns with their reasons, papers, evidence, fields. */
import type { CaseEvent, ProcedureAnswer, RecordAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import { momentText } from "../lib/moment.ts";
import { valueText } from "../records/value-text.ts";
import { eventText } from "./event-text.ts";

interface TimelineProps {
  readonly definition: ProcedureAnswer;
  readonly events: readonly CaseEvent[];
  readonly names: RecordAnswer["names"];
}

export function CaseTimeline({ definition, events, names }: TimelineProps): ReactElement {
  const w = useWords(caseWords);
  return (
    <section className="card">
      <h2>{w.timeline}</h2>
      <ol className="history">
        {events.toReversed().map((event) => (
          <li key={event.event}>
            <EventLine definition={definition} event={event} names={names} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function EventLine({
  definition,
  event,
  names,
}: Omit<TimelineProps, "events"> & { readonly event: CaseEvent }): ReactElement {
  const w = useWords(caseWords);
  const { language } = useFrame();
  const shown = (field: string, value: string | null): string => {
    const found = definition.fields.find((f) => f.id === field);
    return found === undefined ? (value ?? "—") : valueText(found, value, names, language) || "—";
  };
  return (
    <>
      <p>
        <b>{eventText(event, w, language)}</b>{" "}
        <span className="quiet">
          {momentText(event.at, language)} · {event.who}
          {event.onBehalfOf === null ? "" : ` · ${w.onBehalf(event.onBehalfOf)}`}
        </span>
      </p>
      {event.reason === null || event.reason === "" ? null : <p>{event.reason}</p>}
      {event.document === null ? null : (
        <p>
          {event.document.label} {event.document.number}
        </p>
      )}
      {event.evidence.length + event.changes.length === 0 ? null : (
        <ul className="quiet">
          {event.evidence.map((e, i) => (
            <li key={`e${i}`}>
              {e.label[language]}:{e.what}
            </li>
          ))}
          {event.changes.slice(0, MOST).map((c, i) => (
            <li key={`c${i}`}>
              {definition.fields.find((f) => f.id === c.field)?.label[language] ?? c.field}:
              {c.before === null ? "" : `${shown(c.field, c.before)} → `}
              {shown(c.field, c.after)}
            </li>
          ))}
          {event.changes.length > MOST ? <li>{w.moreChanges(event.changes.length - MOST)}</li> : null}
        </ul>
      )}
    </>
  );
}

/** Changes of one event shown; the entry of a record may have many. */
const MOST = 12;
