/** The body of a case's page: where it stands, whose turn it is, what can be done, and everything behind it. */
import type { CaseAnswer, CaseDocument, CaseMove, ProcedureAnswer } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement, ReactNode } from "react";
import { lazy, Suspense, useState } from "react";
import { useFrame } from "../app/address.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import { ValueList } from "../records/value-list.tsx";
import { Bone } from "../states/skeleton.tsx";
import { CaseTimeline } from "./case-timeline.tsx";
import { Due, LightMark } from "./due.tsx";
import { Gates } from "./gates.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { DocumentsCard, EvidenceCard } from "./papers.tsx";
import { PendingCard } from "./pending-card.tsx";

const ProcedureGraph = lazy(() => import("./procedure-graph.tsx"));

interface CaseViewProps {
  readonly definition: ProcedureAnswer;
  readonly data: CaseAnswer;
  /** Cards of the page between what can be done and what was done. */
  readonly children?: ReactNode;
  readonly documentLink?: (document: CaseDocument, text: string) => ReactNode;
  /** Fields the page shows in cards of its own. */
  readonly shownElsewhere?: readonly string[];
  /** A dialog of the page's own for a step; null: the one of every step. */
  readonly dialogOf?: (move: CaseMove, onClose: () => void) => ReactElement | null;
}

export function CaseView(props: CaseViewProps): ReactElement {
  const { definition, data, children, documentLink, shownElsewhere = [], dialogOf = () => null } = props;
  const w = useWords(caseWords);
  const values = data.record.spells.at(-1)?.values ?? {};
  const rest = definition.fields.filter((f) => !shownElsewhere.includes(f.id));
  return (
    <>
      <TurnCard definition={definition} data={data} dialogOf={dialogOf} />
      <PendingCard definition={definition} data={data} />
      {children}
      <div className="grid g2 spaced">
        <div className="stack">
          <section className="card">
            <h2>{w.details}</h2>
            <ValueList fields={rest} values={values} names={data.record.names} />
          </section>
          <EvidenceCard data={data} />
          <DocumentsCard data={data} {...(documentLink === undefined ? {} : { link: documentLink })} />
        </div>
        <div className="stack">
          <CaseTimeline definition={definition} events={data.timeline} names={data.record.names} />
        </div>
      </div>
      <section className="card spaced">
        <h2>
          {w.graph} {definition.assumed ? <small>{w.assumed}</small> : null}
        </h2>
        <Suspense fallback={<Bone height={280} />}>
          <ProcedureGraph definition={definition} state={data.case.state} />
        </Suspense>
      </section>
    </>
  );
}

/** Where it stands, when it is due, and what the one who looks can do. */
function TurnCard({
  definition,
  data,
  dialogOf,
}: {
  readonly definition: ProcedureAnswer;
  readonly data: CaseAnswer;
  readonly dialogOf: NonNullable<CaseViewProps["dialogOf"]>;
}): ReactElement {
  const w = useWords(caseWords);
  const { language } = useFrame();
  const [move, setMove] = useState<CaseMove | null>(null);
  const { case: row, moves, others, pending } = data;
  const waiting = [...new Set(others.filter((o) => !o.returns).flatMap((o) => o.by.map((b) => b[language])))];
  const ended = moves.length === 0 && others.length === 0 && pending === null;
  return (
    <section className="card turn-card">
      <div className="turn-state">
        <b className="state-now">{row.stateLabel[language]}</b>
        <LightMark light={row.light} />
        <ul className="dues">
          {row.dues.map((due) => (
            <li key={due.clock ?? "state"}>
              {due.label[language]} <Due due={due} /> <span className="quiet">{due.day ?? ""}</span>
            </li>
          ))}
        </ul>
        {row.score === null ? null : (
          <p className="quiet">
            {w.points(row.score.points)}({w.pointsHow(row.score.late, row.score.returns)})
            {row.score.assumed ? ` ${w.assumed}` : ""}
          </p>
        )}
      </div>
      {row.returned === null ? null : (
        <p className="returned">
          {w.returnedBy(row.returned.by, row.returned.on)}
          {row.returned.reason}
        </p>
      )}
      <p className="turn">
        {ended
          ? w.ended
          : moves.length > 0
            ? w.yourTurn
            : pending === null
              ? w.othersTurn(waiting.join("、"))
              : ""}
      </p>
      <div className="moves">
        {moves.map((m) => (
          <div key={m.to} className="move">
            <Button type={m.returns ? "default" : "primary"} onClick={() => setMove(m)}>
              {m.label[language]}
            </Button>
            <Gates gates={m.gates} fields={definition.fields} />
          </div>
        ))}
      </div>
      {move === null
        ? null
        : (dialogOf(move, () => setMove(null)) ?? (
            <MoveDialog definition={definition} data={data} move={move} onClose={() => setMove(null)} />
          ))}
    </section>
  );
}
