/** One parcel: approved, supplied, delivered, which year runs, and the project on it, agreed against actual. */
import type { CaseRow, ProcedureAnswer, RecordAnswer, RegisterAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { procedureQuestion, recordQuestion, registerQuestion } from "../../app/client.ts";
import { Due, nearestDue } from "../../cases/due.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { parcelWords } from "../../i18n/parcels.ts";
import { projectWords } from "../../i18n/projects.ts";
import { HistoryCard } from "../../records/history-card.tsx";
import { ValueList } from "../../records/value-list.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { AgreedTable } from "../projects/agreed-table.tsx";
import { daysBetween } from "../projects/agreed.ts";
import { PROCEDURE } from "../projects/fields.ts";
import { StateTags, stateWords } from "./columns.tsx";
import type { LandState } from "./land-state.ts";
import { stateOf } from "./parcel-rows.ts";
import { PARCELS, useProjectsOn } from "./use-parcels.ts";

export default function ParcelPage(): ReactElement {
  const { code } = useParams({ from: "/parcels/$code" });
  const described = useQuery(registerQuestion(PARCELS));
  const found = useQuery(recordQuestion(PARCELS, code));
  const skeleton = <PageSkeleton columns={[360, 360]} />;
  return (
    <Loaded query={described} skeleton={skeleton}>
      {(definition) => (
        <Loaded query={found} skeleton={skeleton}>
          {(record) => <WithProjects definition={definition} record={record} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface ParcelProps {
  readonly definition: RegisterAnswer;
  readonly record: RecordAnswer;
}

function WithProjects({ definition, record }: ParcelProps): ReactElement {
  const codes = useMemo(() => [record.code], [record.code]);
  const { may, found, today } = useProjectsOn(codes);
  const described = useQuery({ ...procedureQuestion(PROCEDURE), enabled: may });
  const skeleton = <PageSkeleton columns={[360, 360]} />;
  if (!may) return <Body {...{ definition, record, today }} projects={null} procedure={null} />;
  return (
    <Loaded query={described} skeleton={skeleton}>
      {(procedure) => (
        <Loaded query={found} skeleton={skeleton}>
          {(pages) => (
            <Body {...{ definition, record, today, procedure }} projects={pages.flatMap((p) => p.rows)} />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface BodyProps extends ParcelProps {
  /** Null: they may not be read. */
  readonly projects: readonly CaseRow[] | null;
  readonly procedure: ProcedureAnswer | null;
  readonly today: string;
}

function Body({ definition, record, projects, procedure, today }: BodyProps): ReactElement {
  const w = useWords(parcelWords);
  const values = record.spells.at(-1)?.values ?? {};
  const name = values["parcel_name"] ?? record.code;
  const state = stateOf(values, projects, today);
  return (
    <>
      <p className="crumb">
        <Link to="/parcels">{w.title}</Link> / {name}
      </p>
      <h1 className="finding">
        {name}:{stateWords(state, w).join("、")}
      </h1>
      <p className="sub">
        {w.code} <code>{record.code}</code>
        {definition.may.change ? (
          <>
            {" · "}
            <Link to="/registers/$register/$record" params={{ register: PARCELS, record: record.id }}>
              {w.change}
            </Link>
          </>
        ) : null}
      </p>
      <div className="grid g2">
        <ClocksCard state={state} today={today} />
        <section className="card">
          <h2>{w.rest}</h2>
          <ValueList fields={definition.fields} values={values} names={record.names} />
        </section>
      </div>
      {projects === null || procedure === null ? null : (
        <section className="card spaced">
          <h2>{w.projects}</h2>
          {projects.length === 0 ? <p className="quiet">{w.projectsNone}</p> : null}
          {projects.map((project) => (
            <ProjectPart key={project.id} project={project} procedure={procedure} today={today} />
          ))}
        </section>
      )}
      <div className="spaced">
        <HistoryCard definition={definition} record={record} />
      </div>
    </>
  );
}

function ClocksCard({ state, today }: { readonly state: LandState; readonly today: string }): ReactElement {
  const w = useWords(parcelWords);
  const clocks = [
    { head: w.oneYear, day: state.oneYear },
    { head: w.twoYears, day: state.twoYears },
  ];
  return (
    <section className="card">
      <h2>
        {w.clocks} <StateTags state={state} />
      </h2>
      {state.counts === null ? (
        <p className="quiet">{w.clocksNone}</p>
      ) : (
        <>
          <p className="quiet">{w.counts(state.counts)}</p>
          <dl className="side-lines">
            {clocks.map(({ head, day }) => {
              const over = daysBetween(day, today) ?? 0;
              return (
                <div key={head}>
                  <dt>{head}</dt>
                  <dd>
                    {day}{" "}
                    <span className={over > 0 ? "due due-over" : "quiet"}>
                      {over > 0 ? `▲ ${w.passed(over)}` : w.ahead(-over)}
                    </span>
                  </dd>
                </div>
              );
            })}
          </dl>
        </>
      )}
      <p className="quiet rules">{w.rule_year_without_start}</p>
    </section>
  );
}

function ProjectPart({
  project,
  procedure,
  today,
}: {
  readonly project: CaseRow;
  readonly procedure: ProcedureAnswer;
  readonly today: string;
}): ReactElement {
  const w = useWords(projectWords);
  const { language } = useFrame();
  return (
    <div className="project-part">
      <p>
        <Link to="/projects/$id" params={{ id: project.id }} className="strong">
          {project.name}
        </Link>{" "}
        {project.stateLabel[language]} <Due due={nearestDue(project)} />
      </p>
      <h3>{w.agreedTitle}</h3>
      <AgreedTable definition={procedure} values={project.values} today={today} />
    </div>
  );
}
