/** The graded as a table: filtered, sorted and paged by the server, exported as shown. */
import type { GradedFirm, GradedFirms, Grading, GradingAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Pagination } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { gradedFirmsQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Bone } from "../../states/skeleton.tsx";
import { DataTable } from "../../table/data-table.tsx";
import { useGradedColumns } from "./columns.tsx";
import { GradedTools } from "./tools.tsx";
import { countText } from "./rules.ts";

const SIZE = 50;
const HEIGHT = "min(640px, 70vh)";

export function FirmsCard({
  data,
  grading,
}: {
  readonly data: GradingAnswer;
  readonly grading: Grading;
}): ReactElement {
  const { question, search } = useFrame();
  const { q, page, sort, county, state } = search;
  const standing = state === "graded" || state === "ungraded" || state === "pending" ? state : undefined;
  const query = useQuery(
    gradedFirmsQuestion(grading.id, {
      ...question,
      period: data.asOf.period,
      q,
      page,
      sort,
      county,
      class: search.class,
      standing,
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
        {(firms) => <Table firms={firms} grading={grading} />}
      </Loaded>
    </section>
  );
}

function Table({ firms, grading }: { readonly firms: GradedFirms; readonly grading: Grading }): ReactElement {
  const w = useWords(evaluationWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const columns = useGradedColumns(grading);
  const first = (firms.page - 1) * firms.size + 1;
  return (
    <>
      <GradedTools firms={firms} grading={grading} columns={columns} />
      {firms.rows.length === 0 ? (
        <Empty title={w.noRows}>{w.noRowsHow}</Empty>
      ) : (
        <DataTable<GradedFirm>
          label={w.table}
          columns={columns}
          rows={firms.rows}
          rowKey={(row) => row.code}
          sort={search.sort ?? (grading.scored ? "-score" : "class")}
          serverSort
          onSort={(sort) => change({ sort, page: null })}
          hidden={(search.hide ?? "").split(",")}
          height={HEIGHT}
          onOpen={(row) =>
            void navigate({
              to: "/evaluation/$id/$code",
              params: { id: grading.id, code: row.code },
              search: { year: search.year },
            })
          }
        />
      )}
      <div className="table-foot">
        <span className="quiet">
          {firms.rows.length === 0
            ? ""
            : w.pageOf(first, first + firms.rows.length - 1, countText(firms.total))}
        </span>
        {firms.limited ? <span className="quiet">{w.limited}</span> : null}
        <Pagination
          size="small"
          current={firms.page}
          pageSize={firms.size}
          total={firms.total}
          showSizeChanger={false}
          onChange={(page) => change({ page: page === 1 ? null : String(page) })}
        />
      </div>
    </>
  );
}
