/** 亩均年度办理: where the year of an evaluation stands, what is waited for, what was decided and what follows. */
import type { EvaluationYear } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { evaluationYearQuestion, yearTable } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { yearWords } from "../../i18n/evaluation-year.ts";
import { periodText } from "../../lib/period.ts";
import { withCode } from "../../records/conditions.ts";
import { YearChoice } from "../../records/year-choice.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { countText } from "../evaluation/rules.ts";
import { ClassesCard, MeasuresCard, MovedCard, OpinionsCard, RegradedCard } from "./cards.tsx";
import { BeginDialog } from "./begin-dialog.tsx";

export default function YearPage(): ReactElement {
  const door = useDoor().data;
  const w = useWords(yearWords);
  if (door === undefined) return <PageSkeleton columns={[360, 360]} />;
  return door.guest ? <Empty title={w.visitor} /> : <Asked />;
}

function Asked(): ReactElement {
  const { id } = useParams({ from: "/evaluation/$id/year" });
  const { question, search } = useFrame();
  const query = useQuery(
    evaluationYearQuestion(id, {
      ...question,
      ...(search.year === undefined ? {} : { period: search.year }),
    }),
  );
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[360, 360]} table={400} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: EvaluationYear }): ReactElement {
  const w = useWords(yearWords);
  const { language } = useFrame();
  const [begins, setBegins] = useState(false);
  const year = periodText(data.asOf.period, language);
  const entered = data.states.reduce((n, s) => n + s.cases, 0);
  const steps = data.states
    .filter((s) => s.cases > 0)
    .map((s) => w.step(s.label[language], countText(s.cases)))
    .join(w.and);
  return (
    <>
      <p className="crumb">
        <Link to="/evaluation" search={{ year: data.asOf.period }}>
          {w.back}
        </Link>{" "}
        / {w.title}
      </p>
      <div className="finding-row">
        <h1 className="finding">
          {entered === 0 ? w.none(year, countText(data.graded)) : w.finding(year, countText(entered), steps)}
          <Marks marks={data.marks} />
        </h1>
        <span className="card-actions">
          <Link to="/returns">{w.returns}</Link>
          {entered === 0 ? null : (
            <a href={yearTable(data.id, data.asOf.period)} download>
              {w.download}
            </a>
          )}
          <YearChoice label={w.year} period={data.asOf.period} periods={data.periods} />
          {data.mayMake && data.without > 0 ? (
            <Button type="primary" onClick={() => setBegins(true)}>
              {entered === 0 ? w.make : w.makeRest(countText(data.without))}
            </Button>
          ) : null}
        </span>
      </div>
      <p className="sub">
        {w.sub} {data.assumed ? <span className="tag">{w.assumed}</span> : null}
      </p>
      <Steps data={data} />
      <div className="grid g2 spaced">
        <OpinionsCard data={data} />
        <ClassesCard data={data} />
      </div>
      <MovedCard data={data} />
      <RegradedCard data={data} />
      <MeasuresCard data={data} />
      {begins ? (
        <BeginDialog
          evaluation={data.id}
          period={data.asOf.period}
          without={data.without}
          onClose={() => setBegins(false)}
        />
      ) : null}
    </>
  );
}

/** Steps with how many stand in each; each leads to the list of its cases. */
function Steps({ data }: { readonly data: EvaluationYear }): ReactElement {
  const w = useWords(yearWords);
  const { language } = useFrame();
  const where = withCode([], "review_year", data.asOf.period) ?? undefined;
  return (
    <nav className="state-bar flush" aria-label={`${w.steps}${language === "zh" ? "," : ": "}${w.stepsHint}`}>
      {data.states.map((s) => (
        <Link
          key={s.id}
          to="/reviews"
          search={{ state: s.id, where }}
          className={`state-step${s.cases === 0 ? " at-none" : ""}${s.final ? " final" : ""}`}
        >
          <b>{s.cases}</b>
          <span>{s.label[language]}</span>
        </Link>
      ))}
    </nav>
  );
}
