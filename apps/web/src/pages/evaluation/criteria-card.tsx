/** Value, base, weight and points of every criterion, and what they add up to. */
import type { Scorecard } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { GradeNote } from "./grade-note.tsx";
import { shorter } from "./rules.ts";

type Row = Scorecard["criteria"][number];

export function CriteriaCard({ data }: { readonly data: Scorecard }): ReactElement {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const added = [
    ...data.parts.map((p) => ({ ...p, note: null })),
    ...data.extras.map((e) => ({ ...e, note: e.deduction ? w.deduction : w.extra })),
  ];
  return (
    <section className="card">
      <h2>
        {w.criteria} <small>{w.criteriaSub}</small>
        <Marks marks={data.grading.marks} />
      </h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.criteria}>
        <table className="plain grade-table criteria">
          <thead>
            <tr>
              <th scope="col">{w.criterion}</th>
              <th scope="col" className="right">
                {w.value}
              </th>
              <th scope="col" className="right wide">
                {w.base}
              </th>
              <th scope="col" className="right wide">
                {w.max}
              </th>
              <th scope="col" className="right">
                {w.points}
              </th>
              <th scope="col" className="wide">
                {w.holders}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.criteria.map((c) => (
              <CriterionRow key={c.id} c={c} />
            ))}
            {added.map((a) => (
              <tr key={a.label.zh}>
                <th scope="row" colSpan={2}>
                  {a.label[language]}
                </th>
                <td className="right wide">—</td>
                <td className="right wide">—</td>
                <td className="right">
                  <Figure data={a.figure} bare unmarked />
                </td>
                <td className="quiet wide">{a.note ?? "—"}</td>
              </tr>
            ))}
            {data.score === null ? null : (
              <tr className="total">
                <th scope="row" colSpan={2}>
                  {w.sum}
                </th>
                <td className="right wide">—</td>
                <td className="right wide">{weights(data)}</td>
                <td className="right">
                  <Figure data={data.score} bare unmarked />
                </td>
                <td className="quiet wide">
                  {data.class === null ? "—" : w.inClass(data.class.label[language])}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      <GradeNote grading={data.grading} />
    </section>
  );
}

/** What the weights make together; — where one is in no number. */
function weights({ criteria }: Scorecard): string {
  const all = criteria.map((c) => (c.max === null ? NaN : Number(c.max)));
  const sum = all.reduce((a, n) => a + n, 0);
  return Number.isFinite(sum) ? String(Number(sum.toFixed(4))) : "—";
}

function CriterionRow({ c }: { readonly c: Row }): ReactElement {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const missing = c.values.some((v) => v.value.text === null);
  return (
    <tr>
      <th scope="row">
        {c.label[language]}
        {c.assumed ? <Marks marks={["assumed"]} compact /> : null}
        <small>{c.made[language]}</small>
      </th>
      <td className="right">
        {c.values.map((v) => (
          <div key={v.indicator}>
            <Figure data={v} unmarked />
          </div>
        ))}
        {missing ? <small>{c.points.value.text === null ? w.openPoints : w.settled}</small> : null}
      </td>
      <td className="right wide">
        {c.base === null ? "—" : <Figure data={shorter(c.base, c.values[0]?.value.decimals)} unmarked />}
      </td>
      <td className="right wide">
        {c.max ?? "—"}
        {c.cap === null ? null : (
          <small>{c.cap.of === "weight" ? w.capOfWeight(c.cap.text) : w.capOfPoints(c.cap.text)}</small>
        )}
      </td>
      <td className="right">
        <Figure data={c.points} bare unmarked />
      </td>
      <td className="quiet wide">{c.holders.map((h) => h[language]).join(w.and)}</td>
    </tr>
  );
}
