/** A list of cases of one procedure: its finding, and what stands beside it. Which, the address says. */
import type { CaseRow, CasesAnswer, ProcedureAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useCallback, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { casesQuestion, procedureQuestion } from "../../app/client.ts";
import { CaseTable } from "../../cases/case-table.tsx";
import { CaseTools, StateBar } from "../../cases/case-tools.tsx";
import { OpenCaseDialog } from "../../cases/open-case-dialog.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { serviceWords } from "../../i18n/service.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Ready } from "../../states/ready.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { AwardCalendar } from "./award-calendar.tsx";
import { NearVisitsCard, nearVisitsQuestion } from "./near-visits-card.tsx";
import { newCode } from "./new-code.ts";
import { casePaths } from "./paths.ts";
import type { PageSettings } from "./settings.ts";
import { settingsOf } from "./settings.ts";
import { askedIn } from "./asked.ts";

export default function ProcedurePage(): ReactElement {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const settings = settingsOf(path);
  return settings === null ? <Empty title={path} /> : <List key={settings.procedure} settings={settings} />;
}

function List({ settings }: { readonly settings: PageSettings }): ReactElement {
  const { search } = useFrame();
  const procedure = useQuery(procedureQuestion(settings.procedure));
  const cases = useQuery(casesQuestion(settings.procedure, askedIn(search)));
  const near = useQuery({ ...nearVisitsQuestion, enabled: settings.beside === "near" });
  const beside = settings.beside === "near" ? [near] : [];
  const skeleton = <PageSkeleton columns={[720]} />;
  return (
    <Loaded query={procedure} skeleton={skeleton}>
      {(definition) => (
        <Loaded query={cases} skeleton={skeleton}>
          {(data) => (
            <Ready queries={beside} skeleton={skeleton}>
              <Body settings={settings} definition={definition} data={data} />
            </Ready>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface BodyProps {
  readonly settings: PageSettings;
  readonly definition: ProcedureAnswer;
  readonly data: CasesAnswer;
}

function Body({ settings, definition, data }: BodyProps): ReactElement {
  const w = useWords(serviceWords);
  const navigate = useNavigate();
  const [code, setCode] = useState<string | null>(null);
  const { procedure } = settings;
  const total = definition.states.reduce((n, s) => n + s.cases, 0);
  const open = (id: string): void => void navigate({ to: casePaths[procedure], params: { id } });
  const link = useCallback(
    (row: CaseRow, text: string) => (
      <Link
        to={casePaths[procedure]}
        params={{ id: row.id }}
        className="strong"
        onClick={(e) => e.stopPropagation()}
      >
        {named(data, row) ?? text}
      </Link>
    ),
    [procedure, data],
  );
  const known = Object.fromEntries(
    definition.fields
      .filter((f) => f.required && f.type.kind === "date")
      .map((f) => [f.id, definition.today]),
  );
  return (
    <>
      <h1 className="finding">
        {w[`finding_${procedure}`](total.toLocaleString("en-US"), definition.overdue, definition.mine)}
      </h1>
      <p className="sub">
        {w[`sub_${procedure}`]} {definition.assumed ? <span className="tag">{w.assumed}</span> : null}
      </p>
      <StateBar definition={definition} />
      {settings.beside === "near" ? <NearVisitsCard /> : null}
      <section className="card table-card">
        <CaseTools
          definition={definition}
          filters={settings.filters}
          shown={{ first: data.rows[0]?.id ?? null, total: data.total }}
          onOpen={
            definition.mayOpen && settings.begunElsewhere !== true
              ? () => setCode(newCode(settings.code, definition.today))
              : null
          }
        />
        <CaseTable
          definition={definition}
          data={data}
          fields={settings.columns}
          onOpen={(row) => open(row.id)}
          link={link}
        />
      </section>
      {settings.beside === "calendar" ? <AwardCalendar definition={definition} /> : null}
      {code === null ? null : (
        <OpenCaseDialog
          definition={definition}
          fields={settings.entered}
          known={known}
          code={code}
          onClose={() => setCode(null)}
          onOpened={open}
        />
      )}
    </>
  );
}

/** A visit has no name of its own: it is called by the firm. */
function named({ names }: CasesAnswer, { values }: CaseRow): string | null {
  const firm = values["visit_enterprise"];
  return firm === undefined ? null : (names["enterprise"]?.[firm] ?? firm);
}
