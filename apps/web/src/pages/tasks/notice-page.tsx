/** A paper of a case as it is printed, 督办通知单 and 答复函 alike: on A4, black on white in every theme. */
import type { CaseAnswer, CaseDocument } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { documentQuestion, caseQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { taskWords } from "../../i18n/tasks.ts";
import { casePaths, isPaged } from "../work/paths.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";

export default function NoticePage(): ReactElement {
  const { id = "", document = "" } = useParams({ strict: false });
  const of = useQuery(caseQuestion(id));
  const paper = useQuery(documentQuestion(id, document));
  const skeleton = <PageSkeleton columns={[720]} />;
  return (
    <Loaded query={of} skeleton={skeleton}>
      {(found) => (
        <Loaded query={paper} skeleton={skeleton}>
          {(data) => <Body of={found} paper={data} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Body({ of, paper }: { readonly of: CaseAnswer; readonly paper: CaseDocument }): ReactElement {
  const w = useWords(taskWords);
  return (
    <>
      <div className="finding-row">
        <h1 className="finding">
          {paper.label} {paper.number}
        </h1>
        <span className="card-actions">
          {isPaged(of.case.procedure) ? (
            <Link to={casePaths[of.case.procedure]} params={{ id: of.case.id }}>
              {of.case.name}
            </Link>
          ) : null}
          <Button type="primary" onClick={() => print()}>
            {w.print}
          </Button>
        </span>
      </div>
      <p className="sub no-print">{w.printHint}</p>
      {paper.status === "standing" ? null : (
        <p className="problem" role="alert">
          {paper.status === "void" ? w.voided : w.waitingSign}
        </p>
      )}
      <Sheet of={of} paper={paper} />
    </>
  );
}

function Sheet({ of, paper }: { readonly of: CaseAnswer; readonly paper: CaseDocument }): ReactElement {
  const w = useWords(taskWords);
  const { language } = useFrame();
  const door = useDoor().data;
  const { values } = of.case;
  const task = of.case.procedure === "task";
  const demand = !task ? null : paper.due === null ? w.noticeDemandOpen : w.noticeDemandText(paper.due);
  const lines = [
    [task ? w.noticeMatter : w.paperMatter, paper.record.name],
    [w.noticeSource, values["task_source"]],
    [w.noticeClause, values["task_clause"]],
    [w.noticeDue, values["task_due"]],
    [task ? w.noticeReason : w.paperReason, paper.reason],
    [w.noticeDemand, demand],
  ] as const;
  const signs = task
    ? [w.noticeOffice, w.noticeReceiver, w.noticeReceived]
    : [w.paperOffice, w.paperReceiver, w.noticeReceived];
  return (
    <article className="sheet" lang={language === "zh" ? "zh-CN" : "en"}>
      <p className="sheet-city">{door?.city[language] ?? ""}</p>
      <h2>{paper.label}</h2>
      <p className="sheet-number">
        <span>
          {w.noticeNumber}:{paper.number}
        </span>
        <span>
          {w.noticeIssued}:{paper.on}
        </span>
      </p>
      {paper.title === paper.label ? null : <p className="sheet-title">{paper.title}</p>}
      <p className="sheet-to">{w.noticeTo(paper.addressed ?? "________")}</p>
      <table>
        <tbody>
          {lines
            .filter(([, text]) => text !== undefined && text !== null && text !== "")
            .map(([label, text]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{text}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <dl className="sheet-signs">
        {signs.map((label) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd />
          </div>
        ))}
      </dl>
      <p className="sheet-by">
        {w.noticeBy}:{paper.by}
        {paper.madeFor === null ? "" : w.noticeFor(paper.madeFor)}
      </p>
    </article>
  );
}
