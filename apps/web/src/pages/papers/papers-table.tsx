/** The documents made of a month: who, when, from which run, what is missing; taken as files, refreshed when edited. */
import type { DocumentsAnswer, PaperAnswer, PaperGap } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { paperWords } from "../../i18n/papers.ts";
import { momentText } from "../../lib/moment.ts";
import { Empty, Problem } from "../../states/problem.tsx";
import { takeFile } from "./questions.ts";
import { RefreshDialog } from "./refresh-dialog.tsx";
import { RefreshResult, resultCount } from "./refresh-result.tsx";

export function PapersTable({ data }: { readonly data: DocumentsAnswer }): ReactElement {
  const w = useWords(paperWords);
  const [refreshing, setRefreshing] = useState<PaperAnswer | null>(null);
  return (
    <section className="card spaced">
      <h2>{w.papers}</h2>
      {data.papers.length === 0 ? (
        <Empty title={w.none}>{w.noneHow}</Empty>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={w.papers}>
          <table className="plain paper-table">
            <thead>
              <tr>
                {[w.paper, w.about, w.byWhom, w.from, w.gaps].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
                <th scope="col" className="no-print">
                  {w.acts}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.papers.map((paper) => (
                <PaperRow key={paper.id} paper={paper} onRefresh={() => setRefreshing(paper)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {refreshing === null ? null : <RefreshDialog paper={refreshing} onClose={() => setRefreshing(null)} />}
    </section>
  );
}

function PaperRow({
  paper,
  onRefresh,
}: {
  readonly paper: PaperAnswer;
  readonly onRefresh: () => void;
}): ReactElement {
  const w = useWords(paperWords);
  const { language } = useFrame();
  const { refresh } = paper;
  return (
    <tr>
      <th scope="row">
        {paper.label[language]}
        {refresh === null ? null : <small className="quiet"> {w.refreshed}</small>}
        {refresh === null ? null : (
          <details>
            <summary>{w.changes(resultCount(refresh))}</summary>
            <RefreshResult refresh={refresh} />
          </details>
        )}
      </th>
      <td>{paper.subject?.label[language] ?? "—"}</td>
      <td>
        {paper.by}
        {paper.onBehalfOf === null ? "" : w.for(paper.onBehalfOf)}
        <div className="quiet">{momentText(paper.at, language)}</div>
      </td>
      <td>
        {paper.run === null ? <b>{w.draft}</b> : w.signedRun(paper.run.slice(0, 10))}
        {paper.known === null ? null : <div className="quiet">{w.known(paper.known)}</div>}
      </td>
      {paper.purged ? (
        <td colSpan={2} className="quiet">
          {w.purged}
        </td>
      ) : (
        <Content paper={paper} onRefresh={onRefresh} />
      )}
    </tr>
  );
}

/** What is missing in it, and what can be done with it. */
function Content({
  paper,
  onRefresh,
}: {
  readonly paper: PaperAnswer;
  readonly onRefresh: () => void;
}): ReactElement {
  const w = useWords(paperWords);
  return (
    <>
      <td>
        <Gaps gaps={paper.gaps} />
        {paper.assumed.length === 0 ? null : (
          <div className="quiet" title={paper.assumed.join(w.and)}>
            {w.assumed(paper.assumed.length)}
          </div>
        )}
      </td>
      <td className="paper-acts no-print">
        <Acts paper={paper} onRefresh={onRefresh} />
      </td>
    </>
  );
}

function Gaps({ gaps }: { readonly gaps: readonly PaperGap[] }): ReactElement {
  const w = useWords(paperWords);
  if (gaps.length === 0) return <span className="quiet">{w.noGaps}</span>;
  return (
    <details>
      <summary>{w.gapCount(gaps.length)}</summary>
      <ul className="paper-gaps">
        {gaps.map((gap) => (
          <li key={gap.name}>
            {gap.name} <span className="quiet">{gap.reason}</span>{" "}
            {gap.figure === null ? (
              gap.holder === null || gap.reason.includes(gap.holder) ? null : (
                <span className="quiet">{w.holder(gap.holder)}</span>
              )
            ) : (
              <Figure data={gap.figure} />
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Acts({
  paper,
  onRefresh,
}: {
  readonly paper: PaperAnswer;
  readonly onRefresh: () => void;
}): ReactElement {
  const w = useWords(paperWords);
  const [error, setError] = useState<unknown>(null);
  const take = (which: "made" | "sent"): void => {
    setError(null);
    takeFile(paper, which).catch(setError);
  };
  return (
    <>
      <button type="button" className="link" onClick={() => take("made")}>
        {w.download}
      </button>
      {paper.mayRefresh ? (
        <button type="button" className="link" onClick={onRefresh}>
          {w.refresh}
        </button>
      ) : null}
      {paper.refreshes === null ? null : (
        <button type="button" className="link" onClick={() => take("sent")}>
          {w.original}
        </button>
      )}
      {error === null ? null : <Problem error={error} />}
    </>
  );
}
