/** What moved, largest first, and which returns have come. */
import type { Moved, Overview } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure, Value } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { overviewWords } from "../../i18n/overview.ts";
import { display } from "../../lib/display.ts";

export function MovedCard({ data }: { readonly data: Overview }): ReactElement {
  const w = useWords(overviewWords);
  const { language } = useFrame();
  const marks = [...new Set(data.moved.flatMap((m) => m.figure.marks))];
  return (
    <section className="card">
      <h2>
        {w.moved}
        <Marks marks={marks} />
      </h2>
      <p className="unit">{w.movedSub}</p>
      {data.moved.length === 0 ? <p className="quiet">{w.movedEmpty}</p> : null}
      <ul className="feed">
        {data.moved.slice(0, 5).map((m, i) => (
          <MovedRow key={`${m.kind}-${m.figure.indicator}-${i}`} moved={m} />
        ))}
      </ul>
      {data.reporting.length === 0 ? null : (
        <>
          <h3 className="feed-title">{w.reporting}</h3>
          <ul className="reporting">
            {data.reporting.slice(0, 3).map((r) => (
              <li key={r.form}>{w.reportingLine(r.label[language], r.reported, r.expected)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function MovedRow({ moved: m }: { readonly moved: Moved }): ReactElement {
  const { language, money } = useFrame();
  const w = useWords(overviewWords);
  const falls = m.change.text?.startsWith("-") ?? false;
  const name = m.label[language];
  const subject = m.figure.subject;
  const contribution =
    m.contribution === null ? null : display(m.contribution, { language, money, signed: true });
  return (
    <li>
      <b className={falls ? "down" : "up"}>
        <Value value={m.change} signed />
      </b>
      <span>
        {subject !== null ? (
          <Link to="/enterprises/$code" params={{ code: subject.code }}>
            {name}
          </Link>
        ) : m.kind === "indicator" ? (
          <Link to="/indicators/$id" params={{ id: m.figure.indicator }}>
            {name}
          </Link>
        ) : (
          name
        )}{" "}
        <Figure data={m.figure} unmarked />
      </span>
      {contribution === null ? null : (
        <small className="quiet" title={contribution.full ?? ""}>
          {w.contribution(contribution.number)}
        </small>
      )}
    </li>
  );
}
