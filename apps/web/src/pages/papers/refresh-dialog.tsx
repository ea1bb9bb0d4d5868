/** Sends a document that people edited and shows what new figures did to it; the new one is a document of its own. */
import type { PaperAnswer } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { postFile } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { paperWords } from "../../i18n/papers.ts";
import { Problem } from "../../states/problem.tsx";
import { refreshPath, takeFile } from "./questions.ts";
import { RefreshResult } from "./refresh-result.tsx";

export function RefreshDialog({
  paper,
  onClose,
}: {
  readonly paper: PaperAnswer;
  readonly onClose: () => void;
}): ReactElement {
  const w = useWords(paperWords);
  const client = useQueryClient();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [made, setMade] = useState<PaperAnswer | null>(null);
  const run = async (sent: File): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      setMade(await postFile<PaperAnswer>(refreshPath(paper, sent.name), sent));
      await client.invalidateQueries();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={720}
      title={w.refreshTitle}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{w.close}</Button>
          {made === null ? (
            <Button
              type="primary"
              loading={busy}
              disabled={file === null}
              onClick={() => (file === null ? undefined : void run(file))}
            >
              {w.run}
            </Button>
          ) : (
            <Button type="primary" onClick={() => void takeFile(made, "made").catch(setError)}>
              {w.download}
            </Button>
          )}
        </>
      }
    >
      <p className="quiet">{w.refreshHint}</p>
      {made === null ? (
        <div className="record-form">
          <div className="record-field">
            <label htmlFor={id}>{w.file}</label>
            <input
              id={id}
              type="file"
              accept=".docx"
              onChange={(e) => setFile(e.target.files?.[0] ?? null)}
            />
          </div>
        </div>
      ) : null}
      {error === null ? null : <Problem error={error} />}
      {made?.refresh == null ? null : <RefreshResult refresh={made.refresh} />}
    </Modal>
  );
}
