/** 梯次培育: rungs and who holds them, who is nearest to the next, what is reviewed, whose data are missing. */
import type { LadderAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { ladderQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { ladderWords } from "../../i18n/ladder.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { FirmsCard } from "./firms-card.tsx";
import { MissingCard } from "./missing-card.tsx";
import { RungsCard } from "./rungs-card.tsx";
import { TargetsCard } from "./targets-card.tsx";
import { YearChoice } from "../../records/year-choice.tsx";

const count = (n: number): string => n.toLocaleString("en-US");

export default function LadderPage(): ReactElement {
  const { question, search } = useFrame();
  const query = useQuery(
    ladderQuestion({ ...question, ...(search.year === undefined ? {} : { period: search.year }) }),
  );
  const w = useWords(ladderWords);
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[360, 360]} table={640} />}>
      {(data) => (data.rungs.length === 0 ? <Empty title={w.none}>{w.noneHow}</Empty> : <Body data={data} />)}
    </Loaded>
  );
}

function Body({ data }: { readonly data: LadderAnswer }): ReactElement {
  const w = useWords(ladderWords);
  const { language } = useFrame();
  const visitor = useDoor().data?.guest === true;
  const said = [w.sub, ...(data.limited ? [w.limited] : [])].join(w.semicolon);
  return (
    <>
      <div className="finding-row grade-head">
        <h1 className="finding">
          {periodText(data.asOf.period, language)}
          {w.colon}
          {findings(w, data, language).join(w.semicolon)}
          {w.stop}
        </h1>
        <span className="card-actions">
          <YearChoice label={w.period} period={data.asOf.period} periods={data.periods} />
        </span>
      </div>
      <p className="sub">
        {said}
        {w.stop}
      </p>
      <RungsCard data={data} />
      <div className="grid g2 spaced">
        <TargetsCard data={data} />
        <MissingCard data={data} />
      </div>
      {visitor ? (
        <section className="card spaced">
          <p className="quiet">{w.visitor}</p>
        </section>
      ) : (
        <FirmsCard data={data} />
      )}
    </>
  );
}

type Words = (typeof ladderWords)["zh"];

/** Who holds what and is nearest where, above the first rung; what is reviewed; who may drop out. */
function findings(w: Words, data: LadderAnswer, language: "zh" | "en"): string[] {
  const titled = data.rungs.filter((r) => r.kind === "rung" && r.holding !== null);
  const upper = titled.filter((r) => r.track === titled[0]?.track).slice(1, 3);
  const expiring = titled.reduce((sum, r) => sum + (r.expiring ?? 0), 0);
  const risk = data.rungs.find((r) => r.kind === "watch");
  return [
    upper.map((r) => w.heldText(r.label[language], count(r.holding ?? 0))).join(w.and),
    upper
      .filter((r) => r.near > 0)
      .map((r) => w.nearText(r.label[language], count(r.near)))
      .join(w.and),
    expiring > 0 ? w.expiringText(count(expiring)) : "",
    risk !== undefined && risk.candidates > 0 ? w.riskText(count(risk.candidates)) : "",
  ].filter((t) => t !== "");
}
