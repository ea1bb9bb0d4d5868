/** Accounts of firms as a table: filtered, sorted and paged by the server, exported as shown. */
import type { EnergyAnswer, EnergyFirms } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Pagination, Select } from "antd";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { energyFirmsQuestion, exportAddress } from "../../app/client.ts";
import { Figure } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { energyWords } from "../../i18n/energy.ts";
import { figureWords } from "../../i18n/figure.ts";
import { plain } from "../../lib/display.ts";
import { unitText } from "../../lib/unit.ts";
import { SearchField } from "../../records/search-field.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Bone } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { copyText, DataTable } from "../../table/data-table.tsx";
import { noExport } from "../export.ts";

const SIZE = 50;
const HEIGHT = "min(640px, 70vh)";

type Row = EnergyFirms["rows"][number];
/** The server sorts. */
const sorts = { sortBy: () => null } as const;

export function FirmsCard({ data }: { readonly data: EnergyAnswer }): ReactElement {
  const { question, search } = useFrame();
  const { q, page, sort, county } = search;
  const query = useQuery(
    energyFirmsQuestion({
      ...question,
      period: data.asOf.period,
      q,
      page,
      sort,
      county,
      size: String(SIZE),
    }),
  );
  return (
    <section className="card table-card spaced">
      <Loaded
        query={query}
        skeleton={
          <div style={{ height: HEIGHT }}>
            <Bone height={24} />
          </div>
        }
      >
        {(firms) => <Table firms={firms} />}
      </Loaded>
    </section>
  );
}

function useAccountColumns(firms: EnergyFirms): readonly Column<Row>[] {
  const w = useWords(energyWords);
  const { language, money } = useFrame();
  const { columns, rows } = firms;
  return useMemo(
    (): readonly Column<Row>[] => [
      {
        id: "name",
        head: w.name,
        width: 180,
        cell: (row) => (
          <>
            <Link to="/enterprises/$code" params={{ code: row.code }} className="strong" title={row.code}>
              {row.name}
            </Link>
            <Marks marks={row.marks} compact />
          </>
        ),
        text: (row) => row.name,
        ...sorts,
      },
      {
        id: "county",
        head: w.county,
        wide: true,
        cell: (row) => <span className="quiet">{row.county?.label[language] ?? "—"}</span>,
        text: (row) => row.county?.label[language] ?? "",
      },
      {
        id: "park",
        head: w.park,
        wide: true,
        cell: (row) => <span className="quiet">{row.park?.label[language] ?? "—"}</span>,
        text: (row) => row.park?.label[language] ?? "",
      },
      ...columns.map((c, i): Column<Row> => ({
        id: c.id,
        head: c.label[language],
        unit: unitText(rows[0]?.figures[i]?.value.unit ?? "", language),
        right: true,
        wide: i > 1,
        cell: (row) => {
          const figure = row.figures[i];
          return figure === undefined ? "—" : <Figure data={figure} bare unmarked />;
        },
        text: (row) => {
          const figure = row.figures[i];
          return figure === undefined ? "" : plain(figure.value, money);
        },
        ...sorts,
      })),
    ],
    [w, language, money, columns, rows],
  );
}

function Table({ firms }: { readonly firms: EnergyFirms }): ReactElement {
  const w = useWords(energyWords);
  const f = useWords(figureWords);
  const { language, question, search } = useFrame();
  const change = useChangeSearch();
  const columns = useAccountColumns(firms);
  const { q, sort, county } = search;
  const first = (firms.page - 1) * firms.size + 1;
  const file = (format: "csv" | "xlsx"): string =>
    exportAddress({
      ...noExport,
      ...question,
      period: firms.asOf.period,
      q,
      sort,
      county,
      what: "energy",
      format,
      language,
    });
  return (
    <>
      <div className="tools">
        <b>{w.firms}</b>
        <SearchField placeholder={w.search} label={w.searchLabel} />
        <Select
          size="small"
          className="facet"
          aria-label={w.county}
          value={county ?? ""}
          popupMatchSelectWidth={200}
          options={[
            { value: "", label: w.anyOf(w.county) },
            ...firms.facets.county.map((c) => ({
              value: c.code,
              label: `${c.label[language]} (${c.count})`,
            })),
          ]}
          onChange={(value) => change({ county: value === "" ? null : value, page: null })}
        />
        {q === undefined && county === undefined ? null : (
          <button
            type="button"
            className="link"
            onClick={() => change({ q: null, county: null, page: null })}
          >
            {w.clear}
          </button>
        )}
        <span className="space" />
        <button
          type="button"
          className="link"
          onClick={() => void navigator.clipboard.writeText(copyText(firms.rows, columns))}
        >
          {f.copyTable}
        </button>
        <a href={file("csv")} download>
          CSV
        </a>
        <a href={file("xlsx")} download>
          XLSX
        </a>
      </div>
      {firms.rows.length === 0 ? (
        <Empty title={w.noRows}>{w.noRowsHow}</Empty>
      ) : (
        <DataTable<Row>
          label={w.firms}
          columns={columns}
          rows={firms.rows}
          rowKey={(row) => row.code}
          sort={sort ?? `-${firms.columns[0]?.id ?? "name"}`}
          serverSort
          onSort={(to) => change({ sort: to, page: null })}
          height={HEIGHT}
        />
      )}
      <div className="table-foot">
        <span className="quiet">
          {firms.rows.length === 0
            ? ""
            : w.pageOf(first, first + firms.rows.length - 1, firms.total.toLocaleString("en-US"))}
        </span>
        {firms.limited ? <span className="quiet">{w.limited}</span> : null}
        <Pagination
          size="small"
          current={firms.page}
          pageSize={firms.size}
          total={firms.total}
          showSizeChanger={false}
          onChange={(page) => change({ page: page === 1 ? null : String(page) })}
        />
      </div>
    </>
  );
}
