/** Entering a record, or changing, correcting, closing one: the draft stays until it is kept. */
import type { RecordAnswer, RegisterAnswer } from "@lianzhang/contract";
import { useNavigate } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../app/address.ts";
import { recordPath } from "../app/client.ts";
import { useDraft } from "../drafts/use-draft.ts";
import { useWords } from "../i18n/dictionary.ts";
import { registerWords } from "../i18n/registers.ts";
import { Problem } from "../states/problem.tsx";
import type { Written } from "./form-state.ts";
import { changesOf, monthOf } from "./form-state.ts";
import { ConflictChoice, Faults } from "./outcome.tsx";
import { RecordForm } from "./record-form.tsx";
import { TextLine } from "./text-line.tsx";
import { useSending } from "./use-sending.ts";

export type Act = "open" | "change" | "correct" | "close";

interface Draft {
  readonly code: string;
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  readonly values: Written;
}

interface DialogProps {
  readonly definition: RegisterAnswer;
  readonly record?: RecordAnswer;
  readonly act?: Act;
  readonly onClose: () => void;
}

const ALL_KINDS: ReadonlySet<Act> = new Set(["change", "correct"]);

export function RecordDialog({ definition, record, act = "open", onClose }: DialogProps): ReactElement {
  const w = useWords(registerWords);
  const { language } = useFrame();
  const navigate = useNavigate();
  const before: Written = ALL_KINDS.has(act) ? (record?.spells.at(-1)?.values ?? {}) : {};
  const [month] = useState(() => monthOf(new Date()));
  const from = act === "correct" ? "" : month;
  const empty: Draft = { code: "", from, until: "", reason: "", values: before };
  const key = `${definition.id}.${record?.id ?? "new"}.${act}`;
  const { value: draft, keep, clear, restoredAt } = useDraft<Draft>(key, empty);
  const { busy, faults, conflict, error, send } = useSending(async (kept) => {
    clear();
    onClose();
    const params = { register: definition.id, record: kept.id };
    if (act === "open") await navigate({ to: "/registers/$register/$record", params });
  });
  const submit = (values = changesOf(before, draft.values), version = record?.version): void => {
    const { reason, code } = draft;
    if (record === undefined) {
      const path = `registers/${encodeURIComponent(definition.id)}/records`;
      send(path, { code, since: draft.from, values, reason });
    } else send(recordPath(definition.id, record.id), { version, edit: editOf(act, draft, values), reason });
  };
  const fields = act === "close" ? [] : definition.fields;
  const label = definition.label[language];
  return (
    <Modal
      open
      width={720}
      title={act === "open" ? w.openTitle(label) : `${w[act]} · ${record?.code ?? ""}`}
      onCancel={onClose}
      maskClosable={false}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button
            type="primary"
            loading={busy}
            onClick={() => submit()}
            disabled={draft.reason.trim() === ""}
          >
            {act === "open" ? w.saveOpen : w.save}
          </Button>
        </>
      }
    >
      <Restored at={restoredAt} onDrop={clear} />
      {error === null ? null : <Problem error={error} />}
      <Faults faults={faults} shown={new Set(fields.map((f) => f.id))} />
      {conflict === null ? null : (
        <ConflictChoice
          definition={definition}
          conflict={conflict}
          busy={busy}
          onSend={(values) => submit(values, conflict.current.version)}
        />
      )}
      <RecordForm
        fields={fields}
        values={draft.values}
        faults={faults}
        names={record?.names ?? {}}
        onChange={(values) => keep({ ...draft, values })}
        onSend={() => submit()}
      >
        <Lines definition={definition} act={act} draft={draft} keep={keep} />
      </RecordForm>
    </Modal>
  );
}

/** Said when the form was not empty when it opened. */
export function Restored({
  at,
  onDrop,
}: {
  readonly at: string | null;
  readonly onDrop: () => void;
}): ReactElement | null {
  const w = useWords(registerWords);
  if (at === null) return null;
  return (
    <p className="quiet">
      {w.draft(at)}{" "}
      <button type="button" className="link" onClick={onDrop}>
        {w.dropDraft}
      </button>
    </p>
  );
}

interface LinesProps {
  readonly definition: RegisterAnswer;
  readonly act: Act;
  readonly draft: Draft;
  readonly keep: (draft: Draft) => void;
}

/** Code, months and basis. */
function Lines({ definition, act, draft, keep }: LinesProps): ReactElement {
  const w = useWords(registerWords);
  const hints = { open: w.fromHint, change: w.fromHint, correct: w.correctHint, close: w.closeHint };
  return (
    <>
      {act === "open" ? (
        <TextLine
          label={definition.identity === "uscc" ? w.uscc : w.code}
          value={draft.code}
          onChange={(code) => keep({ ...draft, code })}
        />
      ) : null}
      <TextLine
        type="month"
        label={act === "correct" ? w.correctFrom : w.from}
        hint={hints[act]}
        value={draft.from}
        onChange={(from) => keep({ ...draft, from })}
      />
      {act === "correct" ? (
        <TextLine
          type="month"
          label={w.correctUntil}
          value={draft.until}
          onChange={(until) => keep({ ...draft, until })}
        />
      ) : null}
      <TextLine
        label={w.reason}
        hint={w.reasonHint}
        value={draft.reason}
        onChange={(reason) => keep({ ...draft, reason })}
      />
    </>
  );
}

/** What is sent of an edit. */
function editOf(
  act: Act,
  draft: Draft,
  values: Readonly<Record<string, string | null>>,
): Readonly<Record<string, unknown>> {
  if (act === "close") return { kind: "close", from: draft.from };
  if (act === "correct")
    return {
      kind: "correct",
      since: draft.from === "" ? null : draft.from,
      until: draft.until === "" ? null : draft.until,
      values,
    };
  return { kind: "change", from: draft.from, values };
}
