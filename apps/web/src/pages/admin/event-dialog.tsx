/** One link of the chain: who, for whom, what, and the difference it made. */
import type { AuditEvent } from "@lianzhang/contract";
import { Modal } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { actionLabel, auditWords, purposeLabel, subjectLabel } from "../../i18n/audit.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { momentText } from "../../lib/moment.ts";
import { differences } from "./difference.ts";

export function EventDialog({
  event: e,
  onClose,
}: {
  readonly event: AuditEvent;
  readonly onClose: () => void;
}): ReactElement {
  const w = useWords(auditWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  const lines = [
    [w.time, momentText(e.at, language)],
    [w.who, e.onBehalfOf === null ? e.actorName : `${e.actorName} · ${w.forWhom(e.onBehalfOf)}`],
    [w.unit, e.unit ?? w.nothing],
    [w.purpose, purposeLabel(e.purpose)[language]],
    [w.on, subjectLabel(e.subject)[language]],
    [w.subjectId, e.subject.id],
    [w.hash, e.hash],
  ] as const;
  return (
    <Modal
      open
      width={720}
      footer={null}
      title={`${w.open(e.number)} · ${actionLabel(e.action)[language]}`}
      onCancel={onClose}
    >
      <dl className="value-list">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <button
          type="button"
          className="link"
          onClick={() => {
            change({ person: e.actor, before: null });
            onClose();
          }}
        >
          {w.only}
        </button>
      </p>
      <Difference event={e} />
    </Modal>
  );
}

function Difference({ event: e }: { readonly event: AuditEvent }): ReactElement {
  const w = useWords(auditWords);
  const rows = differences(e.before, e.after);
  if (e.purged) return <p className="quiet">{w.purged}</p>;
  if (rows.length === 0) return <p className="quiet">{w.noContent}</p>;
  return (
    <table className="data difference">
      <thead>
        <tr>
          <th scope="col">{w.field}</th>
          <th scope="col">{w.before}</th>
          <th scope="col">{w.after}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, before, after, changed }) => (
          <tr key={field}>
            <td>
              <code>{field}</code>
            </td>
            <td className={changed && before !== null ? "was" : ""}>{before ?? w.nothing}</td>
            <td className={changed && after !== null ? "is" : ""}>{after ?? w.nothing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
