/** One firm more closely: its class before and after, and which figure alone would change it. */
import type { AdjustAnswer } from "@lianzhang/contract";
import { Input } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { Figure, Value } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { adjustWords } from "../../i18n/adjust.ts";
import { Class } from "./moved-card.tsx";

type Firm = NonNullable<AdjustAnswer["firm"]>;

export function FirmCard({ data }: { readonly data: AdjustAnswer }): ReactElement {
  const w = useWords(adjustWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const { firm } = data;
  return (
    <section className={firm === null ? "card spaced no-print" : "card spaced"}>
      <h2>{firm === null ? w.look : w.firmTitle(firm.name)}</h2>
      <Input
        key={search.subject ?? ""}
        className="no-print adjust-look"
        size="small"
        allowClear
        aria-label={w.lookLabel}
        placeholder={w.lookHow}
        defaultValue={search.subject ?? ""}
        onBlur={(e) => change({ subject: e.target.value.trim() === "" ? null : e.target.value.trim() })}
        onPressEnter={(e) => e.currentTarget.blur()}
      />
      {firm === null ? (
        search.subject === undefined ? null : (
          <p className="quiet">{w.noFirm}</p>
        )
      ) : (
        <Ways firm={firm} />
      )}
    </section>
  );
}

function Ways({ firm }: { readonly firm: Firm }): ReactElement {
  const w = useWords(adjustWords);
  const { language } = useFrame();
  return (
    <>
      <p>
        <Class side={firm.before} />
        {` ${w.to} `}
        <Class side={firm.after} />
        {firm.after.score === null ? null : (
          <>
            {w.semicolon}
            {w.score} <Value value={firm.after.score} bare />
          </>
        )}
        {firm.after.short === null ? null : (
          <>
            {w.semicolon}
            {w.short} <Value value={firm.after.short} bare />
          </>
        )}
      </p>
      {firm.target === null || firm.ways.length === 0 ? (
        <p className="quiet">{w.firmBest}</p>
      ) : (
        <>
          <p className="quiet">{w.firmHow(firm.target[language])}</p>
          <div className="scroll-x" tabIndex={0} role="region" aria-label={w.firmTitle(firm.name)}>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{w.criterion}</th>
                  <th scope="col" className="right">
                    {w.now}
                  </th>
                  <th scope="col" className="right">
                    {w.needed}
                  </th>
                  <th scope="col" className="right">
                    {w.points}
                  </th>
                </tr>
              </thead>
              <tbody>
                {firm.ways.map((way) => (
                  <tr key={way.criterion}>
                    <th scope="row">{way.label[language]}</th>
                    <td className="right">
                      <Figure data={way.value} unmarked />
                    </td>
                    <td className="right">
                      {way.needed === null ? (
                        <span className="quiet">{w.cannot}</span>
                      ) : (
                        <Value value={way.needed} />
                      )}
                    </td>
                    <td className="right">
                      <Value value={way.points} bare />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}
