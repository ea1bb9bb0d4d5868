/** The graded as a table: filtered, sorted and paged by the server, exported as shown. */
import type { GradedFirm, GradedFirms, Grading, GradingAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
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
import { TableFoot } from "../../table/table-foot.tsx";
import { ListTools } from "../../table/list-tools.tsx";

const SIZE = 50;
const HEIGHT = "min(640px, 70vh)";

/** A filter in the address for each facet. */
const FILTERS = [
  { key: "county", facet: "county" },
  { key: "class", facet: "class" },
  { key: "state", facet: "standing" },
] as const;

const standingOf = (text: string | undefined) =>
  text === "graded" || text === "ungraded" || text === "pending" ? text : undefined;

export function FirmsCard({
  data,
  grading,
}: {
  readonly data: GradingAnswer;
  readonly grading: Grading;
}): ReactElement {
  const { question, search } = useFrame();
  const { q, page, sort, county, state } = search;
  const query = useQuery(
    gradedFirmsQuestion(grading.id, {
      ...question,
      period: data.asOf.period,
      q,
      page,
      sort,
      county,
      class: search.class,
      standing: standingOf(state),
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
  const { q, sort, county, state } = search;
  const columns = useGradedColumns(grading);
  return (
    <>
      <ListTools
        search={{ placeholder: w.search, label: w.searchLabel }}
        facets={FILTERS.map(({ key, facet }) => ({ key, label: w[facet], choices: firms.facets[facet] }))}
        rows={firms.rows}
        columns={columns}
        hides
        file={{
          what: "evaluation",
          id: grading.id,
          period: firms.asOf.period,
          q,
          sort,
          county,
          class: search.class,
          standing: standingOf(state),
        }}
      />
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
      <TableFoot data={firms} said={w.pageOf} note={firms.limited ? w.limited : null} />
    </>
  );
}
