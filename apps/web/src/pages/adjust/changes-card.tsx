/** What is changed, scenario by scenario, in words: what the print says was tried. */
import type { AdjustAnswer, AdjustField } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { adjustWords } from "../../i18n/adjust.ts";
import { useStack } from "./use-stack.ts";
import { standsAt } from "./stack.ts";

export function ChangesCard({ data }: { readonly data: AdjustAnswer }): ReactElement {
  const w = useWords(adjustWords);
  const { language } = useFrame();
  const { all, at } = useStack();
  const shown = all.slice(0, at + 1);
  const problems = data.stages.flatMap((s) => s.problems).filter((p) => p.path === null);
  const named = (path: string): string => {
    const [kind, id] = path.split(".");
    if (kind === "criteria") return data.grading.criteria.find((c) => c.id === id)?.label[language] ?? path;
    if (kind === "classes") return data.grading.classes.find((c) => c.id === id)?.label[language] ?? path;
    return "";
  };
  const said = (field: AdjustField | undefined, value: string | null): string =>
    field?.choices.find((c) => c.id === value)?.label[language] ?? value ?? w.nothing;
  return (
    <section className="card spaced">
      <h2>
        {w.changes} <small>{w.changesSub}</small>
      </h2>
      {shown.every((s) => s.changes.length === 0) ? <p className="quiet">{w.noChanges}</p> : null}
      <ol className="adjust-changes">
        {shown.map((s, i) => (
          // a scenario is its place
          <li key={`${i}-${s.name}`}>
            <b>{s.name}</b>
            {w.colon}
            {s.changes
              .map((c) => {
                const field = data.fields.find((f) => f.path === c.path);
                const under = standsAt(all, i - 1, c.path);
                const before = under === undefined ? (field?.value ?? null) : under;
                const kind = field === undefined ? "" : w[`k_${field.kind}`];
                return `${[named(c.path), kind].filter((t) => t !== "").join(" ")} ${said(field, before)} ${w.to} ${said(field, c.value)}`;
              })
              .join(w.semicolon) || w.noChanges}
          </li>
        ))}
      </ol>
      {problems.map((p) => (
        <p key={p.code + p.message.en} className="red-flag">
          {[p.message[language], p.hint?.[language], p.code].filter(Boolean).join(w.semicolon)}
        </p>
      ))}
    </section>
  );
}
