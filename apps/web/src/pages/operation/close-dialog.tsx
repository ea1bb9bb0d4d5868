/** Signing the month: under a number, for the leader; its run is kept with it. */
import type { CaseAnswer, CaseMove } from "@lianzhang/contract";
import { Button, Modal, Select } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { NotDone } from "../../cases/not-done.tsx";
import { useAct } from "../../cases/use-act.ts";
import { caseWords } from "../../i18n/cases.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { periodText } from "../../lib/period.ts";
import { TextLine } from "../../records/text-line.tsx";
import { monthPath } from "./questions.ts";

interface CloseProps {
  readonly data: CaseAnswer;
  readonly move: CaseMove;
  readonly onClose: () => void;
}

export function CloseDialog({ data, move, onClose }: CloseProps): ReactElement {
  const w = useWords(operationWords);
  const c = useWords(caseWords);
  const { language } = useFrame();
  const id = useId();
  const month = data.case.code;
  const [number, setNumber] = useState("");
  const [title, setTitle] = useState(w.analysis(periodText(month, "zh")));
  const [forLeader, setForLeader] = useState(move.as[0]?.leader ?? null);
  const acting = useAct(onClose);
  const send = (): void =>
    acting.act(monthPath(month, "close"), { version: data.case.version, number, title, forLeader });
  return (
    <Modal
      open
      width={640}
      title={w.closeTitle}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button
            type="primary"
            loading={acting.busy}
            disabled={number.trim() === "" || title.trim() === ""}
            onClick={send}
          >
            {w.sign}
          </Button>
        </>
      }
    >
      <p>{w.closeNote}</p>
      <NotDone acting={acting} shown={new Set()} />
      <div className="record-form">
        <TextLine label={w.number} value={number} onChange={setNumber} />
        <TextLine label={w.title} value={title} onChange={setTitle} />
        <div className="record-field">
          <label htmlFor={id}>{w.forLeader}</label>
          <Select
            id={id}
            value={forLeader ?? ""}
            options={move.as.map((a) => ({
              value: a.leader ?? "",
              label: a.leader === null ? c.oneself : c.inFor(a.leaderName ?? "", a.role[language]),
            }))}
            onChange={(leader) => setForLeader(leader === "" ? null : leader)}
          />
        </div>
      </div>
    </Modal>
  );
}
