/** Factors as in force for the year, with document, edition and the one before. */
import type { EnergyAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Value } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { energyWords } from "../../i18n/energy.ts";

type Factor = EnergyAnswer["factors"][number];

export function FactorsCard({ data }: { readonly data: EnergyAnswer }): ReactElement {
  const w = useWords(energyWords);
  const { language } = useFrame();
  return (
    <section className="card spaced">
      <h2>
        {w.factors} <small>{w.factorsSub}</small>
      </h2>
      <dl className="energy-factors">
        {data.factors.map((f) => (
          <div key={f.label.zh}>
            <dt>
              {f.label[language]}
              {f.assumed ? <Marks marks={["assumed"]} compact /> : null}
            </dt>
            <dd>
              <Value value={f.value} short />
              {f.before === null ? null : (
                <small className="quiet" title={f.before.source}>
                  {" "}
                  {w.before} <Value value={f.before.value} bare short />
                </small>
              )}
              <small className="quiet">
                {[f.source, editionText(w, f)].filter((t) => t !== "").join(" · ")}
              </small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const editionText = (w: (typeof energyWords)["zh"], f: Factor): string =>
  [
    f.of === null ? null : w.of(f.of),
    f.published === null ? null : w.published(f.published),
    f.since === null ? null : w.since(f.since),
  ]
    .filter((t) => t !== null)
    .join(w.comma);
