/** What one kind of case has beside the rest: the two clocks of a request, the gap of an application, nodes of a contract. */
import type { CaseAnswer, ProcedureAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { serviceWords } from "../../i18n/service.ts";
import type { ContractNode } from "./nodes.ts";
import { contractNodes } from "./nodes.ts";
import type { RequestClock } from "./two-clocks.ts";
import { requestClocks } from "./two-clocks.ts";

interface CardProps {
  readonly data: CaseAnswer;
}

export function TwoClocksCard({ data }: CardProps): ReactElement {
  const w = useWords(serviceWords);
  const { taken, answered } = requestClocks(data);
  const said = (clock: RequestClock): string => {
    switch (clock.kind) {
      case "runs": {
        const { day, overdueDays } = clock.due;
        return day === null ? "—" : overdueDays > 0 ? w.clockLate(day, overdueDays) : w.clockOpen(day);
      }
      case "done":
        return w.clockDone(clock.day);
      case "later":
        return w.clockLater;
      case "none":
        return w.clockNone;
    }
  };
  const late = (clock: RequestClock): string =>
    clock.kind === "runs" && clock.due.overdueDays > 0 ? "late" : "";
  const mark = (clock: RequestClock): string => (clock.kind === "done" ? "reached" : late(clock));
  return (
    <section className="card" aria-label={w.twoClocks}>
      <h2>{w.twoClocks}</h2>
      <ol className="node-line two">
        <li className={mark(taken)}>
          <b>{w.takenUp}</b>
          {said(taken)}
        </li>
        <li className={mark(answered)}>
          <b>{w.answered}</b>
          {said(answered)}
        </li>
      </ol>
      <p>
        <span className="quiet">{w.handler}</span> {data.case.values["request_handler"] ?? w.handlerNone}
      </p>
    </section>
  );
}

export function NodesCard({ data }: CardProps): ReactElement {
  const w = useWords(serviceWords);
  const said = ({ agreed, reached, late }: ContractNode): string => {
    if (reached !== null) return late > 0 ? w.nodeReachedLate(reached, late) : w.nodeReached(reached);
    if (agreed === null) return w.nodeUnset;
    return late > 0 ? w.nodeLate(late) : w.nodeOpen;
  };
  return (
    <section className="card" aria-label={w.nodes}>
      <h2>{w.nodes}</h2>
      <ol className="node-line">
        {contractNodes(data.case.values, data.today).map((node) => (
          <li key={node.id} className={node.reached === null ? (node.late > 0 ? "late" : "") : "reached"}>
            <b>{w[node.id]}</b>
            {node.agreed === null ? "" : `${w.nodeDue(node.agreed)} · `}
            {said(node)}
          </li>
        ))}
      </ol>
    </section>
  );
}

export function GapCard({
  definition,
  data,
}: CardProps & { readonly definition: ProcedureAnswer }): ReactElement {
  const w = useWords(serviceWords);
  const { language } = useFrame();
  const { values } = data.case;
  const lines = [
    [w.gapText, values["award_gap"] ?? w.gapNone],
    [w.batch, values["award_batch"] ?? "—"],
    ...definition.batches.map((b) => [b.label[language], `${b.opens} — ${b.closes}`] as const),
    [w.review, values["award_review_on"] ?? "—"],
    [w.validUntil, values["award_valid_until"] ?? "—"],
  ] as const;
  return (
    <section className="card" aria-label={w.gap}>
      <h2>{w.gap}</h2>
      <dl className="value-list">
        {lines.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
