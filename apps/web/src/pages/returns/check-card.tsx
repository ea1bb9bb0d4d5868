/** The check that runs here and sends nothing, and how one can see that. */
import { Button } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import type { OwnCheck } from "../../returns/check/own-check.ts";
import type { Timed } from "../../returns/check/timed.ts";

interface CheckProps {
  /** The check that was asked for; null: not since the last change. */
  readonly shown: Timed<OwnCheck> | null;
  /** The checking thread is there. */
  readonly begun: boolean;
  /** It is at work on what was asked. */
  readonly checking: boolean;
  /** The checking thread does not work. */
  readonly fault: Error | null;
  readonly check: OwnCheck;
  readonly onCheck: () => void;
}

export function CheckCard({ shown, begun, checking, fault, check, onCheck }: CheckProps): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  return (
    <section className="card" aria-label={w.check}>
      <div className="finding-row">
        <h2>{w.check}</h2>
        <Button onClick={onCheck} disabled={!begun}>
          {w.checkDo}
        </Button>
      </div>
      <p className="quiet">{w.checkPromise}</p>
      <div role="status" className="check-said">
        {fault === null ? null : (
          <p className="fault">
            {w.checkFault} <code>{fault.message}</code>
          </p>
        )}
        {checking ? <p className="quiet">{w.checkNow}</p> : null}
        {shown === null ? null : (
          <>
            {check.faults === 0 ? <p className="up">✓ {w.checkFine}</p> : null}
            {check.faults > 0 ? <p className="fault">{w.checkFaults(check.faults)}</p> : null}
            {check.explain.length > 0 ? (
              <p className="tag-late">{w.checkExplain(check.explain.length)}</p>
            ) : null}
            {check.other.map((f) => (
              <p key={`${f.code}.${f.message.zh}`} className={f.strength === "note" ? "quiet" : "fault"}>
                {f.message[language]} {f.hint[language]}
              </p>
            ))}
            <p className="quiet">{w.checkProof(shown.milliseconds)}</p>
          </>
        )}
      </div>
    </section>
  );
}
