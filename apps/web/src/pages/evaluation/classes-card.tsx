/** How many are in each class by which rule, and what they use and contribute. */
import type { Grading, GradingAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Value } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { ClassMark } from "./class-mark.tsx";
import { GradeNote } from "./grade-note.tsx";
import { countText, ruleText, shareText, valueShare } from "./rules.ts";

export function ClassesCard({
  data,
  grading,
}: {
  readonly data: GradingAnswer;
  readonly grading: Grading;
}): ReactElement {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const classed = data.inClass.reduce((a, n) => a + n, 0);
  return (
    <section className="card">
      <h2>
        {w.classes}{" "}
        <small>{grading.groups === null ? w.classesSub : `${w.classesSub}${w.comma}${w.perGroup}`}</small>
        <Marks marks={grading.marks} />
      </h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.classes}>
        <table className="plain grade-table">
          <thead>
            <tr>
              <th scope="col">{w.class}</th>
              <th scope="col" className="right">
                {w.firms}
              </th>
              {data.behind.map((b) => (
                <th key={b.label.zh} scope="col" className="right">
                  {b.label[language]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grading.classes.map((c, i) => (
              <tr key={c.id}>
                <th scope="row">
                  <ClassMark number={c.number}>{c.label[language]}</ClassMark>
                  <small>{ruleText(w, c)}</small>
                </th>
                <td className="right">
                  {countText(data.inClass[i] ?? 0)}
                  <small>{shareText(data.inClass[i] ?? 0, data.counts.graded)}</small>
                </td>
                {data.behind.map((b) => {
                  const part = b.parts[i];
                  return (
                    <td key={b.label.zh} className="right">
                      {part === undefined ? "—" : <Value value={part} />}
                      <small>{valueShare(part, b.total)}</small>
                    </td>
                  );
                })}
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{w.total}</th>
              <td className="right">{countText(classed)}</td>
              {data.behind.map((b) => (
                <td key={b.label.zh} className="right">
                  <Value value={b.total} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <GradeNote grading={grading} />
    </section>
  );
}
