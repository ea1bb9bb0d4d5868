/** 企业主页: what waits for this firm, its requests, its facts as kept, and who used its data. No target, no rank. */
import type { CaseRow, RecordAnswer, RegisterAnswer } from "@lianzhang/contract";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import {
  casesQuestion,
  ownDataQuestion,
  proceduresQuestion,
  recordQuestion,
  registerQuestion,
} from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { homeWords } from "../../i18n/home.ts";
import { formsQuestion } from "../../returns/questions.ts";
import { ValueList } from "../../records/value-list.tsx";
import { Loaded } from "../../states/loaded.tsx";
import { Empty, Problem } from "../../states/problem.tsx";
import { Ready } from "../../states/ready.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { AskDialog } from "./ask-dialog.tsx";
import { CardsOfFirm } from "../evaluation/cards-of-firm.tsx";
import { IncentivesOfFirm } from "../incentives/link-of-firm.tsx";
import { LadderOfFirm } from "../ladder/ladder-of-firm.tsx";
import { CaseLines } from "../work/case-lines.tsx";
import { FilesCard } from "./files-card.tsx";
import { UsesCard } from "./uses-card.tsx";
import { WrongDialog } from "./wrong-dialog.tsx";

/** Cases of one kind shown; a firm has few. */
const MOST = 50;
const ENTERPRISE = "enterprise";
const OWN_CASES = ["request", "arrears"] as const;

const ownCases = (procedure: string) => casesQuestion(procedure, { size: MOST, sort: "-entered" });
const skeleton = <PageSkeleton columns={[420, 420]} />;

export default function HomePage(): ReactElement {
  const firm = useDoor().data?.may.enterprise ?? null;
  const described = useQuery({ ...registerQuestion(ENTERPRISE), enabled: firm !== null });
  const record = useQuery({ ...recordQuestion(ENTERPRISE, firm ?? ""), enabled: firm !== null });
  const w = useWords(homeWords);
  if (firm === null) return <Empty title={w.notAFirm} />;
  return (
    <Loaded query={described} skeleton={skeleton}>
      {(definition) => (
        <Loaded query={record} skeleton={skeleton}>
          {(data) => (
            <Together>
              <Body definition={definition} record={data} />
            </Together>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

/** What one of the firm's people has to do, over all procedures it may see. */
function useWaiting() {
  const procedures = useQuery(proceduresQuestion());
  const waiting = (procedures.data?.procedures ?? []).filter((p) => p.mine > 0);
  const found = useQueries({ queries: waiting.map((p) => casesQuestion(p.id, { mine: "1", size: MOST })) });
  return {
    queries: [procedures, ...found],
    rows: found.flatMap((f): readonly CaseRow[] => f.data?.rows ?? []),
    error: procedures.error ?? found.find((f) => f.isError)?.error ?? null,
  };
}

/** The cards stand together when all of them have an answer: none pushes another down. */
function Together({ children }: { readonly children: ReactElement }): ReactElement {
  const waiting = useWaiting();
  const registers = useDoor().data?.may.registers ?? [];
  const own = useQueries({ queries: OWN_CASES.filter((p) => registers.includes(p)).map(ownCases) });
  const uses = useQuery(ownDataQuestion());
  const forms = useQuery({ ...formsQuestion(), enabled: useDoor().data?.may.returns ?? false });
  return (
    <Ready
      queries={[...waiting.queries, ...own, uses, ...(forms.fetchStatus === "idle" ? [] : [forms])]}
      skeleton={skeleton}
    >
      {children}
    </Ready>
  );
}

interface BodyProps {
  readonly definition: RegisterAnswer;
  readonly record: RecordAnswer;
}

function Body({ definition, record }: BodyProps): ReactElement {
  const w = useWords(homeWords);
  const { language } = useFrame();
  const [dialog, setDialog] = useState<"ask" | "wrong" | null>(null);
  const waiting = useWaiting();
  const values = record.spells.at(-1)?.values ?? {};
  const name = values[definition.name ?? ""] ?? record.code;
  return (
    <>
      <div className="finding-row">
        <h1 className="finding">{w.finding(name, waiting.rows.length)}</h1>
        <Button type="primary" onClick={() => setDialog("ask")}>
          {w.ask}
        </Button>
      </div>
      <div className="grid g2">
        <div className="stack">
          <section className="card" aria-label={w.waits}>
            <h2>{w.waits}</h2>
            {waiting.error === null ? null : <Problem error={waiting.error} />}
            <CaseLines rows={waiting.rows} none={w.waitsNone} kind />
          </section>
          <FilesCard />
          <OwnCases procedure="request" title={w.requests} none={w.requestsNone} />
          <OwnCases procedure="arrears" title={w.arrears} none={w.arrearsNone} />
        </div>
        <div className="stack">
          <section className="card">
            <div className="finding-row">
              <h2>{w.facts}</h2>
              <Button size="small" onClick={() => setDialog("wrong")}>
                {w.wrong}
              </Button>
            </div>
            <p className="quiet">{w.factsHint}</p>
            <ValueList fields={definition.fields} values={values} names={record.names} plain />
            <CardsOfFirm code={record.code} />
            <IncentivesOfFirm code={record.code} />
            <LadderOfFirm code={record.code} />
          </section>
          <UsesCard />
        </div>
      </div>
      {dialog === "ask" ? (
        <AskDialog firm={record.code} values={values} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === "wrong" ? (
        <WrongDialog
          definition={definition}
          record={record}
          language={language}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </>
  );
}

function OwnCases({
  procedure,
  title,
  none,
}: {
  readonly procedure: (typeof OWN_CASES)[number];
  readonly title: string;
  readonly none: string;
}): ReactElement | null {
  const may = useDoor().data?.may.registers.includes(procedure) ?? false;
  const found = useQuery({ ...ownCases(procedure), enabled: may });
  if (!may) return null;
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <Loaded query={found} skeleton={null}>
        {(data) => <CaseLines rows={data.rows} none={none} />}
      </Loaded>
    </section>
  );
}
