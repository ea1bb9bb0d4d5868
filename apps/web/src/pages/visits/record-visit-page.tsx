/** Recording a visit at the gate: four fields, large controls, kept on the device until it is sent. */
import type { CaseAnswer, CaseMove, ProcedureAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useEffect, useRef, useState } from "react";
import { casePath, caseQuestion, procedureQuestion, Refusal } from "../../app/client.ts";
import { NotDone } from "../../cases/not-done.tsx";
import { useAct } from "../../cases/use-act.ts";
import { useDraft } from "../../drafts/use-draft.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { serviceWords } from "../../i18n/service.ts";
import { Restored } from "../../records/record-dialog.tsx";
import { RecordForm } from "../../records/record-form.tsx";
import type { Written } from "../../records/form-state.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";

export default function RecordVisitPage(): ReactElement {
  const { id } = useParams({ from: "/visits/$id/record" });
  const visit = useQuery(caseQuestion(id));
  const procedure = useQuery(procedureQuestion("visit"));
  const skeleton = <PageSkeleton columns={[560]} />;
  return (
    <Loaded query={procedure} skeleton={skeleton}>
      {(definition) => (
        <Loaded query={visit} skeleton={skeleton}>
          {(data) => <Body definition={definition} visit={data} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface BodyProps {
  readonly definition: ProcedureAnswer;
  readonly visit: CaseAnswer;
}

const firmOf = ({ case: of, record }: CaseAnswer): string => {
  const code = of.values["visit_enterprise"] ?? "";
  return record.names["enterprise"]?.[code] ?? code;
};

function Body({ definition, visit }: BodyProps): ReactElement {
  const w = useWords(serviceWords);
  const move = visit.moves.find((m) => m.visit);
  return (
    <div className="visit-record">
      <p className="crumb">
        <Link to="/visits/$id" params={{ id: visit.case.id }}>
          {w.recordBack}
        </Link>
      </p>
      <h1 className="finding">
        {w.recordTitle}:{firmOf(visit)}
      </h1>
      {move === undefined ? (
        <p className="problem" role="alert">
          {w.recordNotNow}
        </p>
      ) : (
        <VisitForm definition={definition} visit={visit} move={move} />
      )}
    </div>
  );
}

interface FormProps extends BodyProps {
  readonly move: CaseMove;
}

function VisitForm({ definition, visit, move }: FormProps): ReactElement {
  const w = useWords(serviceWords);
  const navigate = useNavigate();
  const first: Written = Object.fromEntries(
    move.asks.map((id) => [id, visit.case.values[id] ?? (id === "visited_on" ? visit.today : "")]),
  );
  const { value, keep, clear, restoredAt } = useDraft<Written>(`visit.${visit.case.id}`, first);
  const acting = useAct(() => {
    clear();
    void navigate({ to: "/visits/$id", params: { id: visit.case.id } });
  });
  const { error } = acting;
  const offline = error instanceof Refusal && error.status === null;
  const submit = (): void => {
    const values = Object.fromEntries(Object.entries(value).filter(([, text]) => text.trim() !== ""));
    acting.act(`${casePath(visit.case.id)}/move`, { version: visit.case.version, to: move.to, values });
  };
  useAgainOnline(offline, submit);
  const fields = move.asks.flatMap((id) => definition.fields.filter((f) => f.id === id));
  return (
    <section className="card big-form">
      <Restored at={restoredAt} onDrop={clear} />
      <RecordForm
        fields={fields}
        values={value}
        faults={acting.faults}
        names={visit.record.names}
        onChange={keep}
        onSend={submit}
      />
      {offline ? (
        <p className="kept" role="status">
          {w.recordOffline}
        </p>
      ) : (
        <NotDone acting={acting} shown={new Set(move.asks)} />
      )}
      <Button type="primary" size="large" block loading={acting.busy} onClick={submit}>
        {w.recordSend}
      </Button>
    </section>
  );
}

/** Sends once more when the network is back. */
function useAgainOnline(waiting: boolean, again: () => void): void {
  const latest = useRef(again);
  const [, retry] = useState(0);
  useEffect(() => {
    latest.current = again;
  });
  useEffect(() => {
    if (!waiting) return undefined;
    const onLine = (): void => {
      retry((n) => n + 1);
      latest.current();
    };
    addEventListener("online", onLine);
    return () => removeEventListener("online", onLine);
  }, [waiting]);
}
