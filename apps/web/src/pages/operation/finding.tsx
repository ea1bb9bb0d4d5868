/** The one line of the month: level, growth, who pulls up and down, how many answered. */
import type { OperationAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Value } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { display, joined } from "../../lib/display.ts";
import { periodText } from "../../lib/period.ts";
import { MonthFigure } from "./month-figure.tsx";

export function Finding({ data }: { readonly data: OperationAnswer }): ReactElement {
  const w = useWords(operationWords);
  const { language, money } = useFrame();
  const { whole } = data;
  const counters = whole.expected.figure.counters;
  const named = (list: OperationAnswer["up"]): string =>
    list.map((m) => `${m.name}(${joined(display(m.pull, { language, money, signed: true }))})`).join(w.and);
  const [up, down] = [named(data.up), named(data.down)];
  return (
    <>
      {w.levelIs(periodText(data.month, language))}
      <MonthFigure cell={whole.expected} />
      {w.growthIs}
      <MonthFigure cell={whole.growth} signed />
      {whole.estimate === null ? null : (
        <>
          {w.estimateIs}
          <Value value={whole.estimate.growth} signed />
        </>
      )}
      {up === "" ? "" : `${w.pulled}${up}`}
      {down === "" ? "" : `${w.dragged}${down}`}
      {counters === null ? "" : w.answeredIs(counters.reported, counters.expected)}
      {language === "zh" ? "。" : "."}
    </>
  );
}
