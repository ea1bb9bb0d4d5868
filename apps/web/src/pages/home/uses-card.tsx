/** Which unit used the firm's data, when and for what. */
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { ownDataQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { homeWords } from "../../i18n/home.ts";
import { momentText } from "../../lib/moment.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Bone } from "../../states/skeleton.tsx";

const SHOWN = 8;

export function UsesCard(): ReactElement {
  const w = useWords(homeWords);
  const { language } = useFrame();
  const [all, setAll] = useState(false);
  const query = useQuery(ownDataQuestion());
  return (
    <section className="card" aria-label={w.uses}>
      <h2>{w.uses}</h2>
      <p className="quiet">{w.usesHint}</p>
      <Loaded query={query} skeleton={<Bone height={120} />}>
        {({ uses }) =>
          uses.length === 0 ? (
            <p className="quiet">{w.usesNone}</p>
          ) : (
            <>
              <ul className="case-lines lines">
                {(all ? uses : uses.slice(0, SHOWN)).map((use) => (
                  <li key={use.event}>
                    <b>{use.unit[language]}</b>
                    <span className="case-line-facts">
                      <span>
                        {use.action[language]} · {use.of[language]}
                      </span>
                      <span className="quiet">{use.purpose}</span>
                      <span className="quiet">{momentText(use.at, language)}</span>
                    </span>
                  </li>
                ))}
              </ul>
              {uses.length > SHOWN && !all ? (
                <button type="button" className="link" onClick={() => setAll(true)}>
                  {w.more(uses.length - SHOWN)}
                </button>
              ) : null}
            </>
          )
        }
      </Loaded>
    </section>
  );
}
