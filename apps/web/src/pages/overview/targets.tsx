/** All targets, a row each. */
import type { Overview, TargetRow } from "@lianzhang/contract";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { exportAddress } from "../../app/client.ts";
import { Spark } from "../../charts/spark/spark.tsx";
import { Bound } from "../../figure/bound.tsx";
import { Figure, Value } from "../../figure/figure.tsx";
import { Marks, StatusWord } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { overviewWords } from "../../i18n/overview.ts";
import { statusWords } from "../../i18n/status.ts";
import { plain, position } from "../../lib/display.ts";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";

const ORDER: readonly TargetRow["status"][] = ["will_miss", "behind", "no_data", "on_course", "met"];

export function Targets({ data }: { readonly data: Overview }): ReactElement {
  const w = useWords(overviewWords);
  const { search, question, language } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const quantified = data.targets.filter((t) => t.bound.kind !== "qualitative");
  const qualitative = data.targets.filter((t) => t.bound.kind === "qualitative");
  const columns = useTargetColumns(quantified);
  const file = (format: "csv" | "xlsx"): string =>
    exportAddress({
      what: "targets",
      format,
      language,
      ...question,
      id: undefined,
      by: undefined,
      q: undefined,
      sort: search.sort,
      county: undefined,
      park: undefined,
      chain: undefined,
      industry: undefined,
    });
  return (
    <section className="card table-card">
      <div className="card-head">
        <h2>{w.targetsLong(quantified.length)}</h2>
        <span className="card-actions">
          <a href={file("csv")} download>
            {w.exportCsv}
          </a>
          <a href={file("xlsx")} download>
            {w.exportXlsx}
          </a>
        </span>
      </div>
      <DataTable
        label={w.targets}
        columns={columns}
        rows={quantified}
        rowKey={(t) => t.id}
        sort={search.sort}
        onSort={(sort) => change({ sort })}
        onOpen={(t) => {
          if (t.indicator !== null) void navigate({ to: "/indicators/$id", params: { id: t.indicator.id } });
        }}
      />
      {qualitative.length === 0 ? null : (
        <p className="qualitative quiet">
          {w.qualitativeList(qualitative.length)}
          {qualitative.map((t) => `${t.label[language]}(${t.by})`).join(w.listMark)}
        </p>
      )}
    </section>
  );
}

/** Columns shared with the indicator's page. */
export function useTargetColumns(targets: readonly TargetRow[]): readonly Column<TargetRow>[] {
  const w = useWords(overviewWords);
  const { language, money } = useFrame();
  const years = [...new Set(targets.map((t) => t.by))];
  const year = years.length === 1 ? years[0] : undefined;
  return useMemo(
    (): readonly Column<TargetRow>[] => [
      {
        id: "target",
        head: w.target,
        cell: (t) => <TargetName target={t} />,
        text: (t) => t.label[language],
        sortBy: (t) => t.order,
      },
      {
        id: "clause",
        head: w.clause,
        wide: true,
        cell: (t) => <ClauseLink target={t} />,
        text: (t) => t.clause.id,
        sortBy: (t) => t.order,
      },
      {
        id: "now",
        head: w.now,
        right: true,
        cell: (t) => (t.now === null ? "—" : <Figure data={t.now} compact />),
        text: (t) => (t.now === null ? "" : plain(t.now.value, money)),
      },
      {
        id: "bound",
        head: year === undefined ? w.boundAny : w.bound(year),
        right: true,
        cell: (t) => <Bound target={t} />,
        text: (t) => t.bound.text[language],
      },
      {
        id: "trend",
        head: w.trend,
        wide: true,
        cell: (t) => <Spark target={t} label={w.trendOf(t.label[language])} />,
        text: () => "",
      },
      {
        id: "needed",
        head: w.neededAYear,
        right: true,
        wide: true,
        cell: (t) => (t.needed === null ? "—" : <Value value={t.needed} signed />),
        text: (t) => (t.needed === null ? "" : plain(t.needed, money)),
        sortBy: (t) => (t.needed === null ? null : position(t.needed, money)),
      },
      {
        id: "achieved",
        head: w.achieved,
        right: true,
        wide: true,
        cell: (t) => (t.achieved === null ? "—" : <Value value={t.achieved} signed />),
        text: (t) => (t.achieved === null ? "" : plain(t.achieved, money)),
        sortBy: (t) => (t.achieved === null ? null : position(t.achieved, money)),
      },
      {
        id: "status",
        head: w.status,
        cell: (t) => <StatusWord status={t.status} short />,
        text: (t) => statusWords[t.status][language],
        sortBy: (t) => ORDER.indexOf(t.status),
      },
      {
        id: "owner",
        head: w.owner,
        wide: true,
        cell: (t) => (
          <span className="quiet">
            {t.owner?.label[language] ??
              (t.status === "no_data" && t.holder !== null
                ? w.heldBy(t.holder.label[language])
                : w.ownerNone)}
          </span>
        ),
        text: (t) => t.owner?.label[language] ?? "",
      },
    ],
    [w, language, money, year],
  );
}

function TargetName({ target: t }: { readonly target: TargetRow }): ReactElement {
  const { language } = useFrame();
  const marks = t.marks.filter((m) => m === "assumed");
  return (
    <span id={`target-${t.id}`} title={t.note?.[language] ?? t.quote ?? ""} className="strong">
      {t.indicator === null ? (
        t.label[language]
      ) : (
        <Link to="/indicators/$id" params={{ id: t.indicator.id }} onClick={(e) => e.stopPropagation()}>
          {t.label[language]}
        </Link>
      )}
      <Marks marks={marks} compact />
    </span>
  );
}

function ClauseLink({ target: t }: { readonly target: TargetRow }): ReactElement {
  return (
    <Link
      to="/decision"
      hash={`clause-${t.clause.id}`}
      className="quiet"
      title={t.clause.heading}
      onClick={(e) => e.stopPropagation()}
    >
      {t.clause.id}
    </Link>
  );
}
