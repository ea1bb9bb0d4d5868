/** One enterprise: its figures, register, chains and returns. */
import type { Enterprise, ReturnRow, Spell } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { enterpriseQuestion } from "../../app/client.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { LineChart } from "../../charts/line/line-chart.tsx";
import { lineState } from "../../charts/line/state.ts";
import { alternative } from "../../charts/table.ts";
import { Figure } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { enterpriseWords } from "../../i18n/enterprises.ts";
import { figureWords } from "../../i18n/figure.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { CardsOfFirm } from "../evaluation/cards-of-firm.tsx";
import { IncentivesOfFirm } from "../incentives/link-of-firm.tsx";
import { LadderOfFirm } from "../ladder/ladder-of-firm.tsx";

export default function EnterprisePage(): ReactElement {
  const { code } = useParams({ from: "/enterprises/$code" });
  const { question } = useFrame();
  const query = useQuery(enterpriseQuestion(code, question));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[360, 360]} table={400} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: Enterprise }): ReactElement {
  const w = useWords(enterpriseWords);
  const { language } = useFrame();
  return (
    <>
      <p className="crumb">
        <Link to="/enterprises">{w.back}</Link> / {data.name}
      </p>
      <h1 className="finding">
        {data.name}
        <Marks marks={data.marks} />
      </h1>
      <p className="sub">{w.profileSub(data.code)}</p>
      <CardsOfFirm code={data.code} />
      <IncentivesOfFirm code={data.code} />
      <LadderOfFirm code={data.code} />
      <section className="card">
        <h2>
          {w.figures} <small>{periodText(data.asOf.period, language)}</small>
        </h2>
        {data.figures.length === 0 ? <p className="quiet">{w.noFigures}</p> : null}
        <dl className="figure-grid">
          {data.figures.map((figure) => (
            <div key={figure.indicator}>
              <dt>{figure.label[language]}</dt>
              <dd>
                <Figure data={figure} unmarked signed={figure.indicator.includes("growth")} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <div className="grid g2 spaced">
        {data.series.slice(0, 4).map((series) => (
          <SeriesCard key={series.indicator.id} data={data} series={series} />
        ))}
      </div>
      <div className="grid g2 spaced">
        <Attributes data={data} />
        <Memberships data={data} />
      </div>
      <Returns rows={data.returns} />
    </>
  );
}

function SeriesCard({
  data,
  series,
}: {
  readonly data: Enterprise;
  readonly series: Enterprise["series"][number];
}): ReactElement {
  const w = useWords(enterpriseWords);
  const f = useWords(figureWords);
  const { language, money } = useFrame();
  const state = lineState({
    series: series.figures,
    path: [],
    money,
    language,
    signed: false,
    heads: { period: f.periodHead, value: f.valueHead, path: f.pathHead },
  });
  const title = series.indicator.label[language];
  return (
    <section className="card">
      <ChartFrame
        title={title}
        subtitle={state.unit}
        source={w.returns}
        marks={[...new Set(series.figures.flatMap((s) => s.marks))]}
        table={state.table}
        name={`${data.code}-${series.indicator.id}`}
        height={200}
        filled={series.figures.some((s) => s.value.text !== null)}
      >
        <LineChart state={state} height={200} pathName={f.pathHead} label={alternative(title, state.table)} />
      </ChartFrame>
    </section>
  );
}

function Attributes({ data }: { readonly data: Enterprise }): ReactElement {
  const w = useWords(enterpriseWords);
  const { language } = useFrame();
  const columns = useMemo(
    (): readonly Column<Spell>[] => [
      { id: "attribute", head: w.attribute, cell: (s) => s.label[language], text: (s) => s.label[language] },
      {
        id: "value",
        head: w.value,
        cell: (s) => s.value?.[language] ?? "—",
        text: (s) => s.value?.[language] ?? "",
      },
      {
        id: "since",
        head: w.since,
        wide: true,
        cell: (s) => <span className="quiet">{s.since ?? w.start}</span>,
        text: (s) => s.since ?? "",
      },
      {
        id: "until",
        head: w.until,
        wide: true,
        cell: (s) => <span className="quiet">{s.until ?? w.now}</span>,
        text: (s) => s.until ?? "",
      },
      {
        id: "holder",
        head: w.holder,
        wide: true,
        cell: (s) => <span className="quiet">{s.holder?.[language] ?? ""}</span>,
        text: (s) => s.holder?.[language] ?? "",
      },
    ],
    [w, language],
  );
  return (
    <section className="card table-card">
      <div className="card-head">
        <h2>
          {w.attributes} <small>{w.attributesSub}</small>
        </h2>
      </div>
      <DataTable
        label={w.attributes}
        columns={columns}
        rows={data.attributes}
        rowKey={(s) => `${s.attribute}-${s.since ?? ""}`}
        sort={undefined}
        onSort={() => undefined}
      />
    </section>
  );
}

function Memberships({ data }: { readonly data: Enterprise }): ReactElement {
  const w = useWords(enterpriseWords);
  const { language } = useFrame();
  return (
    <section className="card">
      <h2>{w.memberships}</h2>
      {data.memberships.length === 0 ? <p className="quiet">{w.membershipsNone}</p> : null}
      <ul className="memberships">
        {data.memberships.map((m) => (
          <li key={`${m.code}-${m.since ?? ""}`}>
            <Link to="/chains/$id" params={{ id: m.code }}>
              {m.label[language]}
            </Link>
            <small className="quiet">
              {[
                m.primary ? w.primary : null,
                m.share === null ? null : w.share(m.share),
                `${m.since ?? w.start} — ${m.until ?? w.now}`,
              ]
                .filter((t) => t !== null)
                .join(" · ")}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Returns({ rows }: { readonly rows: readonly ReturnRow[] }): ReactElement {
  const w = useWords(enterpriseWords);
  const f = useWords(figureWords);
  const { language } = useFrame();
  const columns = useMemo((): readonly Column<ReturnRow>[] => {
    const states = { reported: w.reported, restated: w.restated, missing: w.missing };
    return [
      { id: "form", head: w.form, cell: (r) => r.form.label[language], text: (r) => r.form.label[language] },
      { id: "period", head: w.period, cell: (r) => periodText(r.period, language), text: (r) => r.period },
      {
        id: "state",
        head: w.state,
        cell: (r) => <span className={`return-${r.state}`}>{states[r.state]}</span>,
        text: (r) => states[r.state],
      },
      {
        id: "file",
        head: w.file,
        wide: true,
        cell: (r) =>
          r.file === null ? (
            "—"
          ) : (
            <span className="cell">
              {[r.file, r.row === null ? null : f.row(r.row)].filter((t) => t !== null).join(" › ")}
            </span>
          ),
        text: (r) => `${r.file ?? ""} ${r.row ?? ""}`,
      },
      {
        id: "received",
        head: w.received,
        wide: true,
        cell: (r) => <span className="quiet">{r.received ?? ""}</span>,
        text: (r) => r.received ?? "",
      },
    ];
  }, [w, f, language]);
  return (
    <section className="card table-card spaced">
      <div className="card-head">
        <h2>{w.returns}</h2>
      </div>
      <DataTable
        label={w.returns}
        columns={columns}
        rows={rows}
        rowKey={(r) => `${r.form.id}-${r.period}-${r.received ?? ""}`}
        sort={undefined}
        onSort={() => undefined}
        height={360}
      />
    </section>
  );
}
