/** Conditions of a step and whether they hold for the record now. */
import type { CaseMove, RegisterField } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";

const SIGNS = { holds: "✓", fails: "✗", to_be_supplied: "○" } as const;

export function Gates({
  gates,
  fields,
}: {
  readonly gates: CaseMove["gates"];
  readonly fields: readonly RegisterField[];
}): ReactElement | null {
  const w = useWords(caseWords);
  const { language } = useFrame();
  if (gates.length === 0) return null;
  const nameOf = (id: string): string =>
    fields.find((f) => f.id === id.replace(/^.*\./u, ""))?.label[language] ?? id;
  return (
    <ul className="gates" aria-label={w.gates}>
      {gates.map((g) => (
        <li key={g.text} className={`gate gate-${g.answer}`} title={g.text}>
          <i aria-hidden="true">{SIGNS[g.answer]}</i> {g.say[language]}
          <span className="quiet">
            {" "}
            {w[`gate_${g.answer}`]}
            {g.blank.length === 0 ? "" : `,${w.blank(g.blank.map(nameOf).join("、"))}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
