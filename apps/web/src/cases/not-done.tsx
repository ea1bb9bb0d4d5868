/** Why something was not done: mistakes that stand at no field, what others did, or no answer at all. */
import type { ReactElement } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useFrame } from "../app/address.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import { Problem } from "../states/problem.tsx";
import { eventText } from "./event-text.ts";
import type { Acting } from "./use-act.ts";

export function NotDone({
  acting,
  shown,
}: {
  readonly acting: Pick<Acting, "faults" | "since" | "error">;
  /** Fields whose mistakes are told beside them. */
  readonly shown: ReadonlySet<string>;
}): ReactElement {
  const w = useWords(caseWords);
  const { language } = useFrame();
  const client = useQueryClient();
  const { faults, since, error } = acting;
  const loose = faults.filter((f) => f.field === null || !shown.has(f.field));
  return (
    <>
      {error === null ? null : <Problem error={error} />}
      {faults.length === 0 ? null : (
        <div className="problem" role="alert">
          <p>{w.refused(faults.length)}</p>
          <ul>
            {loose.map((f, i) => (
              <li key={i}>
                {f.message[language]} {f.hint[language]} <code>{f.code}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {since === null ? null : (
        <div className="conflict" role="alert">
          <h3>{w.conflictTitle}</h3>
          <p>{w.conflictSince}</p>
          <ul>
            {since.map((e) => (
              <li key={e.event}>
                {e.who} {eventText(e, w, language)}
              </li>
            ))}
          </ul>
          <Button onClick={() => void client.invalidateQueries()}>{w.reload}</Button>
        </div>
      )}
    </>
  );
}
