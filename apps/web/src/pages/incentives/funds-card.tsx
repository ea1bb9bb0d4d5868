/** The funds behind the incentives: what there is, what is granted, what is lacking and who comes first then. */
import type { Incentives } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { incentiveWords } from "../../i18n/incentives.ts";
import { amount, amountWith } from "./amount.ts";

export function FundsCard({ data }: { readonly data: Incentives }): ReactElement {
  const w = useWords(incentiveWords);
  const { language } = useFrame();
  return (
    <section className="card">
      <h2>
        {w.funds} <small>{w.fundsSub}</small>
      </h2>
      {data.funds.map((f) => (
        <dl key={f.id} className="value-list">
          <div>
            <dt>{w.fund}</dt>
            <dd>
              {f.label[language]}
              <Marks marks={f.marks} />
            </dd>
          </div>
          <div>
            <dt>{w.has}</dt>
            <dd>
              {f.has.text === null ? w.noAmount : amountWith(f.has, language)}
              <small className="quiet"> {f.source}</small>
            </dd>
          </div>
          <div>
            <dt>{`${w.granted} / ${w.short}`}</dt>
            <dd>{`${amount(f.granted, language)} / ${amountWith(f.short, language)}`}</dd>
          </div>
          {f.rule === null ? null : (
            <div>
              <dt>{w.rule}</dt>
              <dd>{f.rule[language]}</dd>
            </div>
          )}
        </dl>
      ))}
    </section>
  );
}
