/** 登记册: which registers are kept, by whom, and how many records each has. */
import type { RegistersAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { registersQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { registerWords } from "../../i18n/registers.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";

type Row = RegistersAnswer["registers"][number];

export default function RegistersPage(): ReactElement {
  const query = useQuery(registersQuestion());
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[520]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: RegistersAnswer }): ReactElement {
  const w = useWords(registerWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const columns = useColumns();
  const records = data.registers.reduce((n, r) => n + r.records, 0);
  return (
    <>
      <h1 className="finding">{w.finding(data.registers.length, records.toLocaleString("en-US"))}</h1>
      <p className="sub">{w.sub}</p>
      <section className="card table-card">
        {data.registers.length === 0 ? (
          <Empty title={w.none}>{w.noneHow}</Empty>
        ) : (
          <DataTable<Row>
            label={w.title}
            columns={columns}
            rows={data.registers}
            rowKey={(row) => row.id}
            sort={search.sort}
            onSort={(sort) => change({ sort })}
            onOpen={(row) => void navigate({ to: "/registers/$register", params: { register: row.id } })}
          />
        )}
      </section>
    </>
  );
}

function useColumns(): readonly Column<Row>[] {
  const w = useWords(registerWords);
  const { language } = useFrame();
  return useMemo((): readonly Column<Row>[] => {
    const may = ({ may: m }: Row): string => (m.open ? w.mayOpen : m.change ? w.mayChange : w.mayNothing);
    return [
      {
        id: "name",
        head: w.name,
        cell: (row) => (
          <Link to="/registers/$register" params={{ register: row.id }} className="strong">
            {row.label[language]}
          </Link>
        ),
        text: (row) => row.label[language],
        sortBy: (row) => row.label[language],
      },
      {
        id: "records",
        head: w.records,
        right: true,
        cell: (row) => row.records.toLocaleString("en-US"),
        text: (row) => String(row.records),
        sortBy: (row) => row.records,
      },
      {
        id: "holder",
        head: w.holder,
        wide: true,
        cell: (row) => <span className="quiet">{row.holder?.[language] ?? "—"}</span>,
        text: (row) => row.holder?.[language] ?? "",
      },
      {
        id: "procedure",
        head: w.procedure,
        wide: true,
        cell: (row) => <span className="quiet">{row.procedure?.label[language] ?? "—"}</span>,
        text: (row) => row.procedure?.label[language] ?? "",
      },
      { id: "may", head: w.mayHead, cell: (row) => <span className="quiet">{may(row)}</span>, text: may },
    ];
  }, [w, language]);
}
