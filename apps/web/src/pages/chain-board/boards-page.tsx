/** 链长: one line a chain; each opens its page for the meeting. */
import type { ChainBoards } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { boardWords } from "../../i18n/board.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { boardsQuestion } from "./questions.ts";

type Row = ChainBoards["chains"][number];

export default function BoardsPage(): ReactElement {
  const { question } = useFrame();
  const query = useQuery(boardsQuestion(question));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[400]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: ChainBoards }): ReactElement {
  const w = useWords(boardWords);
  const { language } = useFrame();
  const navigate = useNavigate();
  const sum = (of: (row: Row) => number): number => data.chains.reduce((n, row) => n + of(row), 0);
  const columns: readonly Column<Row>[] = [
    {
      id: "chain",
      head: w.chain,
      cell: (r) => (
        <Link to="/chain-board/$chain" params={{ chain: r.chain.id }}>
          {r.chain.label[language]}
        </Link>
      ),
      text: (r) => r.chain.label[language],
    },
    {
      id: "chief",
      head: w.chief,
      wide: true,
      cell: (r) =>
        r.chief.length === 0 ? <span className="quiet">{w.notEntered}</span> : r.chief.join("、"),
      text: (r) => r.chief.join("、"),
    },
    {
      id: "output",
      head: w.output,
      right: true,
      cell: (r) => (r.output === null ? "—" : <Figure data={r.output} compact />),
      text: (r) => r.output?.value.text ?? "",
    },
    {
      id: "growth",
      head: w.growth,
      right: true,
      cell: (r) => (r.growth === null ? "—" : <Figure data={r.growth} signed compact />),
      text: (r) => r.growth?.value.text ?? "",
    },
    {
      id: "stuck",
      head: w.stuck,
      right: true,
      wide: true,
      cell: (r) => (r.stuck === null ? <span className="quiet">{w.hidden}</span> : String(r.stuck)),
      text: (r) => String(r.stuck ?? ""),
    },
    {
      id: "asks",
      head: w.asks,
      right: true,
      wide: true,
      cell: (r) => String(r.asks),
      text: (r) => String(r.asks),
    },
  ];
  return (
    <>
      <h1 className="finding">
        {w.finding(
          data.chains.length,
          sum((r) => r.stuck ?? 0),
          sum((r) => r.asks),
        )}
      </h1>
      <p className="sub">{w.sub}</p>
      <section className="card table-card">
        <DataTable<Row>
          label={w.table}
          columns={columns}
          rows={data.chains}
          rowKey={(r) => r.chain.id}
          sort={undefined}
          onSort={() => undefined}
          onOpen={(r) => void navigate({ to: "/chain-board/$chain", params: { chain: r.chain.id } })}
        />
      </section>
    </>
  );
}
