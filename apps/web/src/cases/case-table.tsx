/** Cases as a table: what it is, where it stands, when it is due, and the fields the page chooses. */
import type { CaseRow, CasesAnswer, ProcedureAnswer } from "@lianzhang/contract";
import type { ReactElement, ReactNode } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../app/address.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import { fieldUnit, valueText } from "../records/value-text.ts";
import { Empty } from "../states/problem.tsx";
import type { Column } from "../table/data-table.tsx";
import { DataTable } from "../table/data-table.tsx";
import { Due, LightMark, nearestDue } from "./due.tsx";
import { TableFoot } from "../table/table-foot.tsx";

interface CaseTableProps {
  readonly definition: ProcedureAnswer;
  readonly data: CasesAnswer;
  /** Fields of the record shown beside name, step and term. */
  readonly fields: readonly string[];
  readonly onOpen: (row: CaseRow) => void;
  /** The name as a link to the page of the case. */
  readonly link: (row: CaseRow, text: string) => ReactNode;
}

export function CaseTable({ definition, data, fields, onOpen, link }: CaseTableProps): ReactElement {
  const w = useWords(caseWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const columns = useCaseColumns(definition, data.names, fields, link);
  if (data.rows.length === 0)
    return (
      <Empty title={isFiltered(search) ? w.none : w.noneYet}>{isFiltered(search) ? w.noneHow : ""}</Empty>
    );
  return (
    <>
      <DataTable<CaseRow>
        label={definition.label[language]}
        columns={columns}
        rows={data.rows}
        rowKey={(row) => row.id}
        sort={search.sort}
        serverSort
        onSort={(sort) => change({ sort, page: null })}
        onOpen={onOpen}
      />
      <TableFoot data={data} said={w.pageOf} />
    </>
  );
}

type Search = ReturnType<typeof useFrame>["search"];

export const isFiltered = ({ q, state, list, clock, mine, where }: Search): boolean =>
  [q, state, list, clock, mine, where].some((v) => v !== undefined);

const sorts = { sortBy: () => null };

function useCaseColumns(
  definition: ProcedureAnswer,
  names: CasesAnswer["names"],
  fields: readonly string[],
  link: CaseTableProps["link"],
): readonly Column<CaseRow>[] {
  const w = useWords(caseWords);
  const { language } = useFrame();
  return useMemo((): readonly Column<CaseRow>[] => {
    const named = definition.fields.find((f) => f.id === definition.name);
    const chosen = definition.fields.filter((f) => fields.includes(f.id) && f !== named);
    const lists = new Map(definition.lists.map((l) => [l.id, l.label[language]]));
    return [
      {
        id: named?.id ?? "code",
        head: named?.label[language] ?? w.code,
        width: 220,
        cell: (row) => (
          <>
            {link(row, row.name)}
            {row.waits ? <span className="tag">{w.waits}</span> : null}
            {row.returned === null ? null : <span className="tag tag-late">{w.returned}</span>}
            {row.lists.map((id) => (
              <span key={id} className="tag tag-late">
                {lists.get(id) ?? id}
              </span>
            ))}
          </>
        ),
        text: (row) => row.name,
        ...sorts,
      },
      {
        id: "state",
        head: w.state,
        cell: (row) => row.stateLabel[language],
        text: (row) => row.stateLabel[language],
      },
      {
        id: "due",
        head: w.due,
        cell: (row) => (
          <>
            <Due due={nearestDue(row)} />{" "}
            <span className="wide-only">
              <LightMark light={row.light} />
            </span>
          </>
        ),
        text: (row) => nearestDue(row)?.day ?? "",
        ...sorts,
      },
      ...chosen.map((field): Column<CaseRow> => {
        const text = (row: CaseRow): string => valueText(field, row.values[field.id], names, language);
        return {
          id: field.id,
          head: field.label[language],
          unit: fieldUnit(field, language),
          right: field.type.kind === "number",
          wide: true,
          cell: (row) => <span className="quiet">{text(row).split("\u2009")[0] || "—"}</span>,
          text: (row) => row.values[field.id] ?? "",
          ...sorts,
        };
      }),
    ];
  }, [definition, names, fields, link, w, language]);
}
