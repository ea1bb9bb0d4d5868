/** One condition that is lacking, in a line: the figure, what is needed, the gap; or who holds it. */
import type { AskedCondition } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure, Value } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { ladderWords } from "../../i18n/ladder.ts";

const SIGNS = { "=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥" } as const;
export const signText = (c: AskedCondition): string => (c.comparison === null ? "" : SIGNS[c.comparison]);

export function LackText({ condition: c }: { readonly condition: AskedCondition }): ReactElement {
  const w = useWords(ladderWords);
  const { language } = useFrame();
  const label = c.label[language];
  if (c.status === "unknown")
    return (
      <span className="quiet">
        {label} {w.unknown}
        {c.holders.length === 0
          ? null
          : language === "zh"
            ? `(${c.holders.map((h) => h.zh).join("、")})`
            : ` (${c.holders.map((h) => h.en).join(", ")})`}
      </span>
    );
  return (
    <span>
      {label} {c.value === null ? null : <Figure data={c.value} unmarked />}
      {c.need === null ? null : (
        <>
          {w.comma}
          {w.need} {signText(c)} <Value value={c.need} short />
        </>
      )}
    </span>
  );
}
