/** The ten firms that moved a chain; people write why. */
import type { ChainBoardAnswer } from "@lianzhang/contract";
import { Button, Input } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { boardWords } from "../../i18n/board.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { display } from "../../lib/display.ts";
import { useTyping } from "./questions.ts";

type Mover = ChainBoardAnswer["moved"][number];

export function Movers({ data }: { readonly data: ChainBoardAnswer }): ReactElement {
  const w = useWords(boardWords);
  const { language, money } = useFrame();
  const number = (value: Mover["change"]): string => display(value, { language, money, signed: true }).number;
  return (
    <section className="card">
      <h2>
        {w.movers} <small>{w.moversSub}</small>
      </h2>
      {data.moved.length === 0 ? (
        <p className="quiet">{w.noMovers}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={w.movers}>
          <table className="plain board-movers">
            <thead>
              <tr>
                <th scope="col">{w.firm}</th>
                <th scope="col" className="right">
                  {w.output}
                </th>
                <th scope="col" className="right">
                  {w.growth}(%)
                </th>
                <th scope="col" className="right">
                  {w.pull}
                </th>
                <th scope="col">{w.reason}</th>
              </tr>
            </thead>
            <tbody>
              {data.moved.map((m) => (
                <tr key={m.code}>
                  <th scope="row">{m.name}</th>
                  <td className="right">
                    <Figure data={m.output} compact />
                  </td>
                  <td className="right">{number(m.change)}</td>
                  <td className="right">{number(m.contribution)}</td>
                  <td>
                    <Reason data={data} mover={m} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Reason({ data, mover }: { readonly data: ChainBoardAnswer; readonly mover: Mover }): ReactElement {
  const w = useWords(boardWords);
  const [text, setText] = useState(mover.reason ?? "");
  const typing = useTyping(data.chain.id);
  const written = text.trim();
  if (!data.mayReason) return <>{mover.reason ?? ""}</>;
  const save = (): void =>
    typing.send(
      "reasons",
      { enterprise: mover.code, period: data.asOf.period, text: written },
      () => undefined,
    );
  return (
    <>
      <span className="board-typing no-print">
        <Input
          size="small"
          aria-label={w.reasonOf(mover.name)}
          value={text}
          maxLength={200}
          onChange={(e) => setText(e.target.value)}
          onPressEnter={save}
        />
        {written === "" || written === (mover.reason ?? "") ? null : (
          <Button size="small" loading={typing.busy} onClick={save}>
            {w.save}
          </Button>
        )}
        {typing.failed ? <span role="alert">{w.failed}</span> : null}
      </span>
      <span className="print-only">{mover.reason ?? ""}</span>
    </>
  );
}
