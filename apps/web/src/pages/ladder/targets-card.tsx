/** The targets of the clause: what is asked, and the count by legal person and by group. */
import type { LadderAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { ladderWords } from "../../i18n/ladder.ts";

export function TargetsCard({ data }: { readonly data: LadderAnswer }): ReactElement {
  const w = useWords(ladderWords);
  const { language } = useFrame();
  return (
    <section className="card">
      <h2>
        {w.targets} <small>{w.targetsSub}</small>
      </h2>
      <table className="plain grade-table">
        <thead>
          <tr>
            <th scope="col">{w.target}</th>
            <th scope="col" className="right">
              {w.bound}
            </th>
            <th scope="col" className="right">
              {w.legal}
            </th>
            <th scope="col" className="right">
              {w.group}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.targets.map((t) => (
            <tr key={t.label.zh}>
              <th scope="row">{t.label[language]}</th>
              <td className="right">
                {t.bound[language]}
                <small>{w.byYear(t.by)}</small>
              </td>
              <td className="right">{t.now === null ? "—" : <Figure data={t.now} compact />}</td>
              <td className="right">{t.group === null ? "—" : <Figure data={t.group} compact />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
