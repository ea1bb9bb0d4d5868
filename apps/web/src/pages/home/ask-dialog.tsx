/** A request of the firm: one line, and what there is to add. */
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useDraft } from "../../drafts/use-draft.ts";
import { NotDone } from "../../cases/not-done.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { homeWords } from "../../i18n/home.ts";
import { Restored } from "../../records/record-dialog.tsx";
import { TextLine } from "../../records/text-line.tsx";
import { useAsking } from "./use-asking.ts";

interface AskProps {
  readonly firm: string;
  readonly values: Readonly<Record<string, string>>;
  readonly onClose: () => void;
}

const EMPTY = { title: "", detail: "" };
const NONE: ReadonlySet<string> = new Set();

export function AskDialog({ firm, values, onClose }: AskProps): ReactElement {
  const w = useWords(homeWords);
  const { value, keep, clear, restoredAt } = useDraft("request.ask", EMPTY);
  const { ask, acting } = useAsking(firm, values, () => {
    clear();
    onClose();
  });
  const send = (): void => ask(value.title.trim(), value.detail.trim() || w.askReason);
  return (
    <Modal
      open
      title={w.askTitle}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{w.askCancel}</Button>
          <Button type="primary" loading={acting.busy} disabled={value.title.trim() === ""} onClick={send}>
            {w.askSend}
          </Button>
        </>
      }
    >
      <Restored at={restoredAt} onDrop={clear} />
      <NotDone acting={acting} shown={NONE} />
      <div className="ask-form">
        <TextLine
          label={w.askWhat}
          hint={w.askWhatHint}
          value={value.title}
          onChange={(title) => keep({ ...value, title })}
        />
        <TextLine
          label={w.askDetail}
          value={value.detail}
          onChange={(detail) => keep({ ...value, detail })}
        />
      </div>
      <p className="quiet">{w.askHint}</p>
    </Modal>
  );
}
