/** 政策兑现: this year's incentives, what the fund lacks, who receives what, and what differs from the ledger. */
import type { Incentives } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { incentiveWords } from "../../i18n/incentives.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { amountWith, isNothing } from "./amount.ts";
import { ClaimsCard } from "./claims-card.tsx";
import { FundsCard } from "./funds-card.tsx";
import { ItemsCard } from "./items-card.tsx";
import { LedgerCard } from "./ledger-card.tsx";
import { incentivesQuestion } from "./questions.ts";
import { YearChoice } from "../../records/year-choice.tsx";

export default function IncentivesPage(): ReactElement {
  const { question, search } = useFrame();
  const asked = { ...question, ...(search.year === undefined ? {} : { period: search.year }) };
  const query = useQuery(incentivesQuestion(asked));
  const w = useWords(incentiveWords);
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[280, 180]} table={640} />}>
      {(data) => (data.items.length === 0 ? <Empty title={w.none}>{w.noneHow}</Empty> : <Body data={data} />)}
    </Loaded>
  );
}

function Body({ data }: { readonly data: Incentives }): ReactElement {
  const w = useWords(incentiveWords);
  const { language } = useFrame();
  return (
    <>
      <div className="finding-row grade-head">
        <h1 className="finding">{finding(data, w, language)}</h1>
        <span className="card-actions">
          <YearChoice label={w.year} period={data.asOf.period} periods={data.periods} />
        </span>
      </div>
      <p className="sub">
        {w.sub}
        {data.limited ? w.limited : ""}
      </p>
      <ItemsCard data={data} />
      <div className="grid g2 spaced">
        <FundsCard data={data} />
        {data.differences === null ? null : <LedgerCard data={data} differences={data.differences} />}
      </div>
      {data.firms ? (
        <ClaimsCard data={data} />
      ) : (
        <section className="card spaced">
          <p className="quiet">{w.visitor}</p>
        </section>
      )}
    </>
  );
}

function finding(data: Incentives, w: (typeof incentiveWords)["zh"], language: "zh" | "en"): string {
  const short = data.funds.find((f) => !isNothing(f.short));
  const open = data.items.reduce((n, i) => n + i.firms.open, 0);
  const paid = (data.differences?.paidNotDue ?? 0) + (data.differences?.paidMore ?? 0);
  return [
    w.finding(
      periodText(data.asOf.period, language),
      data.items.length,
      data.total.firms.toLocaleString("en-US"),
      amountWith(data.total.granted, language),
    ),
    short === undefined
      ? data.funds.length === 0
        ? ""
        : w.findingEnough
      : w.findingShort(amountWith(short.short, language)),
    open === 0 ? "" : w.findingOpen(open.toLocaleString("en-US")),
    paid === 0 ? "" : w.findingPaid(paid),
    w.stop,
  ].join("");
}
