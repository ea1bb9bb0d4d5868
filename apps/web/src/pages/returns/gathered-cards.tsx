/** What many files of one return tell together: contradictions, who has not answered, how rows met the register. */
import type { ReturnReportAnswer } from "@lianzhang/contract";
import { cellName } from "@lianzhang/intake";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnRowsWords } from "../../i18n/return-rows.ts";
import { returnWords } from "../../i18n/returns.ts";
import { periodText } from "../../lib/period.ts";
import { cellText } from "../../returns/cell-address.ts";
import { matchFile } from "../../returns/questions.ts";

interface CardProps {
  readonly report: ReturnReportAnswer;
}

/** Names shown of a list. */
const NAMES = 30;

export function ConflictsCard({ report }: CardProps): ReactElement | null {
  const w = useWords(returnWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  if (report.conflicts.length === 0) return null;
  return (
    <section className="card spaced" aria-label={w.conflicts}>
      <h2>{w.conflicts}</h2>
      <p className="quiet">{w.conflictsHint}</p>
      <ul className="finding-list">
        {report.conflicts.map((c) => (
          <li key={`${c.subject}.${c.period}.${c.field}`}>
            <b>
              {c.name ?? c.subject} · {c.label[language]} · {periodText(c.period, language)}
            </b>{" "}
            <code className="quiet">{c.name === null ? "" : c.subject}</code>
            <ul>
              {c.places.map((p) => (
                <li key={`${p.file}.${p.sheet ?? ""}.${p.row}`}>
                  <button type="button" className="link" onClick={() => change({ cell: cellText(p) })}>
                    {[p.file, p.sheet, cellName(p.row, p.column)].filter((t) => t !== null).join(" › ")}
                  </button>{" "}
                  <b>{p.text}</b>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ChaseCard({ report }: CardProps): ReactElement | null {
  const w = useWords(returnWords);
  const { language } = useFrame();
  const { chase } = report;
  if (chase === null) return null;
  const names = (of: {
    readonly count: number;
    readonly first: readonly { readonly name: string }[];
  }): string =>
    of.first
      .slice(0, NAMES)
      .map((n) => n.name)
      .join(w.comma) + (of.count > Math.min(NAMES, of.first.length) ? w.more(of.count) : "");
  return (
    <section className="card spaced" aria-label={w.chase}>
      <h2>{w.chase}</h2>
      <dl className="counts">
        {[
          [w.chaseComplete, chase.complete],
          [w.chaseUnanswered, chase.unanswered.count],
          [w.chasePartly, chase.partly.count],
          [w.chaseTwice, chase.twice.count],
          [w.chaseUnexpected, chase.unexpected],
        ].map(([term, n]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
      {chase.unanswered.count === 0 ? null : (
        <p>
          <b>{w.chaseUnanswered}</b> {names(chase.unanswered)}
        </p>
      )}
      {chase.partly.first.slice(0, NAMES).map((p) => (
        <p key={p.code}>
          <b>{p.name}</b> {w.chaseLacking(p.lacking.map((l) => l[language]).join(w.comma))}
        </p>
      ))}
      {chase.twice.count === 0 ? null : (
        <p>
          <b>{w.chaseTwice}</b> {names(chase.twice)}
        </p>
      )}
    </section>
  );
}

export function MatchCard({ report }: CardProps): ReactElement | null {
  const w = useWords(returnWords);
  const { language } = useFrame();
  const r = useWords(returnRowsWords);
  const { match } = report;
  if (match === null) return null;
  return (
    <section className="card spaced" aria-label={w.match}>
      <h2>{w.match}</h2>
      <dl className="counts">
        {[
          [w.matchRows, match.rows],
          [w.matchByCode, match.byCode],
          [w.matchByName, match.byName],
          [w.matchOtherName, match.otherName],
          [w.matchAmbiguous, match.ambiguous],
          [w.matchUnmatched, match.unmatched],
          [w.matchAbsent, match.absent],
        ].map(([term, n]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={matchFile(report.id)} download>
          {r.matchFile}
        </a>
      </p>
      <ul className="finding-list">
        {match.unsure.slice(0, NAMES).map((u) => (
          <li key={[u.file, u.sheet, u.row].join(" ")}>
            <b>
              {[u.file, u.sheet, w.at_row(u.row)].filter((t) => t !== null).join(" › ")}{" "}
              {u.name ?? u.code ?? ""}
            </b>{" "}
            {u.why[language]}
            {u.candidates.length === 0 ? null : (
              <span className="quiet">
                {" "}
                {w.candidates}
                {u.candidates.map((c) => `${c.name}(${c.code})`).join(w.comma)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
