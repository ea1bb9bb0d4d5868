/** Classes as decided and under each scenario; what they use and contribute before and after. */
import type { AdjustAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { adjustWords } from "../../i18n/adjust.ts";
import { ClassMark } from "../evaluation/class-mark.tsx";
import { countText, valueShare } from "../evaluation/rules.ts";

const signed = (n: number): string => (n === 0 ? "" : n > 0 ? `+${n}` : `−${-n}`);

export function ResultsCard({ data }: { readonly data: AdjustAnswer }): ReactElement {
  const w = useWords(adjustWords);
  const { language } = useFrame();
  const stages = data.stages.flatMap((s) => (s.summary === null ? [] : [{ name: s.name, ...s.summary }]));
  const [decided] = stages;
  const last = stages.at(-1);
  if (decided === undefined || last === undefined) return <section className="card" />;
  const compared = last !== decided;
  return (
    <section className="card">
      <h2>
        {w.results} <small>{w.resultsSub}</small>
      </h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.results}>
        <table className="plain grade-table adjust-results">
          <thead>
            <tr>
              <th scope="col">{w.class}</th>
              {stages.map((s, i) => (
                // a stage is its place
                <th key={`${i}-${s.name}`} scope="col" className="right">
                  {i === 0 ? w.before : s.name}
                </th>
              ))}
              {decided.behind.map((b) => (
                <th key={b.label.zh} scope="col" className="right">
                  {b.label[language]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.grading.classes.map((c, row) => (
              <tr key={c.id}>
                <th scope="row">
                  <ClassMark number={c.number}>{c.label[language]}</ClassMark>
                </th>
                {stages.map((s, i) => {
                  const n = s.inClass[row] ?? 0;
                  return (
                    <td key={`${i}-${s.name}`} className="right">
                      {countText(n)}
                      {i === 0 ? null : <small>{signed(n - (decided.inClass[row] ?? 0)) || "0"}</small>}
                    </td>
                  );
                })}
                {decided.behind.map((b, i) => (
                  <td key={b.label.zh} className="right">
                    {valueShare(b.parts[row], b.total)}
                    {compared ? (
                      <small>{`${w.to} ${valueShare(last.behind[i]?.parts[row], last.behind[i]?.total ?? b.total)}`}</small>
                    ) : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
