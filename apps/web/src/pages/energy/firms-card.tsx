/** Accounts of firms as a table: filtered, sorted and paged by the server, exported as shown. */
import type { EnergyAnswer, EnergyFirms } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { energyFirmsQuestion } from "../../app/client.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { energyWords } from "../../i18n/energy.ts";
import { plain } from "../../lib/display.ts";
import { unitText } from "../../lib/unit.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Bone } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { nameColumn, placeColumn } from "../../table/firm-columns.tsx";
import { TableFoot } from "../../table/table-foot.tsx";
import { ListTools } from "../../table/list-tools.tsx";

const SIZE = 50;
const HEIGHT = "min(640px, 70vh)";

type Row = EnergyFirms["rows"][number];
/** The server sorts. */
const sorts = { sortBy: () => null } as const;

export function FirmsCard({ data }: { readonly data: EnergyAnswer }): ReactElement {
  const { question, search } = useFrame();
  const { q, page, sort, county } = search;
  const query = useQuery(
    energyFirmsQuestion({
      ...question,
      period: data.asOf.period,
      q,
      page,
      sort,
      county,
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
        {(firms) => <Table firms={firms} />}
      </Loaded>
    </section>
  );
}

function useAccountColumns(firms: EnergyFirms): readonly Column<Row>[] {
  const w = useWords(energyWords);
  const { language, money } = useFrame();
  const { columns, rows } = firms;
  return useMemo(
    (): readonly Column<Row>[] => [
      {
        ...nameColumn<Row>(w.name, 180, (row, props) => (
          <Link to="/enterprises/$code" params={{ code: row.code }} {...props} />
        )),
        ...sorts,
      },
      placeColumn<"county", Row>("county", w.county, language),
      placeColumn<"park", Row>("park", w.park, language),
      ...columns.map((c, i): Column<Row> => ({
        id: c.id,
        head: c.label[language],
        unit: unitText(rows[0]?.figures[i]?.value.unit ?? "", language),
        right: true,
        wide: i > 1,
        cell: (row) => {
          const figure = row.figures[i];
          return figure === undefined ? "—" : <Figure data={figure} bare unmarked />;
        },
        text: (row) => {
          const figure = row.figures[i];
          return figure === undefined ? "" : plain(figure.value, money);
        },
        ...sorts,
      })),
    ],
    [w, language, money, columns, rows],
  );
}

function Table({ firms }: { readonly firms: EnergyFirms }): ReactElement {
  const w = useWords(energyWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const columns = useAccountColumns(firms);
  const { q, sort, county } = search;
  return (
    <>
      <ListTools
        title={w.firms}
        search={{ placeholder: w.search, label: w.searchLabel }}
        facets={[{ key: "county", label: w.county, choices: firms.facets.county }]}
        rows={firms.rows}
        columns={columns}
        file={{ what: "energy", period: firms.asOf.period, q, sort, county }}
      />
      {firms.rows.length === 0 ? (
        <Empty title={w.noRows}>{w.noRowsHow}</Empty>
      ) : (
        <DataTable<Row>
          label={w.firms}
          columns={columns}
          rows={firms.rows}
          rowKey={(row) => row.code}
          sort={sort ?? `-${firms.columns[0]?.id ?? "name"}`}
          serverSort
          onSort={(to) => change({ sort: to, page: null })}
          height={HEIGHT}
        />
      )}
      <TableFoot data={firms} said={w.pageOf} note={firms.limited ? w.limited : null} />
    </>
  );
}
