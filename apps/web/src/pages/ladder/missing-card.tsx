/** Whose data are missing, so that conditions of candidates cannot be decided. */
import type { LadderAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { ladderWords } from "../../i18n/ladder.ts";

export function MissingCard({ data }: { readonly data: LadderAnswer }): ReactElement {
  const w = useWords(ladderWords);
  const { language } = useFrame();
  return (
    <section className="card">
      <h2>
        {w.missing} <small>{w.missingSub}</small>
      </h2>
      {data.missing.length === 0 ? (
        <p className="quiet">{w.noMissing}</p>
      ) : (
        <table className="plain grade-table">
          <thead>
            <tr>
              <th scope="col">{w.holder}</th>
              <th scope="col">{w.figures}</th>
              <th scope="col" className="right">
                {w.firms}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.missing.map((m) => (
              <tr key={m.holder.zh}>
                <th scope="row">{m.holder[language]}</th>
                <td className="quiet ladder-missing">{m.figures.map((f) => f[language]).join(w.and)}</td>
                <td className="right">{m.firms.toLocaleString("en-US")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
