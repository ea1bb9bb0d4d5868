/** Proposes entries: each becomes a case; nothing is on the list by that. */
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Problem } from "../../states/problem.tsx";
import { useListAct } from "./questions.ts";
import { useListWords } from "./words.ts";

export interface Proposed {
  readonly subject: string;
  readonly of: string;
  readonly leaves: boolean;
  readonly name: string;
  readonly chain: string;
}

export function ProposeDialog({
  membership,
  entries,
  onClose,
  onDone,
}: {
  readonly membership: string;
  readonly entries: readonly Proposed[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}): ReactElement {
  const w = useListWords();
  const { language } = useFrame();
  const [reason, setReason] = useState("");
  const acting = useListAct(membership, onDone);
  const leaves = entries.some((e) => e.leaves);
  const title = leaves ? w.proposeLeaves : w.propose;
  return (
    <Modal
      open
      title={`${title} · ${w.chosen(entries.length)}`}
      onCancel={onClose}
      maskClosable={false}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button
            type="primary"
            loading={acting.busy}
            disabled={reason.trim() === ""}
            onClick={() =>
              acting.send("proposals", {
                entries: entries.map(({ subject, of, leaves: out }) => ({ subject, of, leaves: out })),
                reason,
              })
            }
          >
            {title}
          </Button>
        </>
      }
    >
      <ul className="movers">
        {entries.map((e) => (
          <li key={e.subject}>
            {e.name} {e.leaves ? `${e.chain} → ${w.onNone}` : `→ ${e.chain}`}
          </li>
        ))}
      </ul>
      <div className="record-form">
        <TextLine label={w.reason} hint={w.reasonHint} value={reason} onChange={setReason} />
      </div>
      {acting.error === null ? null : <Problem error={acting.error} />}
      {acting.answer?.refused.map((r) => (
        <p key={r.entry} className="fault" role="alert">
          {r.entry}:{r.faults.map((f) => `${f.message[language]} ${f.hint[language]}`).join(" ")}
        </p>
      ))}
    </Modal>
  );
}
