/** One return: what was read, what is wrong and where, mending, explaining, and what may be done with it. */
import type { ReturnAnswer, ReturnReportAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnStoryWords } from "../../i18n/return-story.ts";
import { returnWords } from "../../i18n/returns.ts";
import { periodText } from "../../lib/period.ts";
import { reportQuestion, returnQuestion } from "../../returns/questions.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { FilesCard } from "./files-card.tsx";
import { FindingsCard } from "./findings-card.tsx";
import { AsideCard } from "./set-aside.tsx";
import { ConflictsCard, ChaseCard, MatchCard } from "./gathered-cards.tsx";
import { HistoryCard } from "./history-card.tsx";
import { MendCard } from "./mend-card.tsx";
import type { Moved } from "./moved-card.tsx";
import { MovedCard } from "./moved-card.tsx";
import { ReadCard } from "./read-card.tsx";
import { ReturnTurn } from "./return-turn.tsx";
import { SurveyMark } from "./survey-mark.tsx";

export default function ReturnPage(): ReactElement {
  const { id = "" } = useParams({ strict: false });
  const found = useQuery(returnQuestion(id));
  const report = useQuery(reportQuestion(id));
  const skeleton = <PageSkeleton columns={[140, 140]} table={520} />;
  return (
    <Loaded query={found} skeleton={skeleton}>
      {(data) => (
        <Loaded query={report} skeleton={skeleton}>
          {(read) => <Body key={id} data={data} report={read} />}
        </Loaded>
      )}
    </Loaded>
  );
}

export interface ReturnProps {
  readonly data: ReturnAnswer;
  readonly report: ReturnReportAnswer;
}

function Body({ data, report }: ReturnProps): ReactElement {
  const w = useWords(returnWords);
  const h = useWords(returnStoryWords);
  const { language } = useFrame();
  const [moved, setMoved] = useState<Moved | null>(null);
  const { counts } = report;
  const row = data.return;
  return (
    <>
      <p className="crumb">
        <Link to="/returns">{w.back}</Link> · {row.formLabel[language]} · {periodText(row.period, language)} ·{" "}
        {row.sender.label[language]}
      </p>
      <div className="finding-row marked">
        <h1 className="finding">
          {data.purged
            ? data.moves.some((m) => m.action === "purge")
              ? h.purged
              : h.consentGone
            : data.files.length === 0
              ? w.wholeEmpty
              : w.whole(
                  counts.rows,
                  counts.must + counts.refused,
                  counts.unexplained,
                  counts.explain - counts.unexplained,
                )}
        </h1>
        <SurveyMark form={row.form} />
      </div>
      <ReturnTurn data={data} report={report} onAccepted={setMoved} />
      {moved === null ? null : <MovedCard moved={moved} />}
      {data.purged ? null : (
        <div className="grid g2 spaced">
          <FilesCard data={data} />
          <ReadCard data={data} report={report} />
        </div>
      )}
      {data.purged || data.files.length === 0 ? null : (
        <>
          <ConflictsCard report={report} />
          <FindingsCard data={data} report={report} />
          <AsideCard data={data} report={report} />
          <MendCard data={data} report={report} />
        </>
      )}
      <ChaseCard report={report} />
      <MatchCard report={report} />
      <HistoryCard data={data} />
    </>
  );
}
