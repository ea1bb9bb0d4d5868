/** A new one: the fields that begin it, a code, and what it rests on. */
import type { ProcedureAnswer } from "@lianzhang/contract";
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { openCasePath } from "../app/client.ts";
import { useDraft } from "../drafts/use-draft.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import type { Written } from "../records/form-state.ts";
import { changesOf } from "../records/form-state.ts";
import { Restored } from "../records/record-dialog.tsx";
import { RecordForm } from "../records/record-form.tsx";
import { TextLine } from "../records/text-line.tsx";
import { NotDone } from "./not-done.tsx";
import { useAct } from "./use-act.ts";

interface Draft {
  readonly code: string;
  readonly reason: string;
  readonly values: Written;
}

interface OpenProps {
  readonly definition: ProcedureAnswer;
  /** Fields asked at the beginning, besides the required ones. */
  readonly fields: readonly string[];
  /** Values the page knows already. */
  readonly known?: Written;
  /** A code made by the page; absent: it is typed. */
  readonly code?: string;
  readonly onClose: () => void;
  readonly onOpened: (id: string) => void;
}

export function OpenCaseDialog(props: OpenProps): ReactElement {
  const { definition, fields, known = {}, code, onClose, onOpened } = props;
  const w = useWords(caseWords);
  const { language } = useFrame();
  const empty: Draft = { code: code ?? "", reason: "", values: known };
  const { value: draft, keep, clear, restoredAt } = useDraft<Draft>(`open.${definition.id}`, empty);
  const acting = useAct((id) => {
    clear();
    onClose();
    onOpened(id);
  });
  const asked = definition.fields.filter((f) => f.required || fields.includes(f.id));
  const send = (): void =>
    acting.act(openCasePath(definition.id), {
      code: draft.code,
      values: changesOf({}, draft.values),
      reason: draft.reason,
    });
  return (
    <Modal
      open
      width={720}
      title={w.openTitle(definition.label[language])}
      onCancel={onClose}
      maskClosable={false}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button
            type="primary"
            loading={acting.busy}
            disabled={draft.reason.trim() === "" || draft.code.trim() === ""}
            onClick={send}
          >
            {w.open}
          </Button>
        </>
      }
    >
      <Restored at={restoredAt} onDrop={clear} />
      <NotDone acting={acting} shown={new Set(asked.map((f) => f.id))} />
      <RecordForm
        fields={asked}
        values={draft.values}
        faults={acting.faults}
        onChange={(values) => keep({ ...draft, values })}
        onSend={send}
      >
        {code === undefined ? (
          <TextLine
            label={w.code}
            hint={w.codeHint}
            value={draft.code}
            onChange={(typed) => keep({ ...draft, code: typed })}
          />
        ) : null}
        <TextLine label={w.basis} value={draft.reason} onChange={(reason) => keep({ ...draft, reason })} />
      </RecordForm>
    </Modal>
  );
}
