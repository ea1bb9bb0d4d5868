/** One case of a procedure: what can be done to it and everything behind it, with the card its kind has. */
import type { CaseAnswer, CaseDocument, ProcedureAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useRouterState } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { caseQuestion, procedureQuestion } from "../../app/client.ts";
import { CaseView } from "../../cases/case-view.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { serviceWords } from "../../i18n/service.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { GapCard, NodesCard, TwoClocksCard } from "./kind-cards.tsx";
import { WantedCard } from "./wanted-card.tsx";
import type { PagedProcedure } from "./paths.ts";
import type { PageSettings } from "./settings.ts";
import { settingsOf } from "./settings.ts";

export default function CasePage(): ReactElement {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { id } = useParams({ strict: false });
  const settings = settingsOf(path);
  if (settings === null || id === undefined) return <Empty title={path} />;
  return <One key={id} procedure={settings.procedure} home={settings.home} id={id} />;
}

interface OneProps {
  readonly procedure: PagedProcedure;
  /** The list it is of. */
  readonly home: PageSettings["home"];
  readonly id: string;
}

function One({ procedure, home, id }: OneProps): ReactElement {
  const definition = useQuery(procedureQuestion(procedure));
  const found = useQuery(caseQuestion(id));
  const { language } = useFrame();
  const skeleton = <PageSkeleton columns={[480, 480]} />;
  return (
    <Loaded query={definition} skeleton={skeleton}>
      {(of) => (
        <Loaded query={found} skeleton={skeleton}>
          {(data) => (
            <>
              <p className="crumb">
                <Link to={home}>{of.label[language]}</Link> / {data.case.code}
              </p>
              <Head data={data} />
              <CaseView
                definition={of}
                data={data}
                documentLink={(document: CaseDocument, text) => (
                  <Link to="/papers/$id/$document" params={{ id, document: document.id }}>
                    {text}
                  </Link>
                )}
              >
                <KindCard definition={of} data={data} />
              </CaseView>
            </>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function Head({ data }: { readonly data: CaseAnswer }): ReactElement {
  const w = useWords(serviceWords);
  const { case: row, record, moves } = data;
  const firm = row.values["visit_enterprise"];
  const name = firm === undefined ? row.name : (record.names["enterprise"]?.[firm] ?? firm);
  return (
    <div className="finding-row">
      <h1 className="finding">{name}</h1>
      {row.procedure === "visit" && moves.some((m) => m.visit) ? (
        <Link to="/visits/$id/record" params={{ id: row.id }}>
          <Button type="primary">{w.record}</Button>
        </Link>
      ) : null}
    </div>
  );
}

function KindCard({
  definition,
  data,
}: {
  readonly definition: ProcedureAnswer;
  readonly data: CaseAnswer;
}): ReactElement | null {
  switch (definition.id) {
    case "request":
      return <TwoClocksCard data={data} />;
    case "award_application":
      return <GapCard definition={definition} data={data} />;
    case "open_challenge":
      return <NodesCard data={data} />;
    case "data_request":
      return <WantedCard data={data} />;
    default:
      return null;
  }
}
