/** Who stands for the figures, what they may be used for, and sending. */
import type { ConsentRow, ReturnForm } from "@lianzhang/contract";
import { Button, Checkbox } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import type { Named } from "../../returns/signatories.tsx";
import { SignatoryFields } from "../../returns/signatories.tsx";
import { purposeIn } from "../../returns/purposes.ts";
import { Problem } from "../../states/problem.tsx";
import { usePurposeText } from "./consents-card.tsx";

interface SendProps {
  readonly form: ReturnForm;
  readonly inForce: ConsentRow | null;
  readonly today: string;
  readonly purposes: readonly string[];
  readonly onPurposes: (purposes: readonly string[]) => void;
  readonly named: Named;
  readonly hint: string;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSend: () => void;
}

/** The day some months on, as consents count them. */
function monthsOn(day: string, months: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth() + months, at.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date, last))).toISOString().slice(0, 10);
}

export function SendCard(props: SendProps): ReactElement {
  const { form, inForce, purposes, onPurposes } = props;
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const purposeText = usePurposeText();
  const { opens } = form;
  const closed = !opens.open && opens.say !== null ? opens.say[language] : null;
  return (
    <section className="card" aria-label={w.send}>
      <h2>{w.people}</h2>
      <SignatoryFields {...props.named} />
      {form.consent === null ? null : (
        <>
          <h2 className="form-head">{w.consent}</h2>
          {inForce === null ? (
            <fieldset className="consent">
              <legend className="quiet">{w.consentHint}</legend>
              {form.consent.purposes.map((p) => {
                const known = purposeIn(p);
                return (
                  <Checkbox
                    key={p}
                    checked={purposes.includes(p)}
                    onChange={(e) =>
                      onPurposes(e.target.checked ? [...purposes, p] : purposes.filter((x) => x !== p))
                    }
                  >
                    {known === undefined ? p : w[`purpose_${known}`]}
                  </Checkbox>
                );
              })}
              <p className="quiet">{w.consentUntil(monthsOn(props.today, form.consent.months))}</p>
              {purposes.length === 0 ? <p className="tag-late">{w.consentAsk}</p> : null}
            </fieldset>
          ) : (
            <p className="quiet">{w.consentHas(purposeText(inForce.purposes), inForce.until)}</p>
          )}
        </>
      )}
      {props.error === null ? null : <Problem error={props.error} />}
      {closed === null ? null : <p className="returned">{closed}</p>}
      <p className="moves send-line">
        <Button type="primary" loading={props.busy} disabled={!props.ready} onClick={props.onSend}>
          {w.send}
        </Button>
        <span className="quiet">{props.hint}</span>
      </p>
    </section>
  );
}
