/** What is said of a workbook: its name, who sends it, when it is due; for a new one and for one that is kept. */
import type { WorkbookEveryText, WorkbookMade, WorkbookRow } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, InputNumber, Modal, Select } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { postFile, post } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Problem } from "../../states/problem.tsx";

interface Said {
  readonly label: string;
  readonly issuer: string;
  readonly every: WorkbookEveryText;
  readonly dueDay: number;
  readonly ended: boolean;
}

interface DialogProps {
  readonly title: string;
  readonly ok: string;
  readonly said: Said;
  /** Null: the month of the blank is not asked for. */
  readonly month: string | null;
  readonly onSend: (said: Said, month: string) => Promise<void>;
  readonly onClose: () => void;
}

function SettingsDialog({ title, ok, said, month, onSend, onClose }: DialogProps): ReactElement {
  const w = useWords(workbookWords);
  const client = useQueryClient();
  const [now, setNow] = useState(said);
  const [about, setAbout] = useState(month ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await onSend(now, about);
      await client.invalidateQueries();
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const whole = now.label.trim() !== "" && (month === null || /^\d{4}-\d{2}$/.test(about));
  return (
    <Modal
      open
      width={640}
      title={title}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button type="primary" loading={busy} disabled={!whole} onClick={() => void send()}>
            {ok}
          </Button>
        </>
      }
    >
      <div className="record-form">
        <TextLine label={w.label} value={now.label} onChange={(label) => setNow({ ...now, label })} />
        <TextLine label={w.issuer} value={now.issuer} onChange={(issuer) => setNow({ ...now, issuer })} />
        <EveryField now={now} onChange={setNow} />
        {month === null ? (
          <Checkbox checked={now.ended} onChange={(e) => setNow({ ...now, ended: e.target.checked })}>
            {w.endedField}
          </Checkbox>
        ) : (
          <TextLine label={w.blankMonth} type="month" value={about} onChange={setAbout} />
        )}
      </div>
      {error === null ? null : <Problem error={error} />}
    </Modal>
  );
}

function EveryField({
  now,
  onChange,
}: {
  readonly now: Said;
  readonly onChange: (said: Said) => void;
}): ReactElement {
  const w = useWords(workbookWords);
  const [every, due] = [useId(), useId()];
  return (
    <>
      <div className="record-field">
        <label htmlFor={every}>{w.every}</label>
        <Select
          id={every}
          value={now.every}
          options={[
            { value: "month" as const, label: w.everyMonth },
            { value: "quarter" as const, label: w.everyQuarter },
            { value: "year" as const, label: w.everyYear },
          ]}
          onChange={(value) => onChange({ ...now, every: value })}
        />
      </div>
      <div className="record-field">
        <label htmlFor={due}>{w.dueDay}</label>
        <InputNumber
          id={due}
          min={1}
          max={31}
          precision={0}
          value={now.dueDay}
          onChange={(dueDay) => onChange({ ...now, dueDay: dueDay ?? 1 })}
        />
      </div>
    </>
  );
}

/** A blank that was chosen becomes a workbook. */
export function NewWorkbook({
  file,
  month,
  onOpened,
  onClose,
}: {
  readonly file: File;
  readonly month: string;
  readonly onOpened: (id: string) => void;
  readonly onClose: () => void;
}): ReactElement {
  const w = useWords(workbookWords);
  const label = file.name.replace(/\.\w+$/u, "").slice(0, 80);
  return (
    <SettingsDialog
      title={w.newTitle}
      ok={w.add}
      said={{ label, issuer: "", every: "month", dueDay: 10, ended: false }}
      month={month}
      onClose={onClose}
      onSend={async ({ label: named, issuer, every, dueDay }, about) => {
        const asked = { name: file.name, month: about, label: named, issuer, every, dueDay: String(dueDay) };
        const { id } = await postFile<WorkbookMade>(
          `workbooks?${new URLSearchParams(asked).toString()}`,
          file,
        );
        onOpened(id);
      }}
    />
  );
}

export function WorkbookSettings({
  book,
  onClose,
}: {
  readonly book: WorkbookRow;
  readonly onClose: () => void;
}): ReactElement {
  const w = useWords(workbookWords);
  const { label, issuer, every, dueDay, ended } = book;
  return (
    <SettingsDialog
      title={w.settingsTitle}
      ok={w.save}
      said={{ label, issuer, every, dueDay, ended }}
      month={null}
      onClose={onClose}
      onSend={async (said) => {
        await post(`workbooks/${book.id}/settings`, { version: book.version, ...said });
      }}
    />
  );
}
