/** Who receives what: filtered and paged by the server, exported as shown. */
import type { ClaimRow, ClaimsAnswer, Incentives } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { incentiveWords } from "../../i18n/incentives.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Bone } from "../../states/skeleton.tsx";
import { DataTable } from "../../table/data-table.tsx";

import { useClaimColumns } from "./columns.tsx";
import { claimsQuestion } from "./questions.ts";
import { TableFoot } from "../../table/table-foot.tsx";
import { ListTools } from "../../table/list-tools.tsx";

const SIZE = 50;
const HEIGHT = "min(640px, 70vh)";

/** The filters of the list and the keys of the address they stand under. */
const FILTERS = [
  { key: "subject", facet: "item" },
  { key: "county", facet: "county" },
  { key: "state", facet: "standing" },
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
  const navigate = useNavigate();
  const { q, county, state, subject } = search;
  const columns = useClaimColumns();
  return (
    <>
      <ListTools
        search={{ placeholder: w.search, label: w.searchLabel }}
        facets={FILTERS.map(({ key, facet }) => ({ key, label: w[facet], choices: claims.facets[facet] }))}
        rows={claims.rows}
        columns={columns}
        file={{ what: "incentives", period: claims.asOf.period, q, county, item: subject, standing: state }}
      />
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
      <TableFoot data={claims} said={w.pageOf} note={claims.limited ? w.limited : null} />
    </>
  );
}
