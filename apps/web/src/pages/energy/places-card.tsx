/** The accounts by county, park or unit; the totals row says what it totals. */
import type { EnergyAnswer } from "@lianzhang/contract";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { energyWords } from "../../i18n/energy.ts";
import { unitText } from "../../lib/unit.ts";

export function PlacesCard({ data }: { readonly data: EnergyAnswer }): ReactElement {
  const w = useWords(energyWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const chosen = data.places.find((p) => p.key.id === search.by) ?? data.places[0];
  const marks = [...new Set(data.totals.flatMap((t) => t.marks))];
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {w.places} <small>{w.placesSub}</small>
          <Marks marks={marks} />
        </h2>
        {data.places.length < 2 ? null : (
          <Segmented
            size="small"
            value={chosen?.key.id ?? ""}
            options={data.places.map((p) => ({ value: p.key.id, label: p.key.label[language] }))}
            onChange={(by) => change({ by })}
          />
        )}
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.places}>
        <table className="plain grade-table energy-places">
          <thead>
            <tr>
              <th scope="col">{chosen?.key.label[language] ?? w.place}</th>
              {data.columns.map((c, i) => (
                <th key={c.zh} scope="col" className="right">
                  {c[language]}
                  <small>{unitText(data.totals[i]?.value.unit ?? "", language)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chosen?.rows.map((r) => (
              <tr key={r.place.code}>
                <th scope="row">{r.place.label[language]}</th>
                {r.figures.map((f) => (
                  <td key={f.indicator} className="right">
                    <Figure data={f} bare unmarked />
                  </td>
                ))}
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{w.total}</th>
              {data.totals.map((f) => (
                <td key={f.indicator} className="right">
                  <Figure data={f} bare unmarked />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
