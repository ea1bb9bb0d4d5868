/** The indicator's series with its path, and the table of the same figures. */
import type { FigureData, IndicatorAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { exportAddress } from "../../app/client.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { LineChart } from "../../charts/line/line-chart.tsx";
import { alternative } from "../../charts/table.ts";
import { Figure } from "../../figure/figure.tsx";
import { useLine } from "../../figure/panel-sections.tsx";
import { printStack, referenceOf } from "../../figure/reference.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { figureWords } from "../../i18n/figure.ts";
import { indicatorWords } from "../../i18n/indicators.ts";
import { reasonWords } from "../../i18n/reasons.ts";
import { display, plain } from "../../lib/display.ts";
import { periodText } from "../../lib/period.ts";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { noExport } from "../../table/no-export.ts";

export function SeriesCards({ data }: { readonly data: IndicatorAnswer }): ReactElement | null {
  const w = useWords(indicatorWords);
  const f = useWords(figureWords);
  const { language, question, search } = useFrame();
  const change = useChangeSearch();
  const state = useLine(data);
  const d = data.definition;
  if (d.of !== null) return null;
  const target = data.targets[0];
  const withPath = state.points.some((p) => p.path !== null);
  const title =
    target === undefined || !withPath
      ? w.seriesTitle(d.label[language])
      : w.seriesWithPath(d.label[language], target.by);
  const file = (format: "csv" | "xlsx"): string =>
    exportAddress({ ...noExport, ...question, what: "indicator", id: d.id, by: search.by, format, language });
  return (
    <>
      <section className="card">
        <ChartFrame
          title={title}
          subtitle={withPath ? w.seriesSub(state.unit) : w.seriesSubPlain(state.unit)}
          source={[...new Set(d.sources.map((s) => s.holder[language]))].join(" · ") || w.sourceData}
          marks={[...new Set(data.series.flatMap((s) => s.marks))]}
          table={state.table}
          name={d.id}
          height={280}
          filled={data.series.some((s) => s.value.text !== null)}
        >
          <LineChart
            state={state}
            height={280}
            pathName={f.pathHead}
            label={alternative(title, state.table)}
            onPoint={(i) => {
              const figure = data.series[i];
              if (figure !== undefined) change({ panel: printStack([referenceOf(figure)]) });
            }}
          />
        </ChartFrame>
      </section>
      <section className="card table-card">
        <div className="card-head">
          <h2>{w.table}</h2>
          <span className="card-actions">
            <a href={file("csv")} download>
              CSV
            </a>
            <a href={file("xlsx")} download>
              XLSX
            </a>
          </span>
        </div>
        <SeriesTable data={data} />
      </section>
    </>
  );
}

function SeriesTable({ data }: { readonly data: IndicatorAnswer }): ReactElement {
  const w = useWords(indicatorWords);
  const f = useWords(figureWords);
  const { language, money, search } = useFrame();
  const change = useChangeSearch();
  const signed = data.definition.growthBasis !== null;
  const unit = display(data.figure.value, { language, money }).unit;
  const columns = useMemo(
    (): readonly Column<FigureData>[] => [
      {
        id: "period",
        head: w.period,
        cell: (s) => periodText(s.period, language),
        text: (s) => s.period,
        sortBy: (s) => s.period,
      },
      {
        id: "value",
        head: w.value,
        unit,
        right: true,
        cell: (s) => <Figure data={s} bare compact signed={signed} />,
        text: (s) => plain(s.value, money),
      },
      {
        id: "expected",
        head: f.expected,
        right: true,
        wide: true,
        cell: (s) => s.counters?.expected ?? "",
        text: (s) => String(s.counters?.expected ?? ""),
      },
      {
        id: "reported",
        head: f.reported,
        right: true,
        wide: true,
        cell: (s) => s.counters?.reported ?? "",
        text: (s) => String(s.counters?.reported ?? ""),
      },
      {
        id: "used",
        head: f.used,
        right: true,
        wide: true,
        cell: (s) => s.counters?.used ?? "",
        text: (s) => String(s.counters?.used ?? ""),
      },
      {
        id: "unknown",
        head: f.unknown,
        right: true,
        wide: true,
        cell: (s) => s.counters?.unknown ?? "",
        text: (s) => String(s.counters?.unknown ?? ""),
      },
      {
        id: "reason",
        head: f.missing,
        wide: true,
        cell: (s) => (
          <span className="quiet">
            {s.value.reason === null ? "" : reasonWords[s.value.reason][language]}
          </span>
        ),
        text: (s) => s.value.reason ?? "",
      },
    ],
    [w, f, language, money, unit, signed],
  );
  return (
    <DataTable
      label={w.table}
      columns={columns}
      rows={[...data.series].reverse()}
      rowKey={(s) => s.period}
      sort={search.sort}
      onSort={(sort) => change({ sort })}
    />
  );
}
