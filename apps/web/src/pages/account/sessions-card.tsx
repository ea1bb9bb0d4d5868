/** Where one is signed in: each browser with since and last seen, this one marked; any other can be ended. */
import type { OwnSessions } from "@lianzhang/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { gateWords } from "../../i18n/gate.ts";
import { momentText } from "../../lib/moment.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Problem } from "../../states/problem.tsx";
import { Confirm } from "../admin/confirm.tsx";
import { useDoing } from "../../app/use-doing.ts";

export function SessionsCard({ query }: { readonly query: UseQueryResult<OwnSessions> }): ReactElement {
  const w = useWords(gateWords);
  const { language } = useFrame();
  const { error, run } = useDoing();
  return (
    <section className="card spaced own-sessions">
      <h2>
        {w.sessions} <small>{w.sessionsHint}</small>
      </h2>
      {error === null ? null : <Problem error={error} />}
      <Loaded query={query} skeleton={null}>
        {({ sessions }) => (
          <ul className="lines">
            {sessions.map((s) => (
              <li key={s.id} className="finding-row">
                <span>
                  <b>{s.browser ?? w.unknownBrowser}</b>
                  {s.own ? <span className="mark"> {w.thisOne}</span> : null}
                  <small className="quiet">
                    {w.seen(momentText(s.since, language), momentText(s.seenAt, language), s.address)}
                  </small>
                </span>
                {s.own ? null : (
                  <Confirm
                    small
                    label={w.endSession}
                    title={w.endSessionTitle(s.browser ?? w.unknownBrowser)}
                    text={w.endSessionText}
                    onYes={() => run("own-sessions/end", { session: s.id })}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}
