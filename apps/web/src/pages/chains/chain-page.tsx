/** One chain on one page: segments and gaps, members, output. */
import type { ChainAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { lazy, Suspense, useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { chainQuestion } from "../../app/client.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { LineChart } from "../../charts/line/line-chart.tsx";
import { lineState } from "../../charts/line/state.ts";
import { alternative } from "../../charts/table.ts";
import { Bound } from "../../figure/bound.tsx";
import { Figure } from "../../figure/figure.tsx";
import { Marks, StatusWord } from "../../figure/marks.tsx";
import { chainWords } from "../../i18n/chains.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { figureWords } from "../../i18n/figure.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { useEnterpriseColumns } from "../enterprises/columns.tsx";
import { SegmentTable } from "./segment-table.tsx";

const ChainMap = lazy(() => import("./chain-map.tsx"));
const MAP_HEIGHT = 380;

export default function ChainPage(): ReactElement {
  const { id } = useParams({ from: "/chains/$id" });
  const { question } = useFrame();
  const query = useQuery(chainQuestion(id, question));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[480]} table={500} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: ChainAnswer }): ReactElement {
  const w = useWords(chainWords);
  const { language } = useFrame();
  const { chain } = data;
  const stages = {
    upstream: w.upstream,
    midstream: w.midstream,
    downstream: w.downstream,
    support: w.support,
  };
  const table = {
    head: [w.segment, w.stage, w.members],
    rows: data.segments.map((s) => [s.label[language], stages[s.stage], String(s.members)]),
  };
  return (
    <>
      <p className="crumb">
        <Link to="/chains">{w.back}</Link> / {chain.label[language]}
      </p>
      <h1 className="finding">
        {w.chainFinding(chain.label[language])}
        {w.chainMembers(chain.members)}
        {chain.output === null ? null : (
          <>
            {w.chainOutput}
            <Figure data={chain.output} />
          </>
        )}
        {chain.growth === null ? null : (
          <>
            {w.chainGrowth}
            <Figure data={chain.growth} signed unmarked />
          </>
        )}
        {w.chainGaps(chain.emptySegments, chain.segments)}
        <Marks marks={chain.marks.filter((m) => m === "assumed")} />
      </h1>
      <p className="sub">
        {data.products.length === 0
          ? ""
          : `${w.products}: ${data.products.map((p) => p[language]).join(language === "zh" ? "、" : ", ")}`}
        {data.target === null ? null : (
          <>
            {data.products.length === 0 ? "" : " · "}
            {data.target.label[language]} <Bound target={data.target} />{" "}
            <StatusWord status={data.target.status} />
          </>
        )}
      </p>
      {data.segments.length === 0 ? null : (
        <section className="card">
          <ChartFrame
            title={w.map}
            subtitle={w.mapSub}
            source={w.mapSource}
            marks={[]}
            table={table}
            name={`chain-${chain.id}`}
            height={MAP_HEIGHT}
            picture={false}
            filled={data.segments.length > 0}
          >
            <Suspense fallback={<div style={{ height: MAP_HEIGHT }} />}>
              <ChainMap
                segments={data.segments}
                height={MAP_HEIGHT}
                label={alternative(w.mapAlternative, table)}
              />
            </Suspense>
          </ChartFrame>
        </section>
      )}
      <div className="grid g2 spaced">
        <SegmentTable segments={data.segments} />
        <SeriesCard data={data} />
      </div>
      <Members data={data} />
    </>
  );
}

function SeriesCard({ data }: { readonly data: ChainAnswer }): ReactElement {
  const w = useWords(chainWords);
  const f = useWords(figureWords);
  const { language, money } = useFrame();
  const state = lineState({
    series: data.series,
    path: data.target?.path ?? [],
    money,
    language,
    signed: false,
    heads: { period: f.periodHead, value: f.valueHead, path: f.pathHead },
  });
  const title = w.seriesTitle(data.chain.label[language]);
  return (
    <section className="card">
      <ChartFrame
        title={title}
        subtitle={state.unit}
        source={w.source}
        marks={[...new Set(data.series.flatMap((s) => s.marks))]}
        table={state.table}
        name={`chain-${data.chain.id}-output`}
        height={260}
        filled={data.series.some((s) => s.value.text !== null)}
      >
        <LineChart state={state} height={260} pathName={f.pathHead} label={alternative(title, state.table)} />
      </ChartFrame>
    </section>
  );
}

type Member = ChainAnswer["members"][number];

function Members({ data }: { readonly data: ChainAnswer }): ReactElement {
  const w = useWords(chainWords);
  const { language } = useFrame();
  const navigate = useNavigate();
  const firmColumns = useEnterpriseColumns(data.columns, false);
  const columns = useMemo((): readonly Column<Member>[] => {
    const names = new Map(data.segments.map((s) => [s.id, s.label[language]]));
    const of = (m: Member): string => m.segments.map((id) => names.get(id) ?? id).join(" · ");
    const firm = firmColumns.map(({ sortBy: _, ...column }): Column<Member> => ({
      ...column,
      cell: (m) => column.cell(m.firm),
      text: (m) => column.text(m.firm),
    }));
    const [name, ...others] = firm.filter((c) => c.id !== "chain");
    const segment: Column<Member> = {
      id: "segment",
      head: w.memberSegments,
      wide: true,
      cell: (m) => <span className="quiet">{of(m) || "—"}</span>,
      text: of,
    };
    return name === undefined ? [] : [name, segment, ...others];
  }, [firmColumns, data.segments, language, w]);
  return (
    <section className="card table-card spaced">
      <div className="card-head">
        <h2>
          {w.memberTable}{" "}
          <small>
            {w.memberSub(data.members.length, data.chain.members)}
            {data.limited ? ` · ${w.memberLimited}` : ""}
          </small>
        </h2>
      </div>
      {data.members.length === 0 ? (
        <Empty title={w.noMembers} />
      ) : (
        <DataTable<Member>
          label={w.memberTable}
          columns={columns}
          rows={data.members}
          rowKey={(m) => m.firm.code}
          sort={undefined}
          onSort={() => undefined}
          height={Math.min(520, 40 + data.members.length * 36)}
          onOpen={(m) => void navigate({ to: "/enterprises/$code", params: { code: m.firm.code } })}
        />
      )}
    </section>
  );
}
