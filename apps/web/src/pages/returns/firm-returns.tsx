/** 报送 for a firm's own person: what it may file, what it filed, and its consents. */
import type { ReturnFormsAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { periodText } from "../../lib/period.ts";
import { MayFile } from "../../returns/may-file.tsx";
import { standingsOf, useLatestOwn } from "../../returns/own-standings.ts";
import { consentsQuestion } from "../../returns/questions.ts";
import type { Standing } from "../../returns/standing.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Ready } from "../../states/ready.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { ConsentsCard } from "./consents-card.tsx";
import { ListCard, StatesBar, useAskedReturns } from "./list-card.tsx";
import { SurveyMark } from "./survey-mark.tsx";
import { Worth } from "./worth.tsx";

export function FirmReturns({ answer }: { readonly answer: ReturnFormsAnswer }): ReactElement {
  const w = useWords(fillingWords);
  const returns = useAskedReturns();
  const consents = useQuery(consentsQuestion());
  const latest = useLatestOwn();
  const skeleton = <PageSkeleton columns={[280]} table={280} />;
  const all = standingsOf(answer, latest.data);
  return (
    <Loaded query={returns} skeleton={skeleton}>
      {(data) => (
        <Ready queries={[consents, latest]} skeleton={skeleton}>
          <Finding all={all} />
          <p className="sub">{w.subFirm}</p>
          <div className="grid form-cards">
            {all.map((standing) => (
              <FormCard key={standing.form.id} standing={standing} />
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

/** What is due, by when; else how many may be filed freely. */
function Finding({ all }: { readonly all: readonly Standing[] }): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const due = all.filter((s) => s.daysLeft !== null);
  const free = all.filter((s) => s.form.due === null);
  const open = free.filter((s) => s.form.opens.open).length;
  const [first] = due;
  const pressing =
    first?.daysLeft == null
      ? null
      : w.findingDue(
          first.form.label[language],
          periodText(first.form.opens.period, language),
          first.daysLeft,
          due.length,
        );
  const freely = all.length === 0 ? w.canFileNone : w.findingFirm(open, free.length);
  return (
    <h1 className="finding">
      {[
        ...(pressing === null ? [] : [pressing]),
        ...(free.length === 0 && pressing !== null ? [] : [freely]),
      ].join(w.semicolon)}
    </h1>
  );
}

function FormCard({ standing }: { readonly standing: Standing }): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const { form } = standing;
  const every = EVERY.find((e) => e === form.every) ?? "any";
  return (
    <section className="card form-card" aria-label={form.label[language]}>
      <h2>{form.label[language]}</h2>
      <p className="quiet">
        {w[`every_${every}`]} · {periodText(form.opens.period, language)}
        {form.like === null ? "" : ` · ${w.like(form.like)}`}
      </p>
      <MayFile standing={standing} />
      <Worth form={form} />
      <SurveyMark form={form.id} />
    </section>
  );
}
