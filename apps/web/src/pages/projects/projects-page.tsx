/** 项目: where the city's investment projects stand, which lists they are on, what runs out. */
import type { CaseRow, CasesAnswer, ProcedureAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { casesQuestion, procedureQuestion } from "../../app/client.ts";
import { CaseTable } from "../../cases/case-table.tsx";
import { CaseTools, StateBar } from "../../cases/case-tools.tsx";
import { OpenCaseDialog } from "../../cases/open-case-dialog.tsx";
import { caseWords } from "../../i18n/cases.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { projectWords } from "../../i18n/projects.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { LEAD_FIELDS, LIST_FIELDS, LIST_FILTERS, NOT_YET, PROCEDURE } from "./fields.ts";

const SIZE = 50;

export default function ProjectsPage(): ReactElement {
  const { search } = useFrame();
  const { q, page, sort, where, state, list, clock, mine } = search;
  const described = useQuery(procedureQuestion(PROCEDURE));
  const asked = { q, page, sort, where, state, list, clock, size: SIZE };
  const found = useQuery({
    ...casesQuestion(PROCEDURE, mine === "1" ? { ...asked, mine } : asked),
    enabled: described.isSuccess,
  });
  const skeleton = <PageSkeleton columns={[640]} />;
  return (
    <Loaded query={described} skeleton={skeleton}>
      {(definition) => (
        <Loaded query={found} skeleton={skeleton}>
          {(data) => <Body definition={definition} data={data} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface BodyProps {
  readonly definition: ProcedureAnswer;
  readonly data: CasesAnswer;
}

const caseLink = (row: CaseRow, text: string): ReactNode => (
  <Link to="/projects/$id" params={{ id: row.id }} className="strong" onClick={(e) => e.stopPropagation()}>
    {text}
  </Link>
);

function Body({ definition, data }: BodyProps): ReactElement {
  const w = useWords(projectWords);
  const c = useWords(caseWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const navigate = useNavigate();
  const total = definition.states.reduce((n, s) => n + s.cases, 0);
  const open = definition.states.filter((s) => !s.kind.startsWith("final")).reduce((n, s) => n + s.cases, 0);
  const lists = definition.lists
    .filter((l) => NOT_YET.includes(l.id))
    .map((l) => w.listCount(l.label[language], l.cases));
  const to = (id: string): void => void navigate({ to: "/projects/$id", params: { id } });
  return (
    <>
      <h1 className="finding">
        {w.finding(open.toLocaleString("en-US"), definition.overdue, lists.join(w.comma))}
      </h1>
      <p className="sub">
        {w.sub(total)} {definition.without === 0 ? "" : w.without(definition.without)}
        {definition.assumed ? (
          <span className="mark" title={definition.note?.[language]}>
            {c.assumed}
          </span>
        ) : null}
      </p>
      <section className="card table-card">
        <StateBar definition={definition} />
        <CaseTools
          definition={definition}
          filters={LIST_FILTERS}
          onOpen={definition.mayOpen ? () => change({ view: "open" }) : null}
          openLabel={w.openLabel}
        />
        <CaseTable
          definition={definition}
          data={data}
          fields={LIST_FIELDS}
          link={caseLink}
          onOpen={(row) => to(row.id)}
        />
      </section>
      {search.view === "open" && definition.mayOpen ? (
        <OpenCaseDialog
          definition={definition}
          fields={LEAD_FIELDS}
          onClose={() => change({ view: null }, { replace: true })}
          onOpened={to}
        />
      ) : null}
    </>
  );
}
