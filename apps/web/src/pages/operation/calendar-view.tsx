/** 数据何时有: the day on which each form's figures of the month exist, by what, and whether they are here. */
import type { OperationCalendar } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { periodText } from "../../lib/period.ts";

type Row = OperationCalendar["rows"][number];

export function CalendarView({ data }: { readonly data: OperationCalendar }): ReactElement {
  const w = useWords(operationWords);
  return (
    <section className="card">
      <h2>
        {w.calendarTable} <small>{w.calendarNote}</small>
      </h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.calendarTable}>
        <table className="plain">
          <thead>
            <tr>
              {[w.day, w.form, w.holder, w.period, w.basis, w.here, w.indicators].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <CalendarRow key={row.form.id} row={row} today={data.today} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function CalendarRow({ row, today }: { readonly row: Row; readonly today: string }): ReactElement {
  const w = useWords(operationWords);
  const { language } = useFrame();
  const late = !row.here && row.day !== null && row.day < today;
  return (
    <tr>
      <td>{row.day ?? "—"}</td>
      <th scope="row">{row.form.label[language]}</th>
      <td>{row.holder[language]}</td>
      <td>{periodText(row.period, language)}</td>
      <td>
        {row.basis === null ? w.noDay : w[row.basis]}
        {row.assumed ? <small className="mark assumed"> {w.assumed}</small> : null}
      </td>
      <td>{row.here ? w.here : late ? <b>{w.late}</b> : w.notHere}</td>
      <td>
        {row.indicators.length === 0 ? (
          "—"
        ) : (
          <details>
            <summary>{w.count(row.indicators.length)}</summary>
            {row.indicators.map((i) => (
              <div key={i.id}>
                <Link to="/indicators/$id" params={{ id: i.id }}>
                  {i.label[language]}
                </Link>
              </div>
            ))}
          </details>
        )}
      </td>
    </tr>
  );
}
