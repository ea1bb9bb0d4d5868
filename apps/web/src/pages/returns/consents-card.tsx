/** Consents of a firm: for what, until when, and taking them back. */
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { Confirm } from "../admin/confirm.tsx";
import { consentsQuestion } from "../../returns/questions.ts";
import { purposeIn } from "../../returns/purposes.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Problem } from "../../states/problem.tsx";
import { Bone } from "../../states/skeleton.tsx";

export function ConsentsCard(): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const query = useQuery(consentsQuestion());
  const { run, error } = useDoing();
  const purposeText = usePurposeText();
  return (
    <section className="card spaced" aria-label={w.consents}>
      <h2>{w.consents}</h2>
      {error === null ? null : <Problem error={error} />}
      <Loaded query={query} skeleton={<Bone height={60} />}>
        {({ consents }) =>
          consents.length === 0 ? (
            <p className="quiet">{w.consentsNone}</p>
          ) : (
            <ul className="papers">
              {consents.map((c) => (
                <li key={c.id}>
                  <b>{c.formLabel[language]}</b>
                  <span>{purposeText(c.purposes)}</span>
                  <span className="quiet">
                    {c.since} — {c.until} · {c.by} · {c.inForce ? w.consentState_on : w.consentState_off}
                  </span>
                  {c.inForce ? (
                    <Confirm
                      small
                      label={w.consentWithdraw}
                      title={w.consentWithdrawTitle}
                      text={w.consentWithdrawText}
                      onYes={() =>
                        run(`consents/${encodeURIComponent(c.id)}/withdraw`, {
                          reason: w.consentWithdrawReason,
                        })
                      }
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

export function usePurposeText(): (purposes: readonly string[]) => string {
  const w = useWords(fillingWords);
  return (purposes) =>
    purposes
      .map((p) => {
        const known = purposeIn(p);
        return known === undefined ? p : w[`purpose_${known}`];
      })
      .join(w.comma);
}
