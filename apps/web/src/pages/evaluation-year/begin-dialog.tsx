/** Begins the ledger of a year: once for each firm, with what could not be made. */
import type { YearCases } from "@lianzhang/contract";
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { evaluationYearPath } from "../../app/client.ts";
import { post } from "../../app/send.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useWords } from "../../i18n/dictionary.ts";
import { yearWords } from "../../i18n/evaluation-year.ts";
import { periodText } from "../../lib/period.ts";
import { TextLine } from "../../records/text-line.tsx";
import { Problem } from "../../states/problem.tsx";
import { countText } from "../evaluation/rules.ts";

/** Those listed of what was refused. */
const SHOWN = 30;

interface BeginProps {
  readonly evaluation: string;
  readonly period: string;
  readonly without: number;
  readonly onClose: () => void;
}

export function BeginDialog({ evaluation, period, without, onClose }: BeginProps): ReactElement {
  const w = useWords(yearWords);
  const { language } = useFrame();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [landUntil, setLandUntil] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [report, setReport] = useState<YearCases | null>(null);
  const [asked] = useState(without);
  // some hundreds at a time; what was refused is tried again with the next and named once
  const run = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    let now: YearCases = { made: 0, same: 0, refused: [], left: 0 };
    try {
      do {
        const body = { period, reason: reason.trim(), landUntil };
        const answer = await post<YearCases>(`${evaluationYearPath(evaluation)}/cases`, body);
        now = {
          made: now.made + answer.made,
          same: answer.same - now.made,
          refused: [...new Map([...now.refused, ...answer.refused].map((r) => [r.code, r])).values()],
          left: answer.made === 0 ? 0 : answer.left,
        };
        setReport(now);
      } while (now.left > 0);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      await client.invalidateQueries();
    }
  };
  return (
    <Modal
      open
      width={640}
      title={w.makeTitle}
      onCancel={onClose}
      closable={!busy}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={onClose} disabled={busy}>
            {w.close}
          </Button>
          {report === null || busy ? (
            <Button
              type="primary"
              loading={busy}
              disabled={reason.trim() === "" || landUntil === ""}
              onClick={() => void run()}
            >
              {w.run}
            </Button>
          ) : null}
        </>
      }
    >
      <p>{w.makeText(countText(asked), periodText(period, language))}</p>
      {error === null ? null : <Problem error={error} />}
      {report === null ? (
        <div className="record-form">
          <TextLine type="date" label={w.landUntil} value={landUntil} onChange={setLandUntil} />
          <TextLine label={w.reason} hint={w.reasonHint} value={reason} onChange={setReason} />
        </div>
      ) : (
        <div role="status">
          <p className="strong">{w.made(report.made, report.same, report.left)}</p>
          {report.refused.length === 0 ? null : (
            <>
              <h3>{w.refused}</h3>
              <ul>
                {report.refused.slice(0, SHOWN).map((r) => (
                  <li key={r.code}>{`${r.name}${w.colon}${r.message[language]}`}</li>
                ))}
              </ul>
              {report.refused.length > SHOWN ? (
                <p className="quiet">{w.moreRefused(report.refused.length - SHOWN)}</p>
              ) : null}
            </>
          )}
        </div>
      )}
    </Modal>
  );
}
