/** 反映有误: a fact as kept that the firm says is wrong becomes a request. */
import type { RecordAnswer, RegisterAnswer } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import { Button, Modal, Select } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { NotDone } from "../../cases/not-done.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { homeWords } from "../../i18n/home.ts";
import { TextLine } from "../../records/text-line.tsx";
import { valueText } from "../../records/value-text.ts";
import { useAsking } from "./use-asking.ts";

interface WrongProps {
  readonly definition: RegisterAnswer;
  readonly record: RecordAnswer;
  readonly language: Language;
  readonly onClose: () => void;
}

const NONE: ReadonlySet<string> = new Set();

export function WrongDialog({ definition, record, language, onClose }: WrongProps): ReactElement {
  const w = useWords(homeWords);
  const id = useId();
  const [which, setWhich] = useState<string | null>(null);
  const [should, setShould] = useState("");
  const values = record.spells.at(-1)?.values ?? {};
  const { ask, acting } = useAsking(record.code, values, onClose);
  const field = definition.fields.find((f) => f.id === which);
  const send = (): void => {
    if (field === undefined) return;
    const shown = valueText(field, values[field.id], record.names, language) || "—";
    const title = `${w.wrongOf(field.label[language], shown)},${w.wrongShould}「${should.trim()}」`;
    ask(title, w.askReason);
  };
  return (
    <Modal
      open
      title={w.wrongTitle}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{w.askCancel}</Button>
          <Button
            type="primary"
            loading={acting.busy}
            disabled={field === undefined || should.trim() === ""}
            onClick={send}
          >
            {w.askSend}
          </Button>
        </>
      }
    >
      <NotDone acting={acting} shown={NONE} />
      <div className="ask-form">
        <div className="record-field">
          <label htmlFor={id}>{w.wrongChoose}</label>
          <Select
            id={id}
            value={which}
            showSearch={{ optionFilterProp: "label" }}
            options={definition.fields.map((f) => ({ value: f.id, label: f.label[language] }))}
            onChange={setWhich}
          />
        </div>
        <TextLine label={w.wrongShould} value={should} onChange={setShould} />
      </div>
      <p className="quiet">{w.askHint}</p>
    </Modal>
  );
}
