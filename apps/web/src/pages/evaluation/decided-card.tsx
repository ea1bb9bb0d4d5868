/** The class with its rule, and the vetoes as they stand. */
import type { Scorecard } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { ClassMark } from "./class-mark.tsx";
import { ruleText } from "./rules.ts";

export function DecidedCard({ data }: { readonly data: Scorecard }): ReactElement {
  const w = useWords(evaluationWords);
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
