/** Where a return stands and what the one who looks may do with it now. */
import type { AcceptedAnswer, PurgedReturnAnswer, ReturnMay, Signatories } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoor } from "../../app/use-door.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnWords } from "../../i18n/returns.ts";
import { momentText } from "../../lib/moment.ts";
import { TextLine } from "../../records/text-line.tsx";
import { exportFile, returnPath } from "../../returns/questions.ts";
import type { Named } from "../../returns/signatories.tsx";
import { SignatoryFields, useNamed } from "../../returns/signatories.tsx";
import { Problem } from "../../states/problem.tsx";
import type { Moved } from "./moved-card.tsx";
import type { PurgeOrdered } from "./purge-dialog.tsx";
import { CertificateLine, PurgeDialog } from "./purge-dialog.tsx";
import type { ReturnProps } from "./return-page.tsx";

const MOVES = [
  { may: "send", path: "send", primary: true, asks: true },
  { may: "accept", path: "accept", primary: true, asks: false },
  { may: "returnForChange", path: "return", primary: false, asks: true },
  { may: "takeBack", path: "take-back", primary: false, asks: false },
  { may: "withdraw", path: "withdraw", primary: false, asks: true },
  { may: "purge", path: "purge", primary: false, asks: true },
] as const satisfies readonly {
  readonly may: keyof ReturnMay;
  readonly path: string;
  readonly primary: boolean;
  /** Something is said with it: why, or who stands for it. */
  readonly asks: boolean;
}[];
type Move = (typeof MOVES)[number];

const TURNS = {
  draft: "turnDraft",
  sent: "turnSent",
  returned: "turnReturned",
  accepted: "turnAccepted",
  withdrawn: "turnWithdrawn",
} as const;

interface TurnProps extends ReturnProps {
  readonly onAccepted: (moved: Moved) => void;
}

export function ReturnTurn({ data, report, onAccepted }: TurnProps): ReactElement {
  const w = useWords(returnWords);
  const { language } = useFrame();
  const { run, busy, error } = useDoing();
  const figures = useDoor().data?.may.figures ?? false;
  const named = useNamed(data.return.sender, data.may.send);
  const [asking, setAsking] = useState<Move | null>(null);
  const [proof, setProof] = useState<PurgedReturnAnswer["certificates"] | null>(null);
  const row = data.return;
  const { version } = row;
  const go = (move: Move, more: { readonly reason?: string; readonly signatories?: Signatories }): void => {
    setAsking(null);
    const body = { version, ...more };
    run<AcceptedAnswer>(`${returnPath(row.id)}/${move.path}`, body, (answer) => {
      if (move.may === "accept") onAccepted(answer);
    });
  };
  const purge = (order: PurgeOrdered): void => {
    setAsking(null);
    run<PurgedReturnAnswer>(`${returnPath(row.id)}/purge`, order, (answer) => setProof(answer.certificates));
  };
  const holds = report.counts.must + report.counts.refused + report.counts.unexplained;
  return (
    <section className="card turn-card" aria-label={w.state}>
      <div className="turn-state">
        <b className="state-now">{w[`state_${row.state}`]}</b>
        {row.locked ? <span className="tag">{w.locked}</span> : null}
        <span className="quiet">{w[TURNS[row.state]]}</span>
        {data.knownFrom === null ? null : <span className="quiet">{w.knownFrom(data.knownFrom)}</span>}
        {data.acceptedEvent === null ? null : (
          <span className="quiet">
            {w.event} {data.acceptedEvent}
          </span>
        )}
        {data.sent === null ? null : (
          <span className="quiet">
            {w.historySent(data.sent.by)} {momentText(data.sent.at, language)}{" "}
            <Link to="/returns/$id/receipt" params={{ id: row.id }}>
              {w.receipt}
            </Link>{" "}
            {data.purged ? null : (
              <a href={exportFile(row.id, "xlsx")} download>
                {w.exportForm}
              </a>
            )}
          </span>
        )}
      </div>
      {row.reason === null || (row.state !== "returned" && row.state !== "withdrawn") ? null : (
        <p className="returned">
          {row.state === "returned" ? w.returnedBecause : w.withdrawnBecause}
          {row.reason}
        </p>
      )}
      {data.opens.open || data.opens.say === null || row.state === "accepted" ? null : (
        <p className="returned">{w.closedUntil(data.opens.say[language])}</p>
      )}
      {error === null ? null : <Problem error={error} />}
      <div className="moves">
        {MOVES.filter((m) => data.may[m.may]).map((move) => (
          <Button
            key={move.may}
            danger={move.may === "purge"}
            type={move.primary ? "primary" : move.may === "returnForChange" ? "default" : "text"}
            title={w[`hint_${move.may}`]}
            loading={busy}
            disabled={move.may === "send" && (holds > 0 || data.files.length === 0)}
            onClick={() => (move.asks ? setAsking(move) : go(move, {}))}
          >
            {w[move.may]}
          </Button>
        ))}
      </div>
      {proof === null ? null : <CertificateLine certificates={proof} />}
      {data.uses.length === 0 ? null : (
        <details className="quiet uses-line">
          <summary>{w.usesAll(data.uses.length)}</summary>
          {data.uses.map((use, i) => (
            <span key={use.indicator}>
              {i === 0 ? "" : w.comma}
              {figures ? (
                <Link to="/indicators/$id" params={{ id: use.indicator }}>
                  {use.label[language]}
                </Link>
              ) : (
                use.label[language]
              )}
            </span>
          ))}
        </details>
      )}
      {asking === null ? null : asking.may === "send" ? (
        <SendDialog
          named={named}
          onClose={() => setAsking(null)}
          onYes={(names) => go(asking, { signatories: names })}
        />
      ) : asking.may === "purge" ? (
        <PurgeDialog onClose={() => setAsking(null)} onYes={purge} />
      ) : (
        <ReasonDialog
          move={asking}
          onClose={() => setAsking(null)}
          onYes={(reason) => go(asking, { reason })}
        />
      )}
    </section>
  );
}

function SendDialog({
  named,
  onClose,
  onYes,
}: {
  readonly named: Named;
  readonly onClose: () => void;
  readonly onYes: (names: Signatories) => void;
}): ReactElement {
  const w = useWords(returnWords);
  return (
    <Modal
      open
      width={480}
      title={w.send}
      okText={w.send}
      cancelText={w.cancel}
      onCancel={onClose}
      onOk={() => onYes(named.names)}
    >
      <SignatoryFields {...named} />
    </Modal>
  );
}

function ReasonDialog({
  move,
  onClose,
  onYes,
}: {
  readonly move: Move;
  readonly onClose: () => void;
  readonly onYes: (reason: string) => void;
}): ReactElement {
  const w = useWords(returnWords);
  const [reason, setReason] = useState("");
  return (
    <Modal
      open
      width={480}
      title={w[move.may]}
      okText={w.confirm}
      cancelText={w.cancel}
      okButtonProps={{ disabled: reason.trim() === "" }}
      onCancel={onClose}
      onOk={() => onYes(reason.trim())}
    >
      <TextLine label={w.reasonAsk} value={reason} onChange={setReason} />
    </Modal>
  );
}
