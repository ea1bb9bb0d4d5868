/** 暂停登录的地址: shut after too many tries that failed; security administration opens one by hand. */
import type { ShutAddresses } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { shutAddressesQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { gateWords } from "../../i18n/gate.ts";
import { momentText } from "../../lib/moment.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty, Problem } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { Confirm } from "./confirm.tsx";
import { useDoing } from "../../app/use-doing.ts";

type Shut = ShutAddresses["addresses"][number];

export default function AddressesPage(): ReactElement {
  const query = useQuery({ ...shutAddressesQuestion(), staleTime: 0 });
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[320]} />}>
      {({ addresses }) => <Body addresses={addresses} />}
    </Loaded>
  );
}

function Body({ addresses }: ShutAddresses): ReactElement {
  const w = useWords(gateWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const { error, run } = useDoing();
  const columns = useColumns((address) => run("shut-addresses/open", { address }));
  return (
    <>
      <h1 className="finding">{w.shutFinding(addresses.length)}</h1>
      <p className="sub">{w.shutSub}</p>
      {error === null ? null : <Problem error={error} />}
      <section className="card table-card">
        {addresses.length === 0 ? (
          <Empty title={w.shutNone}>{w.shutNoneHow}</Empty>
        ) : (
          <DataTable<Shut>
            label={w.shutTable}
            columns={columns}
            rows={addresses}
            rowKey={(a) => a.address}
            sort={search.sort}
            onSort={(sort) => change({ sort })}
          />
        )}
      </section>
    </>
  );
}

function useColumns(open: (address: string) => void): readonly Column<Shut>[] {
  const w = useWords(gateWords);
  const { language } = useFrame();
  return useMemo((): readonly Column<Shut>[] => {
    const moment = (id: "since" | "until"): Column<Shut> => ({
      id,
      head: w[id],
      cell: (a) => momentText(a[id], language),
      text: (a) => a[id],
      sortBy: (a) => a[id],
      wide: id === "since",
    });
    return [
      {
        id: "address",
        head: w.address,
        cell: (a) => <code>{a.address}</code>,
        text: (a) => a.address,
        sortBy: (a) => a.address,
      },
      moment("since"),
      moment("until"),
      {
        id: "turnedAway",
        head: w.turnedAway,
        right: true,
        wide: true,
        cell: (a) => String(a.turnedAway),
        text: (a) => String(a.turnedAway),
        sortBy: (a) => a.turnedAway,
      },
      {
        id: "open",
        head: w.act,
        cell: (a) => (
          <Confirm
            small
            label={w.open}
            title={w.openTitle(a.address)}
            text={w.openText}
            onYes={() => open(a.address)}
          />
        ),
        text: () => "",
      },
    ];
  }, [w, language, open]);
}
