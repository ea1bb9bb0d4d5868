/** Who receives what: filtered and paged by the server, exported as shown. */
import type { ClaimRow, ClaimsAnswer, Incentives } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Pagination, Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { exportAddress } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { incentiveWords } from "../../i18n/incentives.ts";
import { SearchField } from "../../records/search-field.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Bone } from "../../states/skeleton.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { noExport } from "../export.ts";

import { useClaimColumns } from "./columns.tsx";
import { claimsQuestion } from "./questions.ts";

const SIZE = 50;
const HEIGHT = "min(640px, 70vh)";

/** The filters of the list and the keys of the address they stand under. */
const FILTERS = [
  { key: "subject", facet: "item", word: "item" },
  { key: "county", facet: "county", word: "county" },
  { key: "state", facet: "standing", word: "standing" },
] as const;

export function ClaimsCard({ data }: { readonly data: Incentives }): ReactElement {
  const { question, search } = useFrame();
  const { q, page, county, state, subject } = search;
  const query = useQuery(
    claimsQuestion({
      ...question,
      period: data.asOf.period,
      q,
      page,
      county,
      item: subject,
      standing: state,
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
        {(claims) => <Table claims={claims} />}
      </Loaded>
    </section>
  );
}

function Table({ claims }: { readonly claims: ClaimsAnswer }): ReactElement {
  const w = useWords(incentiveWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const columns = useClaimColumns();
  const first = (claims.page - 1) * claims.size + 1;
  return (
    <>
      <Tools claims={claims} />
      {claims.rows.length === 0 ? (
        <Empty title={w.noRows}>{w.noRowsHow}</Empty>
      ) : (
        <DataTable<ClaimRow>
          label={w.list}
          columns={columns}
          rows={claims.rows}
          rowKey={(row) => `${row.item} ${row.code}`}
          sort={undefined}
          serverSort
          onSort={() => undefined}
          height={HEIGHT}
          onOpen={(row) =>
            void navigate({
              to: "/incentives/$code",
              params: { code: row.code },
              search: { year: search.year },
            })
          }
        />
      )}
      <div className="table-foot">
        <span className="quiet">
          {claims.rows.length === 0
            ? ""
            : w.pageOf(first, first + claims.rows.length - 1, claims.total.toLocaleString("en-US"))}
        </span>
        {claims.limited ? <span className="quiet">{w.limited}</span> : null}
        <Pagination
          size="small"
          current={claims.page}
          pageSize={claims.size}
          total={claims.total}
          showSizeChanger={false}
          onChange={(page) => change({ page: page === 1 ? null : String(page) })}
        />
      </div>
    </>
  );
}

function Tools({ claims }: { readonly claims: ClaimsAnswer }): ReactElement {
  const w = useWords(incentiveWords);
  const { language, question, search } = useFrame();
  const change = useChangeSearch();
  const { q, county, state, subject } = search;
  const file = (format: "csv" | "xlsx"): string =>
    exportAddress({
      ...noExport,
      ...question,
      period: claims.asOf.period,
      q,
      county,
      item: subject,
      standing: state,
      what: "incentives",
      format,
      language,
    });
  return (
    <div className="tools">
      <SearchField placeholder={w.search} label={w.searchLabel} />
      {FILTERS.map(({ key, facet, word }) => (
        <Select
          key={key}
          size="small"
          className="facet"
          aria-label={w[word]}
          value={search[key] ?? ""}
          popupMatchSelectWidth={220}
          options={[
            { value: "", label: w.anyOf(w[word]) },
            ...claims.facets[facet].map((c) => ({
              value: c.code,
              label: `${c.label[language]} (${c.count})`,
            })),
          ]}
          onChange={(value) => change({ [key]: value === "" ? null : value, page: null })}
        />
      ))}
      {[q, county, state, subject].some((v) => v !== undefined) ? (
        <button
          type="button"
          className="link"
          onClick={() => change({ q: null, county: null, state: null, subject: null, page: null })}
        >
          {w.clear}
        </button>
      ) : null}
      <span className="space" />
      <a href={file("csv")} download>
        CSV
      </a>
      <a href={file("xlsx")} download>
        XLSX
      </a>
    </div>
  );
}
