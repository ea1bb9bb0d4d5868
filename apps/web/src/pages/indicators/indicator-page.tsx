/** One indicator: its finding, series, breakdowns, definition, sources and trace. */
import type { IndicatorAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { indicatorQuestion, traceQuestion } from "../../app/client.ts";
import { Bound } from "../../figure/bound.tsx";
import { Counters } from "../../figure/counters.tsx";
import { ExistsSection } from "../../figure/exists-section.tsx";
import { Figure } from "../../figure/figure.tsx";
import { Marks, StatusWord } from "../../figure/marks.tsx";
import { DefinitionSection, SourcesSection } from "../../figure/panel-sections.tsx";
import { TraceTree } from "../../figure/trace-tree.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { figureWords } from "../../i18n/figure.ts";
import { indicatorWords } from "../../i18n/indicators.ts";
import { reasonWords } from "../../i18n/reasons.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Problem } from "../../states/problem.tsx";
import { Bone, PageSkeleton } from "../../states/skeleton.tsx";
import { BreakdownCards } from "./breakdown-cards.tsx";
import { RankingCard } from "./ranking-card.tsx";
import { SeriesCards } from "./series-cards.tsx";

export default function IndicatorPage(): ReactElement {
  const { id } = useParams({ from: "/indicators/$id" });
  const { question, search } = useFrame();
  const query = useQuery(
    indicatorQuestion(id, { ...question, ...(search.by === undefined ? {} : { by: search.by }) }),
  );
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[420, 420]} table={400} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: IndicatorAnswer }): ReactElement {
  const w = useWords(indicatorWords);
  const f = useWords(figureWords);
  const { language } = useFrame();
  const d = data.definition;
  const reason = data.figure.value.reason;
  const places = data.figure.group.map((g) => g.label[language]).join(" · ");
  return (
    <>
      <p className="crumb">
        <Link to="/indicators">{w.back}</Link> / {d.label[language]}
      </p>
      <h1 className="finding">
        {w.is(d.label[language])}
        {d.of === null ? <Figure data={data.figure} signed={d.growthBasis !== null} /> : null}
        {d.assumed && !(d.of === null && data.figure.marks.includes("assumed") && reason === null) ? (
          <Marks marks={["assumed"]} />
        ) : null}
      </h1>
      <p className="sub">
        {d.of !== null
          ? `${periodText(data.figure.period, language)} · ${places === "" ? f.wholeCity : places} · ${w.rowIndicator}`
          : `${periodText(data.figure.period, language)} · ${places === "" ? f.wholeCity : places}`}
        {d.of === null && reason !== null ? ` · ${reasonWords[reason][language]}` : ""}
        {data.targets.map((t) => (
          <span key={t.id}>
            {" "}
            · {t.label[language]} <Bound target={t} /> <StatusWord status={t.status} />
          </span>
        ))}
      </p>
      <div className="indicator-grid">
        <div className="main-cards">
          <SeriesCards data={data} />
          <BreakdownCards data={data} />
          {d.of === "enterprise" && d.formula !== null ? <RankingCard id={d.id} /> : null}
        </div>
        <div className="card side-card">
          <DefinitionSection definition={d} />
          {d.of === null ? (
            <section>
              <h3>{f.counters}</h3>
              <Counters counters={data.figure.counters} />
            </section>
          ) : null}
          <ExistsSection data={data} />
          <SourcesSection definition={d} />
          {d.of === null && d.formula !== null ? <TraceSection data={data} /> : null}
        </div>
      </div>
    </>
  );
}

function TraceSection({ data }: { readonly data: IndicatorAnswer }): ReactElement {
  const f = useWords(figureWords);
  const { question } = useFrame();
  const key = data.figure.group[0];
  const trace = useQuery(
    traceQuestion({
      indicator: data.definition.id,
      period: data.figure.period,
      ...(key === undefined || key.code === null ? {} : { group: `${key.key}:${key.code}` }),
      ...(question.known === undefined ? {} : { known: question.known }),
    }),
  );
  return (
    <section>
      <h3>{f.trace}</h3>
      {trace.data !== undefined ? (
        <TraceTree node={trace.data.trace} />
      ) : trace.isError ? (
        <Problem error={trace.error} retry={() => void trace.refetch()} />
      ) : (
        <Bone height={160} />
      )}
      {trace.data?.agrees === false ? (
        <p className="incident" role="alert">
          {f.traceDisagrees} {trace.data.asOf.run}
        </p>
      ) : null}
    </section>
  );
}
