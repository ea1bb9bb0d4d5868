import type { Decision } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { decisionWords, definitionKinds } from "../../i18n/decision.ts";
import { useWords } from "../../i18n/dictionary.ts";

/** How much of the Decision is carried, by kind of thing it names. */
export function CoverageCard({ data }: { readonly data: Decision }): ReactElement {
  const w = useWords(decisionWords);
  const { language } = useFrame();
  const kinds = {
    clause: w.clause,
    target: w.target,
    mechanism: w.mechanism,
    industry: w.industry,
    place: w.place,
    unit: w.unit,
  };
  return (
    <section className="card">
      <h2>{w.coverage}</h2>
      <p className="unit">{w.coverageSub}</p>
      <dl className="coverage">
        {data.coverage
          .filter((c) => c.total > 0)
          .map((c) => (
            <div key={c.kind}>
              <dt>{kinds[c.kind]}</dt>
              <dd>
                <span className="meter" aria-hidden="true">
                  <i style={{ width: `${c.total === 0 ? 0 : (c.carried / c.total) * 100}%` }} />
                </span>
                {w.coverageRow(c.carried, c.total)}
              </dd>
            </div>
          ))}
      </dl>
      <p className="quiet">
        {w.counts}:{" "}
        {data.counts.map((c) => `${definitionKinds[c.kind]?.[language] ?? c.kind} ${c.count}`).join(" · ")}
      </p>
    </section>
  );
}
