/** The list itself in a month: since when, signed by what; what is other than in another month; out as a table. */
import type { ListedRow, SignedListAnswer } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Empty } from "../../states/problem.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { ProposeDialog } from "./propose-dialog.tsx";
import { listExport } from "./questions.ts";
import { useListWords } from "./words.ts";

const HEIGHT = 560;
const isMonth = (text: string): boolean => /^\d{4}-\d{2}$/.test(text);

export function ListingCard({ data }: { readonly data: SignedListAnswer }): ReactElement {
  const w = useListWords();
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const [leaving, setLeaving] = useState<ListedRow | null>(null);
  const columns = useColumns(data, setLeaving);
  const count = (kind: ListedRow["change"]): number => data.rows.filter((r) => r.change === kind).length;
  const rows = data.against === null ? data.rows : data.rows.filter((r) => r.change !== null);
  return (
    <section className="card table-card">
      <div className="tools entry-tools">
        <TextLine
          type="month"
          label={w.month}
          value={data.month}
          onChange={(month) => change({ month: isMonth(month) ? month : null }, { replace: true })}
        />
        <TextLine
          type="month"
          label={w.against}
          value={search.against ?? ""}
          onChange={(against) => change({ against: isMonth(against) ? against : null }, { replace: true })}
        />
        {data.against === null ? null : (
          <span className="quiet">{w.changes(count("joined"), count("left"), count("moved"))}</span>
        )}
        {data.mayExport ? (
          <span className="card-actions">
            <Button href={listExport(data.membership, data.month, "xlsx")}>{w.exportXlsx}</Button>
            <Button href={listExport(data.membership, data.month, "csv")}>{w.exportCsv}</Button>
          </span>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <Empty title={w.noRows} />
      ) : (
        <DataTable<ListedRow>
          label={w.listing}
          columns={columns}
          rows={rows}
          rowKey={(r) => `${r.code}|${r.of.code}`}
          sort={search.sort}
          onSort={(sort) => change({ sort })}
          height={Math.min(HEIGHT, 40 + rows.length * 36)}
        />
      )}
      {leaving === null ? null : (
        <ProposeDialog
          membership={data.membership}
          entries={[
            {
              subject: leaving.code,
              of: leaving.of.code,
              leaves: true,
              name: leaving.name,
              chain: leaving.of.label[language],
            },
          ]}
          onClose={() => setLeaving(null)}
          onDone={() => {
            setLeaving(null);
            change({ view: null });
          }}
        />
      )}
    </section>
  );
}

function useColumns(data: SignedListAnswer, leave: (row: ListedRow) => void): readonly Column<ListedRow>[] {
  const w = useListWords();
  const { language } = useFrame();
  const changeOf = (r: ListedRow): string =>
    r.change === null
      ? "—"
      : r.change === "moved"
        ? w.moved(r.before?.label[language] ?? "")
        : r.change === "joined"
          ? w.joined
          : w.left;
  const documentOf = (r: ListedRow): string => r.document ?? w.fromFile;
  const columns: Column<ListedRow>[] = [
    { id: "firm", head: w.firm, cell: (r) => r.name, text: (r) => r.name, sortBy: (r) => r.name },
    {
      id: "chain",
      head: w.chain,
      cell: (r) => r.of.label[language],
      text: (r) => r.of.label[language],
      sortBy: (r) => r.of.label[language],
    },
    { id: "since", head: w.since, wide: true, cell: (r) => r.since ?? "—", text: (r) => r.since ?? "" },
    { id: "until", head: w.until, wide: true, cell: (r) => r.until ?? "—", text: (r) => r.until ?? "" },
    { id: "document", head: w.document, wide: true, cell: documentOf, text: documentOf },
    {
      id: "signed",
      head: w.signedBy,
      wide: true,
      cell: (r) => r.signedBy.join("、") || "—",
      text: (r) => r.signedBy.join("、"),
    },
  ];
  if (data.against !== null)
    return [...columns, { id: "change", head: w.change, cell: changeOf, text: changeOf }];
  if (!data.mayPropose) return columns;
  return [
    ...columns,
    {
      id: "leave",
      head: w.step,
      cell: (r) => (
        <Button size="small" type="text" aria-label={`${w.proposeLeaves} ${r.name}`} onClick={() => leave(r)}>
          {w.proposeLeaves}
        </Button>
      ),
      text: () => "",
    },
  ];
}
