/** The document as people left it, beside the decision in force; and what nobody could be sure of. */
import type { ReadingAnswer, ReadingFinding } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { readerWords } from "../../i18n/reader.ts";
import { wordsOf } from "./words-of.ts";

interface DifferenceProps {
  readonly data: ReadingAnswer;
  readonly onAt: (key: string) => void;
}

export function DifferenceCard({ data, onAt }: DifferenceProps): ReactElement {
  const w = useWords(readerWords);
  const { language } = useFrame();
  const targets = data.findings.filter((f) => f.kind === "target");
  const of = (how: ReadingFinding["change"]): number => targets.filter((t) => t.change === how).length;
  const clauses = (how: "new" | "same" | "changed"): number =>
    data.clauses.filter((c) => c.change === how).length;
  const moved = targets.filter((t) => t.change === "changed");
  const { gone, open } = data;
  return (
    <section className="card spaced">
      <h2>{w.difference}</h2>
      {data.kind === "tasks" ? <p>{w.paper}</p> : null}
      <p>{w.clausesCount(clauses("same"), clauses("changed"), clauses("new"))}</p>
      <p>{w.targetsCount(of("same"), of("changed"), of("new"))}</p>
      {moved.length === 0 ? null : (
        <ul className="reading-moved">
          {moved.map((f) => (
            <li key={f.key}>
              <button type="button" className="link" lang="zh" onClick={() => onAt(f.key)}>
                {wordsOf(f, { ...f.found, ...f.verdict?.corrected }, w, language)[0]}
              </button>{" "}
              <span className="quiet">{f.before === null ? "" : w.before(f.before[language])}</span>
            </li>
          ))}
        </ul>
      )}
      <Gone title={w.goneClauses(gone.clauses.length)} items={gone.clauses} />
      <Gone title={w.goneTargets(gone.targets.length)} items={gone.targets} />
      {open.length === 0 ? null : (
        <details>
          <summary>{w.open(open.length)}</summary>
          <ul>
            {open.map((o) => (
              <li key={`${o.start ?? ""} ${o.text} ${o.why.en}`}>
                <span lang="zh">{o.text}</span>{" "}
                <span className="quiet">
                  {o.why[language]}
                  {o.near.length === 0 ? null : (
                    <>
                      {" · "}
                      <span lang="zh">{w.near(o.near.join(" / "))}</span>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Gone({
  title,
  items,
}: {
  readonly title: string;
  readonly items: ReadingAnswer["gone"]["targets"];
}): ReactElement | null {
  const { language } = useFrame();
  if (items.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            {item.label[language]} <span className="quiet">{item.id}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
