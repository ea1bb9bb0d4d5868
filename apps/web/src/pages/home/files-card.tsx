/** 我可以填报什么: forms the firm may file, when each is taken, and the way to fill it in. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { periodText } from "../../lib/period.ts";
import { MayFile } from "../../returns/may-file.tsx";
import { standingsOf, useLatestOwn } from "../../returns/own-standings.ts";
import { formsQuestion } from "../../returns/questions.ts";
import { Loaded } from "../../states/loaded.tsx";

export function FilesCard(): ReactElement | null {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const may = useDoor().data?.may.returns ?? false;
  const query = useQuery({ ...formsQuestion(), enabled: may });
  const latest = useLatestOwn(may);
  if (!may) return null;
  return (
    <section className="card" aria-label={w.canFile}>
      <div className="finding-row">
        <h2>{w.canFile}</h2>
        <Link to="/returns">{w.own}</Link>
      </div>
      <p className="quiet">{w.canFileHint}</p>
      <Loaded query={query} skeleton={null}>
        {(answer) => {
          const own = standingsOf(answer, latest.data);
          return own.length === 0 ? (
            <p className="quiet">{w.canFileNone}</p>
          ) : (
            <ul className="case-lines">
              {own.map((standing) => (
                <li key={standing.form.id}>
                  <b>{standing.form.label[language]}</b>{" "}
                  <span className="quiet">{periodText(standing.form.opens.period, language)}</span>
                  <MayFile standing={standing} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}
