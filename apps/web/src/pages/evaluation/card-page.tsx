/** One firm's scorecard, on a screen and on one A4. */
import type { ScorecardAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { scorecardQuestion } from "../../app/client.ts";
import { Figure, Value } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { CriteriaCard } from "./criteria-card.tsx";
import { DecidedCard } from "./decided-card.tsx";
import { FirmCrumb } from "../../records/firm-crumb.tsx";

export default function CardPage(): ReactElement {
  const { id, code } = useParams({ from: "/evaluation/$id/$code" });
  const { question, search } = useFrame();
  const asked = { ...question, ...(search.year === undefined ? {} : { period: search.year }) };
  const query = useQuery(scorecardQuestion(id, code, asked));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[640]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: ScorecardAnswer }): ReactElement {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const title = w.cardTitle(data.grading.label[language], periodText(data.asOf.period, language));
  return (
    <div className="board-sheet scorecard">
      <FirmCrumb list="/evaluation" title={w.title} toFirm={w.backToFirm} firm={data} />
      <p className="board-head print-only">
        <span>{title}</span>
        {data.demo ? <span className="board-demo">{w.demo}</span> : null}
        <span>{w.circle}____________________</span>
      </p>
      <div className="finding-row board-finding">
        <h1 className="finding">
          <CardFinding data={data} />
          <Marks marks={data.grading.marks} />
        </h1>
        <Button className="no-print" onClick={() => window.print()}>
          {w.print}
        </Button>
      </div>
      <p className="sub card-sub">
        {[
          title,
          data.code,
          ...[data.county, data.park].flatMap((p) => (p === null ? [] : [p.label[language]])),
        ].join(" · ")}
      </p>
      <CriteriaCard data={data} />
      <DecidedCard data={data} />
      <Objection />
      <p className="board-foot quiet">
        {[w.asOf(data.asOf.period), w.run(data.asOf.run), ...(data.demo ? [w.demo] : [])].join(" · ")}
      </p>
    </div>
  );
}

/** Score, place, class and how far the next class is; nothing of it where it is not settled. */
function CardFinding({ data }: { readonly data: ScorecardAnswer }): ReactElement {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const colon = language === "zh" ? ":" : ": ";
  if (data.standing !== "graded")
    return <>{`${data.name}${colon}${data.standing === "ungraded" ? w.notGraded : w.isPending}${w.stop}`}</>;
  const group = data.group?.[language] ?? w.allGroup;
  return (
    <>
      {data.name}
      {colon}
      {data.score === null ? null : (
        <>
          {w.scoreIs}
          <Figure data={data.score} bare unmarked />
        </>
      )}
      {data.rank === null || data.peers === null ? null : (
        <>
          {w.rankIs(group)}
          <Figure data={data.rank} bare unmarked />
          {w.ofPeers}
          <Figure data={data.peers} bare unmarked />
          {w.peersEnd}
        </>
      )}
      {data.class === null ? null : w.classIs(data.class.label[language])}
      {data.above === null ? null : (
        <>
          {w.gapIs(data.above.label[language])}
          <Value value={data.above.lowest} bare />
          {w.gapBy}
          <Value value={data.above.gap} bare />
          {w.gapEnd(data.above.label[language])}
        </>
      )}
      {w.stop}
    </>
  );
}

function Objection(): ReactElement {
  const w = useWords(evaluationWords);
  return (
    <section className="card">
      <h2>{w.objection}</h2>
      <p className="objection">{w.objectionText}</p>
      <div className="print-only objection-lines">
        <p>{w.objectionLine}</p>
        <p className="objection-sign">{w.signLine}</p>
      </div>
    </section>
  );
}
