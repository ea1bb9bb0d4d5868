import type { FigureCounters } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useWords } from "../i18n/dictionary.ts";
import { figureWords } from "../i18n/figure.ts";

/** 应有, 已报, 采用, 未知. */
export function Counters({ counters }: { readonly counters: FigureCounters | null }): ReactElement {
  const w = useWords(figureWords);
  if (counters === null) return <p className="quiet">{w.countersNone}</p>;
  const cells: readonly (readonly [string, number])[] = [
    [w.expected, counters.expected],
    [w.reported, counters.reported],
    [w.used, counters.used],
    [w.unknown, counters.unknown],
  ];
  return (
    <dl className="counters">
      {cells.map(([label, n]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{n}</dd>
        </div>
      ))}
    </dl>
  );
}
