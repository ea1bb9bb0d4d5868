/** Firms with their next rung as a table: filtered, sorted and paged by the server, exported as shown. */
import type { LadderAnswer, LadderFirms, LadderRow } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Pagination, Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { exportAddress, ladderFirmsQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { figureWords } from "../../i18n/figure.ts";
import { ladderWords } from "../../i18n/ladder.ts";
import { SearchField } from "../../records/search-field.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Bone } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { copyText, DataTable } from "../../table/data-table.tsx";
import { noExport } from "../export.ts";
import { useLadderColumns } from "./columns.tsx";

const SIZE = 50;
const HEIGHT = "min(640px, 70vh)";
const FILTERS = ["rung", "state", "county", "chain"] as const;

export function FirmsCard({ data }: { readonly data: LadderAnswer }): ReactElement {
  const { question, search } = useFrame();
  const { q, page, sort, county, chain, rung, state } = search;
  const query = useQuery(
    ladderFirmsQuestion({
      ...question,
      period: data.asOf.period,
      q,
      page,
      sort,
      county,
      chain,
      rung,
      state,
      size: String(SIZE),
    }),
  );
  return (
    <section className="card table-card spaced" id="ladder-firms">
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

function Table({ firms }: { readonly firms: LadderFirms }): ReactElement {
  const w = useWords(ladderWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const columns = useLadderColumns(search.state === "holding");
  const first = (firms.page - 1) * firms.size + 1;
  return (
    <>
      <Tools firms={firms} columns={columns} />
      {firms.rows.length === 0 ? (
        <Empty title={w.noRows}>{w.noRowsHow}</Empty>
      ) : (
        <DataTable<LadderRow>
          label={w.table}
          columns={columns}
          rows={firms.rows}
          rowKey={(row) => `${row.code}-${row.rung.id}`}
          sort={search.sort ?? "near"}
          serverSort
          onSort={(sort) => change({ sort, page: null })}
          hidden={(search.hide ?? "").split(",")}
          height={HEIGHT}
          onOpen={(row) =>
            void navigate({ to: "/ladder/$code", params: { code: row.code }, search: { year: search.year } })
          }
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

function Tools({
  firms,
  columns,
}: {
  readonly firms: LadderFirms;
  readonly columns: readonly Column<LadderRow>[];
}): ReactElement {
  const w = useWords(ladderWords);
  const f = useWords(figureWords);
  const { language, question, search } = useFrame();
  const change = useChangeSearch();
  const { q, sort, county, chain, rung, state } = search;
  const filtered = [q, county, chain, rung, state].some((v) => v !== undefined);
  const file = (format: "csv" | "xlsx"): string =>
    exportAddress({
      ...noExport,
      ...question,
      period: firms.asOf.period,
      q,
      sort,
      county,
      chain,
      rung,
      state,
      what: "ladder",
      format,
      language,
    });
  return (
    <div className="tools">
      <SearchField placeholder={w.search} label={w.searchLabel} />
      {FILTERS.map((key) => (
        <Select
          key={key}
          size="small"
          className="facet"
          aria-label={w[key]}
          value={search[key] ?? ""}
          popupMatchSelectWidth={220}
          options={[
            { value: "", label: w.anyOf(w[key]) },
            ...firms.facets[key].map((c) => ({ value: c.code, label: `${c.label[language]} (${c.count})` })),
          ]}
          onChange={(value) => change({ [key]: value === "" ? null : value, page: null })}
        />
      ))}
      {filtered ? (
        <button
          type="button"
          className="link"
          onClick={() => change({ q: null, county: null, chain: null, rung: null, state: null, page: null })}
        >
          {w.clear}
        </button>
      ) : null}
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
  );
}
