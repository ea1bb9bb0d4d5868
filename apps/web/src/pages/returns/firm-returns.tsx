/** 报送 for a firm's own person: what it may file, what it filed, and its consents. */
import type { ReturnForm, ReturnFormsAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { periodText } from "../../lib/period.ts";
import { MayFile } from "../../returns/may-file.tsx";
import { consentsQuestion } from "../../returns/questions.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Ready } from "../../states/ready.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { ConsentsCard } from "./consents-card.tsx";
import { ListCard, StatesBar, useAskedReturns } from "./list-card.tsx";
import { SurveyMark } from "./survey-mark.tsx";
import { Worth } from "./worth.tsx";

/** Forms the firm may send. */
export const ownForms = (answer: ReturnFormsAnswer): readonly ReturnForm[] =>
  answer.forms.filter((f) => f.deeds.send && f.senders.length > 0);

export function FirmReturns({ answer }: { readonly answer: ReturnFormsAnswer }): ReactElement {
  const w = useWords(fillingWords);
  const returns = useAskedReturns();
  const consents = useQuery(consentsQuestion());
  const skeleton = <PageSkeleton columns={[280]} table={280} />;
  const forms = ownForms(answer);
  const open = forms.filter((f) => f.opens.open).length;
  return (
    <Loaded query={returns} skeleton={skeleton}>
      {(data) => (
        <Ready queries={[consents]} skeleton={skeleton}>
          <h1 className="finding">
            {forms.length === 0 ? w.canFileNone : w.findingFirm(open, forms.length)}
          </h1>
          <p className="sub">{w.subFirm}</p>
          <div className="grid form-cards">
            {forms.map((form) => (
              <FormCard key={form.id} form={form} />
            ))}
          </div>
          <section className="spaced" aria-label={w.own}>
            <StatesBar states={data.states} />
            <div className="card table-card">
              <h2 className="own-title">{w.own}</h2>
              {data.rows.length === 0 ? <Empty title={w.ownNone} /> : <ListCard data={data} own />}
            </div>
          </section>
          <ConsentsCard />
        </Ready>
      )}
    </Loaded>
  );
}

const EVERY = ["month", "quarter", "half", "year"] as const;

function FormCard({ form }: { readonly form: ReturnForm }): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const every = EVERY.find((e) => e === form.every) ?? "any";
  return (
    <section className="card form-card" aria-label={form.label[language]}>
      <SurveyMark form={form.id} />
      <h2>{form.label[language]}</h2>
      <p className="quiet">
        {w[`every_${every}`]} · {periodText(form.opens.period, language)}
        {form.like === null ? "" : ` · ${w.like(form.like)}`}
      </p>
      <MayFile form={form} />
      <Worth purposes={form.consent?.purposes ?? []} />
    </section>
  );
}
