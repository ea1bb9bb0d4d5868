/** 能耗双碳: accounts by place and firm, the factors behind them, headroom by unit, and reviews of projects foretold. */
import type { EnergyAnswer, EnergyProjects } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { energyProjectsQuestion, energyQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { energyWords } from "../../i18n/energy.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { FactorsCard } from "./factors-card.tsx";
import { FirmsCard } from "./firms-card.tsx";
import { HeadroomCard } from "./headroom-card.tsx";
import { PlacesCard } from "./places-card.tsx";
import { ProjectsCard } from "./projects-card.tsx";
import { YearChoice } from "../../records/year-choice.tsx";

export default function EnergyPage(): ReactElement {
  const { question, search } = useFrame();
  const query = useQuery(
    energyQuestion({ ...question, ...(search.year === undefined ? {} : { period: search.year }) }),
  );
  const w = useWords(energyWords);
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[360, 360]} table={640} />}>
      {(data) =>
        data.columns.length === 0 ? <Empty title={w.none}>{w.noneHow}</Empty> : <Body data={data} />
      }
    </Loaded>
  );
}

function Body({ data }: { readonly data: EnergyAnswer }): ReactElement {
  const w = useWords(energyWords);
  const door = useDoor().data;
  const visitor = door?.guest === true;
  const reads = door?.may.registers.includes("project") === true;
  const { question } = useFrame();
  const projects = useQuery({ ...energyProjectsQuestion(question), enabled: reads }).data;
  return (
    <>
      <div className="finding-row grade-head">
        <h1 className="finding">
          <Finding data={data} projects={projects} />
        </h1>
        <span className="card-actions">
          <YearChoice label={w.period} period={data.asOf.period} periods={data.periods} />
        </span>
      </div>
      <p className="sub">
        {[w.sub, ...(data.limited ? [w.limited] : [])].join(w.semicolon)}
        {w.stop}
      </p>
      <div className="grid g2">
        <PlacesCard data={data} />
        {data.headroom === null ? null : <HeadroomCard headroom={data.headroom} />}
      </div>
      <FactorsCard data={data} />
      {projects === undefined ? null : <ProjectsCard data={projects} />}
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

function Finding({
  data,
  projects,
}: {
  readonly data: EnergyAnswer;
  readonly projects: EnergyProjects | undefined;
}): ReactElement {
  const w = useWords(energyWords);
  const { language } = useFrame();
  const [energy, equivalent, carbon] = data.totals;
  const left = data.headroom?.total.at(-1);
  const judged = projects?.rows.filter((r) => r.verdict !== null) ?? [];
  const asked = judged.filter((r) => r.verdict?.number !== 1).length;
  return (
    <>
      {periodText(data.asOf.period, language)}
      {energy === undefined || equivalent === undefined || carbon === undefined ? null : (
        <>
          {w.colon}
          {w.energyIs}
          <Figure data={energy} unmarked />
          {w.equivalentIs}
          <Figure data={equivalent} unmarked />
          {w.carbonIs}
          <Figure data={carbon} unmarked />
        </>
      )}
      {left === undefined ? null : (
        <>
          {w.leftIs}
          <Figure data={left} unmarked />
        </>
      )}
      {judged.length === 0 ? null : w.reviewIs(asked, judged.length)}
      {w.stop}
    </>
  );
}
