/** Tasks from a paper, or from the targets of the decision: what was opened, unchanged, different, not understood. */
import type { TaskReportAnswer } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { taskImport } from "../../app/client.ts";
import { post, postFile } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { taskWords } from "../../i18n/tasks.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Problem } from "../../states/problem.tsx";

interface ImportDialogProps {
  readonly from: "paper" | "targets";
  readonly onClose: () => void;
}

export function ImportDialog({ from, onClose }: ImportDialogProps): ReactElement {
  const w = useWords(taskWords);
  const id = useId();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [paper, setPaper] = useState("");
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<TaskReportAnswer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ask = (): Promise<TaskReportAnswer> =>
    from === "targets" || file === null
      ? post<TaskReportAnswer>("tasks/from-targets", {})
      : postFile<TaskReportAnswer>(taskImport({ name: file.name, paper: paper.trim() }), file);
  const run = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      setReport(await ask());
      await client.invalidateQueries();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const ready = from === "targets" || (file !== null && paper.trim() !== "");
  return (
    <Modal
      open
      width={720}
      title={from === "paper" ? w.importTitle : w.targetsTitle}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{w.close}</Button>
          <Button type="primary" loading={busy} disabled={!ready} onClick={() => void run()}>
            {from === "paper" ? w.run : w.targetsRun}
          </Button>
        </>
      }
    >
      <p className="quiet">{from === "paper" ? w.importHint : w.targetsHint}</p>
      {from === "targets" ? null : (
        <div className="record-form">
          <TextLine label={w.paper} hint={w.paperHint} value={paper} onChange={setPaper} />
          <div className="record-field">
            <label htmlFor={id}>{w.file}</label>
            <input
              id={id}
              type="file"
              accept=".xlsx,.csv,.tsv,.txt"
              onChange={(e) => {
                setFile(e.target.files?.[0] ?? null);
                setReport(null);
              }}
            />
          </div>
        </div>
      )}
      {error === null ? null : <Problem error={error} />}
      {report === null ? null : <Report report={report} />}
    </Modal>
  );
}

function Report({ report }: { readonly report: TaskReportAnswer }): ReactElement {
  const w = useWords(taskWords);
  const { language } = useFrame();
  const counts = [
    [w.opened, report.opened.length],
    [w.unchanged, report.unchanged],
    [w.different, report.different.length],
    [w.notes, report.notes.length],
  ] as const;
  return (
    <section aria-live="polite">
      <dl className="counts">
        {counts.map(([label, n]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
      {report.faults.length === 0 ? null : <p className="strong">{w.faults}</p>}
      <ul className="import-faults">
        {report.faults.map((f, i) => (
          <li key={i}>
            {f.message[language]} {f.hint[language]} <code>{f.code}</code>
          </li>
        ))}
        {report.different.map((task) => (
          <li key={task}>
            <code>{task}</code> {w.different};{w.differentHint}
          </li>
        ))}
        {report.notes.map((note, i) => (
          <li key={i}>
            <code>{note.task}</code> {note.message[language]}
          </li>
        ))}
      </ul>
    </section>
  );
}
