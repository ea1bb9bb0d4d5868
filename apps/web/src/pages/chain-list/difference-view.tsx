/** What entries would change in figures, before anybody signs: before, after, and who moves. */
import type { DifferenceAnswer, FigureValue } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { statusWords } from "../../i18n/status.ts";
import { display, joined } from "../../lib/display.ts";
import { Empty } from "../../states/problem.tsx";
import { useListWords } from "./words.ts";

type Row = DifferenceAnswer["rows"][number];
type Standing = DifferenceAnswer["targets"][number]["before"];

export function DifferenceView({ data }: { readonly data: DifferenceAnswer }): ReactElement {
  const w = useListWords();
  const { language, money } = useFrame();
  const shown = (value: FigureValue, signed = false): string =>
    joined(display(value, { language, money, signed }));
  const status = (s: Standing): string => statusWords[s][language];
  return (
    <div className="difference">
      <p className="quiet">{w.differenceSub(data.from, data.asOf.period)}</p>
      {data.rows.length === 0 ? (
        <Empty title={w.noDifference}>{w.noDifferenceHow}</Empty>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={w.differenceTitle}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{w.chain}</th>
                <th scope="col">{w.indicator}</th>
                <th scope="col" className="right">
                  {w.before}
                </th>
                <th scope="col" className="right">
                  {w.after}
                </th>
                <th scope="col" className="right">
                  {w.by}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row: Row) => (
                <tr key={`${row.indicator.id}|${row.of?.code ?? ""}`}>
                  <th scope="row">{row.of?.label[language] ?? w.whole}</th>
                  <td>{row.indicator.label[language]}</td>
                  <td className="right">
                    <Figure data={row.before} compact />
                  </td>
                  <td className="right">{shown(row.after)}</td>
                  <td className="right">{row.by === null ? "—" : shown(row.by, true)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <h3>{w.movers}</h3>
      <ul className="movers">
        {data.entries.map((e) => (
          <li key={e.id}>
            {e.name}:{e.was?.label[language] ?? w.onNone} → {e.will?.label[language] ?? w.onNone}
            {e.output === null ? null : (
              <>
                {" · "}
                {w.output} <Figure data={e.output} compact />
              </>
            )}
          </li>
        ))}
      </ul>
      {data.targets.length === 0 ? null : (
        <>
          <h3>{w.targets}</h3>
          <ul className="movers">
            {data.targets.map((t) => (
              <li key={t.target.id}>
                {t.target.label[language]}:{status(t.before)} → {status(t.after)}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="quiet">{w.same(data.same)}</p>
    </div>
  );
}
