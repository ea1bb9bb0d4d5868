/** A formula in colours, with every name explained on hover. The colouring is the language's own. */
import type { FormulaName } from "@lianzhang/contract";
import { tokens } from "@lianzhang/formula";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { cardOn } from "./hover-card.tsx";

export function Formula({
  text,
  names,
}: {
  readonly text: string;
  readonly names: readonly FormulaName[];
}): ReactElement {
  const { language } = useFrame();
  const parts: ReactElement[] = [];
  let at = 0;
  for (const token of tokens(text)) {
    const { start, end } = token.span;
    if (start > at) parts.push(<span key={at}>{text.slice(at, start)}</span>);
    const name = names.find((n) => n.start <= start && n.end >= end);
    const content = text.slice(start, end);
    parts.push(
      name === undefined ? (
        <span
          key={start}
          className={
            token.kind !== "name" ? `token-${token.kind}` : text[end] === "(" ? "token-keyword" : "token-code"
          }
        >
          {content}
        </span>
      ) : (
        <button
          key={start}
          type="button"
          className="token-name"
          {...cardOn(
            <>
              <b>{name.label[language]}</b> <code>{name.id}</code>
              {name.detail === null ? null : <div className="quiet">{name.detail[language]}</div>}
            </>,
          )}
        >
          {content}
        </button>
      ),
    );
    at = end;
  }
  if (at < text.length) parts.push(<span key="rest">{text.slice(at)}</span>);
  return <code className="formula">{parts}</code>;
}
