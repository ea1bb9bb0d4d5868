/** What a person writes before a document is made: what it is about, problems, proposals, contact. */
import type { PaperField, PaperOffer } from "@lianzhang/contract";
import { Button, Input, Modal, Select } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { paperWords } from "../../i18n/papers.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Problem } from "../../states/problem.tsx";

interface MakeProps {
  readonly offer: PaperOffer;
  readonly month: string;
  readonly draft: boolean;
  readonly onClose: () => void;
}

export function MakeDialog({ offer, month, draft, onClose }: MakeProps): ReactElement {
  const w = useWords(paperWords);
  const { language } = useFrame();
  const doing = useDoing();
  const [subject, setSubject] = useState<string | null>(null);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const known = subject === null ? {} : (offer.known[subject] ?? {});
  const valueOf = ({ name, value }: PaperField): string => typed[name] ?? known[name] ?? value;
  const send = (): void => {
    const texts = Object.fromEntries(offer.fields.map((f) => [f.name, valueOf(f)]));
    doing.run("documents", { kind: offer.kind, month, subject, texts }, onClose);
  };
  return (
    <Modal
      open
      width={720}
      title={w.makeTitle(offer.label[language])}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button
            type="primary"
            loading={doing.busy}
            disabled={offer.subjects !== null && subject === null}
            onClick={send}
          >
            {w.make}
          </Button>
        </>
      }
    >
      {draft ? <p>{w.draftNote}</p> : null}
      <p className="quiet">{w.madeNote}</p>
      <div className="record-form paper-form">
        <SubjectField offer={offer} value={subject} onChange={setSubject} />
        {offer.fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            value={valueOf(field)}
            onChange={(text) => setTyped({ ...typed, [field.name]: text })}
          />
        ))}
      </div>
      {doing.error === null ? null : <Problem error={doing.error} />}
    </Modal>
  );
}

function SubjectField({
  offer,
  value,
  onChange,
}: {
  readonly offer: PaperOffer;
  readonly value: string | null;
  readonly onChange: (value: string) => void;
}): ReactElement | null {
  const w = useWords(paperWords);
  const { language } = useFrame();
  const id = useId();
  if (offer.subjects === null) return null;
  return (
    <div className="record-field wide">
      <label htmlFor={id}>{w.about}</label>
      <Select
        id={id}
        showSearch={{ optionFilterProp: "label" }}
        placeholder={w.choose}
        {...(value === null ? {} : { value })}
        options={offer.subjects.map((s) => ({ value: s.id, label: s.label[language] }))}
        onChange={onChange}
      />
    </div>
  );
}

function Field({
  field,
  value,
  onChange,
}: {
  readonly field: PaperField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactElement {
  const { language } = useFrame();
  const id = useId();
  if (!field.lines) return <TextLine label={field.label[language]} value={value} onChange={onChange} />;
  return (
    <div className="record-field wide">
      <label htmlFor={id}>{field.label[language]}</label>
      <Input.TextArea
        id={id}
        value={value}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={4000}
        onChange={(e) => onChange(e.target.value)}
      />
    </div>
  );
}
