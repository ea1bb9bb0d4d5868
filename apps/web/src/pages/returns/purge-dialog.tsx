/** A return goes by order: by whose, why, and the certificates that prove it. */
import type { PurgedReturnAnswer } from "@lianzhang/contract";
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { purgeWords } from "../../i18n/purge.ts";
import { returnWords } from "../../i18n/returns.ts";
import { download } from "../../lib/download.ts";
import { TextLine } from "../../records/text-line.tsx";

export interface PurgeOrdered {
  readonly orderedBy: string;
  readonly reason: string;
}

export function PurgeDialog({
  onClose,
  onYes,
}: {
  readonly onClose: () => void;
  readonly onYes: (order: PurgeOrdered) => void;
}): ReactElement {
  const w = useWords(returnWords);
  const p = useWords(purgeWords);
  const [orderedBy, setOrderedBy] = useState("");
  const [reason, setReason] = useState("");
  const given = { orderedBy: orderedBy.trim(), reason: reason.trim() };
  return (
    <Modal
      open
      width={480}
      title={w.purge}
      okText={p.purgeYes}
      cancelText={w.cancel}
      okButtonProps={{ danger: true, disabled: given.orderedBy === "" || given.reason === "" }}
      onCancel={onClose}
      onOk={() => onYes(given)}
    >
      <p className="quiet">{p.purgeNote}</p>
      <TextLine label={p.purgeOrder} value={orderedBy} onChange={setOrderedBy} />
      <TextLine label={w.reasonAsk} value={reason} onChange={setReason} />
    </Modal>
  );
}

/** They are given out once: what they say stands in the chain, but not in this form. */
export function CertificateLine({ certificates }: Pick<PurgedReturnAnswer, "certificates">): ReactElement {
  const p = useWords(purgeWords);
  return (
    <div role="status">
      <p>{p.purgeDone(certificates.length)}</p>
      <div className="moves">
        {certificates.map(({ number, text }) => (
          <Button
            key={number}
            onClick={() => download(p.purgeFile(number), new Blob([text], { type: "application/json" }))}
          >
            {p.purgeFile(number)}
          </Button>
        ))}
      </div>
    </div>
  );
}
