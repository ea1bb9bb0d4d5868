/** Steps of the month: whose turn it is, what can be done, papers, history; signing keeps the run. */
import type { CaseAnswer, OperationAnswer, ProcedureAnswer } from "@lianzhang/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { caseQuestion, procedureQuestion } from "../../app/client.ts";
import { CaseView } from "../../cases/case-view.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { Loaded } from "../../states/loaded.tsx";
import { CloseDialog } from "./close-dialog.tsx";

const PROCEDURE = "month";

type Steps = readonly [UseQueryResult<ProcedureAnswer>, UseQueryResult<CaseAnswer>];

/** The procedure and the month's case; asked when `enabled`, and only where the viewer may read it. */
export function useSteps(id: string | null, enabled: boolean): Steps {
  const asks = enabled && id !== null;
  return [
    useQuery({ ...procedureQuestion(PROCEDURE), enabled: asks }),
    useQuery({ ...caseQuestion(id ?? ""), enabled: asks }),
  ];
}

interface StepsProps {
  readonly head: OperationAnswer;
  readonly steps: Steps;
}

export function StepsView({ head, steps: [definition, found] }: StepsProps): ReactElement {
  const w = useWords(operationWords);
  const id = head.case;
  if (id === null)
    return (
      <section className="card">
        <p className="quiet">{head.state === null ? w.notBegun : w.caseHidden}</p>
      </section>
    );
  return (
    <Loaded query={definition} skeleton={null}>
      {(of) => (
        <Loaded query={found} skeleton={null}>
          {(data) => (
            <CaseView
              definition={of}
              data={data}
              documentLink={(document, text) => (
                <Link to="/papers/$id/$document" params={{ id, document: document.id }}>
                  {text}
                </Link>
              )}
              dialogOf={(move, onClose) =>
                move.to === "closed" ? <CloseDialog data={data} move={move} onClose={onClose} /> : null
              }
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
