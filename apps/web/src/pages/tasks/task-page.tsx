/** One task: where it comes from, who answers for it, its target beside the figure, its steps, papers and score. */
import type { CaseAnswer, CaseDocument, ProcedureAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { caseQuestion, procedureQuestion } from "../../app/client.ts";
import { CaseView } from "../../cases/case-view.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { taskWords } from "../../i18n/tasks.ts";
import { ValueList } from "../../records/value-list.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { TargetCard } from "./target-card.tsx";

const SOURCE = [
  "task_source",
  "task_clause",
  "task_department",
  "task_support",
  "task_due",
  "task_county",
  "task_written",
];
const ELSEWHERE = [...SOURCE, "task_title", "task_target", "task_bound"];

export default function TaskPage(): ReactElement {
  const { id } = useParams({ from: "/tasks/$id" });
  const definition = useQuery(procedureQuestion("task"));
  const found = useQuery(caseQuestion(id));
  const skeleton = <PageSkeleton columns={[480, 480]} />;
  return (
    <Loaded query={definition} skeleton={skeleton}>
      {(of) => (
        <Loaded query={found} skeleton={skeleton}>
          {(data) => <Body definition={of} data={data} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface BodyProps {
  readonly definition: ProcedureAnswer;
  readonly data: CaseAnswer;
}

function Body({ definition, data }: BodyProps): ReactElement {
  const w = useWords(taskWords);
  const { case: row, record } = data;
  const link = (document: CaseDocument, text: string): ReactElement => (
    <Link to="/tasks/$id/documents/$document" params={{ id: row.id, document: document.id }}>
      {text}
    </Link>
  );
  const target = row.values["task_target"];
  return (
    <>
      <p className="crumb">
        <Link to="/tasks">{w.title}</Link> / {row.code}
      </p>
      <h1 className="finding">{row.name}</h1>
      <CaseView definition={definition} data={data} documentLink={link} shownElsewhere={ELSEWHERE}>
        <div className="grid g2 spaced">
          <section className="card" aria-label={w.source}>
            <h2>{w.sourceTitle}</h2>
            <ValueList
              fields={definition.fields.filter(
                (f) => SOURCE.includes(f.id) && row.values[f.id] !== undefined,
              )}
              values={row.values}
              names={record.names}
            />
            <Clause clause={row.values["task_clause"]} />
          </section>
          <div className="stack">
            {target === undefined ? null : <TargetCard target={target} bound={row.values["task_bound"]} />}
            <ScoreCard data={data} />
          </div>
        </div>
      </CaseView>
    </>
  );
}

/** The clause as it stands in the Decision. */
function Clause({ clause }: { readonly clause: string | undefined }): ReactElement | null {
  const w = useWords(taskWords);
  if (clause === undefined) return null;
  return (
    <p>
      <Link to="/decision" hash={`clause-${clause}`}>
        {w.clauseOpen(clause)}
      </Link>
    </p>
  );
}

function ScoreCard({ data }: { readonly data: CaseAnswer }): ReactElement {
  const w = useWords(taskWords);
  const { score } = data.case;
  return (
    <section className="card" aria-label={w.score}>
      <h2>{w.score}</h2>
      <p>{score === null ? w.scoreNone : w.scoreText(score.points, score.late, score.returns)}</p>
      <p className="quiet">{w.scoreRule}</p>
    </section>
  );
}
