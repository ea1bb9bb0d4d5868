/** 企业: the register as a table, sorted, filtered and paged by the server. */
import type { EnterpriseRow, Enterprises } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Pagination } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { enterprisesQuestion } from "../../app/client.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { enterpriseWords } from "../../i18n/enterprises.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { useEnterpriseColumns } from "./columns.tsx";
import { PublicFirms } from "./public-firms.tsx";
import { EnterpriseTools } from "./tools.tsx";

const SIZE = 100;

export default function EnterprisesPage(): ReactElement {
  const { question, search } = useFrame();
  const { q, page, sort, county, park, chain, industry } = search;
  const filters = Object.fromEntries(
    Object.entries({ q, page, sort, county, park, chain, industry }).filter(([, v]) => v !== undefined),
  );
  const query = useQuery(enterprisesQuestion({ ...question, ...filters, size: String(SIZE) }));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[720]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: Enterprises }): ReactElement {
  const w = useWords(enterpriseWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const columns = useEnterpriseColumns(data.columns, true);
  const filtered = [search.q, search.county, search.park, search.chain, search.industry].some(
    (v) => v !== undefined,
  );
  const total = data.total.toLocaleString("en-US");
  const first = (data.page - 1) * data.size + 1;
  return (
    <>
      <h1 className="finding">{filtered ? w.finding(total) : w.findingAll(total)}</h1>
      <p className="sub">{w.sub(periodText(data.asOf.period, language))}</p>
      <section className="card table-card">
        <EnterpriseTools data={data} columns={columns} />
        {data.rows.length === 0 ? (
          <Empty title={w.none}>{w.noneHow}</Empty>
        ) : (
          <DataTable<EnterpriseRow>
            label={w.table}
            columns={columns}
            rows={data.rows}
            rowKey={(row) => row.code}
            sort={search.sort}
            serverSort
            onSort={(sort) => change({ sort, page: null })}
            hidden={(search.hide ?? "").split(",")}
            height="min(640px, 70vh)"
            onOpen={(row) => void navigate({ to: "/enterprises/$code", params: { code: row.code } })}
            totals={(column) => {
              if (column.id === "name") return w.totals(total);
              const at = data.columns.findIndex((c) => c.id === column.id);
              const figure = data.totals[at] ?? null;
              return figure === null ? "" : <Figure data={figure} bare compact />;
            }}
          />
        )}
        <div className="table-foot">
          <span className="quiet">
            {data.rows.length === 0 ? "" : w.pageOf(first, first + data.rows.length - 1, total)}
          </span>
          {data.limited ? <span className="quiet">{w.limited}</span> : null}
          <Pagination
            size="small"
            current={data.page}
            pageSize={data.size}
            total={data.total}
            showSizeChanger={false}
            onChange={(page) => change({ page: page === 1 ? null : String(page) })}
          />
        </div>
      </section>
      <PublicFirms firms={data.publicFirms} />
    </>
  );
}
