/** 决定: what does each clause ask, and what carries it. */
import type { Decision } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useEffect } from "react";
import { useFrame } from "../../app/address.ts";
import { decisionQuestion } from "../../app/client.ts";
import { decisionWords } from "../../i18n/decision.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { Clauses } from "./clauses.tsx";
import { CoverageCard } from "./coverage.tsx";
import { LintCard } from "./lint.tsx";

export default function DecisionPage(): ReactElement {
  const query = useQuery(decisionQuestion());
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[900, 900]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: Decision }): ReactElement {
  const { language } = useFrame();
  const w = useWords(decisionWords);
  useEffect(() => {
    // The address names the clause; it exists only now.
    const id = decodeURIComponent(location.hash.slice(1));
    if (id !== "") document.getElementById(id)?.scrollIntoView({ block: "start" });
  }, []);
  const of = (kind: string) => data.coverage.find((c) => c.kind === kind);
  const [targets, mechanisms] = [of("target"), of("mechanism")];
  const clauses = data.clauses.filter(
    (c) => c.parent !== null && !c.id.slice(c.id.indexOf("/") + 1).includes("/"),
  ).length;
  return (
    <>
      <h1 className="finding">
        {w.finding(
          clauses,
          targets === undefined ? "" : w.targetsCarried(targets.carried, targets.total),
          mechanisms === undefined ? "" : w.mechanismsCarried(mechanisms.carried, mechanisms.total),
        )}
      </h1>
      <p className="sub">
        {data.title[language]} · {w.issued(data.issued)}
      </p>
      <div className="decision-grid">
        <Clauses clauses={data.clauses} />
        <div className="side-cards">
          <CoverageCard data={data} />
          <LintCard diagnostics={data.diagnostics} />
        </div>
      </div>
    </>
  );
}
