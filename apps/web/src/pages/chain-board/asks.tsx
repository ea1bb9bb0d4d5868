/** Decisions asked of the chain chief, typed on the page and kept as records. */
import type { ChainBoardAnswer } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import { Button, Input } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { boardWords } from "../../i18n/board.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { useTyping } from "./questions.ts";

export function Asks({ data }: { readonly data: ChainBoardAnswer }): ReactElement {
  const w = useWords(boardWords);
  const [text, setText] = useState("");
  const typing = useTyping(data.chain.id);
  const add = (): void => {
    if (text.trim() !== "") typing.send("asks", { text: text.trim() }, () => setText(""));
  };
  return (
    <section className="card">
      <h2>{w.askTitle}</h2>
      {data.asks.length === 0 ? (
        <p className="quiet">{w.askNone}</p>
      ) : (
        <ol className="board-asks">
          {data.asks.map((a) => (
            <li key={a.id}>
              {data.mayAsk ? (
                <Link to="/registers/$register/$record" params={{ register: "board_ask", record: a.id }}>
                  {a.text}
                </Link>
              ) : (
                a.text
              )}
              {a.settled === null ? "" : ` — ${w.settled}:${a.settled}`}
            </li>
          ))}
        </ol>
      )}
      {data.mayAsk ? (
        <p className="board-typing no-print">
          <Input
            aria-label={w.askNew}
            placeholder={w.askNew}
            value={text}
            maxLength={500}
            onChange={(e) => setText(e.target.value)}
            onPressEnter={add}
          />
          <Button disabled={text.trim() === ""} loading={typing.busy} onClick={add}>
            {w.askAdd}
          </Button>
          {typing.failed ? <span role="alert">{w.failed}</span> : null}
        </p>
      ) : null}
    </section>
  );
}
