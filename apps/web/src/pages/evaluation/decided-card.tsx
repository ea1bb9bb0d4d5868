/** The class with its rule, and the vetoes as they stand. */
import type { ScorecardAnswer } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { yearWords } from "../../i18n/evaluation-year.ts";
import { ClassMark } from "./class-mark.tsx";
import { ruleText } from "./rules.ts";

export function DecidedCard({ data }: { readonly data: ScorecardAnswer }): ReactElement {
  const w = useWords(evaluationWords);
  const y = useWords(yearWords);
  const { language } = useFrame();
  const label = data.class?.label[language] ?? w[data.standing];
  return (
    <section className="card">
      <h2>{w.decided}</h2>
      <dl className="value-list">
        <div>
          <dt>{w.class}</dt>
          <dd>
            <ClassMark number={data.class?.number ?? null}>
              {data.classFigure === null || data.class === null ? (
                label
              ) : (
                <Figure data={data.classFigure} as={label} unmarked />
              )}
            </ClassMark>
          </dd>
        </div>
        {data.review === null ? null : (
          <div>
            <dt>{data.review.decided ? y.classDecided : y.classProposed}</dt>
            <dd>
              {data.review.class?.[language] ?? "—"}
              {data.review.reason === "" ? "" : `(${data.review.reason})`}{" "}
              <Link to="/reviews/$id" params={{ id: data.review.case }} className="no-print">
                {data.review.state[language]}
              </Link>
              {data.review.meeting === "" ? "" : ` ${data.review.meeting}`}
            </dd>
          </div>
        )}
        {data.grading.classes.length === 0 ? null : (
          <div>
            <dt>{w.classRule}</dt>
            <dd>
              {data.grading.classes.map((c) => `${c.label[language]} ${ruleText(w, c)}`).join(w.semicolon)}
            </dd>
          </div>
        )}
        {data.vetoes.map((v) => (
          <div key={v.figure.indicator}>
            <dt>{v.label[language]}</dt>
            <dd>
              <Figure
                data={v.figure}
                unmarked
                as={v.holds === null ? w.toSettle : v.holds ? w.holds(v.class[language]) : w.holdsNot}
              />
            </dd>
          </div>
        ))}
      </dl>
      {data.vetoes.length === 0 ? <p className="quiet">{w.noVetoes}</p> : null}
    </section>
  );
}
