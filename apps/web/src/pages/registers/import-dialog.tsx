/** A table of records: checked first, cell by cell, written only after that. */
import type { ImportReportAnswer, RegisterAnswer } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { registerImport } from "../../app/client.ts";
import { postFile } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { registerWords } from "../../i18n/registers.ts";
import { monthOf } from "../../records/form-state.ts";
import { Problem } from "../../states/problem.tsx";

export function ImportDialog({
  definition,
  onClose,
}: {
  readonly definition: RegisterAnswer;
  readonly onClose: () => void;
}): ReactElement {
  const w = useWords(registerWords);
  const { language } = useFrame();
  const id = useId();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [month, setMonth] = useState(() => monthOf(new Date()));
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<ImportReportAnswer | null>(null);
  const [error, setError] = useState<unknown>(null);

  const run = async (apply: "look" | "all" | "good"): Promise<void> => {
    if (file === null) return;
    setBusy(true);
    setError(null);
    try {
      const exported = /事件(\d+)/u.exec(file.name)?.[1];
      const asked = {
        name: file.name,
        month,
        reason,
        apply,
        ...(exported === undefined ? {} : { exported }),
      };
      const found = await postFile<ImportReportAnswer>(registerImport(definition.id, asked), file);
      setReport(found);
      if (found.applied) await client.invalidateQueries();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const good = report === null ? 0 : report.new.length + report.changed.length;
  const ready = report !== null && !report.applied && good > 0;
  return (
    <Modal
      open
      width={720}
      title={`${w.importTitle} · ${definition.label[language]}`}
      onCancel={onClose}
      maskClosable={false}
      footer={
        <>
          <Button onClick={onClose}>{report?.applied === true ? w.cancel : w.cancel}</Button>
          <Button loading={busy} disabled={file === null} onClick={() => void run("look")}>
            {w.look}
          </Button>
          {ready ? (
            <Button
              type="primary"
              loading={busy}
              disabled={reason.trim() === ""}
              onClick={() => void run(report.refusedTotal === 0 ? "all" : "good")}
            >
              {report.refusedTotal === 0 ? w.apply : w.applyGood(good)}
            </Button>
          ) : null}
        </>
      }
    >
      <p className="quiet">{w.importHint}</p>
      <div className="record-form">
        <div className="record-field">
          <label htmlFor={`${id}-file`}>{w.file}</label>
          <input
            id={`${id}-file`}
            type="file"
            accept=".xlsx,.csv,.tsv,.txt"
            onChange={(e) => {
              setFile(e.target.files?.[0] ?? null);
              setReport(null);
            }}
          />
        </div>
        <div className="record-field">
          <label htmlFor={`${id}-month`}>{w.importMonth}</label>
          <Input id={`${id}-month`} type="month" value={month} onChange={(e) => setMonth(e.target.value)} />
        </div>
        <div className="record-field">
          <label htmlFor={`${id}-reason`}>{w.reason}</label>
          <Input id={`${id}-reason`} value={reason} onChange={(e) => setReason(e.target.value)} />
        </div>
      </div>
      {error === null ? null : <Problem error={error} />}
      {report === null ? null : <Report report={report} />}
    </Modal>
  );
}

function Report({ report }: { readonly report: ImportReportAnswer }): ReactElement {
  const w = useWords(registerWords);
  const { language } = useFrame();
  const counts = [
    [w.importNew, report.new.length],
    [w.importChanged, report.changed.length],
    [w.importSame, report.unchanged],
    [w.importRefused, report.refusedTotal],
  ] as const;
  return (
    <section aria-live="polite">
      {report.applied ? (
        <p className="strong">{w.importDone(report.new.length + report.changed.length)}</p>
      ) : null}
      <dl className="counts">
        {counts.map(([label, n]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
      <ul className="import-faults">
        {report.refused.map((f, i) => (
          <li key={i}>
            {f.row === null ? "" : `${w.importRow(f.row, f.column)} `}
            {f.message[language]} {f.hint[language]} <code>{f.code}</code>
          </li>
        ))}
      </ul>
      {report.refusedTotal > report.refused.length ? (
        <p className="quiet">{w.more200(report.refusedTotal - report.refused.length)}</p>
      ) : null}
    </section>
  );
}
