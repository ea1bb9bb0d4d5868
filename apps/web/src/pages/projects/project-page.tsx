/** One project: where it is in its life cycle, whose turn it is, and what was agreed beside what came of it. */
import type { CaseAnswer, ProcedureAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { caseQuestion, procedureQuestion, registerQuestion } from "../../app/client.ts";
import { CaseView } from "../../cases/case-view.tsx";
import { nearestDue } from "../../cases/due.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { projectWords } from "../../i18n/projects.ts";
import { HistoryCard } from "../../records/history-card.tsx";
import { valueText } from "../../records/value-text.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { AgreedTable } from "./agreed-table.tsx";
import { ClocksCard } from "./clocks-card.tsx";
import { AGREEMENT, APPROVALS, CONTACT, PARCEL, PROCEDURE, PROJECT, REGISTER } from "./fields.ts";
import { ApprovalsCard, ContactCard, SidesCard } from "./sides-card.tsx";

export default function ProjectPage(): ReactElement {
  const { id } = useParams({ from: "/projects/$id" });
  const described = useQuery(procedureQuestion(PROCEDURE));
  const found = useQuery({ ...caseQuestion(id), enabled: described.isSuccess });
  const skeleton = <PageSkeleton columns={[480, 480]} />;
  return (
    <Loaded query={described} skeleton={skeleton}>
      {(definition) => (
        <Loaded query={found} skeleton={skeleton}>
          {(data) => <Body definition={definition} data={data} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface BodyProps {
  readonly definition: ProcedureAnswer;
  readonly data: CaseAnswer;
}

function Body({ definition, data }: BodyProps): ReactElement {
  const w = useWords(projectWords);
  const { language } = useFrame();
  const register = useQuery(registerQuestion(REGISTER));
  const row = data.case;
  const due = nearestDue(row);
  const late = due !== null && due.overdueDays > 0 ? [w.overdue(due.label[language], due.overdueDays)] : [];
  const shown = [
    ...definition.agreed.flatMap((a) => [a.agreed, a.actual]),
    ...AGREEMENT,
    ...CONTACT,
    ...PROJECT,
    PARCEL,
    ...APPROVALS.flatMap(({ number, day, exempt }) => [number, day, ...(exempt === null ? [] : [exempt])]),
  ];
  return (
    <>
      <p className="crumb">
        <Link to="/projects">{w.title}</Link> / {row.name}
      </p>
      <h1 className="finding">
        {row.name}:{[w.stands(row.stateLabel[language]), ...late].join(language === "zh" ? "," : ", ")}
      </h1>
      <p className="sub">
        <Where definition={definition} data={data} />
      </p>
      <CaseView definition={definition} data={data} shownElsewhere={shown}>
        <div className="grid g2 spaced">
          <section className="card">
            <h2>
              {w.agreedTitle} <small>{w.agreedSub}</small>
            </h2>
            <AgreedTable definition={definition} values={row.values} today={data.today} />
          </section>
          <ClocksCard definition={definition} row={row} />
        </div>
        <SidesCard definition={definition} data={data} />
        <div className="grid g2 spaced">
          <ApprovalsCard data={data} />
          <ContactCard definition={definition} data={data} />
        </div>
      </CaseView>
      {register.data === undefined ? null : (
        <div className="spaced">
          <HistoryCard definition={register.data} record={data.record} />
        </div>
      )}
    </>
  );
}

/** Client, place, chain and lead department in one line. */
function Where({ definition, data }: BodyProps): ReactElement {
  const w = useWords(projectWords);
  const { language } = useFrame();
  const { values } = data.case;
  const text = (id: string): string => {
    const field = definition.fields.find((f) => f.id === id);
    return field === undefined ? "" : valueText(field, values[id], data.record.names, language);
  };
  const client = text("client_name") || text("client_code_name");
  const parts = [
    client === "" ? "" : `${w.client} ${client}`,
    ...["project_county", "project_park", "project_chain", "project_segment", "project_department"].map(text),
  ].filter((part) => part !== "");
  return (
    <>
      {parts.join(" · ")} · <code>{data.case.code}</code>
    </>
  );
}
