/** Ten firms to call, with why; what they say is written in place. */
import type { ChangeOutcome, MeetingAnswer } from "@lianzhang/contract";
import { Button, Input, Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { display, joined } from "../../lib/display.ts";
import { monthPath } from "./questions.ts";

type Row = MeetingAnswer["calls"][number];

export function CallsCard({
  data,
  may,
}: {
  readonly data: MeetingAnswer;
  readonly may: boolean;
}): ReactElement {
  const w = useWords(operationWords);
  return (
    <section className="card">
      <h2>
        {w.calls} <small>{w.callsNote}</small>
      </h2>
      {data.calls.length === 0 ? (
        <p className="quiet">{w.noCalls}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={w.calls}>
          <table className="plain operation-calls">
            <thead>
              <tr>
                <th scope="col">{w.firm}</th>
                <th scope="col">{w.county}</th>
                <th scope="col">{w.why}</th>
                <th scope="col" className="right">
                  {w.expected}
                </th>
                <th scope="col" className="right">
                  {w.pull}
                </th>
                <th scope="col">{w.call}</th>
              </tr>
            </thead>
            <tbody>
              {data.calls.map((row) => (
                <CallRow key={row.code} data={data} row={row} may={may} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  readonly data: MeetingAnswer;
  readonly row: Row;
  readonly may: boolean;
}

function CallRow({ data, row, may }: RowProps): ReactElement {
  const w = useWords(operationWords);
  const { language, money } = useFrame();
  const pull = row.pull.text === null ? "—" : display(row.pull, { language, money, signed: true }).number;
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td>{row.county?.[language] ?? "—"}</td>
      <td>
        {row.why.map((why) => w[why]).join(w.and)}
        {row.reason === null ? null : (
          <small className="quiet">
            {" "}
            {w.answeredReason(row.reason[language], joined(display(row.restart, { language, money })))}
          </small>
        )}
      </td>
      <td className="right">
        <Figure data={row.expected} compact />
        {row.last === null ? null : (
          <small className="quiet">
            {" "}
            {w.last} <Figure data={row.last} compact />
          </small>
        )}
      </td>
      <td className="right">{pull}</td>
      <td className="call-cell">
        {row.call === null ? null : (
          <p className="call-said">
            {[row.call.reason?.[language], row.call.said].filter((t) => t !== undefined).join(":")}
            {row.call.recovers === null ? "" : `;${w.recoversOn(row.call.recovers)}`}
            {row.call.by === null ? "" : <span className="quiet">{w.said(row.call.by)}</span>}
          </p>
        )}
        {may ? <CallForm data={data} row={row} /> : null}
      </td>
    </tr>
  );
}

function CallForm({ data, row }: Omit<RowProps, "may">): ReactElement {
  const w = useWords(operationWords);
  const { language } = useFrame();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState("");
  const [reason, setReason] = useState("");
  const [recovers, setRecovers] = useState("");
  const doing = useDoing();
  const [refused, setRefused] = useState(false);
  const save = (): void => {
    setRefused(false);
    const body = {
      enterprise: row.code,
      said: said.trim(),
      reason: reason === "" ? null : reason,
      recovers: recovers === "" ? null : recovers,
    };
    doing.run<ChangeOutcome>(monthPath(data.month, "calls"), body, (outcome) => {
      if (outcome.kind !== "kept") return setRefused(true);
      setSaid("");
      setOpen(false);
    });
  };
  if (!open)
    return (
      <Button size="small" className="no-print" aria-label={w.callOf(row.name)} onClick={() => setOpen(true)}>
        {row.call === null ? w.write : w.again}
      </Button>
    );
  return (
    <span className="call-form no-print">
      <Select
        size="small"
        aria-label={w.callReason}
        value={reason}
        popupMatchSelectWidth={false}
        options={[
          { value: "", label: w.noReason },
          ...data.reasons.map((r) => ({ value: r.id, label: r.label[language] })),
        ]}
        onChange={setReason}
      />
      <Input
        size="small"
        type="date"
        aria-label={w.callRecovers}
        title={w.callRecovers}
        value={recovers}
        onChange={(e) => setRecovers(e.target.value)}
      />
      <Input
        size="small"
        aria-label={w.callOf(row.name)}
        value={said}
        maxLength={500}
        onChange={(e) => setSaid(e.target.value)}
        onPressEnter={save}
      />
      <Button size="small" type="primary" disabled={said.trim() === ""} loading={doing.busy} onClick={save}>
        {w.save}
      </Button>
      {refused || doing.error !== null ? <span role="alert">{w.failed}</span> : null}
    </span>
  );
}
