/** A row indicator's firms, best first: who leads, who is behind, each a figure of its own. */
import type { RankedSubjects } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { rankingQuestion } from "../../app/client.ts";
import { Figure } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { enterpriseWords } from "../../i18n/enterprises.ts";
import { indicatorWords } from "../../i18n/indicators.ts";
import { plain } from "../../lib/display.ts";
import { moneyShift, unitText } from "../../lib/unit.ts";
import { Problem } from "../../states/problem.tsx";
import { Bone } from "../../states/skeleton.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";

type Row = RankedSubjects["rows"][number];

const STEP = 20;
const MOST = 200;

export function RankingCard({ id }: { readonly id: string }): ReactElement {
  const { question } = useFrame();
  const w = useWords(indicatorWords);
  const [limit, setLimit] = useState(STEP);
  const answer = useQuery(rankingQuestion(id, { ...question, limit: String(limit) }));
  if (answer.isError) return <Problem error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Bone height={400} />;
  const { rows, total, valued, limited } = answer.data;
  const first = rows[0]?.figure;
  const more = rows.length < Math.min(total, MOST);
  return (
    <section className="card table-card">
      <div className="tools">
        <h2 className="card-title">
          {first?.value.text == null ? w.rankingNone : w.ranking(first.subject?.name ?? "")}
        </h2>
        <Marks marks={first?.marks ?? []} />
        <span className="space" />
        <span className="quiet">
          {w.rankingOf(valued, total)}
          {limited ? ` · ${w.rankingLimited}` : ""}
        </span>
      </div>
      <RankedTable rows={rows} />
      {more ? (
        <p className="more">
          <button
            type="button"
            className="link"
            onClick={() => setLimit((n) => Math.min(MOST, n + STEP * 2))}
          >
            {w.rankingMore(total - rows.length)}
          </button>
        </p>
      ) : null}
    </section>
  );
}

function RankedTable({ rows }: { readonly rows: RankedSubjects["rows"] }): ReactElement {
  const w = useWords(indicatorWords);
  const e = useWords(enterpriseWords);
  const { language, money } = useFrame();
  const unit = rows[0]?.figure.value.unit ?? "";
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      {
        id: "place",
        head: w.place,
        width: 64,
        right: true,
        cell: (row) => row.place ?? "—",
        text: (row) => String(row.place ?? ""),
      },
      {
        id: "name",
        head: e.name,
        cell: (row) => (
          <Link
            to="/enterprises/$code"
            params={{ code: row.figure.subject?.code ?? "" }}
            className="strong"
            title={row.figure.subject?.code}
          >
            {row.figure.subject?.name}
          </Link>
        ),
        text: (row) => row.figure.subject?.name ?? "",
      },
      {
        id: "county",
        head: e.county,
        wide: true,
        cell: (row) => <span className="quiet">{row.county?.[language] ?? "—"}</span>,
        text: (row) => row.county?.[language] ?? "",
      },
      {
        id: "chain",
        head: e.chain,
        wide: true,
        cell: (row) => <span className="quiet">{row.chain?.[language] ?? "—"}</span>,
        text: (row) => row.chain?.[language] ?? "",
      },
      {
        id: "value",
        head: w.figure,
        unit: unitText(moneyShift(unit, money)?.unit ?? unit, language),
        right: true,
        cell: (row) => <Figure data={row.figure} bare unmarked />,
        text: (row) => plain(row.figure.value, money),
      },
    ],
    [w, e, language, money, unit],
  );
  return (
    <DataTable
      label={w.rankingLabel}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.figure.subject?.code ?? ""}
      sort={undefined}
      onSort={() => undefined}
      serverSort
    />
  );
}
