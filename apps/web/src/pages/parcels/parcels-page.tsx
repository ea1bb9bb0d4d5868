/** 园区地块: what was approved, supplied and used, by park, and which years run out. */
import type { RegisterAnswer } from "@lianzhang/contract";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { parcelWords } from "../../i18n/parcels.ts";
import { RecordDialog } from "../../records/record-dialog.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { useParcelColumns } from "./columns.tsx";
import { landLists } from "./land-state.ts";
import type { ParcelRow } from "./parcel-rows.ts";
import { areaOf, filtered, inList } from "./parcel-rows.ts";
import { ParcelTools } from "./parcel-tools.tsx";
import { ParksCard } from "./parks-card.tsx";
import { useParcels } from "./use-parcels.ts";

export default function ParcelsPage(): ReactElement {
  const { described, asked, rows } = useParcels();
  const skeleton = <PageSkeleton columns={[240]} table={480} />;
  return (
    <Loaded query={described} skeleton={skeleton}>
      {(definition) => (
        <Loaded query={asked} skeleton={skeleton}>
          {() => (rows === null ? skeleton : <Body definition={definition} rows={rows} />)}
        </Loaded>
      )}
    </Loaded>
  );
}

interface BodyProps {
  readonly definition: RegisterAnswer;
  readonly rows: readonly ParcelRow[];
}

function Body({ definition, rows }: BodyProps): ReactElement {
  const w = useWords(parcelWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const columns = useParcelColumns(definition);
  const { q, list, park, county } = search;
  const shown = useMemo(() => filtered(rows, { q, list, park, county }), [rows, q, list, park, county]);
  const total = areaOf(rows);
  const lists = landLists.flatMap((id) => {
    const its = areaOf(inList(rows, id));
    return its.parcels === 0 ? [] : [w.listCount(w[id], its.parcels, its.area)];
  });
  const sum = areaOf(shown);
  return (
    <>
      <h1 className="finding">{w.finding(total.parcels, total.area, lists.join(w.comma))}</h1>
      <p className="sub">{w.sub}</p>
      <ParksCard definition={definition} rows={rows} />
      <section className="card table-card spaced">
        <ParcelTools definition={definition} rows={rows} />
        {shown.length === 0 ? (
          <Empty title={rows.length === 0 ? w.noneYet : w.none}>
            {rows.length === 0 ? w.noneHowOpen : w.noneHow}
          </Empty>
        ) : (
          <DataTable<ParcelRow>
            label={w.title}
            columns={columns}
            rows={shown}
            rowKey={(row) => row.record.id}
            sort={search.sort}
            onSort={(sort) => change({ sort })}
            onOpen={(row) => void navigate({ to: "/parcels/$code", params: { code: row.record.code } })}
            totals={(column) =>
              column.id === "name" ? `${w.total} ${sum.parcels}` : column.id === "area" ? sum.area : ""
            }
          />
        )}
      </section>
      <section className="card spaced">
        <h2>{w.rules}</h2>
        <ul className="rules">
          {landLists.map((id) => (
            <li key={id}>{w[`rule_${id}`]}</li>
          ))}
        </ul>
      </section>
      {search.view === "open" && definition.may.open ? (
        <RecordDialog definition={definition} onClose={() => change({ view: null }, { replace: true })} />
      ) : null}
    </>
  );
}
