/** Entering a person, correcting one, or letting one go. What was written survives a sign-out. */
import type { PersonAnswer } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import { AutoComplete, Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useId } from "react";
import { useFrame } from "../../app/address.ts";
import { useDraft } from "../../drafts/use-draft.ts";
import { adminWords } from "../../i18n/administration.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Problem } from "../../states/problem.tsx";
import { AddressBookField } from "./address-book-field.tsx";
import { Confirm } from "./confirm.tsx";
import { useDoing } from "../../app/use-doing.ts";

interface Written {
  readonly name: string;
  readonly signInName: string;
  readonly unit: string;
  readonly externalId: string;
}

interface PersonDialogProps {
  /** Whether the city's address book can be asked. */
  readonly addressBook: boolean;
  readonly units: readonly Label[];
  /** Null: a new one. */
  readonly person: PersonAnswer | null;
  readonly onClose: () => void;
}

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

export function PersonDialog({ addressBook, units, person, onClose }: PersonDialogProps): ReactElement {
  const w = useWords(adminWords);
  const form = person === null ? "person.new" : `person.${person.id}`;
  const draft = useDraft<Written>(form, {
    name: person?.name ?? "",
    signInName: person?.signInName ?? "",
    unit: person?.unit ?? "",
    externalId: person?.externalId ?? "",
  });
  const { value, keep, clear } = draft;
  const { busy, error, run } = useDoing();
  const done = (): void => {
    clear();
    onClose();
  };
  const save = (): void => {
    const body = {
      name: value.name,
      signInName: orNull(value.signInName),
      unit: orNull(value.unit),
      externalId: orNull(value.externalId),
    };
    if (person === null) run("people", body, done);
    else run("people/change", { id: person.id, ...body }, done);
  };
  const gone = person?.status === "left";
  return (
    <Modal
      open
      title={person === null ? w.add : w.changeTitle(person.name)}
      onCancel={onClose}
      maskClosable={false}
      footer={
        <>
          {person === null || gone ? null : (
            <Confirm
              title={w.leaveTitle(person.name)}
              text={w.leaveText}
              label={w.leave}
              onYes={() => run("people/leave", { id: person.id }, done)}
            />
          )}
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button type="primary" loading={busy} disabled={value.name.trim() === "" || gone} onClick={save}>
            {w.save}
          </Button>
        </>
      }
    >
      {draft.restoredAt === null ? null : (
        <p className="quiet">
          {w.draft(draft.restoredAt)}{" "}
          <button type="button" className="link" onClick={clear}>
            {w.dropDraft}
          </button>
        </p>
      )}
      {error === null ? null : <Problem error={error} />}
      {addressBook && person === null ? (
        <AddressBookField onPick={(picked) => keep({ ...value, ...picked })} />
      ) : null}
      <Lines value={value} keep={keep} units={units} isNew={person === null} onSend={save} />
    </Modal>
  );
}

interface LinesProps {
  readonly value: Written;
  readonly keep: (value: Written) => void;
  readonly units: readonly Label[];
  readonly isNew: boolean;
  readonly onSend: () => void;
}

function Lines({ value, keep, units, isNew, onSend }: LinesProps): ReactElement {
  const w = useWords(adminWords);
  const { language } = useFrame();
  const id = useId();
  return (
    <form
      className="form-lines"
      onKeyDown={(e) => {
        if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) onSend();
      }}
    >
      <TextLine label={w.name} value={value.name} onChange={(name) => keep({ ...value, name })} />
      {isNew ? (
        <TextLine
          label={w.signInName}
          hint={w.signInHint}
          value={value.signInName}
          onChange={(signInName) => keep({ ...value, signInName })}
        />
      ) : null}
      <div className="record-field">
        <label htmlFor={id}>{w.unit}</label>
        <AutoComplete
          id={id}
          value={value.unit}
          options={units.map((u) => ({ value: u[language] }))}
          showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) === true }}
          onChange={(unit: string) => keep({ ...value, unit })}
        />
        <p className="quiet">{w.unitHint}</p>
      </div>
      <TextLine
        label={w.externalId}
        hint={w.externalHint}
        value={value.externalId}
        onChange={(externalId) => keep({ ...value, externalId })}
      />
    </form>
  );
}
