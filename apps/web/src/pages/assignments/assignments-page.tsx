/** 目标责任: targets as decided, adjusted, set for a year and divided by unit, with where each stands. */
import type { AssignmentsAnswer, Status } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { assignmentsQuestion, exportAddress } from "../../app/client.ts";
import { Value } from "../../figure/figure.tsx";
import { assignmentWords } from "../../i18n/assignments.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { notMet, statusShort } from "../../i18n/status.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { DataTable } from "../../table/data-table.tsx";
import type { ShareLine } from "./columns.tsx";
import { useCityColumns, useUnitColumns } from "./columns.tsx";

const ORDER: readonly Status[] = ["met", "on_course", "behind", "will_miss", "no_data"];

/** The year is over: its figures are of all twelve months. */
const isOver = (data: AssignmentsAnswer): boolean => data.period === String(data.year);

export default function AssignmentsPage(): ReactElement {
  const { question, search } = useFrame();
  const query = useQuery(assignmentsQuestion({ ...question, year: search.year }));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[640]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: AssignmentsAnswer }): ReactElement {
  const w = useWords(assignmentWords);
  const { language } = useFrame();
  const annual = data.rows.flatMap((row) => row.annual ?? []);
  const parts = ORDER.flatMap((status) => {
    const n = annual.filter((share) => share.status === status).length;
    const word = isOver(data) && status === "will_miss" ? notMet : statusShort[status];
    return n === 0 ? [] : [w.part(n, word[language])];
  });
  return (
    <>
      <h1 className="finding">
        {annual.length === 0
          ? w.findingNone(data.year)
          : w.finding(data.year, annual.length, parts.join(w.comma))}
      </h1>
      <p className="sub">{data.period === null ? w.notBegun : w.upTo(periodText(data.period, language))}</p>
      <City data={data} />
      <Units data={data} />
      <Documents data={data} />
    </>
  );
}

function Tools({ data }: { readonly data: AssignmentsAnswer }): ReactElement {
  const w = useWords(assignmentWords);
  const { language, question } = useFrame();
  const change = useChangeSearch();
  const years = data.years.includes(data.year) ? data.years : [...data.years, data.year];
  const file = (format: "csv" | "xlsx"): string =>
    exportAddress({ what: "assignments", format, language, ...question, id: String(data.year) });
  return (
    <span className="card-actions">
      <Select
        size="small"
        aria-label={w.year}
        value={data.year}
        options={years.map((year) => ({ value: year, label: String(year) }))}
        onChange={(year) => change({ year: String(year) })}
      />
      <a href={file("csv")} download>
        {w.exportCsv}
      </a>
      <a href={file("xlsx")} download>
        {w.exportXlsx}
      </a>
      <button type="button" className="link" onClick={() => print()}>
        {w.print}
      </button>
    </span>
  );
}

function City({ data }: { readonly data: AssignmentsAnswer }): ReactElement {
  const w = useWords(assignmentWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const columns = useCityColumns({ documents: data.documents, over: isOver(data) });
  const lines = data.rows.map((row): ShareLine => ({ row, share: row.annual }));
  return (
    <section className="card table-card">
      <div className="card-head">
        <h2>{w.city}</h2>
        <Tools data={data} />
      </div>
      {lines.length === 0 ? (
        <Empty title={w.none}>{w.noneHow}</Empty>
      ) : (
        <DataTable<ShareLine>
          label={w.city}
          columns={columns}
          rows={lines}
          rowKey={({ row }) => row.id}
          sort={search.sort}
          onSort={(sort) => change({ sort })}
        />
      )}
    </section>
  );
}

function Units({ data }: { readonly data: AssignmentsAnswer }): ReactElement | null {
  const w = useWords(assignmentWords);
  const { search, language } = useFrame();
  const change = useChangeSearch();
  const columns = useUnitColumns({ documents: data.documents, over: isOver(data) });
  const all = useMemo(
    () => data.rows.flatMap((row) => row.units.map((share): ShareLine => ({ row, share }))),
    [data],
  );
  const key = ({ share }: ShareLine): string => `${share?.unit?.key ?? ""}:${share?.unit?.code ?? ""}`;
  const units = [...new Map(all.map((line) => [key(line), line.share?.unit?.label[language] ?? ""]))];
  const shown = search.where === undefined ? all : all.filter((line) => key(line) === search.where);
  if (all.length === 0) return null;
  return (
    <section className="card table-card spaced">
      <div className="card-head">
        <h2>
          {w.units} <small>{w.unitsNote}</small>
        </h2>
        <span className="card-actions">
          <Select
            size="small"
            aria-label={w.unit}
            value={search.where ?? ""}
            popupMatchSelectWidth={200}
            options={[{ value: "", label: w.allUnits }, ...units.map(([value, label]) => ({ value, label }))]}
            onChange={(where) => change({ where: where === "" ? null : where })}
          />
        </span>
      </div>
      <DataTable<ShareLine>
        label={w.units}
        columns={columns}
        rows={shown}
        rowKey={(line) => `${line.row.id} ${key(line)}`}
        sort={undefined}
        onSort={() => undefined}
      />
      <Surpluses data={data} />
    </section>
  );
}

/** What units are asked for together, against the city: 层层加码 shows. */
function Surpluses({ data }: { readonly data: AssignmentsAnswer }): ReactElement | null {
  const w = useWords(assignmentWords);
  const { language } = useFrame();
  const whole = data.rows.flatMap((row) =>
    row.surplus === null || row.surplus.text === null ? [] : [{ row, surplus: row.surplus }],
  );
  if (whole.length === 0) return null;
  return (
    <ul className="rules">
      {whole.map(({ row, surplus }) => (
        <li key={row.id}>
          {w.surplus(row.label[language])} <Value value={surplus} signed />
        </li>
      ))}
    </ul>
  );
}

function Documents({ data }: { readonly data: AssignmentsAnswer }): ReactElement {
  const w = useWords(assignmentWords);
  return (
    <section className="card spaced">
      <h2>{w.documents}</h2>
      <ul className="rules">
        {data.documents.map((d) => (
          <li key={d.id}>
            {d.number} 《{d.title}》 {d.on}
          </li>
        ))}
      </ul>
    </section>
  );
}
