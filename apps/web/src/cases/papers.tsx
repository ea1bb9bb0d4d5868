/** Evidence and documents of a case. */
import type { CaseAnswer, CaseDocument } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement, ReactNode } from "react";
import { useFrame } from "../app/address.ts";
import { casePath, evidenceFile } from "../app/client.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import { momentText } from "../lib/moment.ts";
import { NotDone } from "./not-done.tsx";
import { useAct } from "./use-act.ts";

export function EvidenceCard({ data }: { readonly data: CaseAnswer }): ReactElement {
  const w = useWords(caseWords);
  const { language } = useFrame();
  const acting = useAct(() => undefined);
  const { id, version } = data.case;
  return (
    <section className="card">
      <h2>{w.evidence}</h2>
      <NotDone acting={acting} shown={new Set()} />
      {data.evidence.length === 0 ? <p className="quiet">{w.evidenceNone}</p> : null}
      <ul className="papers">
        {data.evidence.map((e) => (
          <li key={e.id} className={e.withdrawn ? "quiet" : ""}>
            <span>
              {e.label[language]}:
              {e.file === null ? (
                (e.written ?? "")
              ) : (
                <a href={evidenceFile(id, e.file.hash)} download={e.file.name}>
                  {e.file.name}
                </a>
              )}
              {e.holds === null ? "" : ` (${e.holds ? w.holdsYes : w.holdsNo})`}
              {e.withdrawn ? ` ${w.withdrawn}` : ""}
            </span>
            <span className="quiet">
              {e.by} · {momentText(e.at, language)}
            </span>
            {e.withdrawn || data.moves.length === 0 ? null : (
              <Button
                size="small"
                type="link"
                loading={acting.busy}
                onClick={() => acting.act(`${casePath(id)}/detach`, { version, entry: e.id })}
              >
                {w.detach}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `link`: a document as a link to its printable page, where the page has one. */
export function DocumentsCard({
  data,
  link,
}: {
  readonly data: CaseAnswer;
  readonly link?: (document: CaseDocument, text: string) => ReactNode;
}): ReactElement {
  const w = useWords(caseWords);
  return (
    <section className="card">
      <h2>{w.documents}</h2>
      {data.documents.length === 0 ? <p className="quiet">{w.documentsNone}</p> : null}
      <ul className="papers">
        {data.documents.map((d) => {
          const text = `${d.number} ${d.title}`;
          return (
            <li key={d.id}>
              <span>
                {d.label}:{link === undefined ? text : link(d, text)}
              </span>
              <span className="quiet">
                {d.on} · {w[`doc_${d.status}`]}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
