/** Returns as a list, by state. */
import type { ReturnsAnswer, ReturnState, SubmissionRow } from "@lianzhang/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnWords } from "../../i18n/returns.ts";
import { momentText } from "../../lib/moment.ts";
import { periodText } from "../../lib/period.ts";
import { returnsQuestion } from "../../returns/questions.ts";
import { Empty } from "../../states/problem.tsx";
import type { Column } from "../../table/data-table.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { TableFoot } from "../../table/table-foot.tsx";

export const STATES = [
  "draft",
  "sent",
  "returned",
  "accepted",
  "withdrawn",
] as const satisfies readonly ReturnState[];
const SIZE = 50;

const stateIn = (text: string | undefined): ReturnState | undefined => STATES.find((s) => s === text);
const pageIn = (text: string | undefined): number => Math.max(1, Math.trunc(Number(text ?? "1")) || 1);

/** The returns that the address asks for. */
export function useAskedReturns(): UseQueryResult<ReturnsAnswer> {
  const { search } = useFrame();
  const { form, month, state, page } = search;
  return useQuery(
    returnsQuestion({ form, period: month, state: stateIn(state), page: pageIn(page), size: SIZE }),
  );
}

export function StatesBar({ states }: { readonly states: ReturnsAnswer["states"] }): ReactElement {
  const w = useWords(returnWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  return (
    <div className="state-bar flush" role="group" aria-label={w.states}>
      {STATES.map((s) => (
        <button
          key={s}
          type="button"
          className={states[s] === 0 ? "state-step at-none" : "state-step"}
          aria-pressed={search.state === s}
          onClick={() => change({ state: search.state === s ? null : s, view: null, page: null })}
        >
          <b>{states[s]}</b>
          <span>{w[`state_${s}`]}</span>
        </button>
      ))}
    </div>
  );
}

/** `own`: of one firm only, which needs no column of senders. */
export function ListCard({
  data,
  own = false,
}: {
  readonly data: ReturnsAnswer;
  readonly own?: boolean;
}): ReactElement {
  const w = useWords(returnWords);
  const { search } = useFrame();
  const navigate = useNavigate();
  const columns = useColumns(own);
  const page = pageIn(search.page);
  if (data.rows.length === 0) return <Empty title={w.findingNone}>{w.noneHow}</Empty>;
  return (
    <>
      <DataTable<SubmissionRow>
        label={w.viewList}
        columns={columns}
        rows={data.rows}
        rowKey={(row) => row.id}
        sort={undefined}
        serverSort
        onSort={() => undefined}
        onOpen={(row) => void navigate({ to: "/returns/$id", params: { id: row.id } })}
      />
      <TableFoot data={{ ...data, page, size: SIZE }} said={w.pageOf} />
    </>
  );
}

function useColumns(own: boolean): readonly Column<SubmissionRow>[] {
  const w = useWords(returnWords);
  const { language } = useFrame();
  return useMemo(
    (): readonly Column<SubmissionRow>[] => [
      {
        id: "sender",
        head: own ? w.form : w.sender,
        width: 200,
        cell: (row) => (
          <>
            <Link
              to="/returns/$id"
              params={{ id: row.id }}
              className="strong"
              onClick={(e) => e.stopPropagation()}
            >
              {(own ? row.formLabel : row.sender.label)[language]}
            </Link>
            <span className="phone-line quiet">
              {own ? "" : `${row.formLabel[language]} · `}
              {periodText(row.period, language)}
            </span>
          </>
        ),
        text: (row) => (own ? row.formLabel : row.sender.label)[language],
      },
      {
        id: "state",
        head: w.state,
        cell: (row) => (
          <>
            <span className={`return-state is-${row.state}`}>{w[`state_${row.state}`]}</span>
            {row.locked ? <span className="tag">{w.locked}</span> : null}
          </>
        ),
        text: (row) => w[`state_${row.state}`],
      },
      ...(own
        ? []
        : [
            {
              id: "form",
              head: w.form,
              wide: true,
              cell: (row: SubmissionRow) => row.formLabel[language],
              text: (row: SubmissionRow) => row.formLabel[language],
            },
          ]),
      {
        id: "period",
        head: w.period,
        wide: true,
        cell: (row) => periodText(row.period, language),
        text: (row) => row.period,
      },
      {
        id: "files",
        head: w.files,
        wide: true,
        right: true,
        cell: (row) => row.files,
        text: (row) => String(row.files),
      },
      { id: "by", head: w.by, wide: true, cell: (row) => row.madeBy, text: (row) => row.madeBy },
      {
        id: "at",
        head: w.at,
        wide: true,
        cell: (row) => momentText(row.madeAt, language),
        text: (row) => row.madeAt,
      },
      {
        id: "reason",
        head: w.reason,
        wide: true,
        cell: (row) => row.reason ?? "",
        text: (row) => row.reason ?? "",
      },
    ],
    [w, language, own],
  );
}
