/** 指标: which figures are there, and which are not. */
import type { Catalogue, CatalogueRow } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { catalogueQuestion, exportAddress } from "../../app/client.ts";
import { Figure } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { indicatorWords } from "../../i18n/indicators.ts";
import { plain } from "../../lib/display.ts";
import { unitText } from "../../lib/unit.ts";
import { Empty } from "../../states/problem.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { noExport } from "../../table/no-export.ts";

export default function CataloguePage(): ReactElement {
  const { question } = useFrame();
  const query = useQuery(catalogueQuestion(question));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[700]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

const views = ["all", "targets", "measured", "unmeasured"] as const;
type View = (typeof views)[number];

const inView = (row: CatalogueRow, view: View): boolean => {
  switch (view) {
    case "all":
      return true;
    case "targets":
      return row.targets.length > 0;
    case "measured":
      return row.measured;
    case "unmeasured":
      return !row.measured;
  }
};

function Body({ data }: { readonly data: Catalogue }): ReactElement {
  const w = useWords(indicatorWords);
  const { language, question, search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const view = views.find((v) => v === search.view) ?? "all";
  const text = (search.q ?? "").toLowerCase();
  const rows = data.indicators.filter(
    (row) =>
      inView(row, view) &&
      (text === "" || [row.id, row.label.zh, row.label.en].some((t) => t.toLowerCase().includes(text))),
  );
  const measured = data.indicators.filter((row) => row.measured).length;
  const columns = useColumns();
  return (
    <>
      <h1 className="finding">
        {w.finding(data.indicators.length, measured, data.indicators.length - measured)}
      </h1>
      <p className="sub">{w.sub}</p>
      <section className="card table-card">
        <div className="tools">
          <input
            className="field"
            type="search"
            value={search.q ?? ""}
            placeholder={w.filter}
            aria-label={w.filterLabel}
            onChange={(e) => change({ q: e.target.value === "" ? null : e.target.value }, { replace: true })}
          />
          <Segmented
            size="small"
            aria-label={w.filterLabel}
            value={view}
            options={views.map((v) => ({ value: v, label: w[v] }))}
            onChange={(v) => change({ view: v === "all" ? null : v })}
          />
          <span className="space" />
          <a
            href={exportAddress({ ...noExport, ...question, what: "indicators", format: "csv", language })}
            download
          >
            CSV
          </a>
          <a
            href={exportAddress({ ...noExport, ...question, what: "indicators", format: "xlsx", language })}
            download
          >
            XLSX
          </a>
        </div>
        {rows.length === 0 ? (
          <Empty title={w.none}>{w.noneHow}</Empty>
        ) : (
          <DataTable
            label={w.catalogue}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            sort={search.sort}
            onSort={(sort) => change({ sort })}
            onOpen={(row) => void navigate({ to: "/indicators/$id", params: { id: row.id } })}
          />
        )}
      </section>
    </>
  );
}

function useColumns(): readonly Column<CatalogueRow>[] {
  const w = useWords(indicatorWords);
  const { language, money } = useFrame();
  return useMemo(
    (): readonly Column<CatalogueRow>[] => [
      {
        id: "label",
        head: w.indicator,
        cell: (row) => (
          <>
            <Link
              to="/indicators/$id"
              params={{ id: row.id }}
              className="strong"
              onClick={(e) => e.stopPropagation()}
            >
              {row.label[language]}
            </Link>
            {row.assumed ? <Marks marks={["assumed"]} compact /> : null}
          </>
        ),
        text: (row) => row.label[language],
        sortBy: (row) => row.label[language],
      },
      {
        id: "figure",
        head: w.figure,
        right: true,
        cell: (row) => (row.figure === null ? "—" : <Figure data={row.figure} compact />),
        text: (row) => (row.figure === null ? "" : plain(row.figure.value, money)),
      },
      {
        id: "unit",
        head: w.unit,
        wide: true,
        cell: (row) => <span className="quiet">{unitText(row.unit, language)}</span>,
        text: (row) => row.unit,
      },
      {
        id: "clause",
        head: w.clause,
        wide: true,
        cell: (row) => <span className="quiet">{row.clause?.id ?? ""}</span>,
        text: (row) => row.clause?.id ?? "",
        sortBy: (row) => row.clause?.id ?? null,
      },
      {
        id: "of",
        head: w.of,
        wide: true,
        cell: (row) => <span className="quiet">{row.of === null ? w.ofCity : w.ofFirm}</span>,
        text: (row) => row.of ?? "",
        sortBy: (row) => row.of ?? "",
      },
      {
        id: "by",
        head: w.by,
        wide: true,
        cell: (row) => <span className="quiet">{row.by.map((b) => b.label[language]).join(" · ")}</span>,
        text: (row) => row.by.map((b) => b.label[language]).join(" "),
      },
      {
        id: "holder",
        head: w.holder,
        wide: true,
        cell: (row) => <span className="quiet">{row.holder?.label[language] ?? ""}</span>,
        text: (row) => row.holder?.label[language] ?? "",
        sortBy: (row) => row.holder?.label[language] ?? null,
      },
      {
        id: "id",
        head: w.id,
        wide: true,
        cell: (row) => <code>{row.id}</code>,
        text: (row) => row.id,
        sortBy: (row) => row.id,
      },
    ],
    [w, language, money],
  );
}
