/** Makes cases of the list: once, with what was there already and what differs. */
import type { ClaimCases } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { incentiveWords } from "../../i18n/incentives.ts";
import { periodText } from "../../lib/period.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Problem } from "../../states/problem.tsx";
import { amountWith } from "./amount.ts";

interface MakeProps {
  readonly period: string;
  readonly without: number;
  readonly onClose: () => void;
}

export function MakeDialog({ period, without, onClose }: MakeProps): ReactElement {
  const w = useWords(incentiveWords);
  const { language } = useFrame();
  const { busy, error, run } = useDoing();
  const [reason, setReason] = useState("");
  const [report, setReport] = useState<ClaimCases | null>(null);
  const [asked] = useState(without);
  return (
    <Modal
      open
      width={640}
      title={w.makeTitle}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose}>{w.close}</Button>
          {report === null ? (
            <Button
              type="primary"
              loading={busy}
              disabled={reason.trim() === ""}
              onClick={() =>
                run<ClaimCases>("incentives/cases", { period, reason: reason.trim() }, setReport)
              }
            >
              {w.run}
            </Button>
          ) : null}
        </>
      }
    >
      <p>{w.makeText(asked, periodText(period, language))}</p>
      {report === null ? (
        <div className="record-form">
          <TextLine label={w.reason} hint={w.reasonHint} value={reason} onChange={setReason} />
        </div>
      ) : (
        <Report report={report} />
      )}
      {error === null ? null : <Problem error={error} />}
    </Modal>
  );
}

function Report({ report }: { readonly report: ClaimCases }): ReactElement {
  const w = useWords(incentiveWords);
  const { language } = useFrame();
  return (
    <div role="status">
      <p className="strong">{w.madeOf(report.made, report.same, report.left)}</p>
      {report.differing.length === 0 ? null : (
        <>
          <h3>{w.differing}</h3>
          <ul>
            {report.differing.map((d) => (
              <li key={d.case}>
                <Link to="/claims/$id" params={{ id: d.case }}>
                  {d.name}
                </Link>
                {` ${d.label[language]}${w.colon}${w.was} ${amountWith(d.was, language)}${w.comma}${w.now} ${amountWith(d.now, language)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {report.refused.length === 0 ? null : (
        <>
          <h3>{w.refused}</h3>
          <ul>
            {report.refused.map((r) => (
              <li key={r.code}>{`${r.name}${w.colon}${r.message[language]}`}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
