/** One step of a case: what it asks, what must hold, what it leaves behind, and for whom it is made. */
import type { CaseAnswer, CaseMove, ProcedureAnswer } from "@lianzhang/contract";
import { Button, Modal, Select } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { casePath } from "../app/client.ts";
import { useDraft } from "../drafts/use-draft.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import type { Written } from "../records/form-state.ts";
import { changesOf } from "../records/form-state.ts";
import { Restored } from "../records/record-dialog.tsx";
import { RecordForm } from "../records/record-form.tsx";
import { TextLine } from "../records/text-line.tsx";
import { EvidenceInputs } from "./evidence-inputs.tsx";
import type { GivenEvidence } from "./evidence-inputs.tsx";
import { Gates } from "./gates.tsx";
import { NotDone } from "./not-done.tsx";
import { useAct } from "./use-act.ts";

interface Draft {
  readonly values: Written;
  readonly evidence: readonly GivenEvidence[];
  readonly document: { readonly number: string; readonly title: string; readonly on: string };
  readonly reason: string;
  readonly forLeader: string | null;
}

interface MoveDialogProps {
  readonly definition: ProcedureAnswer;
  readonly data: CaseAnswer;
  readonly move: CaseMove;
  readonly onClose: () => void;
}

export function MoveDialog({ definition, data, move, onClose }: MoveDialogProps): ReactElement {
  const w = useWords(caseWords);
  const { language } = useFrame();
  const known = data.record.spells.at(-1)?.values ?? {};
  const before: Written = Object.fromEntries(move.asks.map((id) => [id, known[id] ?? ""]));
  const oneself = move.as.some((a) => a.leader === null);
  const empty: Draft = {
    values: before,
    evidence: [],
    document: { number: "", title: move.document?.label.zh ?? "", on: data.today },
    reason: "",
    forLeader: oneself ? null : (move.as[0]?.leader ?? null),
  };
  const { value: draft, keep, clear, restoredAt } = useDraft<Draft>(`case.${data.case.id}.${move.to}`, empty);
  const acting = useAct(() => {
    clear();
    onClose();
  });
  const send = (): void =>
    acting.act(`${casePath(data.case.id)}/move`, {
      version: data.case.version,
      to: move.to,
      values: changesOf({}, draft.values),
      evidence: draft.evidence.map(({ kind: _, ...given }) => given),
      document: move.document === null ? null : draft.document,
      reason: draft.reason.trim() === "" ? null : draft.reason,
      forLeader: draft.forLeader,
    });
  const fields = definition.fields.filter((f) => move.asks.includes(f.id));
  const shown = new Set(fields.map((f) => f.id));
  const blocked = !move.inWindow || (move.reason && draft.reason.trim() === "");
  return (
    <Modal
      open
      width={720}
      title={`${move.label[language]} · ${data.case.name}`}
      onCancel={onClose}
      maskClosable={false}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button type="primary" loading={acting.busy} disabled={blocked} onClick={send}>
            {w.send}
          </Button>
        </>
      }
    >
      <p className="quiet">
        {w.moveTo(move.toLabel[language])}
        {move.countersign.length === 0
          ? ""
          : `;${w.countersign(move.countersign.map((c) => c[language]).join("、"))}`}
      </p>
      {move.inWindow ? null : <p className="fault">{w.closed}</p>}
      <Restored at={restoredAt} onDrop={clear} />
      <NotDone acting={acting} shown={shown} />
      <Gates gates={move.gates} fields={definition.fields} />
      <RecordForm
        fields={fields}
        values={draft.values}
        faults={acting.faults}
        names={data.record.names}
        onChange={(values) => keep({ ...draft, values })}
        onSend={send}
      >
        {move.as.length < 2 && oneself ? null : (
          <ForWhom
            move={move}
            value={draft.forLeader}
            onChange={(forLeader) => keep({ ...draft, forLeader })}
          />
        )}
      </RecordForm>
      <EvidenceInputs
        asked={move.evidence}
        given={draft.evidence}
        onChange={(evidence) => keep({ ...draft, evidence })}
      />
      <div className="record-form">
        {move.document === null ? null : (
          <DocumentLines
            rule={move.document}
            value={draft.document}
            onChange={(document) => keep({ ...draft, document })}
          />
        )}
        <TextLine
          label={w.reason}
          hint={move.reason ? w.reasonNeeded : w.reasonFree}
          value={draft.reason}
          onChange={(reason) => keep({ ...draft, reason })}
        />
      </div>
    </Modal>
  );
}

/** 代签: for whom the step is made. */
function ForWhom({
  move,
  value,
  onChange,
}: {
  readonly move: CaseMove;
  readonly value: string | null;
  readonly onChange: (leader: string | null) => void;
}): ReactElement {
  const w = useWords(caseWords);
  const { language } = useFrame();
  return (
    <div className="record-field">
      <label htmlFor="for-whom">{w.forLeader}</label>
      <Select
        id="for-whom"
        value={value ?? ""}
        options={move.as.map((a) => ({
          value: a.leader ?? "",
          label: a.leader === null ? w.oneself : w.inFor(a.leaderName ?? "", a.role[language]),
        }))}
        onChange={(leader) => onChange(leader === "" ? null : leader)}
      />
    </div>
  );
}

function DocumentLines({
  rule,
  value,
  onChange,
}: {
  readonly rule: NonNullable<CaseMove["document"]>;
  readonly value: Draft["document"];
  readonly onChange: (value: Draft["document"]) => void;
}): ReactElement {
  const w = useWords(caseWords);
  return (
    <>
      <TextLine
        label={w.number}
        hint={
          rule.number === null
            ? w.numberAny
            : w.numberForm(rule.number.replace("{year}", "2026").replace("{n}", "1"))
        }
        value={value.number}
        onChange={(number) => onChange({ ...value, number })}
      />
      <TextLine label={w.docTitle} value={value.title} onChange={(title) => onChange({ ...value, title })} />
      <TextLine type="date" label={w.docOn} value={value.on} onChange={(on) => onChange({ ...value, on })} />
    </>
  );
}
