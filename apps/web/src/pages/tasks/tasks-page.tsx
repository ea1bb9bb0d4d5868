/** 任务: what is late, what comes, what waits for me; then the list by the unit that answers for it. */
import type { CaseRow, CasesAnswer, ProcedureAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement, ReactNode } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { casesQuestion, procedureQuestion, registerQuestion } from "../../app/client.ts";
import { CaseTable, isFiltered } from "../../cases/case-table.tsx";
import { CaseTools, StateBar } from "../../cases/case-tools.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { taskWords } from "../../i18n/tasks.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Ready } from "../../states/ready.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { askedIn } from "../work/asked.ts";
import { CaseLines } from "../work/case-lines.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { DueWorkbooksLine } from "../workbooks/due-line.tsx";
import { TextFilters } from "./text-filters.tsx";
import { UnitBar } from "./unit-bar.tsx";

const TASK = "task";
/** Tasks looked at for units and papers, the most a question gives. */
const ALL = 200;
const WAITING = 5;
const UNIT = "task_department";

const ALL_TASKS = casesQuestion(TASK, { size: ALL });
const MY_TASKS = casesQuestion(TASK, { mine: "1", size: WAITING, sort: "due" });
const SOON = casesQuestion(TASK, { clock: "due:5", size: 1 });

export default function TasksPage(): ReactElement {
  const { search } = useFrame();
  const procedure = useQuery(procedureQuestion(TASK));
  const asked = askedIn(search);
  const cases = useQuery(casesQuestion(TASK, { ...asked, sort: asked.sort ?? UNIT }));
  const beside = [useQuery(ALL_TASKS), useQuery(MY_TASKS), useQuery(SOON)];
  const skeleton = <PageSkeleton columns={[720]} />;
  return (
    <Loaded query={procedure} skeleton={skeleton}>
      {(definition) => (
        <Loaded query={cases} skeleton={skeleton}>
          {(data) => (
            <Ready queries={beside} skeleton={skeleton}>
              <Body definition={definition} data={data} />
            </Ready>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

const taskLink = (row: CaseRow, text: string): ReactNode => (
  <Link to="/tasks/$id" params={{ id: row.id }} className="strong" onClick={(e) => e.stopPropagation()}>
    {text}
  </Link>
);

const COLUMNS = [UNIT, "task_support", "task_due", "task_clause", "task_source"];

interface BodyProps {
  readonly definition: ProcedureAnswer;
  readonly data: CasesAnswer;
}

function Body({ definition, data }: BodyProps): ReactElement {
  const w = useWords(taskWords);
  const { search } = useFrame();
  const navigate = useNavigate();
  const change = useChangeSearch();
  const all = useQuery(ALL_TASKS);
  const lights = search.view === "lights";
  const total = definition.states.reduce((n, s) => n + s.cases, 0);
  return (
    <>
      <Finding definition={definition} total={total} />
      <DueWorkbooksLine />
      {definition.mine === 0 || isFiltered(search) ? null : <Waiting />}
      <StateBar definition={definition} />
      <UnitBar definition={definition} rows={all.data?.rows ?? []} />
      <section className={`card table-card${lights ? " show-lights" : ""}`}>
        <CaseTools definition={definition} filters={[UNIT]} onOpen={null} />
        <div className="tools">
          <TextFilters rows={all.data?.rows ?? []} />
          <button
            type="button"
            className="chip narrow-only"
            aria-pressed={lights}
            onClick={() => change({ view: lights ? null : "lights" })}
          >
            {w.lightsShow}
          </button>
        </div>
        {total === 0 ? (
          <Empty title={w.findingNone}>{w.noneHow}</Empty>
        ) : (
          <CaseTable
            definition={definition}
            data={data}
            fields={COLUMNS}
            onOpen={(row) => void navigate({ to: "/tasks/$id", params: { id: row.id } })}
            link={taskLink}
          />
        )}
      </section>
    </>
  );
}

/** The first line with its answer, and how tasks come here. */
function Finding({
  definition,
  total,
}: {
  readonly definition: ProcedureAnswer;
  readonly total: number;
}): ReactElement {
  const w = useWords(taskWords);
  const register = useQuery(registerQuestion(definition.register));
  const soon = useQuery(SOON);
  const [dialog, setDialog] = useState<"paper" | "targets" | null>(null);
  const { overdue, mine } = definition;
  return (
    <>
      <div className="finding-row">
        <h1 className="finding">
          {total === 0
            ? w.findingNone
            : w.finding(total.toLocaleString("en-US"), overdue, soon.data?.total ?? null, mine)}
        </h1>
        {register.data?.may.import === true ? (
          <span className="card-actions">
            <Button type="primary" onClick={() => setDialog("paper")}>
              {w.importPaper}
            </Button>
            <Button onClick={() => setDialog("targets")}>{w.fromTargets}</Button>
          </span>
        ) : null}
      </div>
      <p className="sub">{w.sub}</p>
      {dialog === null ? null : <ImportDialog from={dialog} onClose={() => setDialog(null)} />}
    </>
  );
}

function Waiting(): ReactElement {
  const w = useWords(taskWords);
  const query = useQuery(MY_TASKS);
  const change = useChangeSearch();
  return (
    <Loaded query={query} skeleton={null}>
      {(data) => (
        <section className="card spaced" aria-label={w.waiting(data.total)}>
          <h2>{w.waiting(data.total)}</h2>
          <CaseLines rows={data.rows} none="" />
          {data.total > data.rows.length ? (
            <button type="button" className="link" onClick={() => change({ mine: "1", page: null })}>
              {w.waitingAll}
            </button>
          ) : null}
        </section>
      )}
    </Loaded>
  );
}
