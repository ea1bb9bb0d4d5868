/** 产业链: how large is each chain, and where is it empty. */
import type { ChainRow, Chains } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { chainsQuestion } from "../../app/client.ts";
import { Figure } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { chainWords } from "../../i18n/chains.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { plain, position } from "../../lib/display.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";

export default function ChainsPage(): ReactElement {
  const { question } = useFrame();
  const query = useQuery(chainsQuestion(question));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[560]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: Chains }): ReactElement {
  const w = useWords(chainWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const columns = useColumns();
  const sum = (of: (row: ChainRow) => number): number => data.chains.reduce((n, row) => n + of(row), 0);
  return (
    <>
      <h1 className="finding">
        {w.finding(
          data.chains.length,
          sum((row) => row.members),
          sum((row) => row.emptySegments),
        )}
      </h1>
      <p className="sub">
        {w.sub} {data.unnamed > 0 ? w.unnamed(data.unnamed) : ""}
      </p>
      <section className="card table-card">
        <DataTable
          label={w.table}
          columns={columns}
          rows={data.chains}
          rowKey={(row) => row.id}
          sort={search.sort}
          onSort={(sort) => change({ sort })}
          onOpen={(row) => void navigate({ to: "/chains/$id", params: { id: row.id } })}
          totals={(column) =>
            column.id === "chain" ? (
              w.total
            ) : column.id === "output" && data.total !== null ? (
              <Figure data={data.total} compact />
            ) : (
              ""
            )
          }
        />
      </section>
    </>
  );
}

function useColumns(): readonly Column<ChainRow>[] {
  const w = useWords(chainWords);
  const { language, money } = useFrame();
  return useMemo(
    (): readonly Column<ChainRow>[] => [
      {
        id: "chain",
        head: w.chain,
        cell: (row) => (
          <>
            <Link
              to="/chains/$id"
              params={{ id: row.id }}
              className="strong"
              onClick={(e) => e.stopPropagation()}
            >
              {row.label[language]}
            </Link>
            <Marks marks={row.marks.filter((m) => m === "assumed")} compact />
          </>
        ),
        text: (row) => row.label[language],
        sortBy: (row) => row.label[language],
      },
      {
        id: "lane",
        head: w.lane,
        wide: true,
        cell: (row) => <span className="quiet">{row.lane?.label[language] ?? "—"}</span>,
        text: (row) => row.lane?.label[language] ?? "",
        sortBy: (row) => row.lane?.label[language] ?? null,
      },
      {
        id: "clause",
        head: w.clause,
        wide: true,
        cell: (row) => (
          <Link
            to="/decision"
            hash={`clause-${row.clause.id}`}
            className="quiet"
            title={row.clause.heading}
            onClick={(e) => e.stopPropagation()}
          >
            {row.clause.id}
          </Link>
        ),
        text: (row) => row.clause.id,
      },
      {
        id: "members",
        head: w.members,
        right: true,
        cell: (row) => row.members,
        text: (row) => String(row.members),
        sortBy: (row) => row.members,
      },
      {
        id: "segments",
        head: w.segments,
        right: true,
        wide: true,
        cell: (row) => row.segments,
        text: (row) => String(row.segments),
        sortBy: (row) => row.segments,
      },
      {
        id: "empty",
        head: w.empty,
        right: true,
        wide: true,
        cell: (row) =>
          row.emptySegments === 0 ? (
            <span className="quiet">0</span>
          ) : (
            <b className="down">{row.emptySegments}</b>
          ),
        text: (row) => String(row.emptySegments),
        sortBy: (row) => row.emptySegments,
      },
      {
        id: "output",
        head: w.output,
        right: true,
        cell: (row) => (row.output === null ? "—" : <Figure data={row.output} compact />),
        text: (row) => (row.output === null ? "" : plain(row.output.value, money)),
        sortBy: (row) => (row.output === null ? null : position(row.output.value, money)),
      },
      {
        id: "growth",
        head: w.growth,
        right: true,
        wide: true,
        cell: (row) => (row.growth === null ? "—" : <Figure data={row.growth} compact signed />),
        text: (row) => (row.growth === null ? "" : plain(row.growth.value, money)),
        sortBy: (row) => (row.growth === null ? null : position(row.growth.value, money)),
      },
    ],
    [w, language, money],
  );
}
