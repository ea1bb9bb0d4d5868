/** 企业: the register as a table, sorted, filtered and paged by the server. */
import type { EnterpriseRow, Enterprises } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
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
import { TableFoot } from "../../table/table-foot.tsx";
import type { PageSearch } from "../../app/address.ts";
import { ListTools } from "../../table/list-tools.tsx";

const SIZE = 100;

/** What the table is narrowed and sorted by. */
const filtersOf = ({ q, sort, county, park, chain, industry }: PageSearch) => ({
  q,
  sort,
  county,
  park,
  chain,
  industry,
});

export default function EnterprisesPage(): ReactElement {
  const { question, search } = useFrame();
  const filters = Object.fromEntries(
    Object.entries({ ...filtersOf(search), page: search.page }).filter(([, v]) => v !== undefined),
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
  return (
    <>
      <h1 className="finding">{filtered ? w.finding(total) : w.findingAll(total)}</h1>
      <p className="sub">{w.sub(periodText(data.asOf.period, language))}</p>
      <section className="card table-card">
        <ListTools
          search={{ placeholder: w.search, label: w.searchLabel }}
          facets={data.facets.map(({ key, label, choices }) => ({ key, label: label[language], choices }))}
          rows={data.rows}
          columns={columns}
          hides
          file={{ what: "enterprises", ...filtersOf(search) }}
        />
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
        <TableFoot data={data} said={w.pageOf} note={data.limited ? w.limited : null} />
      </section>
      <PublicFirms firms={data.publicFirms} />
    </>
  );
}
