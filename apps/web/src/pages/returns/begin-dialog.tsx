/** A new return: which form, for which period, on whose behalf, and its files. */
import type { ReturnDone, ReturnForm } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Modal, Select } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { post } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnWords } from "../../i18n/returns.ts";
import { periodText } from "../../lib/period.ts";
import { DropZone } from "../../returns/drop-zone.tsx";
import type { Given } from "../../returns/given.ts";
import { sendGiven } from "../../returns/given.ts";
import { periodsOf } from "../../returns/periods.ts";
import { Problem } from "../../states/problem.tsx";

const OFFERED = 24;

interface BeginProps {
  readonly forms: readonly ReturnForm[];
  readonly onClose: () => void;
}

export function BeginDialog({ forms, onClose }: BeginProps): ReactElement {
  const w = useWords(returnWords);
  const { language, search } = useFrame();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [chosen, setChosen] = useState(forms.find((f) => f.id === search.form)?.id ?? forms[0]?.id ?? "");
  const form = forms.find((f) => f.id === chosen);
  const [period, setPeriod] = useState(search.month ?? form?.opens.period ?? "");
  const [sender, setSender] = useState(0);
  const [given, setGiven] = useState<readonly Given[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // Begun, but a file of it was refused: trying again goes on with it.
  const [begun, setBegun] = useState<ReturnDone | null>(null);
  const as = form?.senders[sender];
  const begin = async (): Promise<void> => {
    if (form === undefined || as === undefined) return;
    setBusy(true);
    setError(null);
    try {
      const body = { form: form.id, period, sender: { kind: as.kind, id: as.id } };
      const done = begun ?? (await post<ReturnDone>("returns", body));
      setBegun(done);
      let { version } = done;
      for (const one of given) {
        version = await sendGiven(done.id, version, [one]);
        setBegun({ id: done.id, version });
        setGiven((all) => all.filter((g) => g !== one));
      }
      await client.invalidateQueries();
      await navigate({ to: "/returns/$id", params: { id: done.id } });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={640}
      title={w.beginTitle}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button
            type="primary"
            loading={busy}
            disabled={form === undefined || as === undefined || period === ""}
            onClick={() => void begin()}
          >
            {w.beginDo}
          </Button>
        </>
      }
    >
      {error === null ? null : <Problem error={error} />}
      <div className="record-form">
        <Choice
          label={w.form}
          value={chosen}
          options={forms.map((f) => ({ value: f.id, label: f.label[language] }))}
          onChange={(id) => {
            setChosen(id);
            setPeriod(forms.find((f) => f.id === id)?.opens.period ?? "");
            setSender(0);
          }}
        />
        <Choice
          label={w.period}
          value={period}
          options={(form === undefined ? [] : periodsOf(form, OFFERED)).map((p) => ({
            value: p,
            label: periodText(p, language),
          }))}
          onChange={setPeriod}
        />
        <Choice
          label={w.beginAs}
          value={String(sender)}
          options={(form?.senders ?? []).map((s, i) => ({ value: String(i), label: s.label[language] }))}
          onChange={(i) => setSender(Number(i))}
        />
      </div>
      <DropZone onGiven={(more) => setGiven([...given, ...more])} />
      <ul className="papers" aria-live="polite">
        {given.map((g, i) => (
          <li key={`${i}.${g.name}`}>
            {g.name}{" "}
            <Button size="small" type="link" onClick={() => setGiven(given.filter((x) => x !== g))}>
              {w.remove}
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}): ReactElement {
  const id = useId();
  return (
    <div className="record-field">
      <label htmlFor={id}>{label}</label>
      <Select id={id} value={value} options={[...options]} onChange={onChange} />
    </div>
  );
}
