/** Firms with their next rung as a table: filtered, sorted and paged by the server, exported as shown. */
import type { LadderAnswer, LadderFirms, LadderRow } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { ladderFirmsQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { ladderWords } from "../../i18n/ladder.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Bone } from "../../states/skeleton.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { useLadderColumns } from "./columns.tsx";
import { TableFoot } from "../../table/table-foot.tsx";
import { ListTools } from "../../table/list-tools.tsx";

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
  const { q, sort, county, chain, rung, state } = search;
  const columns = useLadderColumns(search.state === "holding");
  return (
    <>
      <ListTools
        search={{ placeholder: w.search, label: w.searchLabel }}
        facets={FILTERS.map((key) => ({ key, label: w[key], choices: firms.facets[key] }))}
        rows={firms.rows}
        columns={columns}
        file={{ what: "ladder", period: firms.asOf.period, q, sort, county, chain, rung, state }}
      />
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
      <TableFoot data={firms} said={w.pageOf} note={firms.limited ? w.limited : null} />
    </>
  );
}
